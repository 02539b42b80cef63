"""Rules of a PDF page and the cells that they enclose."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import NamedTuple

from .words import Word

_NEAR = 2.5  # points: two rules closer than this are one


@dataclass(slots=True)
class Rule:
    """A horizontal (`at` = y) or vertical (`at` = x) line from `low` to `high`, in points."""

    at: float
    low: float
    high: float


class Area(NamedTuple):
    """A ruled table: its edges, x of the vertical rules, y of the horizontal rules downwards."""

    top: float
    bottom: float
    xs: list[float]
    ys: list[float]


class Enclosed(NamedTuple):
    """A cell of a ruled table: where it begins (from 0), how many rows and columns it covers, its edges, its words."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    right: float
    words: list[Word]


def read_rules(page: object) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules of a page of pypdfium2: thin boxes and straight segments of drawn paths."""
    import pypdfium2.raw as raw

    across: list[Rule] = []
    down: list[Rule] = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):  # type: ignore[attr-defined]
        matrix = item.get_matrix()
        points: list[tuple[float, float, int]] = []
        for index in range(min(2000, raw.FPDFPath_CountSegments(item.raw))):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            px, py = matrix.on_point(x.value, y.value)
            points.append((px, py, raw.FPDFPathSegment_GetType(segment)))
        start = (0.0, 0.0)
        pieces: list[tuple[float, float, float, float]] = []
        for at, (x1, y1, kind) in enumerate(points):
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = (x1, y1)
                continue
            x0, y0, _ = points[at - 1]
            pieces.append((x0, y0, x1, y1))
        if points and len(points) > 2:
            pieces.append((points[-1][0], points[-1][1], *start))
        for x0, y0, x1, y1 in pieces:
            if abs(y0 - y1) < 1 and abs(x0 - x1) > 8:
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < 1 and abs(y0 - y1) > 4:
                down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return _merge(across), _merge(down)


def _merge(rules: list[Rule]) -> list[Rule]:
    """Join pieces of one rule and the two edges of a thin box."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / _NEAR), r.low)):
        for known in merged[-60:]:
            if abs(known.at - rule.at) <= _NEAR and rule.low <= known.high + 3 and rule.high >= known.low - 3:
                known.low, known.high = min(known.low, rule.low), max(known.high, rule.high)
                break
        else:
            merged.append(Rule(rule.at, rule.low, rule.high))
    return merged


def ruled_areas(across: list[Rule], down: list[Rule]) -> list[Area]:
    """Tables that crossing rules make; two columns and one row at least."""
    areas: list[tuple[list[Rule], list[Rule]]] = []
    for rule in down:
        crossing = [a for a in across if a.low - 3 <= rule.at <= a.high + 3 and rule.low - 3 <= a.at <= rule.high + 3]
        if len(crossing) < 2:
            continue
        joined = [area for area in areas if any(c in area[1] for c in crossing)]
        fresh: tuple[list[Rule], list[Rule]] = ([rule], list(crossing))
        for area in joined:
            areas.remove(area)
            fresh[0].extend(area[0])
            fresh[1].extend(c for c in area[1] if c not in fresh[1])
        areas.append(fresh)
    found = []
    for verticals, horizontals in areas:
        xs = _distinct([v.at for v in verticals])
        ys = _distinct([h.at for h in horizontals])[::-1]
        if len(xs) >= 3 and len(ys) >= 2:
            found.append(Area(ys[0], ys[-1], xs, ys))
    return found


def _distinct(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def enclosed(area: Area, words: list[Word], across: list[Rule], down: list[Rule]) -> list[Enclosed]:
    """The cells of an area with the words inside; a missing rule between two cells joins them."""
    xs, ys = area.xs, area.ys
    rows, columns = len(ys) - 1, len(xs) - 1
    owner: dict[tuple[int, int], tuple[int, int]] = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(at: tuple[int, int]) -> tuple[int, int]:
        while owner[at] != at:
            at = owner[at]
        return at

    for r in range(rows):
        middle = (ys[r] + ys[r + 1]) / 2
        for c in range(columns):
            if c + 1 < columns and not _has(down, xs[c + 1], middle):
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _has(across, ys[r + 1], (xs[c] + xs[c + 1]) / 2):
                owner[root((r + 1, c))] = root((r, c))
    content: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        middle = (word.x0 + word.x1) / 2
        c = next((i for i in range(columns) if middle < xs[i + 1]), columns - 1)
        r = next((i for i in range(rows) if word.y > ys[i + 1]), rows - 1)
        content.setdefault(root((r, c)), []).append(word)
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at in owner:
        members.setdefault(root(at), []).append(at)
    found = []
    for first, covered in members.items():
        low, high = min(r for r, _ in covered), max(r for r, _ in covered)
        left, right = min(c for _, c in covered), max(c for _, c in covered)
        inside = content.get(first, [])
        found.append(Enclosed(low, left, high - low + 1, right - left + 1, xs[left], xs[right + 1], inside))
    return found


def _has(rules: list[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low - 1 <= through <= rule.high + 1 for rule in rules)
