"""Diverging bars: answers of a scale, centred on its middle, counts inside, each step with a pattern of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.ui.charts.frame import (
    WIDTH,
    Chart,
    Ink,
    at,
    drawing,
    hidden_words,
    key,
    label,
    linked,
    of,
    sentence,
)

_ROW = 40
_TOP = 40
_BAR = 28
#: Five steps: colour, lines of its pattern (direction, distance), whether figures on it are light.
_STEPS = (
    ("div-n2", (-45, 5), True),
    ("div-n1", (-45, 10), False),
    ("div-0", None, False),
    ("div-p1", (45, 10), False),
    ("div-p2", (45, 5), True),
)
AGREE = ("нет", "скорее нет", "трудно сказать", "скорее да", "да")


@dataclass(frozen=True, slots=True)
class AnswersRow:
    """One question: how many chose each of the five steps, least agreement first. None hides the row."""

    name: str
    counts: tuple[int, int, int, int, int] | None = None
    url: str = ""


def diverging(
    title: str, rows: Sequence[AnswersRow], *, options: Sequence[str] = AGREE, k: int = 5, paper: bool = False
) -> Chart:
    """Bars are shares of the row's answers, so that rows of unlike size compare; figures are people."""
    ink, name = Ink(paper), key(title, *options)
    shares = [_ends(row.counts) for row in rows if row.counts and sum(row.counts)]
    left, right = max((a for a, _ in shares), default=0.5), max((b for _, b in shares), default=0.5)
    start, end = 250.0, WIDTH - 70.0
    unit = (end - start) / ((left + right) or 1)
    centre = start + left * unit
    bottom = _TOP + _ROW * len(rows)
    middle = ink.line(centre, _TOP - 6, centre, bottom, "text")
    body = [_patterns(ink, name), _legend(ink, name, options), middle]
    for number, row in enumerate(rows):
        y = _TOP + _ROW * number
        body.append(linked(row.url, label(ink, row.name, y + _BAR / 2) + _row(ink, name, row, y, centre, unit, k)))
    body += [
        ink.text(centre - 8, bottom + 16, "не согласны", small=True, anchor="end"),
        ink.text(centre + 8, bottom + 16, "согласны", small=True),
    ]
    text = sentence([_words(row, k) for row in rows])
    return Chart(
        title,
        text,
        drawing(title, text, body, bottom + 24, ink),
        ("Вопрос", *options, "Согласны"),
        tuple(_cells(row, k) for row in rows),
    )


def _ends(counts: Sequence[int]) -> tuple[float, float]:
    """Shares left and right of the middle of the neutral step."""
    total = sum(counts)
    return (counts[0] + counts[1] + counts[2] / 2) / total, (counts[2] / 2 + counts[3] + counts[4]) / total


def _row(ink: Ink, name: str, row: AnswersRow, y: float, centre: float, unit: float, k: int) -> str:
    if row.counts is None:
        return ink.text(centre + 12, y + 19, hidden_words(k), small=True)
    total = sum(row.counts)
    if not total:
        return ink.text(centre + 12, y + 19, "нет ответов", small=True)
    x = centre - _ends(row.counts)[0] * unit
    parts = []
    for place, count in enumerate(row.counts):
        width = unit * count / total
        if count:
            parts.append(_bar(ink, name, place, x, y, width) + _count(ink, place, x + width / 2, y, width, count))
        x += width
    agree = of(row.counts[3] + row.counts[4], total)
    return "".join(parts) + ink.text(WIDTH, y + 19, agree, bold=True, anchor="end")


def _bar(ink: Ink, name: str, place: int, x: float, y: float, width: float) -> str:
    colour, pattern, _ = _STEPS[place]
    box = f'x="{at(x)}" y="{at(y)}" width="{at(max(1.0, width - 1))}" height="{_BAR}"'
    lines = f'<rect {box} fill="url(#{name}-{place})"/>' if pattern else ""
    return f'<rect {box} fill="{ink.colour(colour)}"/>{lines}'


def _count(ink: Ink, place: int, x: float, y: float, width: float, count: int) -> str:
    """The figure on a plain patch, so that lines do not cross it; none where it would not fit."""
    need = 8 * len(str(count)) + 2
    if width < need:
        return ""
    colour, _, light = _STEPS[place]
    patch = f'<rect x="{at(x - need / 2)}" y="{at(y + 6)}" width="{at(need)}" height="16" fill="{ink.colour(colour)}"/>'
    css = "lkd" if light else "lk"
    more = f' font-size="13" font-weight="600" fill="{ink.colour("on-div" if light else "text")}"' if ink.paper else ""
    return f'{patch}<text class="{css}" x="{at(x)}" y="{at(y + 18.5)}" text-anchor="middle"{more}>{count}</text>'


def _patterns(ink: Ink, name: str) -> str:
    found = []
    for place, (_, pattern, light) in enumerate(_STEPS):
        if pattern:
            turn, gap = pattern
            stroke = ink.colour("on-div" if light else "text")
            found.append(
                f'<pattern id="{name}-{place}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate({turn})"><line x1="0" y1="0" x2="0" y2="{gap}" stroke="{stroke}" '
                f'stroke-width="1.2" stroke-opacity="0.45"/></pattern>'
            )
    return f"<defs>{''.join(found)}</defs>"


def _legend(ink: Ink, name: str, options: Sequence[str]) -> str:
    x, parts = 250.0, []
    for place, words in enumerate(options):
        box = f'x="{at(x)}" y="4" width="16" height="12"'
        lines = f'<rect {box} fill="url(#{name}-{place})"/>' if _STEPS[place][1] else ""
        parts.append(
            f'<rect {box} fill="{ink.colour(_STEPS[place][0])}"/>{lines}' + ink.text(x + 22, 15, words, small=True)
        )
        x += 38 + 7 * len(words)
    return "".join(parts)


def _words(row: AnswersRow, k: int) -> str:
    if row.counts is None:
        return f"{row.name}: {hidden_words(k)}"
    return f"{row.name}: согласны {of(row.counts[3] + row.counts[4], sum(row.counts))}"


def _cells(row: AnswersRow, k: int) -> tuple[str, ...]:
    if row.counts is None:
        return (row.name, hidden_words(k), "", "", "", "", "")
    return (row.name, *map(str, row.counts), of(row.counts[3] + row.counts[4], sum(row.counts)))
