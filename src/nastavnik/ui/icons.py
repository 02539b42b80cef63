"""Which icons the sprite holds. To add one: a line in icons.txt, then `npm ci && python tools/vendor.py`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FALLBACK = "point"


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").split())


def name_or_fallback(name: str) -> str:
    """An unknown name draws a dot: a page must not fail for a picture. A test finds unknown names in templates."""
    return name if name in known() else FALLBACK
