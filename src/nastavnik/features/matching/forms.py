"""What a curator types about rounds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from nastavnik.engines.matching.criteria import CRITERIA
from nastavnik.features.banks.rules import form_titles
from nastavnik.features.matching import rules
from nastavnik.features.matching.models import MatchingRound
from nastavnik.features.matching.rules import Terms
from nastavnik.features.people.fields import PersonField
from nastavnik.ui.forms import DateField, Form, Keys

#: field → criteria it weighs: being near and being apart are one question with two answers
WEIGHTED: dict[str, tuple[str, ...]] = {
    **{code: (code,) for code in CRITERIA if code not in ("near", "apart")},
    "group": ("near", "apart"),
}
TITLES = {code: CRITERIA[code].title for code in WEIGHTED if code != "group"} | {"group": "Группа и подразделение"}
#: not told of as missing: they count only where switched on
NOT_MISSED = frozenset({"group", "sex", "language", "scales"})
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

    def __init__(self, *args: Any, offered: Collection[str] = (), **kwargs: Any) -> None:
        """`offered`: codes of the criteria of which something is known; the others keep their weight unasked."""
        super().__init__(*args, **kwargs)
        self.offered = [field for field, codes in WEIGHTED.items() if set(codes) & set(offered)]
        choice: Any = self.fields["form"]
        choice.choices = list(form_titles().items())
        for field in self.offered:
            known = {value for value, _ in IMPORTANCE}
            kept = self.initial.get(f"weight_{field}", 1)
            choices = IMPORTANCE if kept in known else sorted([*IMPORTANCE, (kept, str(kept))])
            self.fields[f"weight_{field}"] = forms.TypedChoiceField(
                label=TITLES[field], choices=choices, coerce=int, initial=kept
            )

    @property
    def conditions(self) -> list[Any]:
        return [self[name] for name in ("title", "form", "limit", "group", "need_time")]

    @property
    def importance(self) -> list[Any]:
        return [self[f"weight_{field}"] for field in self.offered]

    @property
    def silent(self) -> list[str]:
        """Names of criteria of which nothing is known yet and which an answer would bring in."""
        return [TITLES[field] for field in WEIGHTED if field not in self.offered and field not in NOT_MISSED]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        asked = [data.get(f"weight_{field}") for field in self.offered]
        if asked and not any(asked) and None not in asked:
            raise forms.ValidationError("Ни один признак не важен. Оставьте хотя бы один больше нуля.")
        return data

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(limit=data["limit"] or 0, group=data["group"], need_time=data["need_time"])

    def weights(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for field, codes in WEIGHTED.items():
            kept = self.initial.get(f"weight_{field}", 1)
            found |= dict.fromkeys(codes, self.cleaned_data.get(f"weight_{field}", kept))
        return found


def initial_of(round_: MatchingRound) -> dict[str, Any]:
    terms, weights = Terms.of(round_.terms), rules.weights_now(round_.weights)
    start = {"title": round_.title, "form": round_.form, "group": terms.group, "need_time": terms.need_time}
    start |= {f"weight_{field}": weights[codes[0]] for field, codes in WEIGHTED.items()}
    return start | {"limit": terms.limit or None}


def weight_defaults() -> dict[str, Any]:
    """What stands chosen before: usual importance, no condition."""
    nearest = {1: 1, 2: 1, 3: 3, 4: 5, 5: 5}
    return {"group": "any"} | {f"weight_{field}": nearest[rules.WEIGHTS[codes[0]]] for field, codes in WEIGHTED.items()}


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
