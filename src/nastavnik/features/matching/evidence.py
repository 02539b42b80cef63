"""What rounds prove: every admitted mentee has a chosen mentor, or it is said why not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.urls import reverse

from nastavnik.features.banks import outside as bank_pairs
from nastavnik.features.banks.models import MenteeEntry
from nastavnik.features.banks.states import ADMITTED
from nastavnik.features.matching.models import MatchingRound, Proposal
from nastavnik.kernel.contracts import ActivityRef, EvidenceAnswer, EvidenceRule, Link, evidence


def mentors_chosen(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Population: admitted mentees of the year and the forms. Done when a round has looked at each: a mentor is proposed,
    a pair is made, or the round says why there is none. Proved on the day the last round was published."""
    years = {ref.program_year_id for ref in refs}
    entries = list(
        MenteeEntry.objects.filter(program_year__in=years, state__in=ADMITTED, admitted_on__lte=on).only(
            "pk", "person_id", "forms", "program_year_id"
        )
    )
    rounds = list(
        MatchingRound.objects.filter(
            program_year__in=years, state__in=["published", "closed"], published_at__isnull=False
        ).only("pk", "program_year_id", "form", "published_at", "result")
    )
    rounds = [item for item in rounds if item.published_at and item.published_at.date() <= on]
    proposed: dict[uuid.UUID, set[uuid.UUID]] = {item.pk: set() for item in rounds}
    for round_id, mentee_id in Proposal.objects.filter(round__in=proposed).values_list("round_id", "mentee_id"):
        proposed[round_id].add(mentee_id)
    paired = {year: {pair.mentee_id for pair in bank_pairs.pairs_of(year)} for year in years}
    link = Link("Раунды подбора", reverse("matching:list"))
    answers = []
    for ref in refs:
        wanted = set(ref.forms)
        own = [
            row
            for row in entries
            if row.program_year_id == ref.program_year_id and (not wanted or not row.forms or wanted & set(row.forms))
        ]
        looked = [
            item
            for item in rounds
            if item.program_year_id == ref.program_year_id and (not wanted or item.form in wanted)
        ]
        chosen = {pk for item in looked for pk in proposed[item.pk]}
        named = {uuid.UUID(row["mentee"]) for item in looked for row in item.result.get("unmatched", ())}
        done = [row for row in own if row.pk in chosen or row.person_id in paired[ref.program_year_id]]
        rest = [row for row in own if row not in done]
        explained = [row for row in rest if row.pk in named]
        if not own or not looked:
            words = "Раунд подбора ещё не проводили" if own else "Допущенных наставляемых пока нет"
            answers.append(EvidenceAnswer("none", words, 0, len(own), None, (link,)))
            continue
        words = f"Наставник выбран для {len(done)} из\u00a0{len(own)} наставляемых"
        if explained:
            words += f", без пары с указанием причины {len(explained)}"
        whole = len(done) + len(explained) == len(own)
        proved = max(item.published_at.date() for item in looked if item.published_at) if whole else None
        answers.append(EvidenceAnswer("done" if whole else "part", words, len(done), len(own), proved, (link,)))
    return answers


def register() -> None:
    evidence.add(EvidenceRule("mentors_chosen", "Наставники выбраны", mentors_chosen))
