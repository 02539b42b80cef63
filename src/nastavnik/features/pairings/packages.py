"""The two packages of papers: first consents and duties; then the order with its annex, programmes, bases, acquaintance."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from nastavnik.features.consents import queries as consent_queries
from nastavnik.features.consents import services as consents
from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.documents import services as documents
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.papers import signer_data
from nastavnik.features.pairings import queries, services
from nastavnik.features.pairings.papers import form_title
from nastavnik.features.people.papers import person_data
from nastavnik.kernel import clock, jobs
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused


def needed_sheets(*, by: Actor, pairing_ids: Sequence[uuid.UUID]) -> list[ConsentSheet]:
    """Sheets that the people of the pairs still owe, prepared with codes: data consents, participation, duties."""
    by.must("pairings.order")
    pairings = list(queries.living().filter(pk__in=pairing_ids))
    today = clock.today(by.organization)
    profile = by.organization.profile
    signer = organizations.signer_on(today)
    owed: dict[str, dict[uuid.UUID, dict[str, Any]]] = {}
    facts = queries.facts(pairings)
    by_id = {pairing.pk: pairing for pairing in pairings}
    known = {pairing.mentor_id: pairing.mentor for pairing in pairings}
    for pairing in pairings:
        known |= {member.person_id: member.person for member in pairing.members.all()}
    staff = [pair for pair in facts if queries.needs_duties(pair)]
    other = [pair for pair in facts if not queries.needs_duties(pair)]
    plans = [
        ("staff_pair", "", {pk for pair in staff for pk in queries.sides(pair)}),
        ("pair", "mentor", {pair.mentor.id for pair in other}),
        ("pair", "mentee", {side.id for pair in other for side in pair.mentees}),
    ]
    for purpose, side, ids in plans:
        for pk, lacks in consent_queries.lacks_of(ids, purpose, today, side=side).items():
            for lack in lacks:
                if lack.kind:
                    owed.setdefault(lack.kind, {})[pk] = {}
    for pair in facts:
        pairing = by_id[pair.id]
        period = {"start": pairing.starts_on.isoformat(), "until": pairing.ends_on.isoformat()}
        form = {"form": form_title(pairing.form, profile)}
        members = [member.person for member in pairing.members.all()]
        if pair.mentor.id in owed.get("consent_duties", {}):
            owed["consent_duties"][pair.mentor.id] = {
                **period, "role": "наставник", "other": person_data(members[0]),
                **({"director": signer_data(signer)} if signer else {}),
            }  # fmt: skip
        if pair.mentor.id in owed.get("consent_mentor_participation", {}):
            owed["consent_mentor_participation"][pair.mentor.id] = period | form
        for person in members:
            if person.pk in owed.get("consent_duties", {}):
                owed["consent_duties"][person.pk] = {
                    **period, "role": "наставляемый", "other": person_data(known[pair.mentor.id]),
                    **({"director": signer_data(signer)} if signer else {}),
                }  # fmt: skip
            if person.pk in owed.get("consent_mentee_participation", {}):
                owed["consent_mentee_participation"][person.pk] = (
                    period | form | {"mentor": person_data(known[pair.mentor.id])}
                )
    sheets: list[ConsentSheet] = []
    for kind, people in owed.items():
        sheets += consents.prepare_sheets(by=by, kind=kind, person_ids=list(people), data=people)
    return sheets


def start_first(*, by: Actor, pairing_ids: Sequence[uuid.UUID], back_url: str) -> jobs.Job:
    """Package one: everything that people must sign before the order."""
    return consents.start_printing(by=by, sheets=needed_sheets(by=by, pairing_ids=pairing_ids), back_url=back_url)


def start_second(*, by: Actor, pairing_ids: Sequence[uuid.UUID], back_url: str) -> jobs.Job:
    """Package two: the order with its annex, a programme for each pair, addenda of staff pairs. Drafts always print."""
    by.must("pairings.order")
    chosen = list(queries.living().filter(pk__in=pairing_ids))
    if not chosen:
        raise InputRefused("Не выбрана ни одна пара. Отметьте нужные строки.")
    ids = [pairing.pk for pairing in chosen]
    services.fill_programs(by=by, pairing_ids=ids)
    made = []
    if any(pairing.state in ("proposed", "agreed") and pairing.replaces_id is None for pairing in chosen):
        made.append(services.draft_order(by=by, pairing_ids=ids))
    made += services.draft_addenda(by=by, pairing_ids=ids)
    made += services.draft_programs(by=by, pairing_ids=ids)
    return documents.start_package(
        by=by, document_ids=[document.pk for document in made], title="Пакет: приказ и программы", back_url=back_url
    )
