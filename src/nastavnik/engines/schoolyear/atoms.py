"""Single date expressions: a day, a month, a part, week or decade of a month, a quarter, a half-year, a season,
holidays, a named day. Each function reads at a token index and answers (Atom, next index) or None."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from .frame import Atom, Frame, day_atom, month_atom
from .model import Span
from .named_days import last_weekday, match_named_day
from .stream import Stream
from .words import LAST, MONTHS
from .year import last_day, month_span, part_span

Read = tuple[Atom, int] | None

_SEASONS = {
    "осень": 9, "осени": 9, "осенью": 9, "зима": 12, "зиме": 12, "зимы": 12, "зимой": 12, "зиму": 12, "весна": 3,
    "весне": 3, "весны": 3, "весной": 3, "весну": 3, "лето": 6, "лету": 6, "лета": 6, "летом": 6,
}  # fmt: skip
_SEASON_ADJECTIVES = {"осенн": 9, "зимн": 12, "весенн": 3, "летн": 6, "новогодн": 12}
_HOLIDAY_NAMES = {9: "autumn", 12: "winter", 3: "spring", 6: "summer"}
_YEAR_WORD = r"г|гг|г/г|год|года|году|годов|годы|годам|годом"
_QUALIFIED = {"текущ": 0, "эт": 0, "дан": 0, "следующ": 1, "нов": 1, "будущ": 1, "прошл": -1, "предыдущ": -1}


def year_suffix(s: Stream, at: int) -> tuple[Callable[[Atom], Atom], int] | None:
    """A year after a date: «2025 г.», «, 2025», «2025–2026 уч. года», «текущего года», «т. г.»."""
    start = at
    while s.is_any(at, "/", "...", "*", ".") or (s.is_any(at, ",", "(") and s[at + 1].kind in ("num", "years")):
        at += 1
    token = s[at]
    if token.kind == "years":
        first = token.parts[0] or 0
        return (lambda atom: replace(atom, school=first)), _year_words(s, at + 1)
    if token.kind == "num" and 1990 <= token.value <= 2100 and token.text.isdigit():
        year = token.value
        end = _year_words(s, at + 1)
        if re.search(r"\bуч", s.folded[s[at].start : s[end - 1].end]):
            return (lambda atom: replace(atom, school=year)), end
        return (lambda atom: replace(atom, year=year)), end
    if token.kind == "num" and len(token.text) == 2 and 15 <= token.value <= 60 and s.matches(at + 1, r"г|года"):
        year = 2000 + token.value
        return (lambda atom: replace(atom, year=year)), _year_words(s, at + 1)
    at = start
    if s.phrase(at, r"[тс]", r"\.", r"г") is not None or s.phrase(at, r"[тс]", r"г") is not None:
        at = s.phrase(at, r"[тс]", r"?\.", r"г") or at
        return (lambda atom: atom), s.after_dot(at)
    for stem, shift in _QUALIFIED.items():
        if not s.matches(at, stem + r"(?:его|ого|ем|ом|ий|ый|ная|ного|ному)"):
            continue
        study = s.phrase(at + 1, r"уч\w*", r"?\.", _YEAR_WORD)
        if study is not None:
            return partial(_shift_school, shift=shift), s.after_dot(study)
        plain = s.phrase(at + 1, r"?календарного", _YEAR_WORD)
        if plain is not None:
            return partial(replace, shift=shift), s.after_dot(plain)
    return None


def _shift_school(atom: Atom, shift: int) -> Atom:
    """«сентябрь следующего учебного года»: resolved with the frame, so the shift is kept in whole years."""
    if shift == 0:
        return atom
    # January–August of the next school year lies two calendar years after its first September.
    return replace(atom, shift=shift if atom.month >= 9 or shift < 0 else shift + 1)


def _year_words(s: Stream, at: int) -> int:
    """Skips «г.», «года», «гг.», «г.г.», «учебного года» after a year's number."""
    for _ in range(3):
        study = s.phrase(at, r"уч\w*", r"?\.", _YEAR_WORD)
        if study is not None:
            at = s.after_dot(study)
        elif s.matches(at, r"\*|\.\.\.") and s.matches(at + 1, _YEAR_WORD + r"|уч\w*"):
            at += 1
        elif s.matches(at, _YEAR_WORD):
            at = s.after_dot(at + 1)
    return at


