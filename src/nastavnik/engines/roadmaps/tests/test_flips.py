"""A file with some bits turned over is read or refused with one sentence; no other error ever comes out."""

import random

import pytest

from nastavnik.engines.limits import LimitError
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap

from . import layouts
from .plans import invented


@pytest.mark.threat("T082")
@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv", "txt"])
def test_flipped_bits_are_read_or_refused(kind):
    plan = invented(3, stages=2, per_stage=2)
    whole = layouts.FILES[kind](plan, layouts.classic(plan))
    draw = random.Random(kind)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        try:
            read_roadmap(bytes(data), f"план.{kind}", year=2025)
        except (LimitError, RoadmapError) as error:
            assert f"план.{kind}" in str(error) and len(str(error).splitlines()) == 1
