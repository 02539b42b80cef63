"""From the fragments of a repetition and the dates around it to one RFC 5545 rule with its bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .grammar.frame import Frame
from .grammar.items import Recur
from .grammar.words import LAST, RRULE_DAYS
from .model import Span
from .year import MonthDay

_WORKDAYS = "MO,TU,WE,TH,FR"
#: «ежегодно с 1 по 20 октября» is the time of the work; a longer range of days bounds the years.
_LONGEST_WORK = 62
_PARTS = ("half", "term", "trimester", "study_quarter")


@dataclass(frozen=True, slots=True)
class Around:
    """The dates that stand beside a repetition. `then`: «далее» stood before it; `bounds`: the range that stands
    apart from single dates («каждый год 1 октября и 1 мая (с 1 сентября 2025 г. по 30 июня 2026 г.)»)."""

    plain: tuple[Span, ...] = ()
    is_range: bool = False
    due: dt.date | None = None
    start: dt.date | None = None
    then: bool = False
    bounds: Span | None = None
    #: The single range is written with days, not with months.
    by_days: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    rrule: str
    bounds: Span
    count: int
    minimum: bool
    certain: bool


def merge(fragments: Sequence[Recur]) -> Recur:
    """One repetition of several fragments: «еженедельно» + «по пятницам», «ежемесячно» + «до 5 числа»."""
    periods = [f for f in fragments if not (f.weekdays or f.nth or f.weeks or f.month_days or f.working_day)]
    counted = next((f for f in fragments if f.count > 1 or f.minimum), None)
    named = [f for f in periods if f.unit not in ("year", "period")] or periods
    base = named[0] if named else fragments[0]
    out = replace(
        base,
        # «4 раза в год, по четвертям»: the finer period tells when, the count of the year is spread over it.
        count=counted.count if counted and (counted is base or counted.unit not in ("year", "period")) else 1,
        minimum=any(f.minimum for f in fragments),
        since_year=max(f.since_year for f in fragments),
        certain=all(f.certain for f in fragments),
    )
    for fragment in fragments:
        if fragment.nth and not out.nth:
            of = out.unit if out.unit in ("quarter", *_PARTS) else ""
            interval = out.interval if out.unit == "month" else 1
            out = replace(out, unit="month", interval=interval, nth=fragment.nth, last_month_of=of)
        elif fragment.weeks and out.unit in ("quarter", *_PARTS):
            continue  # «раз в четверть, последняя неделя»: the rule is due at the end of the period anyway
        elif fragment.weeks and not out.weeks:
            out = replace(out, unit="month", interval=1, weeks=fragment.weeks)
        elif fragment.month_days or fragment.working_day:
            unit = out.unit if out.unit in ("quarter", *_PARTS) else fragment.unit
            out = replace(
                out,
                unit=unit,
                month_days=out.month_days or fragment.month_days,
                working_day=out.working_day or fragment.working_day,
                after_report=out.after_report or fragment.after_report,
                last_month_of=out.last_month_of or fragment.last_month_of,
            )
        elif fragment.weekdays and not out.nth:
            if base.unit == "month" and base is not fragment:
                continue  # «раз в месяц, по четвергам» is once a month
            interval = base.interval if base.unit == "week" else 1
            days = tuple(dict.fromkeys((*out.weekdays, *fragment.weekdays)))
            count = 1 if base.unit == "week" and out.count == len(days) else out.count
            out = replace(out, unit="week", interval=interval, weekdays=days, count=count)
    named_days = len(out.nth) or len(out.month_days)
    return replace(out, count=1) if named_days > 1 and out.count == named_days else out


def build(recur: Recur, around: Around, frame: Frame, without: tuple[int, ...] = ()) -> Rule:
    """The rule and its bounds. `without`: weekdays taken out («ежедневно, кроме воскресенья»)."""
    if recur.unit == "period":
        ends = [*around.plain, *([Span(around.due, around.due)] if around.due else [])]
        first = around.start or (around.plain[0].start if around.plain else frame.study.start)
        last = max([span.end for span in ends], default=frame.study.end)
        return Rule("FREQ=YEARLY", Span(min(first, last), last), recur.count, recur.minimum, False)
    if recur.unit == "year" and not recur.month_days:
        return _yearly(recur, around, frame)
    bounds, months = _bounds(recur, around, frame)
    rrule, guessed = _rrule(recur, bounds, months, frame, without)
    return Rule(rrule, bounds, recur.count, recur.minimum, recur.certain and not guessed and not around.then)


def _yearly(recur: Recur, around: Around, frame: Frame) -> Rule:
    yearly = "FREQ=YEARLY" + (f";INTERVAL={recur.interval}" if recur.interval > 1 else "")
    spans = list(around.plain)
    if around.is_range and around.by_days and (spans[0].end - spans[0].start).days > _LONGEST_WORK:
        return Rule(yearly, spans[0], recur.count, recur.minimum, False)
    if around.due is not None:
        spans = [Span(around.due, around.due)]
    if around.start is not None and not spans:
        bounds = Span(around.start, max(frame.study.end, around.start))
        return Rule(yearly, bounds, recur.count, recur.minimum, recur.certain and not around.then)
    if not spans:
        start = frame.study.start
        if recur.since_year > frame.school.year + 1 or recur.since_year == frame.school.year + 1:
            start = dt.date(recur.since_year, 1, 1)
        bounds = Span(start, max(frame.study.end, start))
        return Rule(yearly, bounds, recur.count, recur.minimum, False)
    if recur.since_year:
        spans = [_not_before_year(span, recur.since_year) for span in spans]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    rrule = f"{yearly};BYMONTH=" + ",".join(str(m) for m in sorted({span.start.month for span in spans}))
    days = {span.start.day for span in spans if span.is_day}
    if len(days) == 1 and all(span.is_day for span in spans):
        rrule += f";BYMONTHDAY={days.pop()}"
    count = recur.count if recur.count != len(spans) else 1
    goes_on = bool(recur.since_year) or around.then
    bounds = around.bounds or Span(first, max(frame.school.end, last) if goes_on else last)
    return Rule(rrule, bounds, count, recur.minimum, recur.certain and bool(recur.since_year))


def _not_before_year(span: Span, year: int) -> Span:
    while span.start.year < year:
        shift = span.start.year + 1
        end_year = span.end.year + 1
        span = Span(_in_year(span.start, shift), _in_year(span.end, end_year))
    return span


def _in_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else day.replace(year=year)


def _default_bounds(recur: Recur, frame: Frame) -> Span:
    lessons, study = frame.lessons, frame.study
    if recur.after_report:
        first = dt.date(lessons.start.year + lessons.start.month // 12, lessons.start.month % 12 + 1, 1)
        if recur.unit in ("quarter", *_PARTS):
            return Span(first, dt.date(study.end.year, 7, 31) if study.end.month == 6 else study.end)
        return Span(first, study.end)
    if "quarter" in (recur.unit, recur.last_month_of):
        return Span(lessons.start, study.end)
    return lessons


def _bounds(recur: Recur, around: Around, frame: Frame) -> tuple[Span, tuple[int, ...]]:
    """Bounds of the repetition and the months a list names."""
    default = _default_bounds(recur, frame)
    start, end = default.start, default.end
    months: tuple[int, ...] = ()
    plain = around.plain
    if len(plain) == 1 and not around.then:
        whole_month = plain[0].start.day == 1 and (plain[0].end - plain[0].start).days in (27, 28, 29, 30)
        from_here = plain[0].is_day or (whole_month and not around.is_range and recur.unit not in ("day", "week"))
        start, end = (plain[0].start, end) if from_here else (plain[0].start, plain[0].end)
    elif plain and around.then:
        start = plain[0].start
    elif plain:
        start, end = min(span.start for span in plain), max(span.end for span in plain)
        if all(not span.is_day for span in plain):
            named = {month for span in plain for month in _months_of(span)}
            months = tuple(sorted(named))
    if around.due is not None:
        opens = around.then and not plain
        start, end = (around.due, end) if opens else (start, around.due)
    if around.start is not None:
        start = around.start
    if end < start:
        end = max(frame.school.end, start)
    return Span(start, end), months


def _months_of(span: Span) -> list[int]:
    count = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    return [(span.start.month - 1 + step) % 12 + 1 for step in range(min(count, 12))]


def _ends(parts: Sequence[tuple[MonthDay, MonthDay]]) -> str:
    months = ",".join(str(end[0]) for end in sorted(part[1] for part in parts))
    last = "31" if all(end[1] == 31 for _, end in parts) else "-1"
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={last}"


def _weeks(weeks: tuple[int, ...]) -> str:
    """By the end of a week of the month: the first week holds the first Monday–Friday day, so the n-th Friday of the
    month closes the n-th week; the last working day closes the last one."""
    if LAST in weeks:
        return f";BYDAY={_WORKDAYS};BYSETPOS=-1"
    return ";BYDAY=FR;BYSETPOS=" + ",".join(map(str, weeks))


def _days(days: tuple[int, ...]) -> str:
    if len(days) == 1 and days[0] in (29, 30, 31):
        # A month without that day has its last day instead, so that no report is lost in February.
        return (
            ";BYMONTHDAY=-1"
            if days[0] == 31
            else f";BYMONTHDAY={','.join(map(str, range(28, days[0] + 1)))};BYSETPOS=-1"
        )
    return ";BYMONTHDAY=" + ",".join(map(str, days))


def _end_months(unit: str, parts: dict[str, tuple[tuple[MonthDay, MonthDay], ...]]) -> tuple[int, ...]:
    """The months in which quarters or parts of the school year end; nothing for other units."""
    if unit == "quarter":
        return (3, 6, 9, 12)
    return tuple(sorted(part[1][0] for part in parts.get(unit, ())))


def _rrule(
    recur: Recur, bounds: Span, months: tuple[int, ...], frame: Frame, without: tuple[int, ...]
) -> tuple[str, bool]:
    by_month = f";BYMONTH={','.join(map(str, months))}" if months else ""
    interval = f";INTERVAL={recur.interval}" if recur.interval > 1 else ""
    calendar = frame.calendar
    parts = {
        "half": calendar.halves,
        "term": calendar.halves,
        "trimester": calendar.trimesters,
        "study_quarter": calendar.quarters,
    }
    ends = _end_months(recur.last_month_of if recur.nth else recur.unit, parts)
    if recur.nth and ends and not months:
        by_month = f";BYMONTH={','.join(map(str, ends))}"
    if recur.unit in ("quarter", *_PARTS):
        if months:
            return f"FREQ=MONTHLY{by_month}", False
        day = _days(recur.month_days) if recur.month_days else ""
        if recur.working_day:
            day = f";BYDAY={_WORKDAYS};BYSETPOS={recur.working_day}"
        if day:
            early = recur.month_days and recur.month_days[0] != LAST and recur.month_days[0] <= 15
            following = recur.after_report or (not recur.last_month_of and bool(early))
            wanted = sorted(month % 12 + 1 for month in ends) if following else list(ends)
            guessed = not (recur.after_report or recur.last_month_of)
            rule = "MONTHLY" if recur.working_day else "YEARLY"
            return f"FREQ={rule};BYMONTH={','.join(map(str, wanted))}{day}", guessed
        if recur.unit == "quarter":
            if bounds.start.day == 1 and bounds.start.month % 3 == 0:
                return "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", False
            return "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", False
        return _ends(parts[recur.unit]), False
    if recur.nth:
        byday = ",".join(f"{number}{RRULE_DAYS[weekday]}" for number, weekday in recur.nth)
        return f"FREQ=MONTHLY{interval};BYDAY={byday}{by_month}", False
    if recur.weeks:
        return f"FREQ=MONTHLY{_weeks(recur.weeks)}{by_month}", False
    if recur.working_day:
        return f"FREQ=MONTHLY;BYDAY={_WORKDAYS};BYSETPOS={recur.working_day}{by_month}", False
    if recur.month_days:
        return f"FREQ=MONTHLY{by_month}{_days(recur.month_days)}", False
    weekdays = recur.weekdays
    if without and recur.unit == "day" and recur.interval == 1:
        weekdays = tuple(day for day in range(7) if day not in without)
    elif without and recur.weekdays:
        weekdays = tuple(day for day in recur.weekdays if day not in without) or recur.weekdays
    if weekdays:
        byday = ",".join(RRULE_DAYS[day] for day in sorted(weekdays))
        return f"FREQ=WEEKLY{interval};BYDAY={byday}{by_month}", False
    frequency = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}.get(recur.unit, "MONTHLY")
    return f"FREQ={frequency}{interval}{by_month}", False
