"""People in lines of text that lost their columns: «1. Условнов Пётр Ильич (ТМ-21), тел. 8 900 …, методист».

What shows itself by its look is taken out of the line (address, phone, day of birth, group), the name stands at the
beginning of what is left, the rest follows it.
"""

from __future__ import annotations

import re

from .cells import text_of
from .contacts import read_phone
from .names import looks_like_name
from .representatives import OF_RELATION_WORD
from .shapes import filled_cells
from .sheets import Cell
from .values import is_group_code

#: Columns of a row made of a line; a cell beyond them holds what is left.
NAME, _GROUP, _BIRTH, _PHONE, _EMAIL, _ROLE, _REST = range(7)
_LEAD = re.compile(r"^\s*(?:\d{1,3}\s*[.),]\s*|[-–—•*·]\s+)")
_ROLE_BEFORE = re.compile(r"(наставник|наставляем\w+|куратор(?: группы)?|подопечн\w+)\s*(?::|[-–—](?=\s))\s*", re.I)
#: Programs of mail write «Условнов Пётр <address>;».
_ADDRESS = re.compile(r"(?:\b(?:e-?mail|эл\. ?почта|почта)\s*:?\s*)?[<‹]?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)[>›]?", re.I)
_PHONES = re.compile(
    r"(?:\(?\b(?:тел|моб|сот|т|телефон)\b\.?\s*:?\s*)?(?<![\d-])((?:\+?\d{1,3}|[78])[\s(.-]*\d{3,4}[\s).-]*\d{2,3}[\s.-]?\d{2}[\s.-]?\d{2}|\d{10,11})(?!\d)\)?",
    re.I,
)
_DAY = re.compile(
    r"(?:\b(?:дата рожд\w*|д\. ?р|род)\.?\s*:?\s*)?(?<!\d)(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2} (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]* \d{4})(?!\d)(?:\s*г(?:ода|\.)?(?:\s*р(?:\.|ожд\w*\.?)?)?)?",
    re.I,
)
_WORD_OF_GROUP = re.compile(r"\(?\b(?:гр(?:уппа|\.)?|кл(?:асс|\.)?)\s*№?\s*([\w-]*\d[\w-]*)\)?", re.I)
_CODE = re.compile(
    r"(?<![\w-])(?:\d{0,3}-?[А-ЯЁ]{1,6}[-–]?\d{1,3}(?:[-–/]\d{1,4})*|\d{1,2}[-–\s]?[«\"]?[А-ЯЁа-яё][»\"]?(?:\s*класс)?)(?![\w-])"
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;]?\s*\)")
_BETWEEN = re.compile(r"\s*[,;|]\s*|\s+[-–—]+\s+|\s*[-–—]+\s*$|\s*:\s*")
#: Words of a header: such a text is a table.
_OF_HEADER = re.compile(r"\b(?:ф\.?\s?и\.?\s?о|фамилия)\b", re.I)
_CAPITAL = re.compile(r"[А-ЯЁ]")


def loose_rows(rows: list[list[Cell]], in_columns: bool) -> list[list[Cell]] | None:
    """Rows of seven and more cells made of the lines of a text, or None when they are no such lines.

    `in_columns`: the names were seen to stand in a column of their own; such rows are left alone when they are equally
    wide.
    """
    if len(rows) > _MOST_LINES:
        return None
    lines = [", ".join(text_of(cell) for cell in row if cell != "") for row in rows]
    if any(map(_OF_HEADER.search, lines)):
        return None
    first = [line for line in lines if line][:_SAMPLE]
    if sum(taken(line) is not None for line in first) * 2 < len(first):
        return None
    found = [taken(line) for line in lines]
    people = [place for place, row in enumerate(found) if row is not None]
    widths = {len(filled_cells(rows[place])) for place in people}
    fielded = sum(any(row[1:]) for row in found if row is not None)
    if not people or fielded * 2 < len(people) or (in_columns and len(widths) == 1 and widths != {1}):
        return None
    if len(people) * 2 < sum(bool(line) for line in lines):
        return None
    return [
        list[Cell](row) if row is not None else [line] if line else [] for row, line in zip(found, lines, strict=True)
    ]


def joined_blocks(lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """(row from 1, all lines as one) of each block between blank lines, [] unless most blocks are a name with more below."""
    if len(lines) > _MOST_LINES:
        return []
    blocks: list[tuple[int, list[str]]] = []
    before = ""
    for row, line in enumerate(lines, 1):
        text = line.strip()
        if text and before:
            blocks[-1][1].append(text)
        elif text:
            blocks.append((row, [text]))
        before = text
    told = [block for _, block in blocks if len(block) > 1 and _is_card(block)]
    if (
        not told
        or len(told) * 3 < len(blocks) * 2
        or sum(map(len, told)) * 3 < sum(map(bool, map(str.strip, lines))) * 2
    ):
        return []
    return [(row, ", ".join(piece.rstrip(",;") for piece in block)) for row, block in blocks]


def _is_card(block: list[str]) -> bool:
    """A name alone in the first line, nobody in the others."""
    head, *others = (_LEAD.sub("", line).rstrip(",;") for line in block)
    return looks_like_name(head) and not any(looks_like_name(line.split(",")[0]) for line in others)


_MOST_LINES = 3000
#: Lines that show whether it is worth while to take all apart.
_SAMPLE = 60


def taken(line: str) -> list[str] | None:
    """The cells of one line (name, group, birth date, phone, address, role, the rest), None when no name begins it."""
    if len(line) > 300 or not _CAPITAL.search(line) or OF_RELATION_WORD.search(line):
        return None
    cells = [""] * _REST
    rest = _LEAD.sub("", line)
    role = _ROLE_BEFORE.match(rest)
    if role:
        rest = rest[role.end() :]
    for place, pattern in ((_EMAIL, _ADDRESS), (_BIRTH, _DAY), (_PHONE, _PHONES)):
        match = pattern.search(rest)
        if match and (place != _PHONE or read_phone(match[1]).value):
            cells[place] = match[match.lastindex or 0].split(":")[-1].strip()
            rest = f"{rest[: match.start()]} , {rest[match.end() :]}"
    match = _WORD_OF_GROUP.search(rest) or next((m for m in _CODE.finditer(rest) if is_group_code(m[0])), None)
    if match:
        cells[_GROUP] = match[match.lastindex or 0].strip("()")
        rest = (
            f"{rest[: match.start()]} , {rest[match.end() :]}"
            if "(" not in match[0]
            else rest[: match.start()] + " , " + rest[match.end() :]
        )
    pieces = [piece.strip(" ,;.\"'«»") for piece in _BETWEEN.split(_EMPTY_BRACKETS.sub(" ", rest))]
    pieces = [piece for piece in pieces if re.search(r"\w", piece)]
    if not pieces:
        return None
    name, *others = pieces
    if not looks_like_name(name):
        name, behind = _name_before(name)
        others = [behind, *others] if behind else others
    if not name:
        return None
    cells[NAME] = name
    return [*cells[:_ROLE], role[1] if role else "", *others]


def _name_before(text: str) -> tuple[str, str]:
    """«Условнов Пётр Ильич преподаватель физики» → the name and what follows; («», «») when no name is there."""
    words = text.split()
    for width in (4, 3, 2):
        name = " ".join(words[:width])
        if len(words) > width and looks_like_name(name) and words[width][:1].islower():
            return name, " ".join(words[width:])
    return "", ""
