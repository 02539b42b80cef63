"""Lengths of time: «7 дней», «2 рабочих дней», «неделя», «полутора месяцев»."""

from __future__ import annotations

import re

from .stream import Stream
from .words import UNIT_DAYS


def read_duration(s: Stream, at: int) -> tuple[int, bool, int] | None:
    """«7 дней», «2 рабочих дней», «недели», «полутора месяцев», «трёх дней»: (days, working, index after)."""
    if s.matches(at, r"полутора|полторы|полтора") and s.unit(at + 1) in UNIT_DAYS:
        return UNIT_DAYS[s.unit(at + 1) or ""] * 3 // 2, False, at + 2
    if s.matches(at, r"полмесяца"):
        return 15, False, at + 1
    number, after = 1, at
    if s[at].kind in ("num", "ord") and 0 <= s[at].value <= 999:
        number, after = s[at].value, at + 1
        if s.is_any(after, "-", "или") and s[after + 1].kind == "num":
            number, after = s[after + 1].value, after + 2
        if s.is_any(after, "(") and s.is_any(after + 2, ")"):
            after += 3
        if s.is_any(after, "-") and s.matches(after + 1, r"х|ти|и"):
            after += 2
    working = False
    if s.matches(after, r"рабоч\w+|раб|календарн\w+|учебн\w+|полн\w+"):
        working = s.matches(after, r"раб\w*|учебн\w+")
        after = s.after_dot(after + 1)
    unit = s.unit(after)
    if unit == "hour":
        return -(-number // 24), False, after + 1
    anchored = re.match(r"(?:после|со дня|с момента|с даты|с начала)\b", s.words_from(after + 1))
    if unit not in UNIT_DAYS or (after == at and unit == "year" and not anchored):
        return None
    after = s.after_dot(after + 1) if len(s[after].text) <= 4 else after + 1
    return number * (5 if working and unit == "week" else UNIT_DAYS[unit]), working, after
