"""Stages and activities while they are being collected; `model` has the finished ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import NOWHERE, Doubt, Place


@dataclass(slots=True)
class RawActivity:
    """A point of the plan. `context`: further words of the plan about it, for the kinds only. `group_is_point`: the
    group is itself an act that its sub-points carry out. `own_result`: the result was written for it alone."""

    title: str
    number: str = ""
    group: str = ""
    group_is_point: bool = False
    terms: str = ""
    responsible: str = ""
    result: str = ""
    context: str = ""
    own_result: bool = False
    place: Place = NOWHERE
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(slots=True)
class RawStage:
    """A stage. `terms`, `responsible`: those of its points that name none of their own."""

    title: str = ""
    number: str = ""
    goal: str = ""
    result: str = ""
    terms: str = ""
    responsible: str = ""
    activities: list[RawActivity] = field(default_factory=list)
    place: Place = NOWHERE