def with_year(s: Stream, atom: Atom, at: int) -> tuple[Atom, int]:
    found = year_suffix(s, at)
    if found is None:
        return atom, at
    return found[0](atom), found[1]


def month_at(s: Stream, at: int) -> tuple[int, int] | None:
    """The number of a month and the index after it; «сент.», «месяца мая», «месяце сентябре»."""
    if s.matches(at, r"месяц\w*|мес") and s[at + 1].kind == "month":
        at += 1
    if s[at].kind == "month":
        after = at + 1
        if s[after].text == "." and (len(s[at].text) <= 5 or s[after + 1].kind in ("num", "years")):
            after += 1
        if s.matches(after, r"месяц[еа]?|мес"):
            after = s.after_dot(after + 1)
        return s[at].value, after
    return None


def read_atom(s: Stream, at: int, frame: Frame) -> Read:
    """The longest date expression that starts at this token."""
    if ("atom", at) not in s.memo:
        readers = (_day, _numbered_unit, _part, _month, _season, _named, _whole_year)
        s.memo["atom", at] = next((found for reader in readers if (found := reader(s, at, frame)) is not None), None)
    return s.memo["atom", at]


def _weekday_before(s: Stream, at: int) -> int:
    """Skips «четверг,» or «вт» before a date."""
    if s[at].kind == "weekday":
        after = at + 2 if s[at + 1].text in (",", ".") else at + 1
        if s[after].kind == "date" or (s[after].kind in ("num", "ord") and month_at(s, after + 1)):
            return after
    return at


def _after_day(s: Stream, at: int) -> int:
    """Skips a weekday in brackets and a time of day after a date."""
    if s[at].text == "(" and s[at + 1].kind == "weekday" and s[at + 2].text == ")":
        at += 3
    clock = at + 1 if s.is_any(at, ",") else at
    if (
        s.is_any(clock, "в", "с")
        and s[clock + 1].kind in ("clock", "date", "section")
        and s[clock + 1].text.count(".") < 2
    ):
        return clock + 2
    if s[clock].kind == "clock":
        return clock + 1
    return at


def _day(s: Stream, at: int, frame: Frame) -> Read:
    at = _weekday_before(s, at)
    token = s[at]
    if token.kind == "date":
        day, month, year = token.parts
        atom = day_atom(day or 1, month or 1, year)
        after = s.after_dot(at + 1) if year is None else at + 1
        if year is None:
            atom, after = with_year(s, atom, after)
        else:
            after = _year_words(s, at + 1)
        return (atom, _after_day(s, after)) if _in_range(atom) else None
    if token.kind == "section" and at and s.is_any(at - 1, "до", "с", "по", "к", "позднее", "позже"):
        return day_atom(token.parts[0] or 1, token.parts[1] or 1), at + 1
    if token.kind in ("num", "ord") and 1 <= token.value <= 31:
        after = at + 1
        if s.matches(after, r"\.") and month_at(s, after + 1):
            after += 1
        if s.matches(after, r"число|числа|числе"):
            after += 1
        named = month_at(s, after)
        if named is None or (token.kind == "ord" and s.matches(at, r"\w*[ыи]х|последн\w+")):
            return None
        atom, after = with_year(s, day_atom(token.value, named[0]), named[1])
        return (atom, _after_day(s, after)) if _in_range(atom) else None
    return None


def _in_range(atom: Atom) -> bool:
    return atom.year is None or 1990 <= atom.year <= 2100


