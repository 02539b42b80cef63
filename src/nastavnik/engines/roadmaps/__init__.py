"""Reads an organisation's own roadmap file into stages and activities with kinds. See `build.read_roadmap`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import RoadmapError, Unreadable
from .limited import read_roadmap_limited
from .model import Doubt, ParsedActivity, ParsedRoadmap, ParsedStage, Period, Place, PlanInFile, Warning

if TYPE_CHECKING:
    from .build import read_roadmap


def __getattr__(name: str) -> Any:
    # The readers compile many patterns; whoever only calls the limited process does not pay for them.
    if name == "read_roadmap":
        from .build import read_roadmap

        return read_roadmap
    raise AttributeError(name)


__all__ = [
    "Doubt",
    "ParsedActivity",
    "ParsedRoadmap",
    "ParsedStage",
    "Period",
    "Place",
    "PlanInFile",
    "RoadmapError",
    "Unreadable",
    "Warning",
    "read_roadmap",
    "read_roadmap_limited",
]
