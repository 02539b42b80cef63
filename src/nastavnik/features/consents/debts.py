"""Who owes what: one line for each person of the year, set-based whatever the number of people."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nastavnik.features.consents import queries
from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.consents.populations import Part, participants
from nastavnik.features.consents.rules import KINDS, Lack, lacks, needs_adult, signed_by
from nastavnik.features.consents.standing import Given, Subject, complete_since
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person, Representative
from nastavnik.features.people.rules import comes_of_age, needs_age
from nastavnik.kernel.actors import Actor

#: so many days before the eighteenth birthday the own consent is asked
SOON = 30
EVERYBODY = Part(("bank",), "")


@dataclass(frozen=True, slots=True)
class Debt:
    """One consent (or fact) that is missing, and how far it has come: printed, answered by link, refused."""

    kind: str
    message: str
    mark: str
    words: str
    #: representatives whose signature a half-signed sheet waits for
    waits_for: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    person: Person
    part: Part
    signer: Person | None
    second: Person | None
    by_adult: bool
    debts: tuple[Debt, ...]
    held: tuple[tuple[str, dt.date], ...]
    adult_on: dt.date | None

    @property
    def group(self) -> str:
        return self.person.group.name if self.person.group else ""

    @property
    def place(self) -> str:
        return self.group or self.person.post

    @property
    def decide(self) -> list[Person]:
        """Who still has to sign something: the signer, or of two representatives those whose signature is missing."""
        if self.signer is None or self.second is None:
            return [self.signer] if self.signer else []
        pair = (self.signer, self.second)
        debts = [debt for debt in self.debts if debt.kind]
        return [one for one in pair if any(not debt.waits_for or one.pk in debt.waits_for for debt in debts)]

    @property
    def kinds(self) -> list[str]:
        """Kinds of consents that are owed; what is not a consent (a birth date) is not among them."""
        return [debt.kind for debt in self.debts if debt.kind]

    @property
    def held_words(self) -> list[str]:
        return [f"{KINDS[kind].short} с {on:%d.%m.%Y}" for kind, on in self.held]


def rows(actor: Actor, on: dt.date, *, everybody: bool = False) -> list[Row]:
    """Lines of the year's people whom the actor sees, by group and name. `everybody`: all who did not leave."""
    seen = list(
        people.visible_people(actor).filter(left_on=None).exclude(kind="representative").order_by("last", "first", "pk")
    )
    parts = participants(seen, on)
    chosen = [person for person in seen if person.pk in parts or everybody]
    found = rows_of(chosen, parts, on)
    return sorted(found, key=lambda row: (row.group == "", row.group, row.person.last, row.person.first))


def rows_of(chosen: Sequence[Person], parts: Mapping[uuid.UUID, Part], on: dt.date) -> list[Row]:
    """Lines of the given cards; `parts` may lack some, of those the data consent is asked."""
    ids = [person.pk for person in chosen]
    given, objections = queries.given(ids), queries.objections(ids)
    sheets, ties, alone = _open_sheets(ids), _ties(ids, on), queries.alone_from_14()
    both = queries.both_sign()
    found = []
    for person in chosen:
        part = parts.get(person.pk, EVERYBODY)
        subject = queries.subject_of(person, objections.get(person.pk), alone=alone, ties=ties.get(person.pk, ()))
        held = given.get(person.pk, [])
        missing = _missing(subject, held, part, on)
        by_adult = needs_adult(person.birth_date, on, alone_from_14=alone)
        adults = [tie.adult for tie in ties.get(person.pk, [])]
        pairs = [signed_by(lack.kind, adults, {lack.kind} if lack.waits_for else both) for lack in missing if by_adult]
        found.append(
            Row(
                person,
                part,
                next(iter(adults), None) if by_adult else person,
                next((second for _, second in pairs if second), None),
                by_adult,
                tuple(_debt(lack, person, held, sheets, bool(adults) or not by_adult) for lack in missing),
                _held(held, subject, on),
                _adult_soon(person, on),
            )
        )
    return found


