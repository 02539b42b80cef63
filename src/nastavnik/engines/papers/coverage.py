"""Which characters the shipped font can print."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .errors import FontMissing

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Serif"
FILES = tuple(f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))
# Spaces of typography the writers handle themselves.
_ALWAYS = frozenset("\n\u00a0\u200b\u2011\u202f\u2009")


def check_fonts() -> list[str]:
    """Paths of the shipped fonts. Raises `FontMissing` naming the absent file."""
    for name in FILES:
        if not (FONTS / name).is_file():
            raise FontMissing(f"Нет шрифта {name}: переустановите программу, он лежит в её составе.")
    return [str(FONTS / name) for name in FILES]


@cache
def printable() -> frozenset[int]:
    """Code points of the regular face (its `cmap` table, formats 4 and 12)."""
    check_fonts()
    data = (FONTS / FILES[0]).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", data, 20 + 16 * i)[0] for i in range(count)}
    cmap = tables[b"cmap"]
    points: set[int] = set()
    for place in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * place)[0]
        kind = struct.unpack_from(">H", data, start)[0]
        if kind == 4:
            half = struct.unpack_from(">H", data, start + 6)[0] // 2
            ends = struct.unpack_from(f">{half}H", data, start + 14)
            starts = struct.unpack_from(f">{half}H", data, start + 16 + 2 * half)
            for low, high in zip(starts, ends, strict=True):
                points.update(range(low, min(high, 0xFFFE) + 1))
        elif kind == 12:
            groups = struct.unpack_from(">I", data, start + 12)[0]
            for group in range(groups):
                low, high, _ = struct.unpack_from(">3I", data, start + 16 + 12 * group)
                points.update(range(low, high + 1))
    return frozenset(points)


def unprintable(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Characters the font lacks, each with the text it stands in."""
    seen: set[str] = set()
    known = _known()
    for text in texts:
        for char in () if known.issuperset(text) else set(text) - known:
            if char not in seen:
                seen.add(char)
                yield char, text[:80]


def replaced(text: str) -> str:
    """`text` with a white square for what the font lacks: a PDF/A may not hold a glyph that is not there."""
    known = _known()
    return text if known.issuperset(text) else "".join(char if char in known else "□" for char in text)


@cache
def _known() -> frozenset[str]:
    return frozenset(map(chr, printable())) | _ALWAYS
