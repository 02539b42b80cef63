"""What people type when they set the organisation up."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.accounts.forms import Twice, login_field, password_field
from nastavnik.features.organizations import rules
from nastavnik.features.organizations.models import Signer
from nastavnik.features.organizations.settings import SETTINGS, sections
from nastavnik.kernel.tenancy import PROFILES, Organization, Unit
from nastavnik.ui.forms import DateField, Form, Keys, ManyKeys
from nastavnik.ui.together import EditedTogether

GENDERS = [("f", "женский"), ("m", "мужской")]
KINDS = [item for item in PROFILES if item[0] != "region"]
LINES = {"rows": 2}


class RequisitesForm(EditedTogether, Form):
    full_name = forms.CharField(label="Полное наименование", max_length=500, widget=forms.Textarea(attrs=LINES))
    short_name = forms.CharField(label="Сокращённое наименование", max_length=200)
    profile = forms.ChoiceField(label="Вид организации", choices=KINDS)
    founder = forms.CharField(label="Учредитель", max_length=500, required=False)
    place = forms.CharField(
        label="Место составления документов", max_length=120, required=False, help_text="Например, г. Верхнереченск."
    )
    address = forms.CharField(label="Адрес", max_length=300, required=False)
    phone = forms.CharField(label="Телефон", max_length=40, required=False)
    email = forms.EmailField(
        label="Адрес почты",
        required=False,
        error_messages={"invalid": "Не похоже на адрес почты. Пример: college@example.org."},
    )
    site = forms.URLField(
        label="Сайт",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Не похоже на адрес сайта. Пример: https://example.org."},
    )
    inn = forms.CharField(label="ИНН", max_length=12, required=False, help_text="10 или 12 цифр.")
    ogrn = forms.CharField(label="ОГРН", max_length=15, required=False, help_text="13 или 15 цифр.")
    time_zone = forms.ChoiceField(label="Часовой пояс", choices=rules.TIME_ZONES)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name != "name_forms"]
        initial = {name: getattr(organization, name) for name in names}
        initial |= {f"case_{case}": text for case, text in organization.name_forms.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for case, words in rules.NAME_CASES.items():
            self.fields[f"case_{case}"] = forms.CharField(
                label=f"Полное наименование, {words}",
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs=LINES),
            )

    def values(self) -> dict[str, Any]:
        """Fields of the service: the cases are gathered, empty ones left out."""
        cleaned = dict(self.cleaned_data)
        forms_of_name = {case: cleaned.pop(f"case_{case}") for case in rules.NAME_CASES}
        return cleaned | {"name_forms": {case: text for case, text in forms_of_name.items() if text}}


class SetupForm(Twice):
    """The first start asks only what nothing can be guessed from."""

    code = forms.CharField(
        label="Код первого запуска",
        max_length=40,
        help_text="Напечатан в окне сервера и лежит в файле setup_code рядом с базой данных.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    full_name = forms.CharField(label="Полное наименование", max_length=500, widget=forms.Textarea(attrs=LINES))
    short_name = forms.CharField(label="Сокращённое наименование", max_length=200)
    profile = forms.ChoiceField(label="Вид организации", choices=KINDS)
    place = forms.CharField(
        label="Место составления документов", max_length=120, required=False, help_text="Например, г. Верхнереченск."
    )
    inn = forms.CharField(label="ИНН", max_length=12, required=False)
    ogrn = forms.CharField(label="ОГРН", max_length=15, required=False)
    time_zone = forms.ChoiceField(label="Часовой пояс", choices=rules.TIME_ZONES, initial="Europe/Moscow")
    signer_last = forms.CharField(label="Фамилия", max_length=120)
    signer_first = forms.CharField(label="Имя", max_length=120)
    signer_middle = forms.CharField(label="Отчество", max_length=120, required=False)
    signer_gender = forms.ChoiceField(label="Пол", choices=GENDERS, widget=Keys)
    signer_post = forms.CharField(label="Должность", max_length=300, initial="директор")
    signer_basis = forms.CharField(
        label="Действует на основании", max_length=300, initial="Устава", help_text="В родительном падеже."
    )
    name = forms.CharField(label="Как к вам обращаться", max_length=200, help_text="Например, Орлова Т. С.")
    roles = forms.MultipleChoiceField(
        label="Кто вы",
        choices=[("curator", "куратор программы"), ("director", "руководитель")],
        widget=ManyKeys,
        help_text="Можно отметить обе роли; остальных вы пригласите потом.",
    )
    login = login_field(help_text="Буквы, цифры, точка, дефис и знак @ без пробелов.")
    password = password_field(new=True, help_text="От 8 знаков, лучше 15: фраза из нескольких слов.")
    again = password_field("Пароль ещё раз", new=True)

    SECTIONS = (
        ("Код", ("code",)),
        ("Организация", ("full_name", "short_name", "profile", "place", "inn", "ogrn", "time_zone")),
        (
            "Кто подписывает документы",
            ("signer_last", "signer_first", "signer_middle", "signer_gender", "signer_post", "signer_basis"),
        ),
        ("Ваш вход", ("name", "roles", "login", "password", "again")),
    )

    def parts(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    def values(self) -> dict[str, Any]:
        """Arguments of `services.first_start`."""
        data = self.cleaned_data
        requisites = ("full_name", "short_name", "profile", "place", "inn", "ogrn", "time_zone")
        signer = ("last", "first", "middle", "gender", "post", "basis")
        return {
            "code": data["code"],
            "requisites": {name: data[name] for name in requisites},
            "signer": {name: data[f"signer_{name}"] for name in signer},
            "login": data["login"],
            "password": data["password"],
            "name": data["name"],
            "roles": data["roles"],
        }


class RulesForm(EditedTogether, Form):
    """Drawn from the table of settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, item in SETTINGS.items():
            hint = " ".join(part for part in (item.help, f"Основание: {item.source}.") if part)
            if item.kind == "choice":
                self.fields[code] = forms.ChoiceField(label=item.label, choices=item.choices, help_text=hint)
            elif item.kind == "flag":
                self.fields[code] = forms.BooleanField(label=item.label, required=False, help_text=hint)
            else:
                bounds = f"Нужно целое число от {item.low} до {item.high}."
                self.fields[code] = forms.IntegerField(
                    label=item.label,
                    min_value=item.low,
                    max_value=item.high,
                    help_text=hint,
                    error_messages={"min_value": bounds, "max_value": bounds, "invalid": bounds, "required": bounds},
                )

    def parts(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[item.code] for item in items]) for title, items in sections()]


