"""The plan's title, organisation, period and year, from the words around the table."""

from __future__ import annotations

import re

from .document import Document, Line
from .marks import MONTH
from .model import Period
from .text import clean, join_lines, title_of

_YEAR_PAIR = re.compile(
    r"(?:на\s+|в\s+)?(?P<a>20\d{2})\s*(?:[-–—/]|г(?:\.|ода?)?\s*[-–—/]\s*)\s*(?P<b>(?:20)?\d{2})\s*(?:учебн\w*\s+год\w*|уч\.?\s*г(?:од|\.)?"
    r"|гг\.?|годы|годов|г\.)?",
    re.I,
)
_MONTHS = ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"]
_FROM_TO = re.compile(
    rf"(?:с\s+)?(?P<m1>{MONTH}\w*)\s+(?P<y1>20\d{{2}})\s*(?:г\.|года?)?\s*(?:[-–—]|по)\s*(?P<m2>{MONTH}\w*)\s+(?P<y2>20\d{{2}})(?:\s*(?:г\.|года?))?",
    re.I,
)
_CALENDAR = re.compile(r"на\s+(?P<y>20\d{2})\s*(?:календарный\s+)?(?:год|г\.)", re.I)
_APPROVED = re.compile(rf"(?P<d>\d{{1,2}})(?:\.(?P<m>\d{{2}})\.|\s+(?P<name>{MONTH}\w*)\s+)(?P<y>20\d{{2}})", re.I)
_TITLE = re.compile(
    r"д\s*о\s*р\s*о\s*ж\s*н\s*(?:а\s*я|о\s*й|у\s*ю)\s+к\s*а\s*р\s*т|план\s+(?:мероприятий|работы|реализации|внедрения|основных|действий)"
    r"|^план\b|календарный\s+план|план[-\s]график|программа\s+(?:внедрения|наставничества|реализации)",
    re.I,
)
_LEGAL = (
    r"(?:[А-ЯЁ]{2,}(?:\s+[А-ЯЁ]{2,5}){0,3}|[Бб]юджетн\w+|[Гг]осударственн\w+|[Мм]униципальн\w+|[Кк]олледж|[Тт]ехникум|[Шш]кол\w+|[Гг]имнази\w+"
    r"|[Лл]ице\w+|[Дд]етск\w+\s+сад\w*)"
)
_SCHOOL = re.compile(r"колледж|техникум|школ|гимнази|лице[йя]|сад\b|дворец|центр|училищ|институт", re.I)
_QUOTED = re.compile(r"(?<![А-ЯЁа-яё])((?:[А-ЯЁ]{2,}[А-Яа-яё]{0,2}\s+){1,4}[«\"][^«»\"]{3,90}(?:«[^»]{2,60}»)?[»\"])")
_NAMED = re.compile(
    r"(?<![А-ЯЁа-яё])((?:Г?[А-ЯЁ]{2,}\s+){1,3}(?:СОШ|СШ|ООШ|ДДТ|ЗДДТ|ЦДТ|ДТДМ|школа|гимназия|лицей|колледж|техникум)[^.,;:\n]{0,80})"
)


def head_of(document: Document) -> list[str]:
    """Lines before the first table (or the first thirty lines), and up to two lines after it for a closing remark."""
    lines: list[str] = []
    for block in document.blocks[:60]:
        if not isinstance(block, Line):
            if lines:
                break
            for row in block.rows[:6]:
                filled = row.filled()
                if len(filled) == 1:
                    lines.append(clean(row.cells[filled[0]].text))
            break
        text = clean(block.para.text)
        if text:
            lines.append(text)
    return lines[:40]


def names_plan(text: str) -> bool:
    """Whether a line is (a piece of) the name of a plan."""
    return bool(_TITLE.search(text))


def find_title(head: list[str]) -> str:
    """The plan's own name, joined over its lines; "" where none is written."""
    for at, line in enumerate(head):
        if (
            len(line) > 300
            or (len(line) > 90 and line.endswith("."))
            or not _TITLE.search(line)
            or re.match(r"(?:об?\s+утвержден|утвердить|на основании)", line, re.I)
        ):
            continue
        parts = [line]
        for following in head[at + 1 : at + 6]:
            if re.match(
                r"(?:№|\d+[.)]|этап|раздел|утвержд|директор|принят|соглас)|[IVX]+[.)]\s|\d+-?й\s", following, re.I
            ):
                break
            if (
                not re.match(r"(?:[а-яё«(]|на\s|в\s|по\s|[А-ЯЁ]{3,})", following)
                or following.endswith(":")
                or len(following) > 200
            ):
                break
            parts.append(following)
        return title_of(join_lines(parts)).strip("*_ ")
    return ""


def find_organization(head: list[str], title: str) -> str:
    """The organisation as the plan names it; "" where none is found."""
    for source in (title, " ".join(head)):
        for pattern in (_QUOTED, _NAMED):
            match = pattern.search(source)
            if match:
                name = match.group(1).strip()
                if name.count("«") > name.count("»"):
                    name += "»"
                return name
        match = re.search(r"\bв\s+((?:[А-ЯЁ]{2,}\s+){2,}[А-ЯЁ][А-ЯЁа-яё\s-]{3,80})$", source)
        if match:
            return match.group(1).strip()
    for line in head:
        other = len(line) >= 150 or _TITLE.search(line) or re.match(r"директор|утвержд|приказ", line, re.I)
        if not other and re.search(_LEGAL, line) and _SCHOOL.search(line):
            return title_of(line)
    return ""


def find_period(head: list[str], title: str) -> Period:
    """«на 2024–2025 учебный год» and its days: a school year is 1 September – 31 August, a calendar year its own."""
    for source in (title, *head):
        match = _FROM_TO.search(source)
        if match:
            begin = f"{match.group('y1')}-{_month(match.group('m1')):02d}-01"
            end_month, end_year = _month(match.group("m2")), int(match.group("y2"))
            return Period(clean(match.group()), begin, f"{end_year}-{end_month:02d}-{_days(end_month, end_year):02d}")
    for source in (title, *head):
        for match in _YEAR_PAIR.finditer(source):
            first, second = int(match.group("a")), int(match.group("b")[-2:]) + 2000
            if not first < second <= first + 7:
                continue
            if second == first + 1 or "уч" in match.group().lower():
                return Period(clean(match.group()), f"{first}-09-01", f"{second}-08-31")
            return Period(clean(match.group()), f"{first}-01-01", f"{second}-12-31")
    for source in (title, *head):
        match = _CALENDAR.search(source)
        if match:
            return Period(clean(match.group()), f"{match.group('y')}-01-01", f"{match.group('y')}-12-31")
    return Period()


def year_of_approval(head: list[str]) -> int | None:
    """School year by a date in the head: from 1 June on the year that begins that autumn, before it the running one."""
    years = []
    for line in head:
        # Dates of laws and letters are older than the plan and would mislead.
        if re.search(r"закон|распоряжени|письм|постановлени|на основании|указ\b", line, re.I):
            continue
        for match in _APPROVED.finditer(line):
            month = int(match.group("m")) if match.group("m") else _month(match.group("name"))
            if 1 <= month <= 12:
                years.append(int(match.group("y")) - (month < 6))
    return max(years) if years else None


def _month(word: str) -> int:
    return next((at + 1 for at, stem in enumerate(_MONTHS) if word.lower().startswith(stem)), 1)


def _days(month: int, year: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 else 28
    return 30 if month in (4, 6, 9, 11) else 31
