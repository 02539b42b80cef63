"""Repetitions and counts: «ежемесячно», «2 раза в месяц», «каждый четверг», «4 занятия»."""

from __future__ import annotations

from dataclasses import replace

from .amounts import of_unit, read_amount, unit_at
from .items import Count, Recur
from .month_days import read_month_day
from .seasons import season_of
from .stream import Stream
from .weekdays import read_by_weekdays, read_nth_weekday, weekday_list
from .words import LAST

_EVERY_ADVERB = (
    (r"ежедн\w*|повседневно|каждодневно", "day"),
    (r"еженед\w*|понедельно", "week"),
    (r"ежем\w*|помесячно", "month"),
    (r"ежекв\w*|поквартально", "quarter"),
    (r"ежег\w*|погодно", "year"),
    (r"ежесем\w*|посеместрово", "term"),
    (r"ежетрим\w*", "trimester"),
    (r"ежечетв\w*", "study_quarter"),
    (r"ежепол\w*", "half"),
    (r"ежедек\w*", "decade"),
)
_EVENT_NOUNS = (
    r"заняти[еяйю]\w*|встреч\w*|консультаци\w*|мероприяти\w*|заседани\w*|сесси\w*|урок\w*|посещени\w*|взаимопосещени\w*"
    r"|тренинг\w*|семинар\w*|бесед\w*|совещани\w*|отчет\w*|мастер|вебинар\w*|анкетировани\w*|экскурси\w*|раз|раза"
    r"|собрани\w*|обучени[ейя]\w*|выезд\w*|лекци\w*|опрос\w*|замер\w*|среза?|проверк\w*|публикаци\w*|пост\w{0,2}"
)
_PERIOD_CASES = r"в|во|за|на|каждую|каждый|каждое|каждые|каждом|каждой"
_FIRST = (
    r"начало|конец|середина|еже\w+|по\w*|начало|конец|середина|повседневно|каждодневно|каждо\w+|кажд\w+|не|как|минимум\w*|хотя|от|максимум|примерно|около"
    r"|ориентировочно|до|всего|раза?"
    r"|в|во|на|за|к|ко|с|через|однократно|одноразово|разово|единоразово|единовременно"
)


def read_recurrence(s: Stream, at: int) -> tuple[Recur | Count, int] | None:
    """A repetition, a fragment of one or a bare count at this token, or None."""
    if s[at].kind in ("word", "punct", "month", "weekday") and not s.matches(at, _FIRST):
        return None
    for reader in (
        _adverb,
        _year_first,
        read_month_day,
        _times,
        _each,
        read_by_weekdays,
        read_nth_weekday,
        _end_of_each,
        _count,
    ):
        found = reader(s, at)
        if found is not None:
            return found
    return None


def _adverb(s: Stream, at: int) -> tuple[Recur, int] | None:
    after = s.phrase(at, r"на", r"еже\w+", r"основе")
    word_at = at + 1 if after is not None else at
    for pattern, unit in _EVERY_ADVERB:
        if s.matches(word_at, pattern):
            name, interval = of_unit(unit, 1)
            end = after if after is not None else at + 1
            if after is None and len(s[at].text) < 9:
                end = s.after_dot(end)
            since = _since_year(s, end)
            if unit == "year" and since is not None:
                until = s.phrase(since[1], r"по|до", r"\d{4}", r"?год\w?|г")
                return Recur("year", since_year=since[0]), s.after_dot(until) if until is not None else since[1]
            return Recur(name, interval), end
    return None


def _year_first(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«с 2026 года ежегодно»: the first year stands before its repetition."""
    since = _since_year(s, at)
    if since is None:
        return None
    word = s.phrase(since[1], r"?,|-", r"ежегодно") or s.phrase(since[1], r"?,|-", r"каждый", r"год")
    return None if word is None else (Recur("year", since_year=since[0]), word)


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


def _times(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«2 раза в месяц», «раз в две недели», «не реже одного раза в квартал», «2 занятия в неделю»."""
    amount = read_amount(s, at)
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
        while noun < after + 3 and s[noun].kind == "word" and not s.matches(noun, _PERIOD_CASES + r"|еже\w+"):
            if s.matches(noun, r"числ\w+"):
                return None
            noun = s.after_dot(noun + 1) if len(s[noun].text) <= 4 else noun + 1
        if noun == after or s.unit(after) in ("month", "year", "quarter"):
            return None
    if s.is_any(noun, "(") and s.is_any(noun + 2, ")"):
        noun += 3
    link = noun
    every = _adverb(s, link) if s.matches(link, r"еже\w+") else None
    if every is not None:
        # «2 встречи ежемесячно»
        return replace(every[0], count=1 if s.unit(after) == "hour" else number, minimum=minimum), every[1]
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
    unit = unit_at(s, link)
    if unit is None:
        return None
    if unit[0] == "workday":
        return Recur("week", count=number, minimum=minimum, weekdays=(0, 1, 2, 3, 4)), unit[2]
    if s.unit(after) == "hour" or s.matches(after, r"ак\w*"):
        number = 1
    return Recur(unit[0], unit[1], count=number, minimum=minimum), unit[2]


def _each(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«каждый четверг», «каждые две недели», «каждый второй вторник месяца», «в конце каждого месяца»."""
    after = s.phrase(at, r"?в|во|на|за", r"кажд\w+")
    if after is None:
        return None
    days = weekday_list(s, after, dative=False)
    if days is not None:
        return Recur("week", weekdays=days[0]), days[1]
    if s[after].kind == "month" or season_of(s[after].text) is not None:
        # «каждый октябрь»: once a year; the month itself is read next as a date.
        return Recur("year"), after
    if s[after].kind == "ord":
        nth = read_nth_weekday(s, after)
        if nth is not None:
            certain = s.matches(nth[1] - 1, r"месяц\w*")
            return replace(nth[0], certain=certain), nth[1]
        if s.unit(after + 1) in ("week", "month", "day") and s[after].value >= 2:
            return Recur(*of_unit(s.unit(after + 1) or "", s[after].value)), after + 2
    day = s[after]
    if day.kind in ("num", "ord") and s.matches(after + 1, r"числ\w+"):
        return read_month_day(s, after)
    unit = unit_at(s, after)
    if unit is None:
        return None
    if unit[0] == "workday":
        return Recur("week", weekdays=(0, 1, 2, 3, 4)), unit[2]
    return Recur(unit[0], unit[1]), unit[2]


def _end_of_each(s: Stream, at: int) -> tuple[Recur, int] | None:
    """«в конце месяца», «в начале каждого квартала», «по окончании каждой четверти»."""
    after = s.phrase(at, r"в|к|до|во|на", r"начал[еоау]|кон(?:ец|це|цу|ца)|середин[еыу]")
    if after is None and (at == 0 or s[at - 1].kind == "punct"):
        after = s.phrase(at, r"начало|конец|середина")
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
    amount = read_amount(s, at)
    if amount is None:
        return None
    number, minimum, after = amount
    if s[after - 1].kind == "times" and s[after].kind in ("end", "punct"):
        return Count(number, minimum), after
    noun = after
    while noun < after + 2 and s[noun].kind == "word" and not s.matches(noun, _EVENT_NOUNS):
        if s.unit(noun) is not None or s.matches(noun, r"после|до|с|со|от|в|на|за|по"):
            return None
        noun += 1
    if not s.matches(noun, _EVENT_NOUNS):
        return None
    after = noun + 1
    if s.phrase(after, r"-", r"класс\w*") is not None:
        after += 2
    size = s.phrase(after, r"по", r"\d+", r"\w+")
    return Count(number, minimum), size if size is not None else after