def _month(s: Stream, at: int, frame: Frame) -> Read:
    token = s[at]
    if token.kind == "month_year":
        month, year = token.parts
        atom = month_atom(month or 1, year)
        return (atom, _year_words(s, at + 1)) if _in_range(atom) else None
    if token.kind == "roman" and 1 <= token.value <= 12:
        after = at + 1
        suffix = year_suffix(s, after)
        if suffix is not None:
            return suffix[0](month_atom(token.value)), suffix[1]
        if len(s) == 1 and token.text != "x":
            # A cell with «XI» alone is a month; one with a bare cross is empty.
            return month_atom(token.value), after
        is_range = s[after].text == "-" and s[after + 1].kind == "roman"
        ends_range = at >= 2 and s[at - 1].text in ("-", ",") and s[at - 2].kind in ("roman", "num")
        nearby = s.words_from(after, 4)
        if (is_range or ends_range) and not re.search(r"кварт|кв\b|четв|полуг|семест|этап|декад|недел|тримест", nearby):
            return month_atom(token.value), after
        return None
    found = month_at(s, at)
    if found is None:
        return None
    atom, after = with_year(s, month_atom(found[0]), found[1])
    return atom, after


def _parts_of(base: Atom, make: Callable[[Span], Span], kind: str = "part") -> Atom:
    return replace(base, kind=kind, make=lambda year: make(base.make(year)), certain=False, day=0)


def _third(which: str) -> Callable[[Span], Span]:
    def make(span: Span) -> Span:
        ten, twenty = dt.timedelta(days=9), dt.timedelta(days=19)
        if which == "start":
            return Span(span.start, span.start + ten)
        if which == "middle":
            if (span.end - span.start).days > 40:
                middle = span.start + (span.end - span.start) / 2
                return Span(dt.date(middle.year, middle.month, 11), dt.date(middle.year, middle.month, 20))
            return Span(span.start + ten + dt.timedelta(days=1), span.start + twenty)
        last_month = dt.date(span.end.year, span.end.month, 1)
        return Span(max(span.start, last_month + dt.timedelta(days=20)), span.end)

    return make


def _half(first: bool) -> Callable[[Span], Span]:
    def make(span: Span) -> Span:
        length = (span.end - span.start).days
        middle = span.start + dt.timedelta(days=14 if length <= 31 else length // 2)
        return Span(span.start, middle) if first else Span(middle + dt.timedelta(days=1), span.end)

    return make


def _part(s: Stream, at: int, frame: Frame) -> Read:
    """«начало октября», «первая половина мая», «в первых числах», «середина II квартала», «конец учебного года»."""
    which = None
    after = at + 1
    if s.matches(at, r"само[меойг]\w*") and s.matches(at + 1, r"начал\w|кон(?:ец|ц\w)"):
        at, after = at + 1, at + 2
    if s.matches(at, r"начал[оаеу]"):
        which = "start"
    elif s.matches(at, r"середин[аеуы]"):
        which = "middle"
    elif s.matches(at, r"кон(?:ец|ца|це|цу)"):
        which = "end"
    elif s[at].kind == "ord" and s.matches(at + 1, r"числ(?:ах|а|о)|дн(?:и|ях|ей)") and s[at].value in (1, LAST):
        which = "start" if s[at].value == 1 else "end"
        after = at + 2
        if not s.matches(at, r"\w*ы[хе]|\w*и[хе]"):
            which = None
    if which is not None:
        base = _part_base(s, after, frame)
        return None if base is None else (_parts_of(base[0], _third(which)), base[1])
    first_days = _first_days(s, at)
    if first_days is not None:
        return first_days
    if s[at].kind in ("ord", "roman", "num") and s[at].value in (1, 2) and s.matches(at + 1, r"половин[аеуы]"):
        first = s[at].value == 1
        study = s.phrase(at + 2, r"?текущего", r"?учебного|уч", r"?\.", r"года|г")
        if study is not None:
            bounds = frame.calendar.halves[0 if first else 1]
            return with_year(s, Atom("half", bounds[0][0], lambda year: part_span(bounds, year), certain=False), study)
        base = read_atom(s, at + 2, frame)
        if base is not None and base[0].kind != "day":
            return _parts_of(base[0], _half(first)), base[1]
    return None


def _first_days(s: Stream, at: int) -> Read:
    """«первые две недели сентября», «последние 10 дней мая»."""
    if s[at].kind != "ord" or s[at].value not in (1, LAST) or s[at + 1].kind != "num":
        return None
    number, unit = s[at + 1].value, s.unit(at + 2)
    month = month_at(s, at + 3)
    length = {"day": 1, "week": 7, "decade": 10}.get(unit or "")
    if month is None or length is None or not 1 <= number * length <= 28:
        return None
    from_start, name = s[at].value == 1, month[0]

    def make(year: int) -> Span:
        whole, days = month_span(year, name), dt.timedelta(days=number * length - 1)
        return Span(whole.start, whole.start + days) if from_start else Span(whole.end - days, whole.end)

    return with_year(s, Atom("decade", name, make, certain=False), month[1])


def _part_base(s: Stream, at: int, frame: Frame) -> Read:
    year = s.phrase(at, r"?текущего|этого|нового|следующего", r"?учебного|уч|календарного", r"?\.", r"года|г")
    if year is not None and not s.phrase(at, r"года|г", r"\d+"):
        words = s.words_from(at, year - at)
        shift = 1 if re.search(r"нового|следующего", words) else 0
        if "календарного" in words:
            return Atom("year", 1, lambda _: _calendar_year(frame.school.year + shift), certain=False), s.after_dot(
                year
            )
        base = frame.school.year + shift
        study = frame.study if frame.period or frame.calendar_year else None

        def make(_: int) -> Span:
            return study if study is not None else Span(dt.date(base, 9, 1), dt.date(base + 1, 6, 30))

        return Atom("school_year", 9, make, certain=False), s.after_dot(year)
    base_atom = read_atom(s, at, frame)
    if base_atom is not None and base_atom[0].kind in (
        "month",
        "quarter",
        "half",
        "season",
        "year",
        "school_year",
        "week",
        "decade",
        "holidays",
    ):
        return base_atom
    return None


def _calendar_year(year: int) -> Span:
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))


