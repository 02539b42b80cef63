"""What people type about support."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.people.fields import PersonField
from nastavnik.features.support import queries
from nastavnik.ui.forms import DateField, Form

OUTCOMES = (
    "Пара найдена",
    "Помощь оказана, наставник больше не нужен",
    "Участие прекращено по желанию участника",
    "Выбыл из организации",
)


class CaseForm(Form):
    person = PersonField(label="Кого сопровождаем")
    reason = forms.CharField(
        label="Почему без пары",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Увидят куратор и руководитель: без подробностей о человеке",
    )


class SupporterForm(Form):
    supporter = PersonField(label="Специалист")


class StepForm(Form):
    on = DateField(label="Когда")
    text = forms.CharField(
        label="Что сделано",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Увидят куратор и руководитель. Личное пишите в закрытых заметках",
    )


class CloseForm(Form):
    outcome = forms.ChoiceField(label="Чем закончилось", choices=[(item, item) for item in (*OUTCOMES, "Другое")])
    words = forms.CharField(label="Своими словами", max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("outcome") == "Другое" and not data.get("words", "").strip():
            self.add_error("words", "Напишите, чем закончилось сопровождение.")
        return data

    def text(self) -> str:
        outcome, words = self.cleaned_data["outcome"], self.cleaned_data["words"].strip()
        if outcome == "Другое":
            return words
        return f"{outcome}: {words}" if words else outcome


class NoteForm(Form):
    text = forms.CharField(
        label="Закрытая заметка",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Прочтёте только вы. Ни куратор, ни руководитель, ни администратор её не увидят",
    )


class SuccessorForm(Form):
    author = forms.ChoiceField(label="Чьи заметки")
    successor = forms.ChoiceField(label="Кому передать")

    def __init__(self, *args: Any, director_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        author: Any = self.fields["author"]
        successor: Any = self.fields["successor"]
        author.choices = [(str(item.pk), str(item)) for item in queries.orphan_authors()]
        successor.choices = [
            (str(item.account_id), str(item.account)) for item in queries.supporters() if item.account_id != director_id
        ]
