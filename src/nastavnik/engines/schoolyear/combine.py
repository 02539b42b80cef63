"""Combines what the grammar found in one cell into one term, by the rules of precedence of the terms paper.

A repetition is bounded by the dates beside it; dates win over events; conditions and named documents win over
«в течение года», because they say more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from .findings import Parts, dates_around, due_days, is_bare_year
from .grammar.frame import Frame, Piece, resolve_list
from .grammar.items import Condition, Count, Dates, Reference, Relative
from .model import Confidence, Span, Term
from .recurrence_rules import Around, build, merge

_DAY = dt.timedelta(days=1)
#: Parts of the year whose days are a convention.
_VAGUE = ("half", "quarter", "season", "year", "school_year")
OUTSIDE = "Дата лежит вне учебного года: проверьте год."
CONTRADICTION = "Конец срока раньше начала: проверьте, верно ли записаны даты."
NO_SUCH_DAY = "Такого дня в месяце нет: взят последний день месяца."
SIDE_BY_SIDE = "Месяцы стоят подряд: если дело делается один раз, это один общий срок."


def combine(text: str, parts: Parts, frame: Frame) -> Term | None:
    """The term, or None where nothing was found. Its explanation is added by the caller."""
    dates = tuple(item for item in parts.dates if not is_bare_year(item))
    bare_years = tuple(item for item in parts.dates if is_bare_year(item))
    if bare_years and not dates and not parts.recurs and not parts.others:
        spans, _ = resolve_list([p for item in bare_years for p in item.pieces], frame)
        term = Term(text, "continuous", "convention", start=spans[0].start, end=spans[-1].end)
        if parts.count is not None and parts.count.number > 1:
            return _counted(text, parts.count, Span(spans[0].start, spans[-1].end))
        return term
    parts = replace(parts, dates=dates)
    if bare_years and dates:
        parts = _with_years(parts, bare_years)
    read = _without_exceptions(text, parts, frame)
    if read is None:
        return None
    term = _add_exceptions(read, parts, frame)
    if any(_slipped(piece, frame) for item in parts.dates for piece in item.pieces):
        term = replace(term, confidence="guess", doubts=(*term.doubts, NO_SUCH_DAY))
    return _add_doubts(term, frame)


def _slipped(piece: Piece, frame: Frame) -> bool:
    """«31 сентября», «29.02.2026»: the day does not exist and was cut to the end of its month."""
    spans, _ = resolve_list([piece], frame)
    found = (spans[0].start.day, spans[0].end.day)
    return any(atom is not None and atom.day > 0 and atom.day not in found for atom in (piece.first, piece.last))


def _with_years(parts: Parts, years: tuple[Dates, ...]) -> Parts:
    """«2025–2026 учебный год, сентябрь – май»: the year that stands apart dates the months."""
    atom = years[0].pieces[0].first
    if atom.year is None:
        return parts

    def dated(piece: Piece) -> Piece:
        fixed = [one for one in (piece.first, piece.last) if one is not None and (one.year or one.school)]
        if fixed:
            return piece
        mark = {"school": atom.year} if atom.kind == "school_year" else {"year": atom.year}
        return Piece(replace(piece.first, **mark), piece.last and replace(piece.last, **mark))  # type: ignore[arg-type]

    dates = tuple(replace(item, pieces=tuple(dated(piece) for piece in item.pieces)) for item in parts.dates)
    return replace(parts, dates=dates)


def _without_exceptions(text: str, parts: Parts, frame: Frame) -> Term | None:
    around = dates_around(parts, frame)
    if parts.recurs:
        spans = around.plain
        yearly = merge(parts.recurs).unit == "year"
        if yearly and not spans:
            dues = {day for item in parts.dates if item.role == "due" for day in due_days(item, frame)}
            spans = tuple(Span(day, day) for day in sorted(dues))
        # No rule of a year names «до 20 декабря и до 25 мая».
        apart = not yearly or len({span.start.day for span in spans}) > 1
        if len(spans) > 1 and apart and all(span.is_day for span in spans):
            return _set(text, tuple(spans), "exact")
        without = tuple(day for item in parts.excepts for day in item.weekdays)
        rule = build(merge(parts.recurs), around, frame, without)
        confidence: Confidence = "exact" if rule.certain else "guess" if around.then else "convention"
        return Term(
            text, "recurrence", confidence, start=rule.bounds.start, end=rule.bounds.end,
            rrule=rule.rrule, count=rule.count, minimum=rule.minimum,
        )  # fmt: skip
    if parts.dates:
        return _dated(text, parts, around, frame)
    if parts.others and not (parts.whole_first and parts.whole is not None):
        return _other(text, _joined(parts.others))
    if parts.count is not None:
        return _counted(text, parts.count, frame.study)
    if parts.whole is not None:
        span = parts.whole.span or frame.study
        return Term(text, "continuous", "convention", start=span.start, end=span.end)
    return None


def _counted(text: str, count: Count, span: Span) -> Term:
    return Term(
        text, "recurrence", "guess", start=span.start, end=span.end,
        rrule="FREQ=YEARLY", count=count.number, minimum=count.minimum,
    )  # fmt: skip


def _joined(
    others: tuple[Relative | Condition | Reference, ...],
) -> Relative | Condition | Reference:
    """«после завершения программы, в течение 10 дней»: the length of time stands apart from its event."""
    first = others[0]
    lengths = [one for one in others if isinstance(one, Relative) and not one.event and one.offset_days]
    if (
        isinstance(first, Relative)
        and lengths
        and first.event
        and not first.offset_days
        and first.direction != "before"
    ):
        return replace(
            first, offset_days=lengths[0].offset_days, working_days=lengths[0].working_days, direction="after"
        )
    return first


def _other(text: str, item: Relative | Condition | Reference) -> Term:
    if isinstance(item, Condition):
        return Term(text, "conditional", "exact", condition=item.text)
    if isinstance(item, Reference):
        return Term(text, "reference", "exact" if item.certain else "guess", reference=item.text)
    return Term(
        text, "relative", "exact" if item.certain else "guess", event=item.event,
        offset_days=item.offset_days, direction=item.direction, working_days=item.working_days,
    )  # fmt: skip


def _dated(text: str, parts: Parts, around: Around, frame: Frame) -> Term:
    plain = [item for item in parts.dates if item.role == "plain"]
    dues = [item for item in parts.dates if item.role == "due"]
    starts = [item for item in parts.dates if item.role == "start"]
    sure: Confidence = "exact" if all(item.certain for item in parts.dates) else "convention"
    if any(p.first.kind == "named" for item in parts.dates if item.role == "plain" for p in item.pieces):
        sure = "guess"
    if starts and not plain:
        start = around.start or frame.study.start
        end = around.due or max(frame.study.end, start)
        doubts = () if start <= end else (CONTRADICTION,)
        open_end = not dues and starts[0].edge == "inside"
        kind = "continuous" if open_end or parts.whole else "interval"
        span = Span(min(start, end), max(start, end))
        return Term(
            text,
            "continuous" if kind == "continuous" else "interval",
            "convention",
            start=span.start,
            end=span.end,
            doubts=doubts,
        )
    if dues and parts.whole is not None and not plain:
        end = around.due or frame.study.end
        return Term(text, "continuous", "convention", start=min(frame.study.start, end), end=end)
    if parts.then and parts.whole is not None and around.plain:
        start = around.plain[0].start
        return Term(text, "continuous", "guess", start=start, end=max(frame.study.end, around.plain[0].end))
    if dues:
        days = sorted({day for item in dues for day in due_days(item, frame)})
        if len(days) > 1:
            return _set(text, tuple(Span(day, day) for day in days), sure)
        return Term(text, "due", sure, date=days[0])
    pieces = [piece for item in plain for piece in item.pieces]
    spans, sound = resolve_list(pieces, frame)
    pieces, spans = _refined(pieces, spans)
    doubts = () if sound else (CONTRADICTION,)
    if len(spans) == 1:
        span = spans[0]
        if parts.whole is not None and pieces[0].last is not None:
            return Term(text, "continuous", sure, start=span.start, end=span.end, doubts=doubts)
        if parts.count is not None and parts.count.number > 1 and not span.is_day:
            return _counted(text, parts.count, span)
        if span.is_day:
            return Term(text, "point", sure, date=span.start, doubts=doubts)
        return Term(text, "interval", sure, start=span.start, end=span.end, doubts=doubts)
    term = _set(text, tuple(spans), sure)
    if all(piece.first.kind == "month" and piece.last is None for piece in pieces) and _side_by_side(spans):
        return replace(term, confidence="guess", doubts=(*doubts, SIDE_BY_SIDE))
    return replace(term, doubts=doubts)


def _refined(pieces: list[Piece], spans: list[Span]) -> tuple[list[Piece], list[Span]]:
    """«II полугодие (январь – май)», «весной, в мае»: a part of the year that is named more exactly beside it falls out."""

    def is_named_again(at: int) -> bool:
        if pieces[at].last is not None or pieces[at].first.kind not in _VAGUE:
            return False
        span = spans[at]
        return any(
            piece.first.kind not in _VAGUE and other.start <= span.end and span.start <= other.end
            for piece, other in zip(pieces, spans, strict=True)
        )

    kept = [at for at in range(len(pieces)) if not is_named_again(at)]
    return [pieces[at] for at in kept], [spans[at] for at in kept]


def _set(text: str, spans: tuple[Span, ...], sure: Confidence) -> Term:
    unique = tuple(dict.fromkeys(spans))
    if len(unique) == 1:
        span = unique[0]
        if span.is_day:
            return Term(text, "point", sure, date=span.start)
        return Term(text, "interval", sure, start=span.start, end=span.end)
    return Term(text, "set", sure, dates=unique)


def _side_by_side(spans: list[Span]) -> bool:
    return all(left.end + _DAY == right.start for left, right in pairwise(spans))


def _add_exceptions(term: Term, parts: Parts, frame: Frame) -> Term:
    if not parts.excepts or term.type not in ("recurrence", "continuous", "interval"):
        return term
    item = parts.excepts[0]
    if not item.pieces:
        return replace(term, excluded_text=item.text)
    spans, _ = resolve_list(item.pieces, frame)
    return replace(term, excluded=tuple(spans))


def _add_doubts(term: Term, frame: Frame) -> Term:
    """A date far outside the frame is kept, marked and asked about (rule of judgement 4)."""
    low = min(dt.date(frame.school.year, 6, 1), frame.study.start)
    high = max(dt.date(frame.school.end.year, 9, 30), frame.study.end)
    days = [day for day in (term.date, term.start, term.end) if day is not None]
    days += [day for span in term.dates for day in (span.start, span.end)]
    if all(low <= day <= high for day in days):
        return term
    return replace(term, doubts=(*term.doubts, OUTSIDE))
