"""Reading a plan in a process of its own. This side imports no reader: a command that only waits must start at once."""

from __future__ import annotations

import re

from ..limits import check_container, clean_name, run_limited
from .model import ParsedRoadmap


def read_roadmap_limited(
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    default_year: int | None = None,
    plan: int | None = None,
    seconds: float = 20.0,
    memory_mb: int = 1024,
) -> ParsedRoadmap:
    """`read_roadmap` in a fresh process with limits; the same errors, and LimitExceeded, Crashed.

    Old Word files (.doc) are first turned into .docx by LibreOffice, in a process of its own with more room.
    """
    if check_container(data, filename) == "doc":
        name = clean_name(filename)
        data = run_limited(
            "nastavnik.engines.roadmaps.readers.office:to_docx", data, name, seconds=60, memory_mb=8192, file_mb=256
        )
        filename = re.sub(r"\.doc$", ".docx", name, flags=re.I)
    task = "nastavnik.engines.roadmaps.limited:read_task"
    parsed = run_limited(task, data, filename, year, default_year, plan, seconds=seconds, memory_mb=memory_mb)
    assert isinstance(parsed, ParsedRoadmap)
    return parsed


def read_task(
    data: bytes, filename: str, year: int | None, default_year: int | None, plan: int | None
) -> ParsedRoadmap:
    """What the limited process does."""
    from .build import read_roadmap

    return read_roadmap(data, filename, year=year, default_year=default_year, plan=plan)
