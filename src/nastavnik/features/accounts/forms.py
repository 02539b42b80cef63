"""What people type about sign-in and access."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.services.profile import THEMES
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import ROLES, Membership, Unit
from nastavnik.ui.forms import Form, Keys, RussianMessages

WRONG_CODE = "Код не подошёл. Он меняется каждые 30 секунд: введите тот, что виден сейчас."


def login_field(**kwargs: Any) -> forms.CharField:
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label="Логин", max_length=150, widget=forms.TextInput(attrs=attrs), **kwargs)


def password_field(label: str = "Пароль", *, new: bool = False, **kwargs: Any) -> forms.CharField:
    """Any characters, spaces at the ends too; pasting is not hindered."""
    attrs = {"autocomplete": "new-password" if new else "current-password"}
    widget = forms.PasswordInput(attrs=attrs)
    return forms.CharField(label=label, strip=False, max_length=1000, widget=widget, **kwargs)


class SignInForm(RussianMessages, LoginForm):
    """allauth's form with our words; login and password are folded as they were at setting."""

    password = password_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = login_field()
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return rules.normal_login(self.cleaned_data["login"])

    def clean_password(self) -> str:
        return rules.normal_password(self.cleaned_data["password"])


class CodeWords(RussianMessages):
    """Our words over allauth's check of a code from the phone."""

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError as refusal:
            if refusal.code == "incorrect_code":
                raise forms.ValidationError(WRONG_CODE) from None
            raise
        return code


class SecondStepForm(CodeWords, AuthenticateForm):
    """The code at sign-in."""


class ConfirmByCodeForm(CodeWords, ReauthenticateForm):
    """The code before what changes the way in."""


class TurnOnForm(CodeWords, ActivateTOTPForm):
    """The first code, which proves that the phone has the key."""


class Twice(Form):
    """A new password is typed twice."""

    typed_first = "password"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, second = values.get(self.typed_first), values.get("again")
        if first and second and first != second:
            self.add_error("again", "Пароли не совпали. Наберите второй раз так же.")
        return values


class NewAccountForm(Twice):
    login = login_field(help_text="Буквы, цифры, точка, дефис и знак @ без пробелов. Например, фамилия и инициалы.")
    password = password_field(new=True, help_text="От 8 знаков, лучше 15: фраза из нескольких слов.")
    again = password_field("Пароль ещё раз", new=True)


class OwnAccountForm(Form):
    """For who has an account already, in another organisation."""

    login = login_field()
    password = password_field()


class NewPasswordForm(Twice):
    password = password_field("Новый пароль", new=True, help_text="От 8 знаков, лучше 15: фраза из нескольких слов.")
    again = password_field("Новый пароль ещё раз", new=True)


class AskResetForm(Form):
    typed = forms.CharField(label="Логин или адрес почты", max_length=254)


class PasswordForm(Twice):
    typed_first = "new"
    old = password_field("Нынешний пароль")
    new = password_field("Новый пароль", new=True, help_text="От 8 знаков, лучше 15: фраза из нескольких слов.")
    again = password_field("Новый пароль ещё раз", new=True)


class ProfileForm(Form):
    name = forms.CharField(label="Как к вам обращаться", max_length=200, help_text="Например, Орлова Т. С.")
    theme = forms.ChoiceField(label="Оформление", choices=THEMES, required=False, widget=Keys)


class EmailForm(Form):
    email = forms.EmailField(
        label="Адрес почты",
        required=False,
        help_text="Сюда придёт ссылка, если вы забудете пароль.",
        error_messages={"invalid": "Не похоже на адрес почты. Пример: orlova@example.org."},
    )
    password = password_field("Нынешний пароль")


class RolesForm(Form):
    """Roles this actor may give, and the units the access is limited to."""

    roles = forms.MultipleChoiceField(label="Роли", widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(
        label="Только эти подразделения",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Если ничего не отмечено, доступны все.",
    )

    def __init__(self, *args: Any, actor: Actor, membership: Membership | None = None, **kwargs: Any) -> None:
        if membership is not None:
            units = [str(pk) for pk in membership.units.values_list("pk", flat=True)]
            kwargs["initial"] = {"roles": membership.roles, "units": units}
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        roles.choices = [(code, words) for code, words in ROLES.items() if rules.may_grant(actor.roles, [code])]
        open_units = [(str(unit.pk), unit.name) for unit in Unit.objects.filter(closed_on=None)]
        if open_units:
            units_field: Any = self.fields["units"]
            units_field.choices = open_units
        else:
            del self.fields["units"]


class InviteForm(RolesForm):
    name = forms.CharField(label="Фамилия, имя, отчество", max_length=200)
    email = forms.EmailField(
        label="Адрес почты",
        required=False,
        help_text="Нужен, чтобы человек сам мог вернуть забытый пароль.",
        error_messages={"invalid": "Не похоже на адрес почты. Пример: orlova@example.org."},
    )

    field_order = ["name", "email", "roles", "units"]