class SignerForm(EditedTogether, Form):
    last = forms.CharField(label="Фамилия", max_length=120)
    first = forms.CharField(label="Имя", max_length=120)
    middle = forms.CharField(label="Отчество", max_length=120, required=False)
    gender = forms.ChoiceField(label="Пол", choices=GENDERS, widget=Keys)
    post = forms.CharField(label="Должность", max_length=300)
    acting = forms.BooleanField(
        label="Исполняет обязанности",
        required=False,
        help_text="Тогда нужны обе даты: после второй право подписи кончится само.",
    )
    basis = forms.CharField(
        label="Действует на основании",
        max_length=300,
        required=False,
        help_text="В родительном падеже: Устава; приказа от 1 сентября 2026 г. № 12-лс; доверенности.",
    )
    unit = forms.ChoiceField(label="Подразделение", required=False)
    valid_from = DateField(label="С какого дня", required=False)
    valid_to = DateField(label="По какой день", required=False)

    def __init__(self, *args: Any, signer: Signer | None = None, **kwargs: Any) -> None:
        if signer is not None:
            names = [name for name in self.base_fields if name != "unit"]
            kwargs["initial"] = {name: getattr(signer, name) for name in names} | {"unit": str(signer.unit_id or "")}
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in Unit.objects.filter(closed_on=None)}
        if signer is not None and signer.unit is not None:
            self.units.setdefault(str(signer.unit_id), signer.unit)
        choices = [("", "вся организация"), *((pk, unit.name) for pk, unit in self.units.items())]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data["unit"])


class UnitForm(EditedTogether, Form):
    name = forms.CharField(label="Название", max_length=200)
    short_name = forms.CharField(label="Краткое название", max_length=80, required=False)
    place = forms.CharField(label="Место составления документов", max_length=120, required=False)
    letterhead = forms.CharField(
        label="Шапка бланка",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Если у подразделения свой бланк. Пусто — бланк организации.",
    )


class YearForm(Form):
    year = forms.IntegerField(
        label="Год, когда он начинается",
        min_value=2015,
        max_value=2100,
        help_text="Для 2026/27 учебного года — 2026.",
        error_messages={"min_value": "Укажите год от 2015 до 2100.", "max_value": "Укажите год от 2015 до 2100."},
    )
