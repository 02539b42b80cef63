"""Criteria of a pair as data: each a small pure function that gives 0…100 and its sentence, or nothing where it is mute.

`parts_of` gives the parts of a pair for `pairs[].parts` of an instance, `bars_of` the codes for `barred`. Sex and language
count only where they are switched on (`SENSITIVE`). What is unknown of one side makes a criterion mute, never bad: the
caller counts a mute one as `UNKNOWN`, so that who has not answered is neither preferred nor put last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ..model import Part
from . import habits, people, requests, results
from .facts import Asked, Mentee, Mentor, Result

__all__ = [
    "CRITERIA",
    "SENSITIVE",
    "UNKNOWN",
    "Asked",
    "Criterion",
    "Mentee",
    "Mentor",
    "Result",
    "bars_of",
    "parts_of",
]

UNKNOWN = 50


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight`: to begin with; `part`: the pure function, None where it has nothing to say."""

    code: str
    title: str
    weight: int
    part: Callable[[Mentee, Mentor], Part | None]


CRITERIA: dict[str, Criterion] = {
    item.code: item
    for item in (
        Criterion("competence", "Запрос и умения наставника", 5, requests.competence),
        Criterion("field", "Предмет, специальность, профессия", 3, requests.field),
        Criterion("role", "Форма наставничества и роль", 2, people.role),
        Criterion("wishes", "Кого назвали сами", 4, people.wishes),
        Criterion("time", "Общее свободное время", 3, habits.time),
        Criterion("place", "Где встречаться", 1, habits.place),
        Criterion("rhythm", "Как часто и как общаться", 1, habits.rhythm),
        Criterion("experience", "Опыт наставника", 1, people.experience),
        Criterion("scales", "Близость по шкалам анкеты", 1, results.scales),
        Criterion("load", "Свободные места", 1, results.load),
        Criterion("earlier", "Прежние пары наставника", 1, results.earlier),
        Criterion("sex", "Пожелание о поле", 1, people.sex),
        Criterion("language", "Общий язык", 1, habits.language),
    )
}
#: Count only where the organisation has switched them on.
SENSITIVE = frozenset({"sex", "language"})


def parts_of(mentee: Mentee, mentor: Mentor, *, switched_on: Collection[str] = ()) -> list[Part]:
    """Every criterion that has something to say of the pair, in the order of the table."""
    found = []
    for code, criterion in CRITERIA.items():
        if code not in SENSITIVE or code in switched_on:
            part = criterion.part(mentee, mentor)
            if part is not None:
                found.append(part)
    return found


def bars_of(mentee: Mentee, mentor: Mentor, *, musts: Collection[str] = ()) -> list[str]:
    """Codes of what excludes the pair: `wish` and `form` always, and of `schedule`, `sex`, `language` those in `musts`.

    A must excludes only where both sides are known to differ.
    """
    found = []
    if people.refused(mentee, mentor):
        found.append("wish")
    if mentee.forms and mentor.forms and not people.common_forms(mentee, mentor):
        found.append("form")
    for code, part in (("schedule", habits.time), ("sex", people.sex), ("language", habits.language)):
        if code in musts:
            said = part(mentee, mentor)
            if said is not None and said.value == 0:
                found.append(code)
    return found
