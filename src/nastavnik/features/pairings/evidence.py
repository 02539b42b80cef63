"""What pairs prove: facts of the year, narrowed by the forms of the roadmap; one pass whatever the number of activities."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from django.db.models import Q

from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.states import BEFORE_ORDER
from nastavnik.kernel.contracts import ActivityRef, EvidenceAnswer, EvidenceRule, Link, evidence
from nastavnik.kernel.memo import remembered

LIST = Link("Все пары", "/pairs/")


@remembered
def _pairs(years: frozenset[uuid.UUID]) -> list[Pairing]:
    rows = Pairing.objects.filter(program_year_id__in=years, removed_at=None).exclude(
        Q(state="terminated") & Q(ordered_on=None)
    )
    return list(rows.select_related("program"))


def _own(ref: ActivityRef, found: list[Pairing]) -> list[Pairing]:
    return [
        pairing
        for pairing in found
        if pairing.program_year_id == ref.program_year_id and (not ref.forms or pairing.form in ref.forms)
    ]


def _share(
    refs: Sequence[ActivityRef], when: Callable[[Pairing], dt.date | None], words: str, empty: str, on: dt.date
) -> list[EvidenceAnswer]:
    """«n из m пар»: done when every pair has its date; proved on the last of them."""
    found = _pairs(frozenset(ref.program_year_id for ref in refs))
    answers = []
    for ref in refs:
        own = _own(ref, found)
        dates = [date for date in (when(pairing) for pairing in own) if date is not None and date <= on]
        total, done = len(own), len(dates)
        if not total:
            answers.append(EvidenceAnswer("none", empty, 0, 0))
        elif done == total:
            answers.append(EvidenceAnswer("done", words.format(done, total), done, total, max(dates), (LIST,)))
        else:
            answers.append(
                EvidenceAnswer("part" if done else "none", words.format(done, total), done, total, None, (LIST,))
            )
    return answers


def _agreed(pairing: Pairing) -> dt.date | None:
    return pairing.ordered_on or (pairing.created_at.date() if pairing.state not in ("proposed",) else None)


def _ordered(pairing: Pairing) -> dt.date | None:
    return pairing.ordered_on if pairing.state not in BEFORE_ORDER else None


def _programmed(pairing: Pairing) -> dt.date | None:
    program = getattr(pairing, "program", None)
    return program.ready_on if program else None


def register() -> None:
    for code, title, when, words, empty in (
        ("pairs_agreed", "Пары составлены", _agreed, "Составлены {} из {} пар", "Пар ещё нет"),
        ("pairs_ordered", "Пары закреплены приказом", _ordered, "Закреплены приказом {} из {} пар", "Пар ещё нет"),
        ("programs_ready", "Программы готовы", _programmed, "Программы готовы у {} из {} пар", "Пар ещё нет"),
    ):
        evidence.add(
            EvidenceRule(
                code,
                title,
                lambda refs, on, when=when, words=words, empty=empty: _share(refs, when, words, empty, on),  # type: ignore[misc]
            )
        )


def duty_pairs(person_ids: Sequence[uuid.UUID]) -> int:
    """How many living pairs the persons have: what would be touched by a withdrawal."""
    rows = Pairing.objects.filter(removed_at=None).exclude(state__in=["completed", "terminated"])
    return rows.filter(Q(mentor_id__in=person_ids) | Q(members__person_id__in=person_ids)).distinct().count()
