"""What consents exist, when one counts, which are needed for a use. Plain values, no ORM.

Sources: 152-ФЗ ст. 9, 10.1; ГК ст. 21, 26, 28; СК ст. 61, 64, 65; ТК ст. 351.8; 273-ФЗ ст. 42.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nastavnik.features.consents.standing import Adult, Given, Subject, complete_since, unsigned
from nastavnik.features.people.rules import age_on, comes_of_age, is_minor, needs_age

Signs = Literal["self", "representative", "either"]


@dataclass(frozen=True, slots=True)
class ConsentKind:
    """`signs`: who gives it; `either`: the person when adult, else the representative. `legal`: a gate of law."""

    code: str
    title: str
    short: str
    purpose: str
    signs: Signs
    legal: bool = True


KINDS: dict[str, ConsentKind] = {
    kind.code: kind
    for kind in (
        ConsentKind(
            "consent_pd_adult", "Согласие на обработку персональных данных", "на обработку данных", "bank", "self"
        ),
        ConsentKind(
            "consent_pd_minor",
            "Согласие законного представителя на обработку персональных данных",
            "представителя на обработку данных",
            "bank",
            "representative",
        ),
        ConsentKind(
            "consent_pd_mentor",
            "Согласие наставника на обработку персональных данных",
            "на обработку данных",
            "bank",
            "self",
        ),
        ConsentKind(
            "consent_distribution",
            "Согласие на распространение персональных данных",
            "на распространение",
            "distribution",
            "either",
        ),
        ConsentKind("consent_image", "Согласие на использование изображения", "на изображение", "image", "either"),
        ConsentKind(
            "consent_transfer", "Согласие на передачу персональных данных", "на передачу данных", "transfer", "either"
        ),
        ConsentKind(
            "consent_mentor_participation",
            "Согласие наставника на участие",
            "на участие",
            "pair",
            "either",
            legal=False,
        ),
        ConsentKind(
            "consent_mentee_participation",
            "Согласие наставляемого на участие",
            "на участие",
            "pair",
            "either",
            legal=False,
        ),
        ConsentKind("consent_duties", "Согласие на дополнительные обязанности", "на обязанности", "staff_pair", "self"),
        ConsentKind(
            "consent_psych_diagnostics", "Согласие на психологическую диагностику", "на диагностику", "psych", "either"
        ),
    )
}

#: purpose → alternatives for each demand: one kind of every group is needed
ADULT_PD = ("consent_pd_adult", "consent_pd_mentor")
PARTICIPATION = ("consent_mentor_participation", "consent_mentee_participation")

PURPOSES = {
    "invite": "приглашение",
    "bank": "ведение банка и подбор",
    "pair": "участие в паре",
    "staff_pair": "работа наставнической пары работников",
    "distribution": "распространение",
    "image": "использование изображения",
    "transfer": "передача другой организации",
    "psych": "психологическая диагностика и поддержка",
}


def needs_adult(birth_date: dt.date | None, on: dt.date, *, alone_from_14: bool = False, purpose: str = "") -> bool:
    """Whether a representative must sign. The organisation's act may leave it to those of 14–17 (152-ФЗ ст. 9 ч. 6
    names no age), except psychological help, where the law asks the representative (273-ФЗ ст. 42)."""
    if not is_minor(birth_date, on):
        return False
    age = age_on(birth_date, on)
    return purpose == "psych" or not alone_from_14 or age is None or age < 14


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for back in range(4):
        try:
            return dt.date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(day)


#: Signed on paper only: the employer signs duties, too (ТК РФ, ст. 351.8); in a distribution each category is ticked by hand
#: and what is not ticked is not permitted (152-ФЗ, ст. 10.1).
PAPER_ONLY = frozenset({"consent_duties", "consent_distribution"})

#: These consents last as long as the pair they name: their term stands on the sheet with the pair's.
OWN_TERM = ("pair", "staff_pair")


def term_of(kind: str, issued_on: dt.date, months: int) -> dt.date | None:
    """Until when a consent of the kind is taken; None for those that follow the pair."""
    return None if KINDS[kind].purpose in OWN_TERM else add_months(issued_on, months)


def signed_by(kind: str, adults: Sequence[Any], both: Collection[str]) -> tuple[Any, Any]:
    """(first, second) of the representatives who sign the kind; None where nobody is known or one is enough."""
    first = adults[0] if adults else None
    return first, adults[1] if kind in both and len(adults) > 1 else None


#: where both representatives sign by the organisation's choice; by law the signature of one is enough (СК РФ, ст. 61, 64)
BOTH: dict[str, frozenset[str]] = {
    "one": frozenset(),
    "open": frozenset({"consent_distribution", "consent_image"}),
    "all": frozenset(KINDS),
}


def demands(subject: Subject, purpose: str, on: dt.date) -> list[tuple[str, ...]]:
    """Groups of alternative kinds; one of each group is needed for the purpose on the day."""
    if purpose == "invite":
        return []
    data: tuple[str, ...] = ADULT_PD
    if _adult_for(subject, on):
        data = ("consent_pd_minor",)
    elif is_minor(subject.birth_date, on):
        data = (*ADULT_PD, "consent_pd_minor")  # given by the representative before, it stays good
    if purpose == "bank":
        return [data]
    if purpose == "pair":
        return [data, PARTICIPATION]
    if purpose == "staff_pair":
        return [data, ("consent_duties",)]
    kinds = tuple(kind.code for kind in KINDS.values() if kind.purpose == purpose)
    if not kinds:
        raise KeyError(purpose)
    return [kinds]


def _adult_for(subject: Subject, on: dt.date, purpose: str = "") -> bool:
    return needs_adult(subject.birth_date, on, alone_from_14=subject.alone_from_14, purpose=purpose)


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, in words, and the kind that would give it ("" when it is not a consent that is missing).

    `waits_for`: the representatives who have not signed beside the one who has.
    """

    kind: str
    message: str
    legal: bool
    waits_for: tuple[Adult, ...] = ()


