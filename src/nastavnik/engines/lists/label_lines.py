"""Lines and cells that say what they hold: «Дата рождения: 05.09.2008», «Телефон | 8 900 …», a label above its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .cells import text_of
from .contents import shows
from .header_rows import meaning_of
from .headers import Column
from .names import looks_like_name
from .shapes import filled_cells
from .sheets import Cell
from .values import heading_role, is_group_code


class Entry(NamedTuple):
    """A label with its value («» when there is none). `row`, `column` from 0; `sure`: the label's words are known."""

    row: int
    column: int
    label: str
    value: Cell
    meaning: Column

    @property
    def sure(self) -> bool:
        """Whether the words of the label are known."""
        return self.meaning.recognised and self.meaning.field != "extra"


class Loose(NamedTuple):
    """A text without a label; «» for a blank line."""

    row: int
    column: int
    text: str


_LONGEST_LABEL = 70
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,2})*\s*[.)]\s*|[-–—•*·]\s+)")
_COLON = re.compile(r"\s*:(?!//|\d\d\b)\s*")
_BOUNDARY = re.compile(r"[,;|.]\s+|\s{2,}|\t")
#: Between a label and its value, where no colon stands.
_GAP = re.compile(r"\t+|\s{3,}|\s*(?:\.{3,}|…+|_{2,})\s*|\s+[-–—=]\s+|(?<=\w)=")
#: No label holds a date, a phone or an address.
_FIGURES = re.compile(r"\d{2}|@")
_TYPED = frozenset({"phone", "email", "birth_date", "group", "experience_years"})


def read_row(cells: list[Cell], row: int, mapping: Mapping[str, str]) -> list[Entry | Loose]:
    """Labels with values and loose texts of one row, from left to right."""
    filled = filled_cells(cells)
    if not filled:
        return [Loose(row, 0, "")]
    if len(filled) == 1:
        return _read_cell(cells[filled[0]], row, filled[0], mapping)
    if len(filled) > 2 and re.fullmatch(r"\d{1,3}[.)]?", text_of(cells[filled[0]])):
        filled = filled[1:]  # the rows of the form are numbered
    found: list[Entry | Loose] = []
    waiting = ""
    place = 0
    for i in filled:
        cell = cells[i]
        # «Отделение | Отделение сварки»: right beside a label stands its value, farther off may stand the next label
        if waiting and (not _is_surely_label(cell, mapping) or (i == place + 1 and not text_of(cell).endswith(":"))):
            found[-1] = Entry(row, place, waiting, cell, meaning_of(waiting, mapping))
            waiting = ""
            continue
        read = _read_cell(cell, row, i, mapping)
        waiting = ""
        if len(read) == 1 and isinstance(read[0], Entry) and read[0].value == "":
            waiting, place = read[0].label, i
        found += read
    return found


def _is_surely_label(cell: Cell, mapping: Mapping[str, str]) -> bool:
    if not isinstance(cell, str):
        return False
    text = text_of(cell)
    if text.endswith(":") or (":" in text and _split(text, mapping)):
        return True
    return _known(text, mapping) and not heading_role(text)


def _known(text: str, mapping: Mapping[str, str]) -> bool:
    """The whole text is a label: a header of a certain meaning, and no word of a role."""
    if not 1 < len(text) <= _LONGEST_LABEL or (
        text not in mapping and (looks_like_name(text) or _FIGURES.search(text))
    ):
        return False
    meaning = meaning_of(text, mapping)
    return meaning.recognised and not meaning.weak and meaning.field not in {"extra", "number"}


def _read_cell(cell: Cell, row: int, column: int, mapping: Mapping[str, str]) -> list[Entry | Loose]:
    if not isinstance(cell, str):
        return [Loose(row, column, text_of(cell))]
    found: list[Entry | Loose] = []
    for line in cell.split("\n"):
        if not line.strip():
            continue
        pieces = _split(line, mapping)
        if len(pieces) == 1 and not pieces[0][1] and heading_role(pieces[0][0]):
            pieces = []  # «Наставники:» is a heading
        found += [Entry(row, column, label, value, meaning_of(label, mapping)) for label, value in pieces]
        if not pieces:
            found.append(Loose(row, column, line.strip()))
    return found or [Loose(row, column, "")]


def _split(line: str, mapping: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, value) of each label in a line; [] when it begins with none."""
    text = _NUMBERING.sub("", line).strip()
    colons = list(_COLON.finditer(text))
    if colons and 0 < colons[0].start() <= _LONGEST_LABEL:
        label = text[: colons[0].start()].strip()
        if re.match(r"[^\W\d_]|№", label) and not looks_like_name(label):
            return _several(text, label, colons, mapping)
    for gap in _GAP.finditer(text):
        label, value = text[: gap.start()].strip(), text[gap.end() :].strip()
        if _known(label, mapping):
            return [(label, value)]
        break
    if _known(text, mapping) and not heading_role(text):
        return [(text, "")]
    words = text.split()
    for width in (3, 2, 1):
        label, value = " ".join(words[:width]), " ".join(words[width:])
        if value and _known(label, mapping) and _fits(meaning_of(label, mapping).field, value):
            return [(label.rstrip("."), value)]
    return []


def _fits(field: str, value: str) -> bool:
    """Whether a value right behind its label shows by its look that it is one."""
    if field in ("full_name", "representative"):
        return looks_like_name(value)
    return field in _TYPED and shows(field, [value]) == 1.0 and (field != "group" or is_group_code(value))


def _several(text: str, first: str, colons: list[re.Match[str]], mapping: Mapping[str, str]) -> list[tuple[str, str]]:
    """«ФИО: …, группа: …, тел.: …»: further labels must be known words."""
    found = [(first, colons[0].end())]
    ends: list[int] = []
    for colon in colons[1:]:
        start = found[-1][1]
        for boundary in reversed(list(_BOUNDARY.finditer(text, start, colon.start()))):
            label = text[boundary.end() : colon.start()].strip()
            if len(label) > _LONGEST_LABEL:
                break
            if _known(label, mapping) or heading_role(label):
                ends.append(boundary.start())
                found.append((label, colon.end()))
                break
    ends.append(len(text))
    return [(label, text[start:end].strip(" ;,")) for (label, start), end in zip(found, ends, strict=True)]
