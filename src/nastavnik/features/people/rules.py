"""Decisions about people on plain values."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

ADULT = 18


def age_on(birth_date: dt.date | None, on: dt.date) -> int | None:
    """Full years on the day; None without a birth date. 29 February comes of age on 1 March (ГК ст. 191–192)."""
    if birth_date is None:
        return None
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def is_minor(birth_date: dt.date | None, on: dt.date) -> bool:
    """Under 18 on the day. An unknown birth date is not a minor here: who must be asked is decided by `needs_age`."""
    age = age_on(birth_date, on)
    return age is not None and age < ADULT


def needs_age(kind: str, birth_date: dt.date | None) -> bool:
    """A student without a birth date: nobody knows who signs for him, so the date must be asked first."""
    return kind == "student" and birth_date is None


def comes_of_age(birth_date: dt.date) -> dt.date:
    """The eighteenth birthday."""
    try:
        return birth_date.replace(year=birth_date.year + ADULT)
    except ValueError:
        return dt.date(birth_date.year + ADULT, 3, 1)


def birth_problem(birth_date: dt.date | None, today: dt.date) -> str:
    """Why a birth date can not be right, in words, or ''."""
    if birth_date is None:
        return ""
    if birth_date > today:
        return "Дата рождения ещё не наступила. Проверьте год."
    if today.year - birth_date.year > 110:
        return "По этой дате человеку больше 110 лет. Проверьте год."
    return ""


#: Words of the roles a list may name. A mark is for filters and invitations; it gives no access (decisions 36).
MARKS = {
    "mentor": "наставник",
    "mentee": "наставляемый",
    "tutor": "куратор группы",
    "supporter": "специалист сопровождения",
    "director": "руководитель",
    "curator": "куратор программы",
    "representative": "законный представитель",
    "partner": "партнёр",
}

_STUDENT_POSTS = ("студент", "обучающ", "учащ", "ученик", "ученица", "воспитанни", "школьни", "слушател")
_STUDENT_WORDS = ("студент", "обучающ", "учащ", "ученик", "школьник", "воспитанник")
_WORKER_WORDS = ("педагог", "учител", "преподавател", "работник", "сотрудник", "мастер", "руководител", "специалист")
_OUTSIDE_WORDS = ("работодател", "партн", "предприят", "бизнес", "профессионал")


def kind_of(
    *, roles: Collection[str], group: str, post: str, birth_date: dt.date | None, today: dt.date, form: str = ""
) -> str:
    """Who the person of a list is, by what the row says; a person may correct it.

    A post decides before a group: «куратор группы ТМ-21» has both and is a worker.
    """
    folded = post.casefold()
    if folded.startswith(_STUDENT_POSTS):
        return "student"
    if "representative" in roles and not post and not group:
        return "representative"
    if "partner" in roles:
        return "external"
    if post or "tutor" in roles or "director" in roles:
        side = _side_of(form, roles)
        return "external" if side == "external" and not group else "worker"
    if group or is_minor(birth_date, today):
        return "student"
    return _side_of(form, roles) or "worker"


def _side_of(form: str, roles: Collection[str]) -> str:
    """The kind that the form of a ready pair tells: «педагог – студент» says who stands on each side."""
    sides = [part for part in re.split(r"\s*[-–—/]\s*", form.casefold()) if part]
    if len(sides) != 2 or not {"mentor", "mentee"} & set(roles):
        return ""
    word = sides[0] if "mentor" in roles else sides[1]
    for kind, words in (("student", _STUDENT_WORDS), ("worker", _WORKER_WORDS), ("external", _OUTSIDE_WORDS)):
        if any(part in word for part in words):
            return kind
    return ""


def first_fits(left: str, right: str) -> bool:
    """Whether two folded first names or patronymics may be one: equal, an initial of the other, or absent."""
    left, right = left.rstrip("."), right.rstrip(".")
    if not left or not right:
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return left == right


@dataclass(frozen=True, slots=True)
class Card:
    """What is compared of a card when doubles are looked for. Names are folded."""

    id: uuid.UUID
    last: str
    first: str
    middle: str
    birth_date: dt.date | None
    kind: str


def likely_doubles(cards: Iterable[Card]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs of cards that may be one person: same surname, names that fit, no different birth dates.

    A bare surname fits nobody: «Иванов» alone is not a double of every Иванов.
    """
    by_last: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_last[card.last].append(card)
    found = []
    for group in by_last.values():
        if len(group) < 2:
            continue
        for left, right in combinations(group, 2):
            if not left.first or not right.first:
                continue
            if left.birth_date and right.birth_date and left.birth_date != right.birth_date:
                continue
            if {left.kind, right.kind} == {"representative", "student"}:
                # a parent who also works here is one person, but a namesake parent of a student is usual
                continue
            if first_fits(left.first, right.first) and first_fits(left.middle, right.middle):
                found.append((left.id, right.id))
    return found
