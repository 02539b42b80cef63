"""Weekdays in repetitions: «по средам», «каждый четверг», «вторая среда месяца», «в будни»."""

from __future__ import annotations

from .items import Recur
from .stream import Stream
from .words import LAST, LAST_BUT_ONE, UNITS, WEEKDAYS_DATIVE


def weekday_list(s: Stream, at: int, *, dative: bool) -> tuple[tuple[int, ...], int] | None:
    """«вторник и четверг», «средам, пятницам», «понедельник–пятница»."""
    days: list[int] = []
    while s[at].kind == "weekday" and (not dative or days or s[at].text in WEEKDAYS_DATIVE):
        if days and s.is_any(at - 1, "-"):
            days += range(days[-1] + 1, s[at].value)
        days.append(s[at].value)
        at += 1
        if s.is_any(at, ".") and len(s[at - 1].text) == 2:
            at += 1
        nxt = at + 1 if s.is_any(at, ",", "и", "-", "/") else at
        nxt = nxt + 1 if s.is_any(at, ",") and s.is_any(nxt, "и") else nxt
        nxt = nxt + 1 if nxt > at and s.matches(nxt, r"по|в|во|кажд\w+") and s[nxt + 1].kind == "weekday" else nxt
        if nxt > at and s[nxt].kind == "weekday":
            at = nxt
            continue
        return tuple(dict.fromkeys(days)), at
    return None


def read_after_period(s: Stream, at: int) -> tuple[Recur, int] | None:
    """What only a period before it explains: «(ежемесячно) в последний рабочий день», «…, вторник», «…, последняя неделя»."""
    day = s[at]
    if day.kind == "ord" and day.text[:1].isdigit() and 1 <= day.value <= 31 and s[at + 1].kind in ("end", "punct"):
        return Recur("month", month_days=(day.value,)), at + 1  # «ежемесячно 15-го»
    return read_bare_weekdays(s, at, certain=True) or read_nth_weekday(s, at, month_named=True)


def read_bare_weekdays(s: Stream, at: int, *, certain: bool) -> tuple[Recur, int] | None:
    """«вторник, четверг»: only beside a period or as the whole text, because «среда» is a noun too."""
    start = at + 1 if s.matches(at, r"в|во") and s[at + 1].kind == "weekday" else at
    days = weekday_list(s, start, dative=False)
    if days is None:
        return None
    behind = days[1] + 1 if s[days[1]].kind == "punct" else days[1]
    before_period = s.matches(behind, r"ежен\w+|кажд(?:ую|ой)")
    certain = certain or (at == 0 and before_period)
    alone = at == 0 and all(token.kind in ("punct", "clock") for token in s.tokens[days[1] :])
    if not (certain or alone):
        return None
    return Recur("week", weekdays=days[0], certain=certain), days[1]


