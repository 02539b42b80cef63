"""Locked pairs must be possible: a lock that is not is a mistake of the file, not a wish."""

from __future__ import annotations

from collections import Counter

from . import admissible
from .fields import Complaints
from .model import Instance

_WHY = {
    admissible.PERSON: "это один и тот же человек",
    admissible.MENTEE_CONSENT: "у наставляемого нет согласия",
    admissible.MENTOR_CONSENT: "у наставника нет согласия",
    admissible.ORGANIZATION: "они из разных организаций, а cross_organization выключено",
    admissible.UNLISTED: "её нет в pairs",
    admissible.NOT_RANKED: "они не указали друг друга в предпочтениях",
    admissible.NO_PLACE: "у наставника нет мест",
}


def check_locks(instance: Instance, complaints: Complaints) -> None:
    """Complain of every lock that is doubled, forbidden or not admissible."""
    mentor_of: dict[str, str] = {}
    for mentee, mentor in sorted(instance.locked):
        if mentee in mentor_of:
            complaints.add(
                "locked_twice", mentee, f"{mentee} закреплён дважды: {mentor_of[mentee]} и {mentor}. Оставьте одно."
            )
            continue
        mentor_of[mentee] = mentor
        _check_lock(instance, mentee, mentor, complaints)
    for mentor, number in sorted(Counter(mentor_of.values()).items()):
        capacity = instance.mentor_by_id[mentor].capacity
        if 0 < capacity < number:
            complaints.add(
                "locked_capacity",
                mentor,
                f"У {mentor} закреплено {number}, а мест {capacity}. Добавьте места или снимите закрепление.",
            )


def _check_lock(instance: Instance, mentee: str, mentor: str, complaints: Complaints) -> None:
    student, guide = instance.mentee_by_id[mentee], instance.mentor_by_id[mentor]
    ranked = instance.mode == "assign" or (mentor in admissible.ranks(student) and mentee in admissible.ranks(guide))
    bars = admissible.bars_of(instance, student, guide, instance.pair_by_ids.get((mentee, mentor)), ranked)
    if not bars:
        return
    where = f"{mentee} – {mentor}"
    if admissible.FORBIDDEN in bars:
        complaints.add("locked_forbidden", where, f"Пара {where} и закреплена, и запрещена. Оставьте одно.")
        return
    why = _WHY.get(bars[0], f"она исключена по причине «{bars[0]}»")
    complaints.add(
        "locked_inadmissible", where, f"Пара {where} закреплена, но {why}. Снимите закрепление или исправьте это."
    )
