"""What has been measured: questionnaires, load, earlier pairs."""

from __future__ import annotations

from ..model import Part
from .facts import Mentee, Mentor


def scales(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Nearness on the scales of the questionnaire that both have: 100 minus the mean distance."""
    common = [name for name in mentee.scales if name in mentor.scales]
    if not common:
        return None
    distance = sum(abs(mentee.scales[name] - mentor.scales[name]) for name in common)
    value = max(0, 100 - distance // len(common))
    near = min(common, key=lambda name: (abs(mentee.scales[name] - mentor.scales[name]), name))
    return Part("scales", value, f"Близость по анкете {value} из\u00a0100, ближе всего: «{near}»")


def load(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Freer mentors first, other things being equal."""
    if not mentor.capacity:
        return None
    value = 100 * max(0, mentor.left) // mentor.capacity
    return Part("load", value, f"Свободно мест: {mentor.left} из\u00a0{mentor.capacity}")


def earlier(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Mean result of the mentor's earlier pairs."""
    if not mentor.results:
        return None
    from nastavnik.engines.russian.numbers import count

    value = sum(min(100, max(0, row.value)) for row in mentor.results) // len(mentor.results)
    pairs = count(len(mentor.results), "прежняя пара", "прежние пары", "прежних пар")
    return Part("earlier", value, f"У наставника {pairs}, в среднем результат {value} из\u00a0100")