def week_of_month(year: int, month: int, number: int) -> Span:
    """Monday–Sunday. The first week holds the month's first Monday–Friday day, the last its last one."""
    if number == LAST:
        day = last_day(year, month)
        while day.weekday() >= 5:
            day -= dt.timedelta(days=1)
    else:
        day = dt.date(year, month, 1)
        while day.weekday() >= 5:
            day += dt.timedelta(days=1)
        day += dt.timedelta(days=7 * (number - 1))
    monday = day - dt.timedelta(days=day.weekday())
    return Span(monday, monday + dt.timedelta(days=6))


def nth_weekday(year: int, month: int, number: int, weekday: int) -> dt.date:
    """The `number`-th weekday of a month, the last one for LAST or where there is no fifth."""
    if number == LAST:
        return last_weekday(year, month, weekday)
    first = dt.date(year, month, 1)
    day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else last_weekday(year, month, weekday)


def _number_list(s: Stream, at: int) -> tuple[list[int], bool, int] | None:
    """«III», «1-2», «I и III», «первая, вторая»: numbers, whether they are a range, the index after."""
    numbers: list[int] = []
    is_range = False
    while True:
        token = s[at]
        good = token.kind in ("num", "ord", "roman") and (1 <= token.value <= 12 or token.value == LAST)
        if (
            not good
            and s.matches(at, "ш|п")
            and s.unit(at + 1) in ("quarter", "half", "term", "study_quarter", "decade")
        ):
            token, good = s[at], True
        if not good:
            return None
        numbers.append({"ш": 3, "п": 2}.get(token.text, token.value))
        at += 1
        if s.is_any(at, "-", "и", ",") and (s[at + 1].kind in ("num", "ord", "roman")) and s[at + 1].value <= 12:
            is_range = s.is_any(at, "-")
            at += 1
            continue
        return numbers, is_range, at


def _numbered_unit(s: Stream, at: int, frame: Frame) -> Read:
    """One numbered unit; lists and ranges of numbers («III–IV квартал») come from `read_numbered`."""
    found = read_numbered(s, at, frame)
    if found is None or len(found[0]) != 1:
        return None
    return found[0][0], found[2]


def read_numbered(s: Stream, at: int, frame: Frame) -> tuple[list[Atom], bool, int] | None:
    """Numbered quarters, half-years, terms, weeks, decades, weekdays: (atoms, is a range, next index)."""
    if ("numbered", at) not in s.memo:
        s.memo["numbered", at] = _numbered(s, at, frame)
    return s.memo["numbered", at]


