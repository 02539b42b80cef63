"""Whom pairs hold: who is asked for which consent, and what a withdrawal would touch."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q

from nastavnik.features.consents.effects import Reliance, WithdrawalEffect, reliances, withdrawal_effects
from nastavnik.features.consents.models import Consent
from nastavnik.features.consents.populations import Place, Population, populations
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.documents.readers import ReaderSource, reader_sources
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import queries
from nastavnik.features.pairings.evidence import duty_pairs
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.papers import form_title
from nastavnik.features.pairings.states import ENDED, ORDERED
from nastavnik.features.people.papers import person_data
from nastavnik.kernel.memo import remembered
from nastavnik.ui.text import count_phrase


@remembered
def _places(on: dt.date) -> tuple[dict[uuid.UUID, Place], dict[uuid.UUID, Place]]:
    """People of staff pairs and of other pairs, with what a sheet needs of the pair."""
    year = organizations.current_year()
    staff: dict[uuid.UUID, Place] = {}
    other: dict[uuid.UUID, Place] = {}
    if year is None:
        return staff, other
    pairings = list(queries.living(year).exclude(state__in=ENDED).select_related("organization"))
    for pairing, facts in zip(pairings, queries.facts(pairings), strict=True):
        members = [member.person for member in pairing.members.all()]
        if not members:
            continue
        period: dict[str, Any] = {"start": pairing.starts_on.isoformat(), "until": pairing.ends_on.isoformat()}
        if queries.needs_duties(facts):
            mentor = period | {"role": "наставник", "other": person_data(members[0])}
            staff[pairing.mentor_id] = Place("mentor", mentor)
            for person in members:
                staff[person.pk] = Place(
                    "mentee", period | {"role": "наставляемый", "other": person_data(pairing.mentor)}
                )
            continue
        form = {"form": form_title(pairing.form, pairing.organization.profile)}
        other[pairing.mentor_id] = Place("mentor", period | form)
        for person in members:
            other[person.pk] = Place("mentee", period | form | {"mentor": person_data(pairing.mentor)})
    return staff, other


def _touched(person_id: uuid.UUID, purpose: str) -> list[str]:
    count = duty_pairs([person_id])
    if not count or purpose not in ("bank", "pair", "staff_pair"):
        return []
    return [
        f"Состоит в парах: {count_phrase(count, 'пара,пары,пар')}. Неподписанный приказ с этим именем подписать не получится."
    ]


def _rests(consent: Consent) -> list[str]:
    """Orders that fixed pairs of the person on the strength of the consent."""
    if KINDS[consent.kind].purpose not in ("bank", "pair", "staff_pair"):
        return []
    rows = Pairing.objects.filter(ordered_on__gte=consent.given_on, removed_at=None, state__in=ORDERED)
    mine = rows.filter(Q(mentor_id=consent.person_id) | Q(members__person_id=consent.person_id)).distinct().count()
    return [f"Приказом закреплено: {count_phrase(mine, 'пара,пары,пар')}."] if mine else []


def _mentors(on: dt.date) -> list[uuid.UUID]:
    return [pk for part in _places(on) for pk, place in part.items() if place.side == "mentor"]


def _mentees(on: dt.date) -> list[uuid.UUID]:
    return [pk for part in _places(on) for pk, place in part.items() if place.side == "mentee"]


def register() -> None:
    reader_sources.add(ReaderSource("mentors_in_pairs", "mentor", _mentors))
    reader_sources.add(ReaderSource("mentees_in_pairs", "mentee", _mentees))
    populations.add(Population("pairs_staff", "Работники в парах", "staff_pair", lambda on: _places(on)[0]))
    populations.add(Population("pairs", "Участники пар", "pair", lambda on: _places(on)[1]))
    reliances.add(Reliance("pairings", _rests))
    withdrawal_effects.add(WithdrawalEffect("pairings", _touched))
