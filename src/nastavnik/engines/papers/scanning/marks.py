"""Marks in the boxes of our own sheets: where a box was printed is known, so only its inside is looked at.

A straightened sheet may still be off by a millimetre or two; the outline of each box is found near its place, and a box
whose outline is not found takes the shift of its neighbours.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PIL import Image, ImageFilter

from .straighten import OUT_DPI

_MM = OUT_DPI / 25.4
_REACH = 2.6
# Share of dark points inside: below the first empty, above the second marked, above the third blacked out (an answer
# that was taken back); between them a person looks.
_EMPTY, _MARKED, _BLACK = 0.025, 0.055, 0.72
_OUTLINE = 0.55
# Pale points inside an "empty" box, or ink to the left of it that its neighbours have not: a pencil, a mark that missed.
_PALE, _BESIDE = 0.025, 0.03
_THROUGH = 0.9
_ASKEW = 1.8
SURE = 0.9

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """`ink`: share of dark points inside; `confidence` 0.5–1 of `marked`."""

    marked: bool
    confidence: float
    ink: float


def read_marks(picture: Image.Image, places: Sequence[Place]) -> list[Reading]:
    """What stands in the boxes of an upright sheet of `OUT_DPI`. `places`: left, top, side in mm from the corner."""
    grey = picture if picture.mode == "L" else picture.convert("L")
    windows = [_Window(grey, place) for place in places]
    found = [window.outline() for window in windows]
    good = [shift for shift, score in found if score >= _OUTLINE]
    usual = (
        (round(statistics.median(x for x, _ in good)), round(statistics.median(y for _, y in good))) if good else (0, 0)
    )
    # Boxes of a list stand one like another: on a sheet laid askew each could be taken for its neighbour, but for the
    # last one. So unless all are found, and near their places, nothing on the sheet is sure.
    steady = len(good) == len(windows) and max(map(abs, usual)) <= _ASKEW * _MM
    readings = []
    beside = []
    for window, (shift, score) in zip(windows, found, strict=True):
        near = max(abs(shift[0] - usual[0]), abs(shift[1] - usual[1])) <= 1.2 * _MM
        seen = score >= _OUTLINE and near
        at = shift if seen else usual
        beside.append(window.beside(at))
        readings.append((*window.ink(at), seen and steady))
    common = statistics.median(share for share, _ in beside) if beside else 0.0
    return [
        _judged(ink, pale, share - common, through, seen)
        for (ink, pale, seen), (share, through) in zip(readings, beside, strict=True)
    ]


def _judged(ink: float, pale: float, beside: float, through: bool, seen: bool) -> Reading:
    """`pale`: share of points a little darker than paper; `beside`: ink to the left beyond the usual; `through`: in a line."""
    marked = ink >= (_EMPTY + _MARKED) / 2
    if ink <= _EMPTY:
        confidence = 1 - ink / _EMPTY * 0.08
        if pale > _PALE or beside > _BESIDE:
            confidence = 0.6
    elif ink < _MARKED:
        confidence = 0.5 + abs(ink - (_EMPTY + _MARKED) / 2) / (_MARKED - _EMPTY) * 0.6
    elif ink > _BLACK or through:
        # Blacked out or struck out: an answer taken back.
        confidence = 0.6
    else:
        confidence = min(0.99, 0.92 + (ink - _MARKED))
    return Reading(marked, round(confidence if seen else min(confidence, 0.6), 2), round(ink, 3))


class _Window:
    """The surroundings of a box as a table of sums of dark points."""

    def __init__(self, grey: Image.Image, place: Place) -> None:
        x, y, side = (value * _MM for value in place)
        self.side = round(side)
        self.reach = round(_REACH * _MM)
        self.size = self.side + 2 * self.reach
        left, top = round(x) - self.reach, round(y) - self.reach
        part = grey.crop((left, top, left + self.size, top + self.size)).filter(ImageFilter.GaussianBlur(0.8))
        values = part.tobytes()
        ordered = sorted(values)
        paper, middle = ordered[len(values) * 4 // 5], ordered[len(values) // 2]
        self.sums = self._sums(values, paper * 0.72)
        # Noise of the paper itself: most of the surroundings are paper.
        self.pale = self._sums(values, middle - max(12.0, 4.5 * (paper - middle)))

    def _sums(self, values: bytes, limit: float) -> list[list[int]]:
        sums = [[0] * (self.size + 1)]
        for row in range(self.size):
            line = [0, *accumulate(value < limit for value in values[row * self.size : (row + 1) * self.size])]
            sums.append([above + here for above, here in zip(sums[-1], line, strict=True)])
        return sums

    def dark(self, left: int, top: int, right: int, bottom: int, pale: bool = False) -> int:
        """Dark points of a rectangle, or those only a little darker than paper."""
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right, self.size), min(bottom, self.size)
        if right <= left or bottom <= top:
            return 0
        sums = self.pale if pale else self.sums
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]

    def outline(self) -> tuple[tuple[int, int], float]:
        """The shift at which all four sides of the box lie on ink, and how well the worst of them does."""
        coarse = range(-self.reach + 2, self.reach - 1, 2)
        best = max(((self._sides(x, y), (x, y)) for x in coarse for y in coarse), key=lambda each: each[0])
        x0, y0 = best[1]
        near = [(self._sides(x, y), (x, y)) for x in range(x0 - 1, x0 + 2) for y in range(y0 - 1, y0 + 2)]
        # Among equals the one nearest to where the box was printed.
        score, shift = max([best, *near], key=lambda each: (round(each[0], 2), -abs(each[1][0]) - abs(each[1][1])))
        return shift, score

    def _sides(self, x: int, y: int) -> float:
        left, top = self.reach + x, self.reach + y
        right, bottom = left + self.side, top + self.side
        worst = min(
            self.dark(left, top - 1, right, top + 2), self.dark(left, bottom - 2, right, bottom + 1),
            self.dark(left - 1, top, left + 2, bottom), self.dark(right - 2, top, right + 1, bottom),
        )  # fmt: skip
        return worst / (2.2 * self.side)

    def ink(self, shift: tuple[int, int]) -> tuple[float, float]:
        """Share of dark points and of pale ones inside the box, its outline left out."""
        inset = max(3, round(self.side * 0.16))
        left, top = self.reach + shift[0] + inset, self.reach + shift[1] + inset
        inner = self.side - 2 * inset
        dark, pale = (self.dark(left, top, left + inner, top + inner, pale) for pale in (False, True))
        return dark / (inner * inner), pale / (inner * inner)

    def beside(self, shift: tuple[int, int]) -> tuple[float, bool]:
        """Share of dark points to the left of the box, where no words are printed, and whether they run all through it."""
        right = self.reach + shift[0] - round(self.side * 0.16)
        left = max(0, right - round(self.side * 0.65))
        top = self.reach + shift[1]
        columns = [self.dark(each, top, each + 1, top + self.side) for each in range(left, right)]
        if not columns:
            return 0.0, False
        return sum(columns) / (len(columns) * self.side), sum(map(bool, columns)) >= _THROUGH * len(columns)
