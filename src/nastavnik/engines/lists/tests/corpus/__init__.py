"""An own corpus of people lists: layouts × seeds, real files with the right answer beside.

Two thirds (`OPEN`) are for work, one third (`KEPT`) is looked at only for the figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from .layouts import LAYOUTS, Made
from .people import TODAY, Writer
from .rare_layouts import RARE

OPEN = ("а", "б")
KEPT = ("я",)


def lists(seeds: tuple[str, ...]) -> Iterator[Made]:
    """One list of each layout for each seed."""
    for seed in seeds:
        for layout in (*LAYOUTS, *RARE):
            yield layout(Writer(f"{seed}-{layout.__name__}"))


__all__ = ["KEPT", "OPEN", "TODAY", "Made", "lists"]
