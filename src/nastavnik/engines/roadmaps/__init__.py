"""Reads an organisation's own roadmap file into stages and activities with kinds. See `build.read_roadmap`."""

from .build import read_roadmap, read_roadmap_limited
from .errors import RoadmapError, Unreadable
from .model import Doubt, ParsedActivity, ParsedRoadmap, ParsedStage, Period, Place, Warning

__all__ = [
    "Doubt",
    "ParsedActivity",
    "ParsedRoadmap",
    "ParsedStage",
    "Period",
    "Place",
    "RoadmapError",
    "Unreadable",
    "Warning",
    "read_roadmap",
    "read_roadmap_limited",
]
