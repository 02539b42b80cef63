"""What consents prove for the roadmap. The population is said in words; later joiners are counted from the day they join."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from nastavnik.features.consents import queries
from nastavnik.features.consents.populations import duty_holders, participants
from nastavnik.features.consents.rules import needs_adult
from nastavnik.features.people import queries as people
from nastavnik.kernel.contracts import ActivityRef, EvidenceAnswer, EvidenceRule, Link, evidence
from nastavnik.kernel.memo import remembered
from nastavnik.ui.text import of_phrase

LIST = Link("Кто что должен", "/consents/?state=owes")


def _share(
    refs: Sequence[ActivityRef], ids: Collection[uuid.UUID], purpose: str, whose: str, empty: str, on: dt.date
) -> list[EvidenceAnswer]:
    """One answer for all asked activities: the consents of the year do not differ by activity."""
    covered = _covered(frozenset(ids), purpose, on) if ids else {}
    done, total = len(covered), len(ids)
    words = f"{whose}: согласия есть у\u00a0{of_phrase(done, total)}"
    if not total:
        answer = EvidenceAnswer("none", empty)
    elif done == total:
        answer = EvidenceAnswer("done", words, done, total, max(covered.values()), (LIST,))
    else:
        answer = EvidenceAnswer("part" if done else "none", words, done, total, None, (LIST,))
    return [answer for _ in refs]


@remembered
def _covered(ids: frozenset[uuid.UUID], purpose: str, on: dt.date) -> dict[uuid.UUID, dt.date]:
    return queries.latest_dates(ids, purpose, on)


@remembered
def _year(on: dt.date) -> dict[uuid.UUID, bool]:
    """Participants of the year and whether a representative must sign for each on the day."""
    rows = people.living().filter(left_on=None).exclude(kind="representative")
    found = list(rows.only("pk", "organization_id", "marks", "birth_date"))
    parts = participants(found, on)
    alone = bool(parts) and queries.alone_from_14()
    return {
        person.pk: needs_adult(person.birth_date, on, alone_from_14=alone) for person in found if person.pk in parts
    }


def year_coverage(on: dt.date) -> tuple[int, int]:
    """(with the data consent in force, all participants of the year)."""
    ids = list(_year(on))
    return (len(_covered(frozenset(ids), "bank", on)) if ids else 0), len(ids)


def _all(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    return _share(refs, list(_year(on)), "bank", "Наставники и наставляемые года", "Участники ещё не отмечены", on)


def _minors(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    year = _year(on)
    ids = [pk for pk, minor in year.items() if minor]
    if year and not ids:
        return [EvidenceAnswer("na", "Тех, за кого подписывает представитель, среди участников года нет") for _ in refs]
    return _share(refs, ids, "bank", "Несовершеннолетние участники года", "Участники ещё не отмечены", on)


def _duties(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    ids = list(duty_holders(on))
    return _share(refs, ids, "staff_pair", "Работники в парах", "Пар работников ещё нет", on)


def register() -> None:
    evidence.add(EvidenceRule("consents_valid", "Согласия действуют у всех участников", _all))
    evidence.add(
        EvidenceRule(
            "representative_consents_valid", "Согласия представителей действуют у всех несовершеннолетних", _minors
        )
    )
    evidence.add(EvidenceRule("duties_consents", "Все работники в парах согласны письменно", _duties))
