"""The findings of one text by sort, and what the dates among them mean beside a repetition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .grammar.frame import Frame, Piece, resolve_list
from .grammar.items import Condition, Count, Dates, Except, Found, Recur, Reference, Relative, Then, Whole
from .model import Span
from .recurrence_rules import Around

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Parts:
    """The findings of one text by sort, each in the order of the text."""

    dates: tuple[Dates, ...]
    recurs: tuple[Recur, ...]
    whole: Whole | None
    then: bool
    count: Count | None
    others: tuple[Relative | Condition | Reference, ...]
    excepts: tuple[Except, ...]
    #: In a sentence what stands first is the term, the rest belongs to the title.
    whole_first: bool = False


def sort_out(found: list[Found], *, sentence: bool) -> Parts:
    """Sorts findings. In a sentence a bare year belongs to the title («на 2024–2028 годы»), not to the term."""
    items = [one.item for one in found]
    dates = [item for item in items if isinstance(item, Dates)]
    if sentence:
        dates = [item for item in dates if not is_bare_year(item)]
    return Parts(
        dates=tuple(dates),
        recurs=tuple(item for item in items if isinstance(item, Recur)),
        whole=next((item for item in items if isinstance(item, Whole)), None),
        then=any(isinstance(item, Then) for item in items),
        count=next((item for item in items if isinstance(item, Count)), None),
        others=tuple(item for item in items if isinstance(item, Relative | Condition | Reference)),
        excepts=tuple(item for item in items if isinstance(item, Except)),
        whole_first=sentence and isinstance(next(iter(items), None), Whole),
    )


def is_bare_year(item: Dates) -> bool:
    """«2025–2026 учебный год» with nothing beside it."""
    return (
        item.role == "plain"
        and bool(item.pieces)
        and all(piece.first.kind in ("year", "school_year") and piece.last is None for piece in item.pieces)
    )


def dates_around(parts: Parts, frame: Frame) -> Around:
    """The dates of a text as bounds or days of a repetition: `plain`, `due`, `start` and how they are written."""
    plain: list[Piece] = []
    start = None
    dues: list[dt.date] = []
    for item in parts.dates:
        if item.role == "plain":
            plain += item.pieces
        elif item.role == "due":
            dues += due_days(item, frame)
        else:
            start = _start_day(item, frame)
    bounds = None
    if len(plain) > 1 and plain[-1].last is not None and all(piece.last is None for piece in plain[:-1]):
        apart = parts.dates[-1].pieces == (plain[-1],)
        if apart:
            bounds = resolve_list([plain.pop()], frame)[0][0]
    spans, _ = resolve_list(plain, frame)
    is_range = len(plain) == 1 and plain[0].last is not None
    by_days = is_range and plain[0].first.kind == "day"
    if bounds is not None:
        spans = [_moved_into(span, bounds) for span in spans]
    if len(dues) > 1 and parts.recurs and not spans:
        # «ежегодно до 1 октября и до 1 июня»: days of the work, not one end of it.
        spans, dues = [Span(day, day) for day in sorted(set(dues))], []
    due = dues[-1] if dues else None
    return Around(tuple(spans), is_range, due, start, parts.then, bounds, by_days)


def _moved_into(span: Span, bounds: Span) -> Span:
    """A day of every year that has no place in the bounds this year has it in the next one."""
    if span.end < bounds.start and span.start.month != 2:
        shift = bounds.start.year - span.start.year + (span.start.replace(year=bounds.start.year) < bounds.start)
        return Span(span.start.replace(year=span.start.year + shift), span.end.replace(year=span.end.year + shift))
    return span


def due_days(item: Dates, frame: Frame) -> list[dt.date]:
    """The last day of each expression after «до», «не позднее», «к»."""
    if item.fixed is not None:
        return [item.fixed.end]
    spans, _ = resolve_list(item.pieces, frame)
    return [_due_day(piece, span, item.edge) for piece, span in zip(item.pieces, spans, strict=True)]


def _due_day(piece: Piece, span: Span, edge: str) -> dt.date:
    last = piece.last or piece.first
    if piece.last is None and last.kind == "middle":
        # «до середины октября», «не позднее середины октября»: the 15th.
        return span.start + dt.timedelta(days=4)
    if edge == "inside" or last.kind in ("day", "named"):
        return span.end
    if piece.last is not None:
        return span.end
    if last.kind == "end":
        return span.end
    return span.start - _DAY


def _start_day(item: Dates, frame: Frame) -> dt.date:
    spans, _ = resolve_list(item.pieces, frame)
    return spans[0].end + _DAY if item.edge == "after" else spans[0].start
