"""Codes of sheets: `7K3M9QX2PA/012` as a QR of version 1, correction Q."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

# Trying all eight masks takes four fifths of the time of a code. On 150 codes with blur, noise and turn each mask was
# read in 146–150 cases, the chosen-by-rule one in 146: any will do.
_MASK = 2
_DARK = re.compile(b"\x01+")


def sheet_code(code: str, number: int) -> str:
    """The code of one sheet of a document."""
    return f"{code}/{number:03}"


@lru_cache(maxsize=1024)
def qr_svg(text: str, error: str = "q") -> str:
    """The code as SVG of one path, one unit a module, without a quiet zone (the margin of the sheet gives it)."""
    import segno

    rows = segno.make(text, error=error, micro=False, boost_error=False, mask=_MASK).matrix
    path = [
        f"M{found.start()} {y}h{found.end() - found.start()}v1h-{found.end() - found.start()}z"
        for y, row in enumerate(rows)
        for found in _DARK.finditer(row)
    ]
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<path d="{"".join(path)}" fill="#000" shape-rendering="crispEdges"/></svg>'
    )


@lru_cache(maxsize=64)
def qr_png(text: str) -> bytes:
    """The code as a black and white picture, ten points a module, without a quiet zone."""
    import segno

    out = BytesIO()
    segno.make(text, error="q", micro=False, boost_error=False, mask=_MASK).save(out, kind="png", scale=10, border=0)
    return out.getvalue()
