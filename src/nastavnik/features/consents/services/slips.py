"""Slips to cut out: what each one owes, the codes of the sheets, a personal link where a public address is set."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nastavnik.features.consents import debts, queries
from nastavnik.features.consents.debts import Row
from nastavnik.features.consents.populations import participants
from nastavnik.features.consents.rules import PAPER_ONLY
from nastavnik.features.consents.services.links import Issued, issue_for
from nastavnik.features.consents.services.sheets import prepare_owed
from nastavnik.features.people import queries as people
from nastavnik.kernel import links
from nastavnik.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: the debts of a person, codes of the sheets by kind, links of those who decide."""

    row: Row
    codes: Mapping[str, str]
    links: tuple[Issued, ...]


def slips_for(*, by: Actor, person_ids: Collection[uuid.UUID], on: dt.date) -> list[Slip]:
    """Slips of the people who owe a consent, by group and name.

    Those who may prepare sheets get them prepared, so that each line has its code. A tutor's slips name the sheets and
    carry links only where the curator has prepared them: a tutor makes no consents.
    """
    by.must("consents.slips")
    rows = _owing(by, person_ids, on)
    if by.may("consents.prepare"):
        prepare_owed(by=by, rows=rows)
    codes: dict[uuid.UUID, dict[str, str]] = {}
    for sheet in queries.open_sheets_of([row.person.pk for row in rows]):
        codes.setdefault(sheet.person_id, {})[sheet.kind] = sheet.code
    reachable = [row for row in rows if set(codes.get(row.person.pk, ())) - PAPER_ONLY]
    addresses: dict[uuid.UUID, list[Issued]] = {}
    if links.public_base() and reachable:
        for issued in issue_for(by=by, rows=reachable):
            addresses.setdefault(issued.person.pk, []).append(issued)
    return [Slip(row, codes.get(row.person.pk, {}), tuple(addresses.get(row.person.pk, ()))) for row in rows]


def _owing(by: Actor, person_ids: Collection[uuid.UUID], on: dt.date) -> Sequence[Row]:
    seen = [
        person
        for part in people.slices(person_ids)
        for person in people.visible_people(by).filter(pk__in=part).select_related("group__tutor")
    ]
    rows = [row for row in debts.rows_of(seen, participants(seen, on), on) if row.kinds]
    return sorted(rows, key=lambda row: (row.group == "", row.group, row.person.last, row.person.first))
