"""A table whose columns are kept apart by spaces, as viewers of PDF copy it: each line holds a piece of every column."""

from __future__ import annotations

import re

from ..document import Cell, Para, Row, Table
from ..marks import is_signature
from ..model import Place
from ..roles import role_of
from ..text import join_lines

_PIECE = re.compile(r"\S+(?:[ \u00a0]\S+)*")  # words with single spaces between them
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.)]?\s+(?=\S)")
_SLACK = 2  # letters that a piece may begin left of its column


def find_aligned(lines: list[tuple[int, str]], at: int, *, page: int, table: int) -> Table | None:
    """The table whose heading is the line `at`, down to the end of the text; None where it is no such heading."""
    pieces = list(_PIECE.finditer(lines[at][1]))
    roles = [role_of(piece.group()) for piece in pieces]
    useful = {"terms", "responsible", "result"} & set(roles)
    if len(pieces) < 3 or not useful or not {"activity", "stage"} & set(roles) or roles.count("") > 1:
        return None
    starts = [piece.start() for piece in pieces]
    body = [(number, line) for number, line in _above_signature(lines[at + 1 :]) if line.strip()]
    alone = _alone(lines[at + 1 :])
    apart = sum(len(_PIECE.findall(line)) >= 2 for _, line in body)
    if len(body) < 2 or apart < 0.3 * len(body):
        return None
    rows: list[tuple[int, list[list[str]]]] = [(lines[at][0], [[piece.group()] for piece in pieces])]
    for number, line in body:
        cells = _cut(line, starts, roles)
        if not rows[1:] or number in alone or rows[-1][0] in alone or _begins(cells, roles):
            rows.append((number, [[text] if text else [] for text in cells]))
        else:
            for column, text in enumerate(cells):
                rows[-1][1][column] += [text] if text else []
    made = []
    for number, texts in rows:
        row = [Cell([Para(join_lines(parts))] if parts else []) for parts in texts]
        made.append(Row(row, Place(page=page, table=table, row=number)))
    return Table(made, flat=True)


def _cut(line: str, starts: list[int], roles: list[str]) -> list[str]:
    """The pieces of a line by the columns they begin in."""
    cells = [""] * len(starts)
    for piece in _PIECE.finditer(line):
        column = max((n for n, start in enumerate(starts) if start - _SLACK <= piece.start()), default=0)
        text = piece.group()
        number = _NUMBERED.match(text) if column == 0 and roles[0] == "number" else None
        if number and len(starts) > 1:
            # «2. Формирование базы»: the heading of a stage runs over the columns.
            cells[0], text, column = number.group(1), text[number.end() :], 1
        cells[column] = f"{cells[column]} {text}".strip()
    return cells


def _alone(lines: list[tuple[int, str]]) -> set[int]:
    """Numbers of the lines with one piece between empty lines: the titles of stages."""
    found = set()
    for at, (number, line) in enumerate(lines):
        before = at == 0 or not lines[at - 1][1].strip()
        after = at + 1 >= len(lines) or not lines[at + 1][1].strip()
        if before and after and len(_PIECE.findall(line)) == 1:
            found.add(number)
    return found


def _above_signature(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines down to the place where people sign."""
    signed = (at for at, (_, line) in enumerate(lines) if is_signature(line))
    return lines[: next(signed, len(lines))]


def _begins(cells: list[str], roles: list[str]) -> bool:
    """Whether a line opens a row: it has a number, or, where the table has none, a term or a person of its own."""
    if roles[0] == "number":
        return bool(re.search(r"\w", cells[0]))  # a dot that was parted from its number opens nothing
    return any(text for text, role in zip(cells, roles, strict=True) if role in {"terms", "responsible"})
