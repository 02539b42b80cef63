"""Days of each month in repetitions: «25 числа», «до 10 числа месяца, следующего за отчётным»."""

from __future__ import annotations

import re

from .items import Recur
from .stream import Stream
from .words import UNITS

_NEXT_REPORT = r"(?:месяца )?следующ\w+ (?:за|после) (?:отчетн\w+|истекш\w+|прошедш\w+|окончани\w+)"


def read_month_day(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«25 числа», «до 5-го числа каждого месяца», «1 и 15 числа», «до 10 числа месяца, следующего за отчётным»."""
    start = at
    for patterns in (
        (r"не", r"позднее|позже"), (r"в", r"срок", r"до"), (r"до|к|ко|с|по",), (r"каждого|каждое",), (r"в|на",),
    ):  # fmt: skip
        after = s.phrase(at, *patterns)
        if after is not None:
            at = after
            break
    days: list[int] = []
    while s[at].kind in ("num", "ord") and 1 <= s[at].value <= 31:
        days.append(s[at].value)
        at += 1
        if s.is_any(at, ",", "и", "-", "по", "или") and s[at + 1].kind in ("num", "ord"):
            if s.is_any(at, "-", "по"):
                days.pop()
            at += 1
        elif s.is_any(at, ",", "и") and s.is_any(at + 1, "до", "к") and s[at + 2].kind in ("num", "ord"):
            at += 2
    if not days:
        return None
    working = 0
    if s.phrase(at, r"рабочего|рабочий", r"дня|день|числа") is not None:
        working, days, at = days[-1], [], at + 2
    elif s.matches(at, r"числ\w*"):
        at += 1
    elif not (
        s[at - 1].kind == "ord"
        and s[at - 1].text[:1].isdigit()
        and ((start < at - 1 and s[at].kind in ("end", "punct")) or s.matches(at, r"ежем\w+|кажд\w+"))
    ):
        return None
    folded = s.words_from(at, 8)
    unit, last_of, after_report = "month", "", False
    report = re.match(_NEXT_REPORT, folded) or re.match(r"следующего месяца(?: за отчетн\w+)?", folded)
    report = report or re.match(r"(?:месяца )?следующего(?: за)?(?: отчетн\w+)?(?: месяца| месяцем)?", folded)
    after_period = re.match(r"(?:месяца )?(?:по окончании|после) (?:отчетного )?(?:квартала|периода|месяца)", folded)
    last_month = re.match(r"последнего месяца (?:каждого |отчетного )?(квартала|полугодия|семестра|четверти)", folded)
    first_month = re.match(r"первого месяца (?:каждого |отчетного )?(квартала|полугодия|семестра|четверти)", folded)
    if first_month:
        unit, at = UNITS.get(first_month[1], "quarter"), s.after_words(at, first_month[0])
    elif last_month:
        unit = UNITS.get(last_month[1], "quarter")
        last_of, at = unit, s.after_words(at, last_month[0])
    elif report or after_period:
        matched = report or after_period
        at = s.after_words(at, matched[0] if matched else "")
        after_report = True
        if s.matches(at, r"квартал\w*"):
            unit, at = "quarter", at + 1
        elif s.matches(at, r"полугоди\w*|семестр\w*"):
            unit, at = "half", at + 1
        elif s.matches(at, r"месяц\w*|период\w*"):
            at += 1
    else:
        of_month = s.phrase(at, r"?кажд\w+|текущего|отчетного|соответствующего", r"месяца|мес")
        quarter = s.phrase(at, r"?кажд\w+|отчетного", r"квартала")
        if of_month is not None:
            at = s.after_dot(of_month)
        elif quarter is not None:
            unit, at = "quarter", quarter
        elif s[at].kind == "month" or (start == at - 2 and not days):
            return None
    return Recur(
        unit, month_days=tuple(days), working_day=working, after_report=after_report, last_month_of=last_of
    ), at