def _held(given: Sequence[Given], subject: Subject, on: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """(kind, since when) of the consents in force, a half-signed one is not."""
    days = ((kind, [item for item in given if item.kind == kind]) for kind in dict.fromkeys(i.kind for i in given))
    found = ((kind, complete_since(items, subject, on)) for kind, items in days)
    return tuple((kind, day) for kind, day in found if day is not None)


def _missing(subject: Subject, held: Sequence[Given], part: Part, on: dt.date) -> list[Lack]:
    found: dict[tuple[str, str], Lack] = {}
    for purpose in part.purposes:
        for lack in lacks(subject, held, purpose, on, side=part.side):
            found.setdefault((lack.kind, lack.message), lack)
    return list(found.values())


def _adult_soon(person: Person, on: dt.date) -> dt.date | None:
    if person.birth_date is None or needs_age(person.kind, person.birth_date):
        return None
    day = comes_of_age(person.birth_date)
    return day if on < day <= on + dt.timedelta(days=SOON) else None


def _ties(ids: Collection[uuid.UUID], on: dt.date) -> dict[uuid.UUID, list[Representative]]:
    found: dict[uuid.UUID, list[Representative]] = {}
    for part in people.slices(ids):
        found |= people.representatives(part, on)
    return found


def _open_sheets(ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, str], ConsentSheet]:
    found: dict[tuple[uuid.UUID, str], ConsentSheet] = {}
    for part in people.slices(ids):
        for sheet in queries.awaited().filter(person_id__in=part).order_by("issued_on"):
            found[sheet.person_id, sheet.kind] = sheet
    return found


def _debt(
    lack: Lack,
    person: Person,
    held: Sequence[Given],
    sheets: Mapping[tuple[uuid.UUID, str], ConsentSheet],
    signer_known: bool,
) -> Debt:
    """The state of one debt in a word: what the curator does next differs by it."""
    if not lack.kind:
        return Debt("", lack.message, "block", "Нет даты рождения" if "рождения" in lack.message else "Возражение")
    title = f"Согласие {KINDS[lack.kind].short}"
    own = [item for item in held if item.kind == lack.kind]
    if lack.waits_for:
        names = ", ".join(adult.name for adult in lack.waits_for)
        sheet = sheets.get((person.pk, lack.kind))
        refused = sheet is not None and (sheet.refused_on or sheet.second_refused_on)
        words = f"{title}: {'отказ' if refused else 'нет подписи'}: {names}"
        return Debt(lack.kind, lack.message, "stop" if refused else "wait", words, tuple(a.id for a in lack.waits_for))
    if any(item.preliminary and item.withdrawn_on is None for item in own):
        return Debt(lack.kind, lack.message, "wait", f"{title}: ответ по ссылке есть, ждём бумагу")
    sheet = sheets.get((person.pk, lack.kind))
    refused_on = sheet and (sheet.refused_on or sheet.second_refused_on)
    if refused_on:
        return Debt(lack.kind, lack.message, "stop", f"{title}: отказ {refused_on:%d.%m.%Y}")
    if any(item.withdrawn_on for item in own) and sheet is None:
        return Debt(lack.kind, lack.message, "stop", f"{title}: отозвано")
    if not signer_known:
        return Debt(lack.kind, lack.message, "block", f"{title}: не указан представитель")
    if sheet is not None:
        return Debt(lack.kind, lack.message, "wait", f"{title}: лист от {sheet.issued_on:%d.%m.%Y}")
    return Debt(lack.kind, lack.message, "none", title)


def count_groups(found: Sequence[Row]) -> list[tuple[str, str, int, int]]:
    """(key of the filter, name, without debts, all) by group; those outside groups stand last."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    keys: dict[str, str] = {}
    for row in found:
        name = row.group or "Без группы"
        keys[name] = str(row.person.group_id) if row.person.group_id else "none"
        totals[name][0] += not row.debts
        totals[name][1] += 1
    return [(keys[name], name, done, total) for name, (done, total) in totals.items()]
