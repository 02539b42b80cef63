"""Repetitions: «ежемесячно», «2 раза в месяц», «каждый четверг», «вторая среда месяца», «до 5 числа …»."""

from __future__ import annotations

import re
from dataclasses import replace

from .items import Count, Recur
from .stream import Stream
from .words import LAST, UNITS, WEEKDAYS_DATIVE

_EVERY_ADVERB = (
    (r"ежеднев\w*|повседневно|каждодневно", "day"),
    (r"еженед\w*|понедельно", "week"),
    (r"ежемес\w*|помесячно", "month"),
    (r"ежекварт\w*|поквартально", "quarter"),
    (r"ежегодно|ежегод|погодно", "year"),
    (r"ежесеместр\w*|посеместрово", "term"),
    (r"ежечетверт\w*", "study_quarter"),
    (r"ежеполугод\w*", "half"),
    (r"ежедекадн\w*", "decade"),
)
_EVENT_NOUNS = (
    r"заняти[еяйю]\w*|встреч\w*|консультаци\w*|мероприяти\w*|заседани\w*|сесси\w*|урок\w*|посещени\w*|взаимопосещени\w*"
    r"|тренинг\w*|семинар\w*|бесед\w*|совещани\w*|отчет\w*|мастер|вебинар\w*|анкетировани\w*|экскурси\w*|раз|раза"
    r"|собрани\w*|обучени[ейя]\w*|выезд\w*|лекци\w*|опрос\w*|замер\w*|среза?|проверк\w*|публикаци\w*|пост\w{0,2}"
)
_PERIOD_CASES = r"в|во|за|на|каждую|каждый|каждое|каждые|каждом|каждой"


def _of_unit(unit: str, interval: int) -> tuple[str, int]:
    """Periods that have a name of their own: three months are a quarter, six a half-year, ten days a decade."""
    if unit == "decade":
        return "day", 10 * interval
    if unit == "quarter" and interval == 2:
        return "half", 1
    if unit == "month" and interval in (3, 6, 12):
        return {3: "quarter", 6: "half", 12: "year"}[interval], 1
    return unit, interval


def _unit_at(s: Stream, at: int) -> tuple[str, int, int] | None:
    """«месяц», «две недели», «учебный год», «полгода», «каждом семестре»: (unit, interval, index after)."""
    interval = 1
    start = at
    if s.matches(at, r"кажд\w+"):
        at += 1
    if s[at].kind == "num" and 1 <= s[at].value <= 60:
        interval = s[at].value
        at += 1
    while s.matches(at, r"учебн\w+|календарн\w+|течени[еи]|отчетн\w+|весь|всего|уч") or (
        at > start and s.is_any(at, ".")
    ):
        at += 1
    if s.matches(at, r"рабоч\w+|будн\w+") and s.unit(at + 1) == "day":
        return "workday", interval, at + 2
    unit = s.unit(at)
    if unit is None and s.matches(at, r"период\w*|курс\w*|срок\w*|программ\w*"):
        return "year", 1, at + 1
    if unit is None or unit == "hour":
        return None
    if unit == "quarter" and s.matches(at - 1, r"учебн\w+"):
        unit = "study_quarter"
    name, number = _of_unit(unit, interval)
    return name, number, s.after_dot(at + 1) if len(s[at].text) <= 5 else at + 1


_FIRST = (
    r"еже\w+|по\w*|повседневно|каждодневно|каждо\w+|кажд\w+|не|как|минимум\w*|хотя|от|максимум|примерно|около"
    r"|ориентировочно|до|всего|раз"
    r"|в|во|на|за|к|ко|с|через|однократно|одноразово|разово|единоразово|единовременно"
)


def read_recurrence(s: Stream, at: int) -> tuple[Recur | Count, int] | None:
    """A repetition, a fragment of one or a bare count at this token, or None."""
    if s[at].kind in ("word", "punct", "month", "weekday") and not s.matches(at, _FIRST):
        return None
    for reader in (_adverb, _month_day, _times, _each, _by_weekdays, _nth_weekday, _end_of_each, _count):
        found = reader(s, at)
        if found is not None:
            return found
    return None


