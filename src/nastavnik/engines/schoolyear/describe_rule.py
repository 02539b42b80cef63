"""Repetitions in Russian: one line that a plan could print and that is read back as the same rule."""

from __future__ import annotations

from .grammar.words import RRULE_DAYS
from .model import Term
from .russian_days import GENITIVE, NBSP, PREPOSITIONAL, is_month, plural, russian_date, russian_span

_BY_DAY = (
    "по понедельникам", "по вторникам", "по средам", "по четвергам", "по пятницам", "по субботам", "по воскресеньям",
)  # fmt: skip
_DAY_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_NTH = {
    "m": {1: "первый", 2: "второй", 3: "третий", 4: "четвёртый", 5: "пятый", -1: "последний", -2: "предпоследний"},
    "f": {1: "первая", 2: "вторая", 3: "третья", 4: "четвёртая", 5: "пятая", -1: "последняя", -2: "предпоследняя"},
    "n": {1: "первое", 2: "второе", 3: "третье", 4: "четвёртое", 5: "пятое", -1: "последнее", -2: "предпоследнее"},
}
#: Parts of the year by the months in which they end: (in the accusative, «at the end of each»).
_PARTS = {
    (5, 12): ("полугодие", "раз в\u00a0полугодие"),
    (3, 5, 10, 12): ("четверть", "раз в\u00a0четверть"),
    (2, 5, 11): ("триместр", "раз в\u00a0триместр"),
    (3, 6, 9, 12): ("квартал", "ежеквартально"),
}


def rule_parts(rrule: str) -> dict[str, str]:
    """«FREQ=MONTHLY;INTERVAL=2» as a dictionary."""
    return dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)


def describe_rule(term: Term) -> str:
    """«ежемесячно, с 1 сентября 2025 г. по 31 мая 2026 г., кроме каникул»: a `recurrence` with bounds and exceptions."""
    parts = rule_parts(term.rrule)
    bounds = from_to(term)
    if term.rrule == "FREQ=YEARLY" and (term.count > 1 or term.minimum):
        words = f"{_times(term)} за{NBSP}период {bounds}"
    elif _named_days(parts) or (parts.get("FREQ") == "YEARLY" and "BYMONTH" in parts and not _part(parts)):
        words = f"{_rule(term, parts)} ({bounds})"
    else:
        words = f"{_rule(term, parts)}, {bounds}"
    return words + without(term)


def from_to(term: Term) -> str:
    """«с 1 сентября 2025 г. по 31 мая 2026 г.»."""
    if not (term.start and term.end):
        return ""
    same_year = term.start.year == term.end.year
    return f"с{NBSP}{russian_date(term.start, year=not same_year)} по{NBSP}{russian_date(term.end)}"


def without(term: Term) -> str:
    """«, кроме января 2026 г.», «, кроме каникул», "" where nothing is taken out; days and longer spans stand after a
    colon in the nominative."""
    gaps = term.excluded
    if not gaps:
        return f", кроме {term.excluded_text}" if term.excluded_text else ""
    if all(is_month(gap) and gap.start.month == gap.end.month for gap in gaps):
        names = [f"{GENITIVE[gap.start.month - 1]} {gap.start.year}{NBSP}г." for gap in gaps]
        return ", кроме " + " и\u00a0".join(names)
    return ", кроме: " + "; ".join(russian_span(gap) for gap in gaps)


def _times(term: Term) -> str:
    least = "не реже " if term.minimum else ""
    return least + plural(term.count, "раза" if least else "раз", "раз" if least else "раза", "раз")


def _part(parts: dict[str, str]) -> tuple[str, str] | None:
    """The part of the year at whose end the work is due, when the rule is one of the usual ones."""
    if parts.get("FREQ") == "MONTHLY" and parts.get("INTERVAL") == "3":
        return _PARTS[3, 6, 9, 12]
    if parts.get("FREQ") != "YEARLY" or parts.get("BYMONTHDAY") not in ("31", "-1"):
        return None
    return _PARTS.get(tuple(sorted(int(month) for month in parts.get("BYMONTH", "0").split(","))))


def _named_days(parts: dict[str, str]) -> list[str]:
    """«5 октября», «5 января», … in the order of the school year, for rules of one day in some months."""
    day = parts.get("BYMONTHDAY", "")
    if parts.get("FREQ") != "YEARLY" or not day.isdigit() or _part(parts):
        return []
    months = sorted((int(month) for month in parts["BYMONTH"].split(",")), key=lambda month: (month < 9, month))
    return [f"{day}{NBSP}{GENITIVE[month - 1]}" for month in months]


