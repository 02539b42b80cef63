"""What is asked and what is offered."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Part
from .facts import Mentee, Mentor


def competence(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Share of what is asked that the mentor offers, by how pressing it is and how well he does it.

    Only what is offered counts: other skills of the mentor add nothing. Mute where nothing is asked or offered.
    """
    if not mentee.asked or not mentor.offered:
        return None
    met: list[str] = []
    unmet: list[str] = []
    gained = whole = 0
    for request in mentee.asked:
        level = max((min(100, mentor.offered[code]) for code in request.codes if code in mentor.offered), default=0)
        (met if level else unmet).append(request.title)
        gained += request.weight * level
        whole += request.weight * 100
    value = 100 * gained // whole if whole else 0
    if not met:
        return Part("competence", 0, f"Не берётся за запрос: {listed(unmet)}")
    tail = f", но не за {listed(unmet)}" if unmet else ""
    return Part("competence", value, f"Берётся за {listed(met)}{tail}")


def field(mentee: Mentee, mentor: Mentor) -> Part | None:
    """One subject, department or profession."""
    if not mentee.fields or not mentor.fields:
        return None
    common = [words for code, words in mentee.fields.items() if code in mentor.fields]
    if not common:
        return Part("field", 0, "Предмет и профессия разные")
    return Part("field", 100, f"Общее дело: {listed(common)}")


def listed(titles: Iterable[str]) -> str:
    """«одно», «другое» and how many more."""
    rows = list(dict.fromkeys(titles))
    more = f" и ещё {len(rows) - 3}" if len(rows) > 3 else ""
    return ", ".join(f"«{title}»" for title in rows[:3]) + more