def _adverb(s: Stream, at: int) -> tuple[Recur, int] | None:
    after = s.phrase(at, r"на", r"еже\w+", r"основе")
    word_at = at + 1 if after is not None else at
    for pattern, unit in _EVERY_ADVERB:
        if s.matches(word_at, pattern):
            name, interval = _of_unit(unit, 1)
            end = after if after is not None else at + 1
            if after is None and len(s[at].text) < 9:
                end = s.after_dot(end)
            since = _since_year(s, end)
            if unit == "year" and since is not None:
                return Recur("year", since_year=since[0]), since[1]
            return Recur(name, interval), end
    return None


def _since_year(s: Stream, at: int) -> tuple[int, int] | None:
    """«(ежегодно) с 2026 года», «начиная с 2026»."""
    after = s.phrase(at, r"?,", r"?начиная", r"с|со")
    if after is None or s[after].kind not in ("num", "years"):
        return None
    year = s[after].value if s[after].kind == "num" else s[after].parts[0] or 0
    if not 1990 <= year <= 2100:
        return None
    end = s.phrase(after + 1, r"?учебного|уч", r"?\.", r"г|года|году|уч\.год")
    return year, s.after_dot(end) if end is not None else after + 1


_LIMITS = (
    ((r"не", r"реже|менее|меньше", r"?,?", r"?чем"), True),
    ((r"как", r"минимум"), True),
    ((r"минимум|минимально",), True),
    ((r"хотя", r"бы"), True),
    ((r"от",), True),
    ((r"не", r"чаще|более|больше", r"?,?", r"?чем"), False),
    ((r"максимум|примерно|около|ориентировочно|по|до|всего",), False),
)


def _amount(s: Stream, at: int) -> tuple[int, bool, int] | None:
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
    if s.is_any(at, "раз") and (minimum or at == start) and s[at - 1].kind != "num":
        return 1, minimum, at
    return None