def _rule(term: Term, parts: dict[str, str]) -> str:
    part = _part(parts)
    if term.count > 1 or term.minimum:
        return f"{_times(term)} " + (f"в{NBSP}{part[0]}" if part else _per(parts))
    if part:
        return part[1]
    named = _named_days(parts)
    if named:
        return "каждый год " + ", ".join(named)
    frequency = parts.get("FREQ", "")
    interval = int(parts.get("INTERVAL", "1"))
    day = _day(parts)
    months = _months(parts)
    if frequency == "DAILY":
        every = "ежедневно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'день', 'дня', 'дней')}"
    elif frequency == "WEEKLY":
        every = "еженедельно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'неделю', 'недели', 'недель')}"
        if day:
            every = day if interval == 1 else f"{every}, {day}"
    elif frequency == "MONTHLY" and months and "BYDAY" in parts:
        return f"ежемесячно в{NBSP}{months}, {day}"
    elif frequency == "MONTHLY":
        every = "ежемесячно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'месяц', 'месяца', 'месяцев')}"
        every = f"{every}, {day}" if day else every
    else:
        every = "ежегодно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'год', 'года', 'лет')}"
        every = f"{every}, {day}" if day else every
    return f"{every} в{NBSP}{months}" if months else every


def _months(parts: dict[str, str]) -> str:
    """«октябре, январе и марте» of BYMONTH, in the order of the school year."""
    if not parts.get("BYMONTH"):
        return ""
    months = sorted((int(month) for month in parts["BYMONTH"].split(",")), key=lambda month: (month < 9, month))
    names = [PREPOSITIONAL[month - 1] for month in months]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} и{NBSP}{names[-1]}"


def _per(parts: dict[str, str]) -> str:
    interval = int(parts.get("INTERVAL", "1"))
    names = {
        "DAILY": ("день", "дня", "дней"),
        "WEEKLY": ("неделю", "недели", "недель"),
        "MONTHLY": ("месяц", "месяца", "месяцев"),
    }
    one, few, many = names.get(parts.get("FREQ", "YEARLY"), ("год", "года", "лет"))
    words = f"в{NBSP}{one}" if interval == 1 else f"в{NBSP}{plural(interval, one, few, many)}"
    extra = [_day(parts)] if parts.get("FREQ") != "YEARLY" and _day(parts) else []
    extra += [f"в{NBSP}{_months(parts)}"] if parts.get("BYMONTH") else []
    return ", ".join((words, *extra))


def _day(parts: dict[str, str]) -> str:
    """The day of the period: «по средам», «вторая среда», «в последний рабочий день», «5 и 20 числа»."""
    byday = parts.get("BYDAY", "")
    position = parts.get("BYSETPOS", "")
    if byday == "MO,TU,WE,TH,FR":
        if not position:
            return "по рабочим дням"
        named = {"-1": "последний", "-2": "предпоследний"}.get(position)
        return f"в {named} рабочий день" if named else f"в{NBSP}{position}-й рабочий день"
    if byday == "FR" and position:
        return " и ".join(f"до конца {number}-й{NBSP}недели месяца" for number in position.split(","))
    if byday:
        return _weekdays(byday.split(","))
    days = parts.get("BYMONTHDAY", "")
    if position:
        days = days.rsplit(",", 1)[-1]
    if days == "-1":
        return "последний день месяца"
    return f"{days.replace(',', f' и{NBSP}')}{NBSP}числа" if days else ""


def _weekdays(codes: list[str]) -> str:
    """«по вторникам и четвергам», «первая и третья среда»."""
    plain = [_BY_DAY[RRULE_DAYS.index(code)] for code in codes if len(code) == 2]
    if plain:
        names = [plain[0], *(name.removeprefix("по ") for name in plain[1:])]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} и{NBSP}{names[-1]}"
    by_day: dict[int, list[str]] = {}
    for code in codes:
        weekday = RRULE_DAYS.index(code[-2:])
        gender = "f" if weekday in (2, 4, 5) else "n" if weekday == 6 else "m"
        by_day.setdefault(weekday, []).append(_NTH[gender][int(code[:-2])])
    return ", ".join(f"{' и '.join(numbers)} {_DAY_NAMES[weekday]}" for weekday, numbers in by_day.items())
