"""From answers to scores: reversed items, subscales, missing items, and which measurements may be compared.

Sources: questionnaires.md § 1, monitoring.md § 1 and § 4 «Missing people».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .errors import Refused
from .exact import Number, exact, mean

#: A subscale is scored when at least this share of its items was answered.
LEAST_ANSWERED = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a subscale with answers from `least` to `largest`; `reverse`: agreeing lowers the score."""

    code: str
    subscale: str
    least: int = 1
    largest: int = 5
    reverse: bool = False

    def value(self, answer: Number | None) -> Fraction | None:
        """The answer in the direction of the scale, None stays None. Raises Refused(value_out_of_scale)."""
        if answer is None:
            return None
        found = exact(answer)
        if not self.least <= found <= self.largest:
            raise Refused(
                "value_out_of_scale",
                f"Вопрос {self.code}: ответ не лежит на шкале от {self.least} до {self.largest}. Исправьте ответ.",
            )
        return self.least + self.largest - found if self.reverse else found


def score(items: Sequence[Item], answers: Mapping[str, Number | None]) -> Fraction | None:
    """Mean of the answered items of one subscale; None (missing) when fewer than two thirds were answered.

    Answers of other questions are ignored. Raises Refused(value_out_of_scale), and too_few_items for no item.
    """
    if not items:
        raise Refused("too_few_items", "В субшкале нет ни одного вопроса: проверьте анкету.")
    values = [value for item in items if (value := item.value(answers.get(item.code))) is not None]
    if not values or len(values) < LEAST_ANSWERED * len(items):
        return None
    return mean(values)


def subscales(items: Sequence[Item], answers: Mapping[str, Number | None]) -> dict[str, Fraction | None]:
    """Score of every subscale, in the order in which they first appear."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.subscale, []).append(item)
    return {name: score(group, answers) for name, group in grouped.items()}


@dataclass(frozen=True, slots=True)
class Measure:
    """What makes two measurements one measure: the code of its meaning and the ends of the scale."""

    code: str
    least: int
    largest: int


@dataclass(frozen=True, slots=True)
class Wave:
    """A measurement: `kind` entry | mid | exit | followup | retro, the day of the answer, what was measured."""

    kind: str
    day: dt.date
    measure: Measure


def is_late_entry(wave: Wave, ordered: dt.date, grace_days: int = 14) -> bool:
    """«Поздний вход»: an entry answered later than so many days after the pair was ordered."""
    return wave.kind == "entry" and wave.day > ordered + dt.timedelta(days=grace_days)


def why_not_comparable(before: Wave, after: Wave, *, ordered: dt.date | None = None, grace_days: int = 14) -> str:
    """Empty when the two may be compared as entry and exit, else the reason for the chart."""
    if "retro" in (before.kind, after.kind):
        return "Оценка «как было до» дана по воспоминанию: её показывают отдельно."
    if (before.kind, after.kind) != ("entry", "exit"):
        return "Сравнивают только вход и выход; остальные замеры показывают на линии."
    if before.measure != after.measure:
        return "Вопрос или шкала изменились между замерами: сравнивать их нельзя."
    if ordered is not None and is_late_entry(before, ordered, grace_days):
        return f"Поздний вход: ответ дан позже {grace_days} дней после приказа о паре."
    return ""


def grew(changes: Sequence[Fraction], delta: Number) -> tuple[int, int]:
    """(people who rose by δ or more, people with both answers): the indicators of growth."""
    step = exact(delta)
    return sum(change >= step for change in changes), len(changes)
