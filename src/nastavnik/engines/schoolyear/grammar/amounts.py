"""Units and numbers of repetitions: «две недели», «каждом семестре», «не реже 2», «один-два»."""

from __future__ import annotations

from .stream import Stream


def of_unit(unit: str, interval: int) -> tuple[str, int]:
    """Periods that have a name of their own: three months are a quarter, six a half-year, ten days a decade."""
    if unit == "decade":
        return "day", 10 * interval
    if unit == "quarter" and interval == 2:
        return "half", 1
    if unit == "month" and interval in (3, 6, 12):
        return {3: "quarter", 6: "half", 12: "year"}[interval], 1
    if unit == "day" and interval in (14, 21, 28):
        return "week", interval // 7
    return unit, interval


def unit_at(s: Stream, at: int) -> tuple[str, int, int] | None:
    """«месяц», «две недели», «учебный год», «полгода», «каждом семестре»: (unit, interval, index after)."""
    interval = 1
    start = at
    if s.matches(at, r"кажд\w+"):
        at += 1
    if s.matches(at, r"полтора|полторы") and s.unit(at + 1) in ("week", "month"):
        return "day", 10 if s.unit(at + 1) == "week" else 45, at + 2
    if s.matches(at, r"полмесяца"):
        return "day", 15, at + 1
    if s[at].kind == "num" and 1 <= s[at].value <= 60:
        interval = s[at].value
        at += 1
        if s.is_any(at, "-", "или") and s[at + 1].kind == "num":
            at += 2  # «раз в 2–3 недели»: the lower number
    if s.matches(at, r"рабоч\w+|будн\w+|учебн\w+") and s.unit(at + 1) == "day":
        return "workday", interval, at + 2
    while s.matches(at, r"учебн\w+|календарн\w+|течени[еи]|отчетн\w+|весь|всего|уч") or (
        at > start and s.is_any(at, ".")
    ):
        at += 1
    unit = s.unit(at)
    if unit is None and s.matches(at, r"сезон\w*"):
        return "quarter", interval, at + 1
    if unit is None and s.matches(at, r"период\w*|курс\w*|срок\w*|программ\w*"):
        return "period", 1, at + 1
    if unit is None or unit == "hour":
        return None
    if unit == "quarter" and s.matches(at - 1, r"учебн\w+"):
        unit = "study_quarter"
    name, number = of_unit(unit, interval)
    return name, number, s.after_dot(at + 1) if len(s[at].text) <= 5 else at + 1


_LIMITS = (
    ((r"не", r"реже|менее|меньше", r"?,?", r"?чем"), True),
    ((r"как", r"минимум"), True),
    ((r"минимум|минимально",), True),
    ((r"хотя", r"бы"), True),
    ((r"от",), True),
    ((r"не", r"чаще|более|больше", r"?,?", r"?чем"), False),
    ((r"максимум|примерно|около|ориентировочно|по|до|всего",), False),
)


def read_amount(s: Stream, at: int) -> tuple[int, bool, int] | None:
    """«не реже 2», «1–2», «один-два», «дважды»: (number, minimum, index after). None where no number stands."""
    minimum = False
    start = at
    for patterns, least in _LIMITS:
        limited = s.phrase(at, *patterns)
        if limited is not None:
            at, minimum = limited, least
            break
    if s[at].kind == "times":
        return s[at].value, minimum, at + 1
    digits = s[at].kind == "num" or (s[at].kind == "ord" and s[at].text[:1].isdigit() and s.matches(at + 1, r"раза?"))
    if digits and 1 <= s[at].value <= 400:
        number, after = s[at].value, at + 1
        upper = s.phrase(after, r"-|или|до", r".*")
        if upper is not None and s[upper - 1].kind == "num" and number < s[upper - 1].value <= 400:
            return number, True, upper
        bracket = s.phrase(after, r"\(", r".*", r"\)")
        if bracket is not None and s[bracket - 2].kind == "num":
            return number, minimum, bracket
        return number, minimum, after
    if s.is_any(at, "раз", "раза") and (minimum or at == start) and s[at - 1].kind != "num":
        return 1, minimum, at
    return None
