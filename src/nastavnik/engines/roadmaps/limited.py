"""Reading a plan in a process of its own. This side imports no reader: a command that only waits must start at once."""

from __future__ import annotations

import re

from ..limits import check_container, clean_name, run_limited
from ..limits.sniff import sniff_magic
from .model import ParsedRoadmap


def read_roadmap_limited(
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    default_year: int | None = None,
    plan: int | None = None,
    together: bool = False,
    seconds: float = 20.0,
    memory_mb: int = 1024,
) -> ParsedRoadmap:
    """`read_roadmap` in a fresh process with limits; the same errors, and LimitExceeded, Crashed.

    Old Word files (.doc) are first turned into .docx by LibreOffice, in a process of its own with more room.
    """
    data, filename = readable_here(data, filename)
    task = "nastavnik.engines.roadmaps.limited:read_task"
    parsed = run_limited(task, data, filename, year, default_year, plan, together, seconds=seconds, memory_mb=memory_mb)
    assert isinstance(parsed, ParsedRoadmap)
    return parsed


def readable_here(data: bytes, filename: str) -> tuple[bytes, str]:
    """(data, filename) with an old Word file turned into .docx by LibreOffice, in a process of its own with room for it;
    any other file as it is. Raises nastavnik.engines.limits.LimitError or RoadmapError."""
    if sniff_magic(data) != "ole" or check_container(data, filename) != "doc":
        return data, filename
    name = clean_name(filename)
    task = "nastavnik.engines.roadmaps.readers.office:to_docx"
    made = run_limited(task, data, name, seconds=60, memory_mb=8192, file_mb=256)
    return made, re.sub(r"\.doc$", ".docx", name, flags=re.I)


def read_task(
    data: bytes, filename: str, year: int | None, default_year: int | None, plan: int | None, together: bool
) -> ParsedRoadmap:
    """What the limited process does."""
    from .build import read_roadmap

    return read_roadmap(data, filename, year=year, default_year=default_year, plan=plan, together=together)
