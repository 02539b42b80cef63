"""Terms in plain Russian: one short line for a table, one sentence of explanation for the person who checks."""

from __future__ import annotations

import datetime as dt

from .grammar.words import RRULE_DAYS
from .model import Span, Term

NBSP = "\u00a0"
_GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
    "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_NOMINATIVE = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_PREPOSITIONAL = (
    "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе",
    "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
_BY_DAY = (
    "по понедельникам",
    "по вторникам",
    "по средам",
    "по четвергам",
    "по пятницам",
    "по субботам",
    "по воскресеньям",
)
_DAY_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_NTH = {
    "m": {1: "первый", 2: "второй", 3: "третий", 4: "четвёртый", 5: "пятый", -1: "последний"},
    "f": {1: "первая", 2: "вторая", 3: "третья", 4: "четвёртая", 5: "пятая", -1: "последняя"},
    "n": {1: "первое", 2: "второе", 3: "третье", 4: "четвёртое", 5: "пятое", -1: "последнее"},
}


def plural(number: int, one: str, few: str, many: str) -> str:
    """«1 день», «2 дня», «5 дней» with a no-break space."""
    if number % 10 == 1 and number % 100 != 11:
        word = one
    elif number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        word = few
    else:
        word = many
    return f"{number}{NBSP}{word}"


def russian_date(day: dt.date, *, year: bool = True) -> str:
    """«5 сентября 2025 г.»."""
    text = f"{day.day}{NBSP}{_GENITIVE[day.month - 1]}"
    return f"{text} {day.year}{NBSP}г." if year else text


def _is_month(span: Span) -> bool:
    return span.start.day == 1 and (span.end + dt.timedelta(days=1)).day == 1


def russian_span(span: Span) -> str:
    """«сентябрь 2025 г.», «ноябрь 2025 г. – май 2026 г.», «с 3 по 17 октября 2025 г.», a single day as a date."""
    start, end = span.start, span.end
    if span.is_day:
        return russian_date(start)
    if _is_month(span):
        left, right = _NOMINATIVE[start.month - 1], _NOMINATIVE[end.month - 1]
        if (start.year, start.month) == (end.year, end.month):
            return f"{left} {start.year}{NBSP}г."
        if start.year == end.year:
            return f"{left} – {right} {end.year}{NBSP}г."
        return f"{left} {start.year}{NBSP}г. – {right} {end.year}{NBSP}г."
    to = "по"
    if start.year == end.year and start.month == end.month:
        return f"с{NBSP}{start.day} {to}{NBSP}{russian_date(end)}"
    return f"с{NBSP}{russian_date(start, year=start.year != end.year)} {to}{NBSP}{russian_date(end)}"


def describe(term: Term) -> str:
    """The term in Russian as a plan would print it; an unread term gives its own text."""
    if term.type == "due" and term.date:
        return f"до{NBSP}{russian_date(term.date)}"
    if term.type == "point" and term.date:
        return russian_date(term.date)
    if term.type == "interval" and term.start and term.end:
        return russian_span(Span(term.start, term.end))
    if term.type == "continuous" and term.start and term.end:
        return f"постоянно, {_from_to(term)}"
    if term.type == "set":
        return "; ".join(russian_span(span) for span in term.dates)
    if term.type == "recurrence":
        return f"{_rule(term)}, {_from_to(term)}{_except(term)}"
    if term.type == "relative":
        return _relative(term)
    if term.type == "conditional":
        return term.condition
    if term.type == "reference":
        return "как в строке выше" if term.repeats_row_above else f"по документу или событию «{_inner(term.reference)}»"
    return term.text.strip() or "без срока"


def _inner(text: str) -> str:
    return text.replace("«", "„").replace("»", "“")


def _from_to(term: Term) -> str:
    if not (term.start and term.end):
        return ""
    same_year = term.start.year == term.end.year
    return f"с{NBSP}{russian_date(term.start, year=not same_year)} по{NBSP}{russian_date(term.end)}"


def _except(term: Term) -> str:
    if term.excluded:
        return ", кроме: " + "; ".join(russian_span(span) for span in term.excluded)
    return f", кроме {term.excluded_text}" if term.excluded_text else ""


def rule_parts(rrule: str) -> dict[str, str]:
    """«FREQ=MONTHLY;INTERVAL=2» as a dictionary."""
    return dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)