def read_by_weekdays(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«по средам», «по вт и чт», «по рабочим дням», «в будни», «через день»."""
    if s.is_any(at, "по"):
        days = weekday_list(s, at + 1, dative=True)
        if days is not None:
            return Recur("week", weekdays=days[0]), days[1]
        ordinal = s[at + 1].kind == "ord" and s[at + 2].kind == "weekday" and s[at + 2].text in WEEKDAYS_DATIVE
        if ordinal:
            return read_nth_weekday(s, at + 1)
        even = s.phrase(at + 1, r"(?:не)?четн\w+", r"недел\w+")
        if even is not None:
            return Recur("week", 2), even
        for pattern, picked in ((r"рабочим|будним|учебным", (0, 1, 2, 3, 4)), (r"выходным", (5, 6))):
            after = s.phrase(at + 1, pattern, r"?дням")
            if after is not None:
                return Recur("week", weekdays=picked), after
        if s.is_any(at + 1, "будням"):
            return Recur("week", weekdays=(0, 1, 2, 3, 4)), at + 2
        unit = s.unit(at + 1)
        if unit in ("week", "month", "quarter", "half", "term", "trimester", "study_quarter") and s.matches(
            at + 1, r"\w+[ая]м"
        ):
            return Recur(unit), at + 2
    if (
        s.matches(at, r"с|со")
        and s[at + 1].kind == "weekday"
        and s.is_any(at + 2, "по")
        and s[at + 3].kind == "weekday"
    ):
        return Recur("week", weekdays=tuple(range(s[at + 1].value, s[at + 3].value + 1))), at + 4
    week_end = s.phrase(at, r"до|к|в", r"кон(?:ца|цу|це)", r"\d+.*|\w+ой", r"недели", r"?кажд\w+", r"месяца")
    if week_end is not None and s[at + 2].kind in ("ord", "num") and 1 <= s[at + 2].value <= 5:
        return Recur("month", weeks=(s[at + 2].value,)), week_end
    workdays = s.phrase(at, r"в", r"будни") or s.phrase(at, r"в", r"рабочие|будние|учебные", r"дни")
    weekend = s.phrase(at, r"в|на", r"?кажд\w+", r"выходные", r"?дни") or s.phrase(at, r"кажд\w+", r"выходные", r"?дни")
    if weekend is not None:
        return Recur("week", weekdays=(5, 6)), weekend
    if workdays is not None:
        return Recur("week", weekdays=(0, 1, 2, 3, 4)), workdays
    if s.is_any(at, "через") and s[at + 1].kind == "weekday" and s[at + 2].kind in ("end", "punct"):
        return Recur("week", 2, weekdays=(s[at + 1].value,), certain=False), at + 2
    across = s.phrase(at, r"через", r"день|неделю")
    if across is not None and s[across].kind in ("end", "punct"):
        return Recur(s.unit(across - 1) or "", 2, certain=False), across
    return None


def read_nth_weekday(s: Stream, at: int, *, month_named: bool = False) -> tuple[Recur, int] | None:
    """«вторая среда (каждого) месяца», «первый и третий вторник», «последний рабочий день месяца», «последняя неделя …».

    `month_named`: the month or quarter stands before («ежемесячно, последняя неделя»).
    """
    at = s.phrase(at, r"в|во|на", r"?кажд\w+") or at
    numbers: list[int] = []
    while len(numbers) < 6 and s[at].kind in ("ord", "roman") and (s[at].value < 0 or 1 <= s[at].value <= 5):
        numbers.append(s[at].value)
        at += 1
        if s.is_any(at, ",", "и") and s[at + 1].kind in ("ord", "roman"):
            at += 1
        elif s.is_any(at, "и") and s.is_any(at + 1, "каждый", "в") and s[at + 2].kind == "ord":
            at += 2
    if not numbers:
        return None

    def period(after: int) -> tuple[int, str] | None:
        return _of_month(s, after) or ((after, "month") if month_named else None)

    if s.phrase(at, r"рабочий|рабочего|учебный|учебного", r"день|дня") is not None:
        if s.phrase(at + 2, r"?кажд\w+", r"недели") is not None:
            of_week = s.phrase(at + 2, r"?кажд\w+", r"недели") or at
            return (Recur("week", weekdays=(4 if numbers[0] == LAST else numbers[0] - 1,)), of_week)
        found = period(at + 2)
        return None if found is None else (Recur(found[1], working_day=numbers[0]), found[0])
    if s.matches(at, r"день|дня|дни") or s.matches(at, r"числ\w+"):
        found = period(at + 1)
        if found is None or numbers[0] != LAST:
            return None
        return Recur(found[1], month_days=(LAST,)), found[0]
    if s.unit(at) == "week":
        found = period(at + 1)
        if found is None:
            return None
        if found[1] != "month" or LAST_BUT_ONE in numbers:  # no rule names the last week but one
            return Recur(found[1], certain=False), found[0]
        return Recur("month", weeks=tuple(numbers)), found[0]
    if s[at].kind != "weekday" or month_named:
        return None
    weekday = s[at].value
    if s[at + 1].kind == "month" or (s.is_any(at + 1, "в") and s[at + 2].kind == "month"):
        return None
    found = _of_month(s, at + 1)
    if found is not None and found[1] != "month":
        return None
    return Recur("month", nth=tuple((number, weekday) for number in numbers)), found[0] if found else at + 1


def _of_month(s: Stream, at: int) -> tuple[int, str] | None:
    """«(каждого) месяца», «квартала»: index after and the unit."""
    after = s.phrase(at, r"?кажд\w+|отчетного|текущего", r"месяц\w*|квартала|мес|полугодия|семестра|четверти|триместра")
    if after is None:
        return None
    return s.after_dot(after), UNITS.get(s[after - 1].text, "month")
