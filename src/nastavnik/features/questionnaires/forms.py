"""What people type about questionnaires."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.questionnaires import audiences, rules
from nastavnik.features.questionnaires.ready.ready import ready_questionnaires
from nastavnik.kernel.actors import Actor
from nastavnik.ui.forms import DateField, Form, Keys, ManyKeys
from nastavnik.ui.together import EditedTogether


def questionnaire_choices() -> list[Any]:
    """Ready questionnaires that can be started, by side."""
    titles = {"mentee": "Для наставляемых", "mentor": "Для наставников", "both": "Для обеих сторон"}
    groups: dict[str, list[tuple[str, str]]] = {title: [] for title in titles.values()}
    for item in sorted(ready_questionnaires().values(), key=lambda one: (not one.short, one.minutes, one.title)):
        if item.level in rules.KEPT_WITH_NAME and item.audience in titles:
            groups[titles[item.audience]].append((item.code, item.title))
    return [("", "Выберите анкету"), *((title, rows) for title, rows in groups.items() if rows)]


def offer_people(form: forms.Form, actor: Actor) -> None:
    field = form.fields["people"]
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = audiences.choices(actor)


class CampaignForm(Form):
    """Whom to ask, what, until when."""

    questionnaire = forms.ChoiceField(label="Анкета", choices=questionnaire_choices)
    side = forms.ChoiceField(
        label="Кого спрашиваем", choices=[("mentee", "Наставляемых"), ("mentor", "Наставников")], widget=Keys
    )
    people = forms.MultipleChoiceField(label="Из каких списков", widget=ManyKeys)
    opens_on = DateField(label="Первый день")
    closes_on = DateField(label="Последний день")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, actor)


class WhoForm(Form):
    """Who answers by the common link: a name and a second fact."""

    name = forms.CharField(label="Фамилия, имя, отчество", max_length=200)
    birth_year = forms.IntegerField(
        label="Год рождения",
        min_value=1920,
        max_value=2100,
        error_messages={"min_value": "Проверьте год рождения.", "max_value": "Проверьте год рождения."},
    )
    place = forms.CharField(label="Группа или подразделение", max_length=120, required=False)


class PaperForm(Form):
    """The date that stands on the filled form."""

    filled_on = DateField(label="Дата на бланке", required=False)


class ProlongForm(EditedTogether, Form):
    closes_on = DateField(label="Новый последний день")


class AddForm(Form):
    people = forms.MultipleChoiceField(label="Кого добавить", widget=ManyKeys)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, actor)