def _numbered(s: Stream, at: int, frame: Frame) -> tuple[list[Atom], bool, int] | None:
    numbers = _number_list(s, at)
    if numbers is None:
        return None
    values, is_range, after = numbers
    unit = s.unit(after)
    weekday = s[after].value if s[after].kind == "weekday" else None
    if s.matches(after, r"календарн\w+|учебн\w+|полн\w+|рабоч\w+") and s.unit(after + 1) in (
        "quarter",
        "week",
        "study_quarter",
    ):
        unit = (
            "study_quarter" if s.matches(after, r"учебн\w+") and s.unit(after + 1) == "quarter" else s.unit(after + 1)
        )
        after += 1
    if unit is None and weekday is None:
        return None
    after = s.after_dot(after + 1)
    if unit in ("quarter", "half", "term", "trimester", "study_quarter"):
        atoms = [_year_part(unit, value, frame) for value in values]
        if any(atom is None for atom in atoms):
            return None
        skip = s.phrase(after, r"учебного|уч", r"?\.", r"года|г")
        after = skip if skip is not None else after
        suffix = year_suffix(s, after)
        ready = [atom for atom in atoms if atom is not None]
        if suffix is not None:
            return [suffix[0](atom) for atom in ready], is_range, suffix[1]
        plain = s.phrase(after, r"года|г")
        return ready, is_range, plain if plain is not None else after
    if unit in ("week", "decade") or weekday is not None:
        month_index = at_month = after
        if s.is_any(after, "в") and month_at(s, after + 1):
            month_index = at_month = after + 1
        month = month_at(s, month_index)
        if month is None:
            return None
        parts = [_month_part(unit, value, month[0], weekday) for value in values]
        suffix = year_suffix(s, month[1])
        good = [atom for atom in parts if atom is not None]
        if len(good) != len(values) or at_month < 0:
            return None
        if suffix is not None:
            return [suffix[0](atom) for atom in good], is_range, suffix[1]
        return good, is_range, month[1]
    return None


def _year_part(unit: str, number: int, frame: Frame) -> Atom | None:
    calendar = frame.calendar
    if unit == "quarter":
        if number == LAST:
            number = 4
        if not 1 <= number <= 4:
            return None
        first = number * 3 - 2

        def make_quarter(year: int) -> Span:
            return Span(dt.date(year, first, 1), last_day(year, first + 2))

        # The third quarter lies on both sides of the frame; its September is the one with lessons.
        return Atom("quarter", 9 if number == 3 else first, make_quarter, certain=False)
    parts = {
        "half": calendar.halves, "term": calendar.halves,
        "trimester": calendar.trimesters, "study_quarter": calendar.quarters,
    }[unit]  # fmt: skip
    if number == LAST:
        number = len(parts)
    if unit == "term" and 3 <= number <= 12:
        # Terms counted through the whole course: odd ones are autumn terms.
        number = 1 if number % 2 else 2
    if not 1 <= number <= len(parts):
        return None
    bounds = parts[number - 1]
    return Atom("half", bounds[0][0], lambda year: part_span(bounds, year), certain=False)


def _month_part(unit: str | None, number: int, month: int, weekday: int | None) -> Atom | None:
    if weekday is not None:
        if not (number == LAST or 1 <= number <= 5):
            return None

        def make_weekday(year: int) -> Span:
            day = nth_weekday(year, month, number, weekday)
            return Span(day, day)

        return Atom("day", month, make_weekday, certain=False)
    if unit == "week":
        if not (number == LAST or 1 <= number <= 5):
            return None
        return Atom("week", month, lambda year: week_of_month(year, month, number), certain=False)
    if number not in (1, 2, 3, LAST):
        return None
    index = 2 if number == LAST else number - 1

    def make_decade(year: int) -> Span:
        whole = month_span(year, month)
        return Span(
            dt.date(year, month, 1 + 10 * index), dt.date(year, month, 10 * index + 10) if index < 2 else whole.end
        )

    return Atom("decade", month, make_decade, certain=False)


