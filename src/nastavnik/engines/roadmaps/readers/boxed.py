"""Tables drawn with letters: «┌──┬──┐», «│ 1 │ Подбор │», or «+---+---+» with bars."""

from __future__ import annotations

import re

from ..document import Cell, Para, Row, Table
from ..model import Place
from ..text import join_lines

_RULE = re.compile(r"\s*[+┌╔├╠└╚┏┣┗|│╟╭╰][-=─═━┄+┬┼┴╦╬╩╤╪╧┳╋┻├┤|│┐┘╗╝╢╮╯╞╡]{3,}\s*")
_BAR = re.compile(r"[|│║┃]")


def is_rule(line: str) -> bool:
    """Whether a line is drawn and holds no words."""
    return bool(_RULE.fullmatch(line)) and not re.search(r"\w", line)


def read_boxed(lines: list[tuple[int, str]], at: int, *, page: int, table: int) -> tuple[Table | None, int]:
    """(the table whose upper rule is the line `at`, the line below it); None where nothing is enclosed.

    Rules part the rows; where only the heading is ruled off, a line opens a row if its first cell is not empty.
    """
    groups: list[list[tuple[int, list[str]]]] = [[]]
    while at < len(lines):
        number, line = lines[at]
        if is_rule(line):
            groups.append([])
        elif len(_BAR.findall(line)) >= 2:
            groups[-1].append((number, [part.strip() for part in _BAR.split(line.strip())[1:-1]]))
        else:
            break
        at += 1
    groups = [group for group in groups if group]
    width = max((len(cells) for group in groups for _, cells in group), default=0)
    if width < 2:
        return None, at
    if len(groups) <= 2:
        groups = [part for group in groups for part in _by_first_cell(group)]
    made = []
    for group in groups:
        texts = [join_lines([cells[c] for _, cells in group if c < len(cells)]) for c in range(width)]
        made.append(
            Row([Cell([Para(text)] if text else []) for text in texts], Place(page=page, table=table, row=group[0][0]))
        )
    return Table(made, flat=True), at


def _by_first_cell(group: list[tuple[int, list[str]]]) -> list[list[tuple[int, list[str]]]]:
    parts: list[list[tuple[int, list[str]]]] = []
    for line in group:
        if not parts or line[1][0]:
            parts.append([])
        parts[-1].append(line)
    return parts
