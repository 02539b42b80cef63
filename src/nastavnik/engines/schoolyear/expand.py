"""Terms → days: occurrences, the due date, an event's date put into a relative term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .describe import explain
from .describe_rule import rule_parts
from .errors import TermNotDated
from .grammar.words import RRULE_DAYS
from .model import Span, Term
from .production import add_working_days, last_known_year, next_working_day
from .year import last_day

_DAY = dt.timedelta(days=1)
#: After «после …» without a number this many working days are proposed as a soft due date.
SOFT_DUE_WORKING_DAYS = 5
UNKNOWN_TRANSFERS = (
    "Переносы выходных на {year} год ещё не утверждены: рабочие дни посчитаны по правилу Трудового кодекса."
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time the work is to be done: within `span`, done late after `due`. `times`: how many facts it needs."""

    span: Span
    times: int = 1

    @property
    def due(self) -> dt.date:
        return self.span.end


def due_date(term: Term) -> dt.date | None:
    """The last day on which the whole term can still be done in time; None where no date is known.

    due, point: its date · interval, continuous, recurrence: the end · set: the end of the last member ·
    relative, conditional, reference, unknown: None (give the event's date to `settle` first).
    """
    if term.date is not None:
        return term.date
    if term.dates:
        return max(span.end for span in term.dates)
    return term.end


def occurrences(term: Term, start: dt.date, end: dt.date) -> list[Occurrence]:
    """The occurrences that touch the days from `start` to `end`, in order.

    A repetition without a day («ежемесячно») gives its periods cut to the term's bounds; a repetition with a
    day gives single days. Days and months named as exceptions are left out. Terms without dates give none.
    """
    if term.date is not None:
        spans: list[Span] = [Span(term.date, term.date)]
    elif term.type == "set":
        spans = sorted(term.dates, key=lambda span: (span.start, span.end))
    elif term.type == "recurrence" and term.start and term.end:
        spans = list(_expand(term.rrule, Span(term.start, term.end)))
        spans = [span for span in spans if not any(gap.contains(span.start) for gap in term.excluded)]
    elif term.start and term.end:
        spans = [Span(term.start, term.end)]
    else:
        spans = []
    return [Occurrence(span, term.count) for span in spans if span.start <= end and span.end >= start]


def settle(term: Term, event_date: dt.date) -> Term:
    """A `relative` term with the event's date: a `point` on the day, else a `due`.

    «Рабочих» counts working days; otherwise calendar days, and an end on a day off moves to the next working day
    (Civil Code, art. 193). Without a number, «после …» proposes five working days, marked as a guess.
    A day found by working days in a year whose transfers are not yet known is a guess with a doubt.
    Other terms come back unchanged.
    """
    if term.type != "relative":
        return term
    if term.direction == "on":
        dated = replace(term, type="point", date=event_date)
    elif term.direction == "before":
        if term.working_days:
            day = add_working_days(event_date, -term.offset_days) if term.offset_days else event_date
        else:
            day = event_date - dt.timedelta(days=term.offset_days)
        dated = replace(term, type="due", date=day)
    elif term.offset_days == 0:
        day = add_working_days(event_date, SOFT_DUE_WORKING_DAYS)
        dated = replace(term, type="due", date=day, confidence="guess")
    elif term.working_days:
        dated = replace(term, type="due", date=add_working_days(event_date, term.offset_days))
    else:
        dated = replace(term, type="due", date=next_working_day(event_date + dt.timedelta(days=term.offset_days)))
    by_calendar = term.direction == "after" or (term.working_days and term.offset_days > 0)
    if by_calendar and dated.date is not None and dated.date.year > last_known_year():
        doubt = UNKNOWN_TRANSFERS.format(year=dated.date.year)
        dated = replace(dated, confidence="guess", doubts=(*dated.doubts, doubt))
    return replace(dated, explanation=explain(dated))


def resolve(term: Term, *, event_date: dt.date | None = None) -> list[Occurrence]:
    """Every occurrence of a term. Raises TermNotDated for a relative term without its event's date."""
    if term.type == "relative":
        if event_date is None:
            raise TermNotDated(term.event)
        term = settle(term, event_date)
    return occurrences(term, dt.date.min, dt.date.max)


def _expand(rrule: str, bounds: Span) -> Iterator[Span]:
    """The subset of RFC 5545 this engine writes: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS."""
    parts = rule_parts(rrule)
    interval = int(parts.get("INTERVAL", "1"))
    months = {int(month) for month in parts.get("BYMONTH", "").split(",") if month}
    named_day = parts.keys() & {"BYMONTHDAY", "BYDAY"}
    frequency = parts["FREQ"]
    if frequency == "DAILY":
        day = bounds.start
        while day <= bounds.end:
            if not months or day.month in months:
                yield Span(day, day)
            day += interval * _DAY
        return
    if frequency == "WEEKLY":
        weekdays = {RRULE_DAYS.index(code) for code in parts.get("BYDAY", "").split(",") if code}
        week = bounds.start - bounds.start.weekday() * _DAY
        while week <= bounds.end:
            if weekdays:
                for number in sorted(weekdays):
                    day = week + number * _DAY
                    if bounds.contains(day) and (not months or day.month in months):
                        yield Span(day, day)
            elif not months or week.month in months or (week + 6 * _DAY).month in months:
                yield _cut(Span(week, week + (7 * interval - 1) * _DAY), bounds)
            week += 7 * interval * _DAY
        return
    if frequency == "YEARLY" and not months:
        year = bounds.start
        while year <= bounds.end:
            following = _same_day_next_year(year)
            yield Span(year, min(bounds.end, following - _DAY))
            year = following
        return
    step = interval if frequency == "MONTHLY" else 1
    first = bounds.start.year * 12 + bounds.start.month - 1
    for index in range(first, bounds.end.year * 12 + bounds.end.month, step):
        year_number, month = index // 12, index % 12 + 1
        if months and month not in months:
            continue
        if named_day:
            for day in _month_days(parts, year_number, month):
                if bounds.contains(day):
                    yield Span(day, day)
        else:
            last_index = index + step - 1 if frequency == "MONTHLY" else index
            end = last_day(last_index // 12, last_index % 12 + 1)
            yield _cut(Span(dt.date(year_number, month, 1), end), bounds)


def _cut(span: Span, bounds: Span) -> Span:
    return Span(max(span.start, bounds.start), min(span.end, bounds.end))


def _same_day_next_year(day: dt.date) -> dt.date:
    return dt.date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _month_days(parts: dict[str, str], year: int, month: int) -> list[dt.date]:
    """Days of one month by BYMONTHDAY or BYDAY, BYSETPOS applied."""
    end = last_day(year, month)
    every = [dt.date(year, month, number) for number in range(1, end.day + 1)]
    if "BYMONTHDAY" in parts:
        wanted = {int(number) for number in parts["BYMONTHDAY"].split(",")}
        days = [day for day in every if day.day in wanted or day.day - end.day - 1 in wanted]
    else:
        days = []
        for code in parts["BYDAY"].split(","):
            same = [day for day in every if day.weekday() == RRULE_DAYS.index(code[-2:])]
            number = int(code[:-2]) if code[:-2] else 0
            if number == 0:
                days += same
            elif abs(number) <= len(same):
                days.append(same[number - 1] if number > 0 else same[number])
        days.sort()
    if "BYSETPOS" in parts:
        positions = sorted(int(position) for position in parts["BYSETPOS"].split(","))
        return [days[p - 1 if p > 0 else p] for p in positions if abs(p) <= len(days)]
    return days
