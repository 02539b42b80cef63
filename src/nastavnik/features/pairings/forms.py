"""What people type about pairs."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings.dictionary import end_reasons, mentoring_forms
from nastavnik.features.people.fields import PeopleField, PersonField
from nastavnik.features.people.forms import LIST_TYPES
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.ui.forms import DateField, FileDrop, Form, Keys
from nastavnik.ui.rows import RowsField
from nastavnik.ui.together import EditedTogether

MOST_IN_GROUP = 30


def form_choices(profile: str) -> list[tuple[str, str]]:
    return [(form.code, form.title_for(profile)) for form in mentoring_forms().values()]


def usual_dates(actor: Actor, year: ProgramYear) -> dict[str, Any]:
    """From today (not before the year begins) to the end of May: what most orders say."""
    today = clock.today(actor.organization)
    return {"starts_on": max(today, year.starts_on), "ends_on": year.ends_on.replace(month=5, day=31)}


class PeriodForm(Form):
    starts_on = DateField(label="Начало работы пар")
    ends_on = DateField(label="Окончание работы пар")


class TableForm(PeriodForm):
    text = forms.CharField(
        label="Таблица: наставник и наставляемый в двух столбцах",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Вставьте из Excel или Word. Можно добавить столбцы «Форма» и «Период».",
    )
    file = forms.FileField(label="или файл со списком пар", required=False, widget=FileDrop(accept=LIST_TYPES))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("text", "").strip() and not data.get("file"):
            self.add_error("text", "Вставьте список пар или выберите файл.")
        return data


class PairForm(PeriodForm):
    mentor = PersonField(label="Наставник")
    mentees = PeopleField(
        label="Наставляемый", most=MOST_IN_GROUP, rows=2, help_text="Несколько — группа: каждый с новой строки"
    )
    form = forms.ChoiceField(label="Форма наставничества")
    topic = forms.CharField(label="Тема", max_length=300, required=False)
    over_capacity_reason = forms.CharField(
        label="Почему больше, чем разрешено положением",
        max_length=300,
        required=False,
        help_text="Только если у наставника мест уже нет.",
    )
    field_order = ("mentor", "mentees", "form", "starts_on", "ends_on", "topic", "over_capacity_reason")

    def __init__(self, *args: Any, profile: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self.fields["form"]
        form.choices = form_choices(profile)


class AnswerForm(Form):
    answer = forms.ChoiceField(label="Ответ", choices=[("yes", "Согласен"), ("no", "Не согласен")], widget=Keys)


def reason_choices(use: str) -> list[tuple[str, str]]:
    """Reasons of the dictionary that fit: `terminate` or `replace`."""
    return [(item.code, item.title) for item in end_reasons().values() if use in item.uses]


class EndForm(Form):
    on = DateField(label="Последний день работы")
    reason = forms.ChoiceField(label="Причина")
    note = forms.CharField(label="Пояснение", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.choices = reason_choices("terminate")


class ReplaceForm(Form):
    """The new mentor is chosen in the list of the bank or found by name."""

    reason = forms.ChoiceField(label="Почему меняется наставник")
    starts_on = DateField(label="С какого дня работает новый наставник")
    mentor = forms.UUIDField(required=False, widget=forms.HiddenInput)
    other = PersonField(label="Другой человек, не из банка", required=False)
    over_capacity_reason = forms.CharField(
        label="Почему больше, чем разрешено положением",
        max_length=300,
        required=False,
        help_text="Только если у нового наставника мест уже нет.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.choices = [("", "Выберите"), *reason_choices("replace")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("mentor") and not data.get("other") and "other" not in self.errors:
            self.add_error("other", "Отметьте наставника в списке или впишите фамилию.")
        if data.get("mentor") and data.get("other"):
            self.add_error("other", "Выбран наставник из списка: сотрите фамилию или снимите выбор.")
        return data


class AmendForm(Form):
    reason = forms.CharField(
        label="Почему меняется приказ",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Так начнётся текст приказа. Например: В связи с переводом обучающегося в другую группу",
    )
    why = forms.ChoiceField(label="Причина для истории прекращаемых пар")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why: Any = self.fields["why"]
        why.choices = reason_choices("terminate")


class ProgramForm(EditedTogether, Form):
    """The pair's programme."""

    starts_on = DateField(label="Начало")
    ends_on = DateField(label="Окончание")
    difficulties = forms.CharField(
        label="Запрос и затруднения", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    goals = RowsField(
        (("title", "Задача"), ("measure", "По какому признаку увидим результат")), label="Задачи", required=False
    )
    items = RowsField(
        (("title", "Что делаем"), ("term", "Срок"), ("result", "Результат")),
        label="Мероприятия",
        required=False,
        help_text="Можно вставить строки, скопированные из Excel или Word",
    )
    expected = forms.CharField(
        label="Ожидаемый результат", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    ready = forms.BooleanField(label="Программа готова к печати", required=False)
