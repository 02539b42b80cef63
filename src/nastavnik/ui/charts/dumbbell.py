"""Paired dumbbell: several measures before ○ and after ●, the same people. Also its panels for small multiples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    linked,
    sentence,
    signed,
)

_ROW = 44
_TOP = 50
CLEAR, UNCLEAR = "вряд ли случайно", "различие не видно"


@dataclass(frozen=True, slots=True)
class PairedRow:
    """One measure: medians before and after of `n` people, the typical change, whether it is more than chance.

    `before` None hides the row: fewer people than may be shown.
    """

    name: str
    before: float | None = None
    after: float | None = None
    change: float = 0.0
    n: int = 0
    clear: bool = False
    interval: str = ""
    url: str = ""


def dumbbell(
    title: str,
    rows: Sequence[PairedRow],
    *,
    scale: tuple[float, float],
    before: str = "вход",
    after: str = "выход",
    k: int = 5,
    paper: bool = False,
) -> Chart:
    """The whole scale is drawn. Rows with the greatest rise come first, hidden ones last."""
    ink = Ink(paper)
    ordered = ranked(rows)
    axis = Axis(*scale, start=240, length=320)
    bottom = _TOP + _ROW * len(ordered)
    body = [_legend(ink, before, after), grid(ink, axis, _TOP - 8, bottom), *_heads(ink)]
    for number, row in enumerate(ordered):
        y = _TOP + _ROW * number + _ROW / 2
        body.append(linked(row.url, label(ink, row.name, y, bold=row.clear) + _row(ink, row, axis, y, k)))
    text = sentence([_words(row, k) for row in ordered])
    return Chart(
        title,
        text,
        drawing(title, text, body, bottom + 26, ink),
        ("Мера", before.capitalize(), after.capitalize(), "Изменение", "Вероятный размер", "Вывод", "Людей"),
        tuple(_cells(row, k) for row in ordered),
    )


def ranked(rows: Sequence[PairedRow]) -> list[PairedRow]:
    """By change, greatest rise first; hidden rows last in their own order."""
    shown = [row for row in rows if row.before is not None]
    return sorted(shown, key=lambda row: -row.change) + [row for row in rows if row.before is None]


def dumbbell_marks(ink: Ink, row: PairedRow, axis: Axis, y: float) -> str:
    """The two dots of a row with the line between; nothing for a hidden row."""
    if row.before is None or row.after is None:
        return ""
    x1, x2 = axis.at(row.before), axis.at(row.after)
    name = "after" if row.clear else "before"
    between = ink.line(x1, y, x2, y, name, 4 if row.clear else 2, "" if row.clear else "4 3")
    # a dot that covers its ring is drawn smaller, so that both are seen
    return between + ink.ring(x1, y) + ink.dot(x2, y, name, 3.5 if abs(x1 - x2) < 5 else 7)


def _row(ink: Ink, row: PairedRow, axis: Axis, y: float, k: int) -> str:
    if row.before is None or row.after is None:
        return ink.text(axis.start + axis.length / 2, y + 5, hidden_words(k), small=True, anchor="middle")
    x1, x2 = axis.at(row.before), axis.at(row.after)
    left, right = ("end", "start") if row.before <= row.after else ("start", "end")
    turn = -12 if left == "end" else 12
    return (
        dumbbell_marks(ink, row, axis, y)
        + ink.text(x1 + turn, y + 4, figure(row.before), small=True, anchor=left)
        + ink.text(x2 - turn, y + 4, figure(row.after), small=True, bold=True, anchor=right)
        + ink.text(594, y + 5, signed(row.change), bold=True)
        + ink.text(650, y + 5, CLEAR if row.clear else UNCLEAR, small=True)
        + ink.text(WIDTH, y + 5, str(row.n), anchor="end")
    )


def _heads(ink: Ink) -> list[str]:
    return [
        ink.text(594, _TOP - 16, "Изменение", small=True),
        ink.text(WIDTH, _TOP - 16, "Людей", small=True, anchor="end"),
    ]


def _legend(ink: Ink, before: str, after: str) -> str:
    second = 268 + 9 * len(before)
    third = second + 30 + 9 * len(after)
    return (
        ink.ring(247, 11)
        + ink.text(259, 15, before, small=True)
        + ink.dot(second, 11, "after")
        + ink.text(second + 12, 15, after, small=True)
        + ink.line(third, 11, third + 16, 11, "before", 2, "4 3")
        + ink.dot(third + 23, 11, "before")
        + ink.text(third + 35, 15, f"{after}, {UNCLEAR}", small=True)
    )


def _words(row: PairedRow, k: int) -> str:
    if row.before is None or row.after is None:
        return f"{row.name}: {hidden_words(k)}"
    said = CLEAR if row.clear else UNCLEAR
    return f"{row.name}: до {figure(row.before)}, после {figure(row.after)}, изменение {signed(row.change)}, {said}"


def _cells(row: PairedRow, k: int) -> tuple[str, ...]:
    if row.before is None or row.after is None:
        return (row.name, hidden_words(k), "", "", "", "", "")
    said = CLEAR if row.clear else UNCLEAR
    return (row.name, figure(row.before), figure(row.after), signed(row.change), row.interval, said, str(row.n))