def _season_atom(month: int) -> Atom:
    return Atom("season", month, lambda year: Span(dt.date(year, month, 1), _season_end(year, month)), certain=False)


def _season_end(year: int, month: int) -> dt.date:
    return last_day(year + (month == 12), 2 if month == 12 else month + 2)


def holidays_atom(frame: Frame, season: int) -> Atom:
    bounds = frame.calendar.holidays[_HOLIDAY_NAMES[season]]
    return Atom("holidays", bounds[0][0], lambda year: part_span(bounds, year), certain=False)


def _season(s: Stream, at: int, frame: Frame) -> Read:
    token = s[at]
    if token.text in _SEASONS:
        atom, after = with_year(s, _season_atom(_SEASONS[token.text]), at + 1)
        return _winter_year(atom, frame), after
    stem = next((stem for stem in _SEASON_ADJECTIVES if token.text.startswith(stem)), None)
    if stem is None:
        return None
    month = _SEASON_ADJECTIVES[stem]
    after = at + 1
    if s.is_any(after, "-", "и", ",") and any(s[after + 1].text.startswith(other) for other in _SEASON_ADJECTIVES):
        # «осенние и весенние каникулы»: the noun stands after the last adjective.
        holidays = s.matches(after + 2, r"каникул\w*|школьн\w+")
        return (holidays_atom(frame, month) if holidays else _season_atom(month)), after
    if s.matches(after, r"школьн\w+|учебн\w+"):
        after += 1
    if s.matches(after, r"каникул\w*"):
        return with_year(s, holidays_atom(frame, month), after + 1)
    if s.matches(after, r"период\w*|сезон\w*|врем\w+"):
        atom, after = with_year(s, _season_atom(month), after + 1)
        return _winter_year(atom, frame), after
    if s.matches(after, r"семестр\w*|полугоди\w*"):
        part = _year_part("half", 1 if month in (9, 12) else 2, frame)
        return None if part is None else with_year(s, part, after + 1)
    return None


def _winter_year(atom: Atom, frame: Frame) -> Atom:
    """«зима 2026» in the plan 2025/26 is its only winter, which began in December 2025."""
    if atom.month == 12 and atom.year == frame.school.year + 1:
        return replace(atom, year=frame.school.year)
    return atom


def _named(s: Stream, at: int, frame: Frame) -> Read:
    found = match_named_day(s.words_from(at))
    if found is None:
        return None
    named, length = found
    words, after = "", at
    while len(words) < length and s[after].kind != "end":
        if s[after].kind != "punct":
            words = f"{words} {s[after].text}".strip()
        after += 1

    def make(year: int) -> Span:
        return Span(named.date(year), named.date(year))

    return with_year(s, Atom("named", named.month, make, certain=False), after)


def _whole_year(s: Stream, at: int, frame: Frame) -> Read:
    """«2025–2026 учебный год», «2025 год»: only with the word for year, so that numbers of papers stay numbers."""
    token = s[at]
    if token.kind == "years":
        first, last = token.parts
        after = _year_words(s, at + 1)
        if (after == at + 1 and len(s) > 1) or first is None or last is None or not 1990 <= first < last <= 2100:
            return None
        span = (
            Span(dt.date(first, 9, 1), dt.date(last, 6, 30))
            if last - first == 1
            else Span(dt.date(first, 1, 1), dt.date(last, 12, 31))
        )
        return Atom("school_year", 9, lambda _: span, certain=False, year=first), after
    if token.kind == "num" and 1990 <= token.value <= 2100 and token.text.isdigit():
        after = _year_words(s, at + 1)
        if after == at + 1:
            return None
        if "уч" in s.folded[token.start : s[after - 1].end]:
            return Atom(
                "school_year",
                9,
                lambda year: Span(dt.date(year, 9, 1), dt.date(year + 1, 6, 30)),
                certain=False,
                year=token.value,
            ), after
        return Atom("year", 1, _calendar_year, certain=False, year=token.value), after
    return None


__all__ = ["MONTHS", "holidays_atom", "month_at", "read_atom", "read_numbered", "week_of_month", "year_suffix"]
