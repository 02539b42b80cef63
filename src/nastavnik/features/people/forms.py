"""What people type about people."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nastavnik.engines.lists import KINDS
from nastavnik.engines.lists.contacts import read_phone
from nastavnik.engines.russian import visible
from nastavnik.features.people import queries
from nastavnik.features.people.models import LEFT_REASONS, PERSON_KINDS, RELATIONS, Person, StudentGroup
from nastavnik.features.people.rules import MARKS
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import Unit
from nastavnik.ui.forms import DateField, FileDrop, Form, Keys
from nastavnik.ui.together import EditedTogether

#: Cases whose forms a person may correct on the card; the nominative is the name itself.
CASES = (
    ("gen", "Родительный: назначить кого"),
    ("dat", "Дательный: поручить кому"),
    ("acc", "Винительный: закрепить кого"),
    ("ins", "Творительный: согласовано кем"),
    ("loc", "Предложный: сведения о ком"),
)
SHOWN_MARKS = [(code, MARKS[code]) for code in ("mentor", "mentee", "tutor", "supporter", "partner")]


class NameField(forms.CharField):
    """A part of a name: something visible, or nothing."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and not visible(text):
            raise ValidationError("Здесь только невидимые знаки. Наберите заново.")
        return text


class PhoneField(forms.CharField):
    """One phone in any writing; kept as +79001112233."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}), **kwargs
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        found = read_phone(text)
        if not found.value or len(found.value) > 20:
            raise ValidationError("Номер не читается. Напишите его целиком: 8 900 111-22-33.")
        return found.value


class EmailField(forms.EmailField):
    default_error_messages = {"invalid": "Адрес не читается. Напишите его так: imya@example.ru."}


class PersonForm(EditedTogether, Form):
    """The card. Only the surname is demanded: what a paper needs is asked by the paper."""

    kind = forms.ChoiceField(label="Кто это", choices=PERSON_KINDS, widget=Keys)
    last = NameField(label="Фамилия", max_length=200)
    first = NameField(label="Имя", max_length=200, required=False)
    middle = NameField(label="Отчество", max_length=200, required=False)
    gender = forms.ChoiceField(
        label="Пол",
        required=False,
        widget=Keys,
        choices=[("", "по отчеству"), ("m", "мужской"), ("f", "женский")],
    )
    birth_date = DateField(label="Дата рождения", required=False)
    group = forms.CharField(label="Группа", max_length=80, required=False)
    post = forms.CharField(label="Должность", max_length=300, required=False)
    department = forms.CharField(label="Подразделение", max_length=300, required=False)
    workplace = forms.CharField(label="Место работы", max_length=300, required=False)
    experience_years = forms.IntegerField(label="Стаж, полных лет", min_value=0, max_value=80, required=False)
    phone = PhoneField(label="Телефон", required=False)
    email = EmailField(label="Эл. почта", required=False)
    marks = forms.MultipleChoiceField(
        label="Пометки", choices=SHOWN_MARKS, required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(label="Филиал или отделение", required=False)

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.groups = list(StudentGroup.objects.filter(closed_on=None).values_list("name", flat=True))
        self.fields["group"].widget.attrs["list"] = "groups"
        self.fields["group"].widget.attrs["autocomplete"] = "off"
        unit: Any = self.fields["unit"]
        unit.choices = unit_choices()
        if len(unit.choices) == 1:
            del self.fields["unit"]
        if person is not None:
            self._ask_forms(person)

    def _ask_forms(self, person: Person) -> None:
        for prefix, kept in (("name", person.name_forms), ("post", person.post_forms)):
            if prefix == "post" and not person.post:
                continue
            for case, label in CASES:
                self.fields[f"{prefix}_{case}"] = forms.CharField(
                    label=label, max_length=300, required=False, initial=kept.get(case, "")
                )

    def case_fields(self, prefix: str) -> list[Any]:
        return [self[f"{prefix}_{case}"] for case, _ in CASES if f"{prefix}_{case}" in self.fields]

    @property
    def name_cases(self) -> list[Any]:
        return self.case_fields("name")

    @property
    def post_cases(self) -> list[Any]:
        return self.case_fields("post")

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        plain = ("kind", "last", "first", "middle", "gender", "birth_date", "post", "department", "workplace")
        values = {name: getattr(person, name) for name in (*plain, "experience_years", "phone", "email", "marks")}
        return values | {"group": person.group.name if person.group else "", "unit": person.unit_id or ""}

    def values(self) -> dict[str, Any]:
        """Fields of the card as services take them."""
        found = {name: self.cleaned_data[name] for name in self.initial_names() if name in self.cleaned_data}
        if "unit" in self.cleaned_data:
            found["unit"] = unit_of(self.cleaned_data["unit"])
        if self.person is not None:
            other = [mark for mark in self.person.marks if mark not in dict(SHOWN_MARKS)]
            found["marks"] = [*self.cleaned_data["marks"], *other]
            for prefix in ("name", "post"):
                if self.case_fields(prefix):
                    typed = {case: self.cleaned_data[f"{prefix}_{case}"].strip() for case, _ in CASES}
                    found[f"{prefix}_forms"] = {case: text for case, text in typed.items() if text}
        return found

    def initial_names(self) -> list[str]:
        own = [name for name in self.fields if not name.startswith(("name_", "post_"))]
        return [name for name in own if name != "unit"]


def unit_choices() -> list[tuple[str, str]]:
    found = Unit.objects.filter(closed_on=None)
    return [("", "вся организация"), *((str(unit.pk), unit.name) for unit in found)]


def unit_of(pk: str) -> Unit | None:
    return Unit.objects.filter(pk=pk).first() if pk else None


class LeftForm(Form):
    reason = forms.ChoiceField(label="Почему", choices=LEFT_REASONS, widget=Keys)
    on = DateField(label="С какого дня")


class AbsentForm(Form):
    decision = forms.ChoiceField(label="Что с ними", choices=[("left", "выбыли"), ("stays", "остаются")], widget=Keys)
    reason = forms.ChoiceField(label="Почему выбыли", choices=LEFT_REASONS, required=False)
    on = DateField(label="С какого дня", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("decision") == "left" and not found.get("on") and "on" not in self.errors:
            self.add_error("on", "Укажите дату выбытия.")
        return found


class TieForm(Form):
    """How an adult represents a minor."""

    relation = forms.ChoiceField(label="Кем приходится", choices=[("", "не выбрано"), *RELATIONS])
    authority_document = forms.CharField(
        label="Документ о праве",
        max_length=200,
        required=False,
        help_text="Название и дата, без серии и номера. Сам документ не храним.",
    )
    authority_checked_on = DateField(label="Когда проверили право", required=False)


class EditTieForm(EditedTogether, TieForm):
    valid_until = DateField(label="До какого дня представляет", required=False)
    objects_since = DateField(label="Возражает против участия с", required=False)


class NewAdultForm(TieForm):
    """A representative not known yet, or chosen among the known."""

    last = NameField(label="Фамилия", max_length=200)
    first = NameField(label="Имя", max_length=200, required=False)
    middle = NameField(label="Отчество", max_length=200, required=False)
    phone = PhoneField(label="Телефон", required=False)
    email = EmailField(label="Эл. почта", required=False)
    known = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("last", "first", "middle", "relation", "phone", "email")


class GroupForm(EditedTogether, Form):
    name = forms.CharField(label="Название", max_length=80, help_text="Как в приказах, например ТМ-21.")
    course = forms.IntegerField(label="Курс или класс", min_value=1, max_value=12, required=False)
    tutor = forms.ChoiceField(label="Куратор группы, классный руководитель", required=False)
    unit = forms.ChoiceField(label="Филиал или отделение", required=False)
    closed_on = DateField(label="Закрыта с", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers = queries.visible_people(actor).filter(kind="worker", left_on=None)
        tutor: Any = self.fields["tutor"]
        tutor.choices = [("", "пока никто"), *((str(one.pk), named(one)) for one in workers)]
        unit: Any = self.fields["unit"]
        unit.choices = unit_choices()
        if len(unit.choices) == 1:
            del self.fields["unit"]

    def values(self, actor: Actor) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["tutor"] = queries.get_person(actor, found["tutor"]) if found["tutor"] else None
        found["unit"] = unit_of(found.get("unit", ""))
        return found


def named(person: Person) -> str:
    """Full name with what tells namesakes apart."""
    return f"{person.full_name}, {person.post}" if person.post else person.full_name


LIST_TYPES = ",".join(f".{kind}" for kind in sorted(KINDS))


class ImportForm(Form):
    """A list as a file or as pasted rows."""

    file = forms.FileField(
        label="Файл со списком",
        required=False,
        widget=FileDrop(accept=LIST_TYPES),
        help_text="Excel, Word, PDF, CSV или текст, до 20 МБ. Заголовки могут быть любыми.",
    )
    text = forms.CharField(
        label="Или вставьте строки",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": "6", "spellcheck": "false"}),
        help_text="Скопируйте столбцы из таблицы: «ФИО», «Группа», «Должность» — что есть.",
    )
    kind = forms.ChoiceField(
        label="Кто в списке",
        required=False,
        choices=[("", "понять по строкам"), ("student", "обучающиеся"), ("worker", "работники")],
        widget=Keys,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("file") and not found.get("text", "").strip() and not self.errors:
            self.add_error("file", "Приложите файл или вставьте строки ниже.")
        return found


class RowForm(Form):
    """A row of a list corrected in place."""

    last = NameField(label="Фамилия", max_length=200)
    first = NameField(label="Имя", max_length=200, required=False)
    middle = NameField(label="Отчество", max_length=200, required=False)
    kind = forms.ChoiceField(label="Кто это", choices=[("", "понять по строке"), *PERSON_KINDS], required=False)
    birth_date = DateField(label="Дата рождения", required=False)
    group = forms.CharField(label="Группа", max_length=80, required=False)
    post = forms.CharField(label="Должность", max_length=300, required=False)
    department = forms.CharField(label="Подразделение", max_length=300, required=False)
    phone = PhoneField(label="Телефон", required=False)
    email = EmailField(label="Эл. почта", required=False)


def ids(values: list[str]) -> list[uuid.UUID]:
    """Well-formed ids; what is not an id is dropped."""
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found