def _times(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«2 раза в месяц», «раз в две недели», «не реже одного раза в квартал», «2 занятия в неделю»."""
    amount = _amount(s, at)
    if amount is None:
        return None
    number, minimum, after = amount
    by_times = s[after - 1].kind == "times"
    noun = after
    if s.matches(after, r"раза?|разу|разов"):
        noun = after + 1
    elif s.matches(after, r"р") and s.matches(s.after_dot(after + 1), r"в|/|за"):
        noun = s.after_dot(after + 1)
    elif not by_times:
        noun = after
        while noun < after + 3 and s[noun].kind == "word" and not s.matches(noun, _PERIOD_CASES):
            if s.matches(noun, r"числ\w+"):
                return None
            noun += 1
        if noun == after or s.unit(after) in ("month", "year", "quarter"):
            return None
    if s.is_any(noun, "(") and s.is_any(noun + 2, ")"):
        noun += 3
    link = noun
    if s.is_any(link, "/") and s.unit(link + 1):
        link += 1
    else:
        through = s.phrase(link, r"в|на", r"течени[еи]|протяжени[еи]|ходе")
        if through is not None:
            link = through
        elif s.matches(link, _PERIOD_CASES):
            link += 0 if s.matches(link, r"кажд\w+") else 1
        else:
            return None
    unit = _unit_at(s, link)
    if unit is None:
        return None
    if unit[0] == "workday":
        return Recur("week", count=number, minimum=minimum, weekdays=(0, 1, 2, 3, 4)), unit[2]
    if s.unit(after) == "hour" or s.matches(after, r"ак\w*"):
        number = 1
    return Recur(unit[0], unit[1], count=number, minimum=minimum), unit[2]


def _weekday_list(s: Stream, at: int, *, dative: bool) -> tuple[tuple[int, ...], int] | None:
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


def read_bare_weekdays(s: Stream, at: int, *, after_period: bool) -> tuple[Recur, int] | None:
    """«вторник, четверг»: only beside a period or as the whole text, because «среда» is a noun too."""
    start = at + 1 if s.matches(at, r"в|во") and s[at + 1].kind == "weekday" else at
    days = _weekday_list(s, start, dative=False)
    if days is None or not (after_period or (at == 0 and days[1] >= len(s))):
        return None
    return Recur("week", weekdays=days[0], certain=after_period), days[1]


def _each(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«каждый четверг», «каждые две недели», «каждый второй вторник месяца», «в конце каждого месяца»."""
    after = s.phrase(at, r"?в|во|на|за", r"кажд\w+")
    if after is None:
        return None
    days = _weekday_list(s, after, dative=False)
    if days is not None:
        return Recur("week", weekdays=days[0]), days[1]
    if s[after].kind == "month":
        # «каждый октябрь»: once a year; the month itself is read next as a date.
        return Recur("year"), after
    if s[after].kind == "ord":
        nth = _nth_weekday(s, after)
        if nth is not None:
            certain = s.matches(nth[1] - 1, r"месяц\w*")
            return replace(nth[0], certain=certain), nth[1]
        if s.unit(after + 1) in ("week", "month", "day") and s[after].value >= 2:
            return Recur(*_of_unit(s.unit(after + 1) or "", s[after].value)), after + 2
    day = s[after]
    if day.kind in ("num", "ord") and s.matches(after + 1, r"числ\w+"):
        return _month_day(s, after)
    unit = _unit_at(s, after)
    if unit is None:
        return None
    if unit[0] == "workday":
        return Recur("week", weekdays=(0, 1, 2, 3, 4)), unit[2]
    return Recur(unit[0], unit[1]), unit[2]


def _by_weekdays(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«по средам», «по вт и чт», «по рабочим дням», «в будни», «через день»."""
    if s.is_any(at, "по"):
        days = _weekday_list(s, at + 1, dative=True)
        if days is not None:
            return Recur("week", weekdays=days[0]), days[1]
        ordinal = s[at + 1].kind == "ord" and s[at + 2].kind == "weekday" and s[at + 2].text in WEEKDAYS_DATIVE
        if ordinal:
            return _nth_weekday(s, at + 1)
        even = s.phrase(at + 1, r"(?:не)?четн\w+", r"недел\w+")
        if even is not None:
            return Recur("week", 2), even
        for pattern, picked in ((r"рабочим|будним|учебным", (0, 1, 2, 3, 4)), (r"выходным", (5, 6))):
            after = s.phrase(at + 1, pattern, r"?дням")
            if after is not None:
                return Recur("week", weekdays=picked), after
        if s.is_any(at + 1, "будням"):
            return Recur("week", weekdays=(0, 1, 2, 3, 4)), at + 2
    workdays = s.phrase(at, r"в", r"будни") or s.phrase(at, r"в", r"рабочие|будние|учебные", r"дни")
    if workdays is not None:
        return Recur("week", weekdays=(0, 1, 2, 3, 4)), workdays
    across = s.phrase(at, r"через", r"день|неделю|месяц")
    if across is not None and s[across].kind in ("end", "punct"):
        return Recur(s.unit(across - 1) or "", 2, certain=False), across
    return None


def _nth_weekday(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«вторая среда (каждого) месяца», «первый и третий вторник», «последний понедельник», «последний рабочий день»."""
    at = s.phrase(at, r"в|во", r"?кажд\w+") or at
    numbers: list[int] = []
    while s[at].kind in ("ord", "roman") and (1 <= s[at].value <= 5 or s[at].value == LAST):
        numbers.append(s[at].value)
        at += 1
        if s.is_any(at, ",", "и") and s[at + 1].kind in ("ord", "roman"):
            at += 1
        elif s.is_any(at, "и") and s.is_any(at + 1, "каждый", "в") and s[at + 2].kind == "ord":
            at += 2
    if not numbers:
        return None
    if s.phrase(at, r"рабочий|рабочего", r"день|дня") is not None:
        after = _of_month(s, at + 2)
        if after is None:
            return None
        return Recur(after[1], working_day=numbers[0]), after[0]
    if s.matches(at, r"день|дня|дни") or s.matches(at, r"числ\w+"):
        after = _of_month(s, at + 1)
        if after is None or numbers[0] != LAST:
            return None
        return Recur(after[1], month_days=(LAST,)), after[0]
    if s.unit(at) == "week":
        after = _of_month(s, at + 1)
        if after is None or after[1] != "month":
            return None
        return Recur("month", nth=tuple((number, 0) for number in numbers)), after[0]
    if s[at].kind != "weekday":
        return None
    weekday = s[at].value
    after_day = at + 1
    if s[after_day].kind == "month" or (s.is_any(after_day, "в") and s[after_day + 1].kind == "month"):
        return None
    after = _of_month(s, after_day)
    end = after[0] if after is not None else after_day
    if after is not None and after[1] != "month":
        return None
    return Recur("month", nth=tuple((number, weekday) for number in numbers)), end


def _of_month(s: Stream, at: int) -> tuple[int, str] | None:
    """«(каждого) месяца», «квартала»: index after and the unit."""
    after = s.phrase(at, r"?кажд\w+|отчетного|текущего", r"месяц\w*|квартала|мес")
    if after is None:
        return None
    return s.after_dot(after), UNITS.get(s[after - 1].text, "month")


_NEXT_REPORT = re.compile(r"(?:месяца )?следующ\w+ (?:за|после) (?:отчетн\w+|истекш\w+|прошедш\w+|окончани\w+)")


def _month_day(s: Stream, at: int) -> tuple[Recur, int] | None:
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
    if not days:
        return None
    working = 0
    if s.phrase(at, r"рабочего|рабочий", r"дня|день|числа") is not None:
        working, days, at = days[-1], [], at + 2
    elif s.matches(at, r"числ\w*"):
        at += 1
    elif not (
        start < at - 1 and s[at - 1].kind == "ord" and s[at - 1].text[:1].isdigit() and s[at].kind in ("end", "punct")
    ):
        return None
    folded = s.words_from(at, 8)
    unit, last_of, after_report = "month", "", False
    report = _NEXT_REPORT.match(folded) or re.match(r"следующего месяца(?: за отчетн\w+)?", folded)
    report = report or re.match(r"(?:месяца )?следующего(?: за)?(?: отчетн\w+)?(?: месяца| месяцем)?", folded)
    after_period = re.match(r"(?:месяца )?(?:по окончании|после) (?:отчетного )?(?:квартала|периода|месяца)", folded)
    last_month = re.match(r"последнего месяца (?:каждого |отчетного )?(квартала|полугодия|семестра|четверти)", folded)
    if last_month:
        unit = UNITS.get(last_month[1], "quarter")
        last_of, at = unit, _skip_words(s, at, last_month[0])
    elif report or after_period:
        matched = report or after_period
        at = _skip_words(s, at, matched[0] if matched else "")
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


def _skip_words(s: Stream, at: int, words: str) -> int:
    """Index after the tokens that make up `words` (punctuation between them is free)."""
    left = len(words.split())
    while left and s[at].kind != "end":
        if s[at].kind != "punct":
            left -= 1
        at += 1
    return at


def _end_of_each(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«в конце месяца», «в начале каждого квартала», «по окончании каждой четверти»."""
    after = s.phrase(at, r"в|к|до|во", r"начал[еоау]|кон(?:це|цу|ца)|середине")
    certain = True
    if after is None:
        after = s.phrase(at, r"по", r"окончани[ию]|завершени[ию]|итогам|результатам|истечении|концу")
        if after is None or not s.matches(after, r"кажд\w+"):
            return None
    needs_each = s.matches(after, r"кажд\w+")
    after += 1 if needs_each else 0
    if s.matches(after, r"учебн\w+|отчетн\w+"):
        after += 1
    unit = s.unit(after)
    if unit not in ("month", "quarter", "half", "term", "trimester", "study_quarter", "week", "year"):
        return None
    if unit == "year" and not needs_each:
        return None
    if s[after + 1].kind == "month":
        return None
    days = (LAST,) if unit == "month" and s.matches(at + 1, r"кон\w+|окончани\w+|завершени\w+") else ()
    return Recur(unit, month_days=days, certain=certain and needs_each), after + 1


def _count(s: Stream, at: int) -> tuple[Count, int] | None:
    """«4 занятия», «не менее 6 встреч», «8 занятий за год», «однократно»."""
    if s.matches(at, r"однократно|одноразово|разово|единоразово|единовременно"):
        return Count(1), at + 1
    amount = _amount(s, at)
    if amount is None:
        return None
    number, minimum, after = amount
    if s[after - 1].kind == "times" and s[after].kind in ("end", "punct"):
        return Count(number, minimum), after
    noun = after
    while noun < after + 2 and s[noun].kind == "word" and not s.matches(noun, _EVENT_NOUNS):
        noun += 1
    if not s.matches(noun, _EVENT_NOUNS):
        return None
    after = noun + 1
    if s.phrase(after, r"-", r"класс\w*") is not None:
        after += 2
    size = s.phrase(after, r"по", r"\d+", r"\w+")
    return Count(number, minimum), size if size is not None else after
