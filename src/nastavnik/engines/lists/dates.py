"""Birth dates and other days in cells: date cells, serial numbers, figures and words."""

from __future__ import annotations

import datetime as dt
import re

from nastavnik.engines.russian.folding import repair

from .cells import LONGEST, one_line
from .sheets import Cell

_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12,
}  # fmt: skip
_TAIL = r"(?:\s*(?:г|года?|г\.?\s*р|г\.?\s*рожд\w*|года рождения)\.?)?"
_NUMERIC = re.compile(rf"(\d{{1,2}})\s*[./\-\s,]\s*(\d{{1,2}})\s*[./\-\s,]\s*(\d{{4}}|\d{{2}}){_TAIL}", re.I)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_WORDS = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]?[\s.-]*([а-яё]{{3,8}})[\s.-]*(\d{{4}}|\d{{2}}){_TAIL}", re.I)
_ROMAN = re.compile(rf"(\d{{1,2}})\s*[./ ]\s*([IVX]{{1,4}})\s*[./ ]\s*(\d{{4}}|\d{{2}}){_TAIL}", re.I)
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: What stands beside the day and says nothing more: a time, an age, «род.».
_ASIDE = re.compile(
    r"^(?:дата рождения|родил[а-яё]*|род|д\.?\s?р)\.?:?\s+(?=\d)|\s+\d{1,2}:\d{2}(?::\d{2})?$|[\s,]*\(?\b\d{1,2}\s*(?:год\w*|лет)\)?$",
    re.I,
)
_LETTER_O = re.compile(r"(?<=[\d.])[ОоOo]|[ОоOo](?=[\d.])")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")


def read_date(cell: Cell, today: dt.date, epoch: dt.date) -> dt.date | None:
    """A date that exists, day first; two-digit years mean the latest such date not after `today`. None: not a date.

    Numbers are days since `epoch` (the workbook's own); numbers that look like a year are no dates.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if isinstance(cell, int | float):
        return _serial(float(cell), epoch)
    if len(cell) > LONGEST:
        return None
    text = one_line(cell).strip(" .,;").replace("−", "-").replace("–", "-").replace("‑", "-")
    if re.fullmatch(r"\d{5}", text):
        return _serial(float(text), epoch)
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text) or _COMPACT.fullmatch(text):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if found := _ROMAN.fullmatch(text):
        numeral = found[2].upper()
        return _with_year(int(found[1]), _ROMANS.index(numeral), found[3], today) if numeral in _ROMANS else None
    if found := _WORDS.fullmatch(repair(text)):
        month = _MONTHS.get(found[2].lower()[:3])
        return _with_year(int(found[1]), month, found[3], today) if month else None
    plain = re.sub(r"\.{2,}", ".", _LETTER_O.sub("0", _ASIDE.sub("", text)))
    return read_date(plain, today, epoch) if plain != text else None


def _serial(number: float, epoch: dt.date) -> dt.date | None:
    if not 2200 <= number <= 80_000:
        return None
    return epoch + dt.timedelta(days=int(number))


def _with_year(day: int, month: int, year: str, today: dt.date) -> dt.date | None:
    if len(year) == 4:
        return _date(int(year), month, day)
    found = _date(today.year // 100 * 100 + int(year), month, day)
    if found and found > today:
        found = _date(found.year - 100, month, day)
    return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
