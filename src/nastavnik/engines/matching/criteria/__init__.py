"""Criteria of a pair as data: each a small pure function that gives 0…100 and its sentence, or nothing where it is mute.

`known_of` tells which criteria have anything to say of these people at all, `parts_of` gives the parts of a pair for
`pairs[].parts` of an instance, `bars_of` the codes for `barred`. Some criteria count only where they are switched on
(`OPTIONAL`). What is unknown of one side makes a criterion mute, never bad: `full_parts_of` counts a mute one as
`UNKNOWN`, so that who has not answered is neither preferred nor put last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from ..model import Part
from . import habits, people, requests, results
from .facts import Asked, Mentee, Mentor, Result

__all__ = [
    "CRITERIA",
    "OPTIONAL",
    "SENSITIVE",
    "UNKNOWN",
    "Asked",
    "Criterion",
    "Mentee",
    "Mentor",
    "Result",
    "bars_of",
    "full_parts_of",
    "known_of",
    "parts_of",
]

UNKNOWN = 50

_Somebody = TypeVar("_Somebody", bound=Mentee | Mentor)


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight`: to begin with; `part`: the pure function, None where it has nothing to say; `silence`: why it has not."""

    code: str
    title: str
    weight: int
    silence: str
    part: Callable[[Mentee, Mentor], Part | None]


CRITERIA: dict[str, Criterion] = {
    item.code: item
    for item in (
        Criterion("competence", "Запрос и умения наставника", 5, "Запрос или умения не названы", requests.competence),
        Criterion("field", "Предмет, специальность, профессия", 3, "Своё дело назвали не оба", requests.field),
        Criterion("role", "Форма наставничества и роль", 2, "Форму назвали не оба", people.role),
        Criterion("wishes", "Кого назвали сами", 4, "Никого не называли", people.wishes),
        Criterion("time", "Общее свободное время", 3, "Свободное время названо не обоими", habits.time),
        Criterion("place", "Где встречаться", 1, "Место известно не у обоих", habits.place),
        Criterion("near", "Одна группа или подразделение", 1, "Группа и подразделение неизвестны", people.near),
        Criterion("apart", "Разные группы", 1, "Группы неизвестны", people.apart),
        Criterion("rhythm", "Как часто и как общаться", 1, "Об удобном сказали не оба", habits.rhythm),
        Criterion("manner", "Манера работы и интересы", 1, "Манеру и интересы назвали не оба", habits.manner),
        Criterion("experience", "Опыт наставника", 1, "Стаж наставника не записан", people.experience),
        Criterion("scales", "Близость по шкалам анкеты", 1, "Общих шкал в анкетах нет", results.scales),
        Criterion("load", "Свободные места", 1, "Места наставника не записаны", results.load),
        Criterion("earlier", "Прежние пары наставника", 1, "Прежних пар у наставника не было", results.earlier),
        Criterion("sex", "Пожелание о поле", 1, "Пожеланий о поле нет", people.sex),
        Criterion("language", "Общий язык", 1, "Языки назвали не оба", habits.language),
    )
}
#: Count only where the organisation has switched them on.
SENSITIVE = frozenset({"sex", "language"})
#: Count only where they are asked for: the sensitive ones, and two that wish the opposite of each other.
OPTIONAL = SENSITIVE | {"near", "apart"}


def known_of(mentees: Sequence[Mentee], mentors: Sequence[Mentor], *, switched_on: Collection[str] = ()) -> list[str]:
    """Codes of the criteria that say something of at least one pair, in the order of the table.

    A criterion is mute or not by what is filled in, never by what stands there (of scales: by their names), so one person
    stands for all who have filled in the same.
    """
    ones, others = _kinds(mentees), _kinds(mentors)
    return [
        code
        for code, criterion in CRITERIA.items()
        if (code not in OPTIONAL or code in switched_on)
        and any(criterion.part(one, other) is not None for one in ones for other in others)
    ]


def _kinds(everybody: Iterable[_Somebody]) -> list[_Somebody]:
    """One of each kind of answers. No years of experience are an answer too."""
    found: dict[tuple[object, ...], _Somebody] = {}
    for person in everybody:
        values = {item.name: getattr(person, item.name) for item in fields(person)}
        filled = [bool(value) or (name == "years" and value == 0) for name, value in values.items()]
        found.setdefault((*filled, *sorted(person.scales)), person)
    return list(found.values())


def parts_of(mentee: Mentee, mentor: Mentor, *, switched_on: Collection[str] = ()) -> list[Part]:
    """Every criterion that has something to say of the pair, in the order of the table."""
    found = []
    for code, criterion in CRITERIA.items():
        if code not in OPTIONAL or code in switched_on:
            part = criterion.part(mentee, mentor)
            if part is not None:
                found.append(part)
    return found


def full_parts_of(mentee: Mentee, mentor: Mentor, codes: Iterable[str]) -> list[Part]:
    """These criteria of the pair, each with a value: a mute one counts as `UNKNOWN` and says what is not known."""
    found = []
    for code in codes:
        criterion = CRITERIA[code]
        found.append(criterion.part(mentee, mentor) or Part(code, UNKNOWN, criterion.silence))
    return found


def bars_of(mentee: Mentee, mentor: Mentor, *, musts: Collection[str] = ()) -> list[str]:
    """Codes of what excludes the pair: `wish` and `form` always, and of `schedule`, `group`, `sex`, `language` those in
    `musts`.

    A must excludes only where both sides are known to differ (`group`: to be in the same one).
    """
    found = []
    if people.refused(mentee, mentor):
        found.append("wish")
    if mentee.forms and mentor.forms and not people.common_forms(mentee, mentor):
        found.append("form")
    for code, part in (
        ("schedule", habits.time),
        ("group", people.apart),
        ("sex", people.sex),
        ("language", habits.language),
    ):
        if code in musts:
            said = part(mentee, mentor)
            if said is not None and said.value == 0:
                found.append(code)
    return found
