"""Cuts repaired text into tokens the grammar can read. Offsets point into the repaired text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .repair import fold
from .words import CARDINALS, MONTHS, ORDINALS, TIMES_WORDS, WEEKDAYS

_LEXER = re.compile(
    r"""
    (?P<iso>\b\d{4}(?P<between>[-./])\d{2}(?P=between)\d{2}\b)
  | (?P<clock>\b(?:\d{1,2}:\d{2}(?::\d{2})?)\b)
  | (?P<full>(?<![\d.])\d{1,2}\s?(?P<point>[./])\s?\d{1,2}\s?(?P=point)\s?(?:\d{4}|\d{2})(?!\d) | (?<![\d-])\d{1,2}-\d{1,2}-\d{4}(?!\d))
  | (?P<romandate>(?<![\d.])\d{1,2}[./ ](?:XI{0,2}|IX|IV|VI{0,3}|I{1,3})(?:[./ ]\d{4})?(?![A-Za-z\d]))
  | (?P<monthyear>(?<![\d.])(?:0?[1-9]|1[0-2])[./]\d{4}(?!\d)
      | (?<![\d./-])(?:0[1-9]|1[0-2])-20\d\d(?![\d-]) | (?<![\d./-])20\d\d-(?:0[1-9]|1[0-2])(?![\d-]))
  | (?P<daymonth>(?<![\d.])\d{1,2}\.\d{1,2}(?![\d%]|\.\d))
  | (?P<years>(?<![\d.])\d{4}\s?[-/]\s?\d{4}(?!\d) | (?<![\d.])\d{4}\s?/\s?\d{2}(?!\d) | (?<![\d.])\d{4}-\d{2}(?!\d)
      | (?<![\d.])\d{2}/\d{2}(?=\s?(?:уч|г)))
  | (?P<num>\d+)(?P<suffix>(?:-\s?|\s)?(?:(?:ти|х|и)[- ])?(?:дневн|недельн|месячн)[а-яё]+
      |(?:-\s?|\s)?(?:ого|его|ому|ему|ыми|ими|ая|яя|ую|юю|ый|ий|ой|ое|ее|ей|ом|ем|ых|их|ух|ех|ым|им|ые|ие|ти|го|му|я|й|е|х|ю)(?![а-яё])
      |-?(?:ми|м)(?![а-яё])|-и(?![а-яё]))?
  | (?P<roman>(?:XI{0,2}|IX|IV|VI{0,3}|V|I{1,3}|X)(?![A-Za-z]))(?:-?(?:ого|ому|ая|ую|ый|ой|ом|ое|ем|го|му|я|й|е|м|ю|х)(?![а-яё]))?
  | (?P<word>[а-я]+(?:/[а-я](?![а-я]))?)
  | (?P<other>[A-Za-z]+)
  | (?P<punct>\.\.\.|[^\s«»"'“”„‘’`])
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Endings of numbers, not of ordinals: «3-х дней», «5-ти», «2-ух», «5-и».
_OF_AMOUNTS = {"х", "ти", "ух", "ех", "и", "ми"}
_ROMAN_VALUES = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: date (day, month, year or None), month_year, years (first, last), num, ord, roman, month, weekday,
    times, duration, clock, word, punct. `value` depends on the kind; `text` is folded."""

    kind: str
    text: str
    value: int
    parts: tuple[int | None, ...]
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Tokens of repaired text. Quotation marks are dropped: they never change a term."""
    folded = fold(text)
    tokens: list[Token] = []
    for found in _LEXER.finditer(folded):
        kind = found.lastgroup or ""
        if found["num"] is not None:
            kind = "num"
        elif found["roman"] is not None:
            kind = "roman"
        tokens.append(_token(kind, found))
    return _merge_numerals(tokens)


def _token(kind: str, found: re.Match[str]) -> Token:
    raw = found[0]
    start, end = found.start(), found.end()

    def make(name: str, value: int = 0, parts: tuple[int | None, ...] = ()) -> Token:
        return Token(name, raw, value, parts, start, end)

    numbers = [int(part) for part in re.findall(r"\d+", raw)]
    if kind == "iso":
        return make("date", 0, (numbers[2], numbers[1], numbers[0]))
    if kind == "clock":
        return make("clock")
    if kind == "full":
        day, month, year = numbers
        year += 2000 if year < 100 else 0
        return make("date" if _is_day(day, month) else "clock", 0, (day, month, year))
    if kind == "romandate":
        month = _ROMAN_VALUES[re.findall(r"[ivx]+", raw)[0].upper()]
        ok = 1 <= numbers[0] <= 31
        return make("date" if ok else "clock", 0, (numbers[0], month, numbers[1] if len(numbers) > 1 else None))
    if kind == "monthyear":
        month, year = sorted(numbers)
        if year % 100 + 1 == month and raw.startswith(str(year)):
            return make("years", 0, (year, year + 1))
        return make("month_year", 0, (month, year))
    if kind == "daymonth":
        two_digits = len(raw.split(".")[1]) == 2
        name = "date" if _is_day(numbers[0], numbers[1]) else "clock"
        return make(name if two_digits else "section", 0, (numbers[0], numbers[1], None))
    if kind == "years":
        first, last = numbers
        if first < 100:
            first += 2000
        if last < 100:
            last += first // 100 * 100
        return make("years", 0, (first, last))
    if kind == "num":
        suffix = (found["suffix"] or "").strip(" -")
        number = min(int(found["num"][:9]), 10**8)
        for stem, days in (("дневн", 1), ("недельн", 7), ("месячн", 30)):
            if stem in suffix:
                return make("duration", number * days)
        if suffix and suffix not in _OF_AMOUNTS:
            return make("ord", number)
        return make("num", number)
    if kind == "roman":
        return make("roman", _ROMAN_VALUES.get(found["roman"].upper(), 0))
    if kind == "word":
        return make(*_word_kind(raw))
    return make(kind)


def _word_kind(word: str) -> tuple[str, int]:
    if word in MONTHS:
        return "month", MONTHS[word]
    if word in WEEKDAYS:
        return "weekday", WEEKDAYS[word]
    if word in ORDINALS:
        return "ord", ORDINALS[word]
    if word in CARDINALS:
        return "num", CARDINALS[word]
    if word in TIMES_WORDS:
        return "times", TIMES_WORDS[word]
    return "word", 0


def _merge_numerals(tokens: list[Token]) -> list[Token]:
    """«двадцать пятого» is one ordinal, «двадцать пять» one number."""
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else None
        if (
            before
            and before.kind == "num"
            and before.text.startswith(("двадцат", "тридцат"))
            and before.value in (20, 30)
            and token.text.isalpha()
            and token.kind in ("ord", "num")
            and 1 <= token.value <= 9
        ):
            out[-1] = Token(
                token.kind, f"{before.text} {token.text}", before.value + token.value, (), before.start, token.end
            )
        else:
            out.append(token)
    return out


def _is_day(day: int, month: int) -> bool:
    """«31.09» is a slip of the pen, still a date; «14.30» is a time of day."""
    return 1 <= month <= 12 and 1 <= day <= 31
