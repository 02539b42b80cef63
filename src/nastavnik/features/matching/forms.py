"""What a curator types about rounds."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.banks.rules import form_titles
from nastavnik.features.matching import rules
from nastavnik.features.matching.models import MatchingRound
from nastavnik.features.matching.rules import Terms
from nastavnik.features.people.fields import PersonField
from nastavnik.ui.forms import DateField, Form, Keys

IMPORTANCE = [(0, "не важно"), (1, "чуть"), (3, "важно"), (5, "очень"), (9, "важнее всего")]


class RoundForm(Form):
    """Conditions and weights of a round."""

    title = forms.CharField(label="Название", max_length=200, required=False, help_text="Пусто — «Раунд» с номером")
    form = forms.ChoiceField(label="Форма наставничества")
    limit = forms.IntegerField(
        label="Не больше наставляемых у одного наставника",
        min_value=0,
        max_value=20,
        required=False,
        help_text="Пусто — столько, сколько мест указано в банке",
    )
    group = forms.ChoiceField(label="Группа и подразделение", choices=rules.GROUPS, widget=Keys)
    need_time = forms.BooleanField(label="Не ставить вместе тех, у кого нет общего свободного времени", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["form"]
        choice.choices = list(form_titles().items())
        for code, (title, weight) in rules.CRITERIA.items():
            known = {value for value, _ in IMPORTANCE}
            kept = self.initial.get(f"weight_{code}", weight)
            choices = IMPORTANCE if kept in known else sorted([*IMPORTANCE, (kept, str(kept))])
            self.fields[f"weight_{code}"] = forms.TypedChoiceField(
                label=title, choices=choices, coerce=int, initial=weight
            )

    @property
    def conditions(self) -> list[Any]:
        return [self[name] for name in ("title", "form", "limit", "group", "need_time")]

    @property
    def importance(self) -> list[Any]:
        return [self[f"weight_{code}"] for code in rules.CRITERIA]

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(limit=data["limit"] or 0, group=data["group"], need_time=data["need_time"])

    def weights(self) -> dict[str, int]:
        return {code: self.cleaned_data[f"weight_{code}"] for code in rules.CRITERIA}


def initial_of(round_: MatchingRound) -> dict[str, Any]:
    terms = Terms.of(round_.terms)
    weights = {f"weight_{code}": round_.weights.get(code, 0) for code in rules.CRITERIA}
    start = {"title": round_.title, "form": round_.form, "group": terms.group, "need_time": terms.need_time}
    return start | weights | {"limit": terms.limit or None}


def weight_defaults() -> dict[str, Any]:
    """What stands chosen before: usual importance, no condition."""
    nearest = {1: 1, 2: 1, 3: 3, 4: 5, 5: 5}
    return {"group": "any"} | {f"weight_{code}": nearest[weight] for code, weight in rules.WEIGHTS.items()}


class PeriodForm(Form):
    starts_on = DateField(label="Начало работы пар")
    ends_on = DateField(label="Окончание работы пар")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Окончание раньше начала. Проверьте даты.")
        return data


class BarForm(Form):
    """A ban known before any round. Who asked is not shown where it is secret."""

    mentor = PersonField(label="Наставник")
    mentee = PersonField(label="Наставляемый")
    reason = forms.CharField(label="Почему", max_length=300, required=False)
    secret = forms.BooleanField(label="Не показывать, кто попросил и почему", required=False)
