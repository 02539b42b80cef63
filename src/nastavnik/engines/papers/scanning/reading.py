"""Codes on the picture of a page. A code is taken only when its own check passed: nothing is repaired by guess."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageFilter, ImageOps

OURS = re.compile(r"^([0-9A-Z]{4,16})/(\d{3,4})$")
# On sheets printed from Word: the code of the document alone. Goods carry short codes too, so only ten signs of our
# alphabet, letters and figures mixed, are taken for it.
BARE = re.compile(r"^(?=.*\d)(?=.*[A-Z])[2-9A-HJ-NP-Y]{10}$")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A code: its text and corners in pixels (top left, top right, bottom right, bottom left of the symbol)."""

    text: str
    corners: tuple[Point, Point, Point, Point]

    @property
    def ours(self) -> tuple[str, int] | None:
        """Document and sheet (0: the code names no sheet), None for a foreign code."""
        found = OURS.match(self.text)
        if found:
            return (found[1], int(found[2])) if int(found[2]) > 0 else None
        return (self.text, 0) if BARE.match(self.text) else None

    @property
    def edge(self) -> float:
        """Mean length of a side, pixels."""
        a, b, c, d = self.corners
        return sum(math.dist(*side) for side in ((a, b), (b, c), (c, d), (d, a))) / 4

    @property
    def angle(self) -> float:
        """How far the symbol is turned clockwise on the picture (y runs down), radians."""
        a, b, c, d = self.corners
        return math.atan2((b[1] - a[1]) + (c[1] - d[1]), (b[0] - a[0]) + (c[0] - d[0]))

    @property
    def centre(self) -> Point:
        """Middle of the symbol."""
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    def turned(self, turns: int, size: tuple[int, int]) -> Found:
        """The same code on the picture of `size` turned anticlockwise by `turns` quarters."""
        width, height = size
        a, b, c, d = (
            ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[turns % 4] for x, y in self.corners
        )
        return Found(self.text, (a, b, c, d))


def read(picture: Image.Image, factor: float = 1, shift: Point = (0, 0), patient: bool = False) -> list[Found]:
    """Codes of a grey picture; corners are multiplied by `factor` and moved by `shift`."""
    import zxingcpp

    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=patient,
        try_downscale=patient,
        try_invert=False,
    )
    return [Found(each.text, _corners(each.position, factor, shift)) for each in found if each.text]


def _corners(position: Any, factor: float, shift: Point) -> tuple[Point, Point, Point, Point]:
    a, b, c, d = (
        (each.x * factor + shift[0], each.y * factor + shift[1])
        for each in (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    )
    return a, b, c, d


def find_codes(grey: Image.Image, finer: Callable[[], Image.Image | None]) -> list[Found]:
    """Codes on a page, the cheapest way first. `finer` renders the page at twice the resolution, None when it cannot.

    A code much smaller than its sheet should have it means that the picture holds more than one sheet: then the whole
    picture is read again with patience, so that a second code is not overlooked.
    """
    for attempt in _attempts(grey, finer):
        found = attempt()
        if found:
            return found if _fills(grey, found) else _joined(found, read(grey, patient=True))
    return []


def _attempts(grey: Image.Image, finer: Callable[[], Image.Image | None]) -> Iterator[Callable[[], list[Found]]]:
    yield lambda: read(grey.reduce(2), 2)
    yield lambda: read(grey)
    soft = grey.filter(ImageFilter.GaussianBlur(1.2))
    yield lambda: read(soft, patient=True)
    yield lambda: read(ImageOps.autocontrast(soft.reduce(2), cutoff=2), 2, patient=True)
    yield lambda: read(ImageOps.autocontrast(grey.filter(ImageFilter.MedianFilter(3)), cutoff=2), patient=True)
    yield lambda: _corner_by_corner(grey)
    fine = finer()
    if fine is not None:
        factor = grey.width / fine.width
        yield lambda: read(fine, factor, patient=True)
        yield lambda: read(fine.filter(ImageFilter.GaussianBlur(2)), factor, patient=True)


def _corner_by_corner(grey: Image.Image) -> list[Found]:
    """Each corner enlarged and softened: a pale or small code is found so."""
    width, height = grey.size
    w, h = width * 2 // 5, height * 2 // 5
    found: list[Found] = []
    for x in (0, width - w):
        for y in (0, height - h):
            part = grey.crop((x, y, x + w, y + h)).filter(ImageFilter.GaussianBlur(0.8))
            for factor in (1.5, 0.7):
                scaled = part.resize((round(w * factor), round(h * factor)), Image.Resampling.BICUBIC)
                seen = read(ImageOps.autocontrast(scaled, cutoff=1), 1 / factor, (x, y), patient=True)
                found = _joined(found, seen)
    return found


def _fills(grey: Image.Image, found: list[Found]) -> bool:
    """Whether a code is as large as on a picture of one sheet: 18 mm of 210."""
    return min(each.edge for each in found) > 0.06 * min(grey.size)


def _joined(first: list[Found], second: list[Found]) -> list[Found]:
    return first + [each for each in second if each.text not in {one.text for one in first}]


def refined(grey: Image.Image, found: Found) -> Found:
    """The same code with corners read at full resolution, when it was found on a smaller picture."""
    margin = found.edge * 0.6
    xs, ys = [x for x, _ in found.corners], [y for _, y in found.corners]
    box = (
        max(0, int(min(xs) - margin)),
        max(0, int(min(ys) - margin)),
        min(grey.width, int(max(xs) + margin)),
        min(grey.height, int(max(ys) + margin)),
    )
    again = [each for each in read(grey.crop(box), 1, (box[0], box[1])) if each.text == found.text]
    return again[0] if again else found
