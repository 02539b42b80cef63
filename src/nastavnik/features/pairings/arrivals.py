"""Ready pairs that come with a list of people: columns «Наставник» and «Наставляемый» that hold names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import services
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.ready_table import form_of
from nastavnik.features.pairings.rules import guess_form
from nastavnik.features.pairings.states import BEFORE_ORDER
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError
from nastavnik.kernel.registry import hooks


def take(*, source: Any, pairs: Sequence[Mapping[str, str]], by: Actor, **_: Any) -> None:
    """Make a pair of each row under the same checks as by hand; rows that can not be pairs are counted, not fatal."""
    year = organizations.require_year()
    today = clock.today(by.organization)
    starts, ends = max(today, year.starts_on), year.ends_on.replace(month=5, day=31)
    known = {str(person.pk): person for person in people.living().filter(pk__in=_ids(pairs))}
    made: list[str] = []
    refused: list[str] = []
    for row in pairs:
        mentor, mentee = known.get(row["mentor_id"]), known.get(row["mentee_id"])
        if mentor is None or mentee is None:
            continue
        form = form_of(row.get("form", "")) or guess_form(mentor.kind, mentee.kind, by.organization.profile)
        try:
            pairing = services.propose(
                by=by, mentor=mentor, mentees=[mentee], form=form, source="table", program_year=year,
                starts_on=_day(row.get("from", ""), starts), ends_on=_day(row.get("to", ""), ends),
            )  # fmt: skip
            made.append(str(pairing.pk))
        except DomainError as refusal:
            refused.append(refusal.message)
    journal.record(by, "pairings.table_read", source, made=made, refused=refused)


def _ids(pairs: Sequence[Mapping[str, str]]) -> list[str]:
    return [row[side] for row in pairs for side in ("mentor_id", "mentee_id")]


def _day(text: str, default: dt.date) -> dt.date:
    return dt.date.fromisoformat(text) if text else default


def take_back(*, source: Any, by: Actor, **_: Any) -> None:
    """The list is undone: its pairs that no order names yet go with it."""
    for line in journal.history(source):
        if line.action == "pairings.table_read" and line.values:
            found = Pairing.objects.filter(pk__in=line.values["made"], state__in=BEFORE_ORDER, removed_at=None)
            for pairing in found:
                services.remove(by=by, pairing=pairing)
                pairing.members.all().delete()
                pairing.acceptances.all().delete()
                pairing.delete()


def listen() -> None:
    hooks.on("people.pairs_imported", take)
    hooks.on("people.import_undone", take_back)
