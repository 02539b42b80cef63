"""What people type about the banks."""

from __future__ import annotations

from django import forms as django_forms

from nastavnik.features.banks import rules
from nastavnik.features.questionnaires.ready.dictionaries import competences, request_topics, slots
from nastavnik.ui.forms import DateField, Form, Keys, ManyKeys
from nastavnik.ui.together import EditedTogether

PRIORITIES = [("3", "Срочно"), ("2", "Обычно"), ("1", "Может подождать")]


def topic_choices() -> list[tuple[str, str]]:
    return [("", "Выберите тему"), *((topic.code, topic.title) for topic in request_topics().values())]


def competence_choices() -> list[tuple[str, str]]:
    return [(item.code, item.title) for item in competences().values()]


def form_choices() -> list[tuple[str, str]]:
    return list(rules.form_titles().items())


def slot_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    days: dict[str, list[tuple[str, str]]] = {}
    for slot in slots().values():
        days.setdefault(slot.day_title, []).append((slot.code, slot.part_title))
    return list(days.items())


class RequestForm(Form):
    """One request: a topic, own words, how pressing."""

    topic = django_forms.ChoiceField(label="Тема запроса", choices=topic_choices)
    text = django_forms.CharField(label="Своими словами", required=False, max_length=1000, widget=django_forms.Textarea)
    priority = django_forms.TypedChoiceField(
        label="Насколько важно", choices=PRIORITIES, coerce=int, initial="2", widget=Keys
    )


class EntryForm(EditedTogether, Form):
    """What both banks share: forms of mentoring, free time, a note."""

    forms = django_forms.MultipleChoiceField(
        label="Формы наставничества", required=False, choices=form_choices, widget=ManyKeys
    )
    free_time = django_forms.MultipleChoiceField(
        label="Свободное время", required=False, choices=slot_choices, widget=ManyKeys
    )
    note = django_forms.CharField(
        label="Заметка куратора", required=False, max_length=1000, widget=django_forms.Textarea
    )


class MenteeForm(EntryForm):
    goals = django_forms.CharField(
        label="Чего хочет достичь", required=False, max_length=2000, widget=django_forms.Textarea
    )
    field_order = ("goals", "forms", "free_time", "note")


class MentorForm(EntryForm):
    capacity = django_forms.IntegerField(
        label="Сколько наставляемых готов вести", min_value=1, max_value=rules.MAX_CAPACITY
    )
    competences = django_forms.MultipleChoiceField(
        label="Чем готов делиться", required=False, choices=competence_choices, widget=ManyKeys
    )
    experience = django_forms.CharField(
        label="Опыт и достижения", required=False, max_length=2000, widget=django_forms.Textarea
    )
    field_order = ("capacity", "competences", "experience", "forms", "free_time", "note")


class LeaveForm(Form):
    reason = django_forms.CharField(label="Почему прекращает участие", max_length=300)


class DayForm(Form):
    on = DateField(label="Дата")