def lacks(subject: Subject, given: Iterable[Given], purpose: str, on: dt.date, *, side: str = "") -> list[Lack]:
    """Everything that is missing for the purpose on the day; empty when the use is allowed.

    `side` ("mentor" or "mentee") only chooses which of the alternatives to name.
    """
    found: list[Lack] = []
    demanded = demands(subject, purpose, on)
    if demanded and subject.objects_since is not None and subject.objects_since <= on:
        found.append(
            Lack(
                "", f"{subject.name}: второй представитель возражает, использование остановлено (СК РФ, ст. 65).", True
            )
        )
    if demanded and needs_age(subject.kind, subject.birth_date):
        found.append(
            Lack("", f"{subject.name}: нет даты рождения, поэтому неизвестно, кто подписывает согласие.", True)
        )
        return found
    everything = list(given)
    for group in demanded:
        by_kind = {kind: _fitting(everything, kind, subject, on, purpose) for kind in group}
        if any(complete_since(items, subject, on) for items in by_kind.values()):
            continue
        waits = {kind: unsigned(items, subject, on) for kind, items in by_kind.items()}
        half = next((kind for kind in group if waits[kind]), "")
        kind = half or _preferred(group, side, subject)
        found.append(Lack(kind, _words(subject, kind, on, waits[kind]), KINDS[kind].legal, waits[kind]))
    return found


def _fitting(given: Sequence[Given], kind: str, subject: Subject, on: dt.date, purpose: str) -> list[Given]:
    return [item for item in given if item.kind == kind and _right_giver(item, subject, on, purpose)]


def _right_giver(item: Given, subject: Subject, on: dt.date, purpose: str) -> bool:
    """A minor's consent must be given by a representative, unless the act lets those of 14–17 decide."""
    return not _adult_for(subject, on, purpose) or item.given_by != subject.id


def _preferred(group: tuple[str, ...], side: str, subject: Subject) -> str:
    wanted = side or ("mentor" if subject.kind in ("worker", "external") else "mentee")
    for kind in group:
        if wanted in kind:
            return kind
    return group[0]


def _words(subject: Subject, kind: str, on: dt.date, waits_for: Sequence[Adult] = ()) -> str:
    if waits_for:
        names = ", ".join(adult.name for adult in waits_for)
        return f"{subject.name}: согласие {KINDS[kind].short} подписал один представитель, ждём подпись второго: {names.rstrip('.')}."
    if kind == "consent_pd_minor":
        return f"{subject.name}: нет согласия законного представителя на обработку персональных данных."
    who = " от законного представителя" if _adult_for(subject, on, KINDS[kind].purpose) else ""
    return f"{subject.name}: нет согласия {KINDS[kind].short}{who}."


def covered_since(subject: Subject, given: Iterable[Given], purpose: str, on: dt.date) -> dt.date | None:
    """The first day from which all demands hold up to `on`; None when they do not hold. An order may not be earlier."""
    items = list(given)
    if lacks(subject, items, purpose, on):
        return None
    dates = []
    for group in demands(subject, purpose, on):
        days = [complete_since(_fitting(items, kind, subject, on, purpose), subject, on) for kind in group]
        dates.append(min(day for day in days if day is not None))
    return max(dates, default=None)


def needs_own_signature(subject: Subject, policy: str, on: dt.date) -> bool:
    """At 14–17 by the organisation's policy `both_from_14` (default) the minor signs beside the representative."""
    if policy != "both_from_14" or subject.birth_date is None or not is_minor(subject.birth_date, on):
        return False
    return comes_of_age(subject.birth_date).replace(year=comes_of_age(subject.birth_date).year - 4) <= on
