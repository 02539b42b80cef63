"""An own corpus of people lists: layouts × seeds, real files with the right answer beside.

Two thirds (`OPEN`) are for work, one third (`KEPT`) is looked at only for the figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from .by_hand_apart import APART
from .by_hand_lists import KNOWN
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


def by_hand(apart: bool) -> list[Made]:
    """Lists whose cells and answers were written by hand: the fifteen that were worked on, or the later ones."""
    return [write() for write in (APART if apart else KNOWN)]


__all__ = ["KEPT", "OPEN", "TODAY", "Made", "by_hand", "lists"]
