"""Small multiples: the same chart for each form of mentoring, on one axis, hidden panels said to be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.ui.charts.dumbbell import PairedRow, dumbbell_marks
from nastavnik.ui.charts.frame import (
    WIDTH,
    Axis,
    Chart,
    Ink,
    drawing,
    figure,
    grid,
    hidden_words,
    label,
    lines,
    linked,
    sentence,
    signed,
)

_ACROSS = 3
_GAP = 28
_ROW = 38
_NAMES = 168


@dataclass(frozen=True, slots=True)
class Panel:
    """One group, its rows in the order common to all panels. No rows: fewer people than may be shown."""

    name: str
    rows: Sequence[PairedRow] = ()
    n: int = 0
    url: str = ""


def multiples(
    title: str, panels: Sequence[Panel], *, scale: tuple[float, float], k: int = 5, paper: bool = False
) -> Chart:
    """Up to three panels side by side; names of the measures stand once, left of each line of panels."""
    ink = Ink(paper)
    names = list(dict.fromkeys(row.name for panel in panels for row in panel.rows))
    width = (WIDTH - _NAMES - _GAP * (_ACROSS - 1)) / _ACROSS
    high = 34 + _ROW * max(1, len(names)) + 34
    body = []
    for number, panel in enumerate(panels):
        line, column = divmod(number, _ACROSS)
        top = line * high
        if column == 0:
            for place, name in enumerate(names):
                body.append(label(ink, name, top + 34 + _ROW * place + _ROW / 2, most=18))
        axis = Axis(*scale, start=_NAMES + column * (width + _GAP), length=width - 14)
        body.append(linked(panel.url, _panel(ink, panel, names, axis, top, k)))
    text = sentence([_words(panel, k) for panel in panels])
    height = high * -(-len(panels) // _ACROSS) if panels else high
    return Chart(title, text, drawing(title, text, body, height, ink), *_table(panels, k))


def _panel(ink: Ink, panel: Panel, names: list[str], axis: Axis, top: float, k: int) -> str:
    bottom = top + 34 + _ROW * max(1, len(names))
    count = f", {panel.n}" if panel.rows else ""
    parts = [
        ink.text(axis.start, top + 16, lines(panel.name, 26)[0] + count, bold=True),
        grid(ink, axis, top + 28, bottom),
    ]
    if not panel.rows:
        parts.append(
            ink.text(
                axis.start + axis.length / 2, (top + 34 + bottom) / 2, hidden_words(k), small=True, anchor="middle"
            )
        )
    for row in panel.rows:
        y = top + 34 + _ROW * names.index(row.name) + _ROW / 2
        hidden = ink.text(axis.start + axis.length / 2, y + 4, hidden_words(k), small=True, anchor="middle")
        parts.append(dumbbell_marks(ink, row, axis, y) or hidden)
    return "".join(parts)


def _words(panel: Panel, k: int) -> str:
    if not panel.rows:
        return f"{panel.name}: {hidden_words(k)}"
    shown = [row for row in panel.rows if row.before is not None]
    return f"{panel.name}, людей {panel.n}: " + ", ".join(f"{row.name} {signed(row.change)}" for row in shown)


def _table(panels: Sequence[Panel], k: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    rows = []
    for panel in panels:
        if not panel.rows:
            rows.append((panel.name, "", hidden_words(k), "", "", ""))
        for row in panel.rows:
            if row.before is None or row.after is None:
                rows.append((panel.name, row.name, hidden_words(k), "", "", ""))
            else:
                rows.append(
                    (panel.name, row.name, figure(row.before), figure(row.after), signed(row.change), str(row.n))
                )
    return ("Группа", "Мера", "До", "После", "Изменение", "Людей"), tuple(rows)