def _rule(term: Term) -> str:
    parts = rule_parts(term.rrule)
    if term.count > 1 or term.minimum:
        least = "не реже " if term.minimum else ""
        times = plural(term.count, "раза" if least else "раз", "раз" if least else "раза", "раз")
        return f"{least}{times} {_per(parts)}"
    frequency = parts.get("FREQ", "")
    interval = int(parts.get("INTERVAL", "1"))
    day = _rule_day(parts)
    if frequency == "DAILY":
        return "ежедневно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'день', 'дня', 'дней')}"
    if frequency == "WEEKLY":
        if day:
            return day if interval == 1 else f"раз в{NBSP}{plural(interval, 'неделю', 'недели', 'недель')}, {day}"
        return "еженедельно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'неделю', 'недели', 'недель')}"
    if parts.get("BYMONTH"):
        months = [int(month) for month in parts["BYMONTH"].split(",")]
        months.sort(key=lambda month: (month < 9, month))
        single = parts.get("BYMONTHDAY", "")
        if single.isdigit():
            return "ежегодно: " + ", ".join(f"{single}{NBSP}{_GENITIVE[month - 1]}" for month in months)
        named = ", ".join(_PREPOSITIONAL[month - 1] for month in months)
        return f"каждый раз {day} в{NBSP}{named}" if day else f"ежегодно в{NBSP}{named}"
    if frequency == "MONTHLY":
        if interval == 3:
            return "ежеквартально"
        head = "ежемесячно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'месяц', 'месяца', 'месяцев')}"
        return f"{head}, {day}" if day else head
    return "ежегодно" if interval == 1 else f"раз в{NBSP}{plural(interval, 'год', 'года', 'лет')}"


def _per(parts: dict[str, str]) -> str:
    interval = int(parts.get("INTERVAL", "1"))
    names = {
        "DAILY": ("день", "дня", "дней"),
        "WEEKLY": ("неделю", "недели", "недель"),
        "MONTHLY": ("месяц", "месяца", "месяцев"),
    }
    frequency = parts.get("FREQ", "YEARLY")
    if frequency == "MONTHLY" and interval == 3:
        return f"в{NBSP}квартал"
    if parts.get("BYMONTH") == "5,12":
        return f"в{NBSP}полугодие"
    if frequency == "YEARLY" and parts.get("BYMONTHDAY"):
        return f"в{NBSP}учебный период"
    one, few, many = names.get(frequency, ("год", "года", "лет"))
    return f"в{NBSP}{one}" if interval == 1 else f"в{NBSP}{plural(interval, one, few, many)}"


def _rule_day(parts: dict[str, str]) -> str:
    byday = parts.get("BYDAY", "")
    if byday == "MO,TU,WE,TH,FR":
        position = parts.get("BYSETPOS")
        if position is None:
            return "по рабочим дням"
        return "в последний рабочий день" if position == "-1" else f"в{NBSP}{position}-й рабочий день"
    if byday == "FR" and parts.get("BYSETPOS"):
        weeks = [f"{number}-й" for number in parts["BYSETPOS"].split(",")]
        return f"до конца {' и '.join(weeks)}{NBSP}недели месяца"
    if byday:
        names: list[str] = []
        for code in byday.split(","):
            weekday = RRULE_DAYS.index(code[-2:])
            number = code[:-2]
            if not number:
                names.append(_BY_DAY[weekday] if not names else _BY_DAY[weekday].removeprefix("по "))
                continue
            gender = "f" if weekday in (2, 4, 5) else "n" if weekday == 6 else "m"
            names.append(f"{_NTH[gender].get(int(number), number)} {_DAY_NAMES[weekday]}")
        return " и ".join(names)
    days = parts.get("BYMONTHDAY", "")
    if parts.get("BYSETPOS"):
        days = days.rsplit(",", 1)[-1]
    if days == "-1":
        return "последний день месяца"
    return f"{days.replace(',', f' и{NBSP}')}{NBSP}числа" if days else ""


def _relative(term: Term) -> str:
    event = f"«{_inner(term.event)}»" if term.event else "названного события"
    if term.direction == "on":
        return f"в день события {event}"
    if term.offset_days == 0:
        return f"{'после' if term.direction == 'after' else 'до'} события {event}".replace(
            "перед события", "до события"
        )
    kind = ("рабочий день", "рабочих дня", "рабочих дней") if term.working_days else ("день", "дня", "дней")
    days = plural(term.offset_days, *kind)
    if term.direction == "before":
        return f"за{NBSP}{days} до события {event}"
    return f"не позднее чем через {days} после события {event}"


def explain(term: Term) -> str:
    """One Russian sentence: how the words were understood, and what is doubtful."""
    if term.type == "unknown":
        reading = (
            "Срока в записи нет." if not term.text.strip(" -–—…._хХxX/*\t") else "Срок не распознан, укажите его сами."
        )
        return " ".join((reading, *term.doubts))
    heads = {
        "due": "Сделать ", "point": "Назначено на ", "interval": "Срок: ", "set": "Несколько сроков, каждый отдельно: ",
        "recurrence": "Повторяется: ", "continuous": "Делается ", "relative": "Отсчёт от события: ",
        "conditional": "Делается по условию: ", "reference": "Срок берётся из другого места: ",
    }  # fmt: skip
    tail = {
        "exact": "", "convention": " Прочитано по обычаю планов.", "guess": " Это догадка, проверьте.",
    }[term.confidence]  # fmt: skip
    sentence = heads[term.type] + describe(term)
    sentence += "" if sentence.endswith(".") else "."
    return " ".join((sentence + tail, *term.doubts))
