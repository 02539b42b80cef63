"""What people type about accounts."""

from __future__ import annotations

from django import forms

from nastavnik.kernel.tenancy import ROLES

THEMES = [("", "как в системе"), ("light", "светлая"), ("dark", "тёмная")]
NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class JoinForm(forms.Form):
    login = forms.CharField(
        label="Придумайте логин", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Придумайте пароль", max_length=128, widget=NEW, help_text="Не короче 8 знаков; лучше фраза из трёх слов."
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label="Новый пароль", max_length=128, widget=NEW, help_text="Не короче 8 знаков; лучше фраза из трёх слов."
    )


class ChangePasswordForm(forms.Form):
    old = forms.CharField(
        label="Нынешний пароль", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="Новый пароль", max_length=128, widget=NEW, help_text="Не короче 8 знаков; лучше фраза из трёх слов."
    )


class ProfileForm(forms.Form):
    name = forms.CharField(label="Как к вам обращаться", max_length=200)
    email = forms.EmailField(label="Эл. почта", required=False)
    theme = forms.ChoiceField(label="Оформление", choices=THEMES, required=False)


class InviteForm(forms.Form):
    name = forms.CharField(label="Кого приглашаем", max_length=200, help_text="Имя увидят на листочке с приглашением.")
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    roles = forms.MultipleChoiceField(label="Роли", choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple)


class MemberForm(forms.Form):
    roles = forms.MultipleChoiceField(label="Роли", choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple)
    person = forms.CharField(
        label="Карточка человека", required=False, help_text="Фамилия и имя — система найдёт карточку."
    )
