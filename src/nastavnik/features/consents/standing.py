"""Whether consents that were given stand on a day: one signature, or those of both representatives. Plain values.

Sources: 152-ФЗ ст. 9; ГК ст. 21; СК ст. 61, 64, 65.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from nastavnik.features.people.rules import comes_of_age


@dataclass(frozen=True, slots=True)
class Adult:
    """A representative and until when the tie holds (None: until the child comes of age)."""

    id: uuid.UUID
    name: str
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of the person for the decision. `alone_from_14`: by the organisation's act 14–17 decide themselves.

    `adults`: representatives in the order of the card; asked only where a consent needs two signatures.
    """

    id: uuid.UUID
    name: str
    kind: str
    birth_date: dt.date | None
    objects_since: dt.date | None = None
    alone_from_14: bool = False
    adults: tuple[Adult, ...] = ()

    def adults_on(self, on: dt.date) -> list[Adult]:
        """Those whose tie holds on the day."""
        return [adult for adult in self.adults if adult.until is None or adult.until >= on]


@dataclass(frozen=True, slots=True)
class Given:
    """A consent as the decision needs it. `signatures`: 2 where the sheet asked both representatives."""

    kind: str
    person_id: uuid.UUID
    given_by: uuid.UUID
    given_on: dt.date
    valid_to: dt.date | None
    withdrawn_on: dt.date | None
    preliminary: bool
    own_signature: bool
    by_valid_representative: bool
    signatures: int = 1


def counts(consent: Given, subject: Subject, on: dt.date) -> bool:
    """Whether the consent is in force on the day.

    A representative's consent ends on the eighteenth birthday, with no grace; it counts only from a tie that holds.
    """
    if consent.preliminary or consent.given_on > on:
        return False
    if consent.withdrawn_on is not None and consent.withdrawn_on <= on:
        return False
    if consent.valid_to is not None and consent.valid_to < on:
        return False
    if consent.given_by != subject.id:
        if subject.birth_date is not None and comes_of_age(subject.birth_date) <= on:
            return False
        return consent.by_valid_representative
    return True


def complete_since(items: Iterable[Given], subject: Subject, on: dt.date) -> dt.date | None:
    """The day from which consents of one kind hold together up to `on`; None when they do not.

    Where both representatives were asked, it is the day of the second signature; a representative whose right has ended
    is not waited for. When one of them has withdrawn, what the other had given alone before stops with it: of two who
    disagree the stricter decides (СК РФ, ст. 65).
    """
    items = list(items)
    live = [item for item in items if counts(item, subject, on)]
    firsts: dict[uuid.UUID, dt.date] = {}
    for item in sorted(live, key=lambda item: item.given_on):
        firsts.setdefault(item.given_by, item.given_on)
    against = [
        item
        for item in items
        if item.withdrawn_on is not None
        and item.withdrawn_on <= on
        and item.given_by not in firsts
        and item.given_by != subject.id
        and item.by_valid_representative
    ]
    dates = [
        item.given_on
        for item in live
        if item.given_by == subject.id
        or (item.signatures < 2 and all((other.withdrawn_on or on) < item.given_on for other in against))
    ]
    needed = min(2, max(1, len(subject.adults_on(on))))
    halves = sorted(day for adult, day in firsts.items() if adult != subject.id)
    if any(item.signatures > 1 for item in live) and len(halves) >= needed:
        dates.append(halves[needed - 1])
    return min(dates, default=None)


def unsigned(items: Iterable[Given], subject: Subject, on: dt.date) -> tuple[Adult, ...]:
    """Representatives whose signature a half-signed consent still waits for; empty when nothing was signed by one."""
    givers = {item.given_by for item in items if item.signatures > 1 and counts(item, subject, on)}
    return tuple(adult for adult in subject.adults_on(on) if adult.id not in givers) if givers else ()
