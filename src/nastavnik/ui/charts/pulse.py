"""The pulse over time: a line of medians, the band of the middle half, dots as large as the answers are many."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik.ui.charts.frame import WIDTH, Axis, Chart, Ink, at, drawing, figure, hidden_words, sentence

_TOP, _HEIGHT = 16, 180


@dataclass(frozen=True, slots=True)
class PulsePoint:
    """A wave: median and quartiles of `n` answers. `median` None: fewer than may be shown, the line has a gap."""

    when: str
    median: float | None = None
    low: float = 0.0
    high: float = 0.0
    n: int = 0


def pulse(
    title: str, points: Sequence[PulsePoint], *, scale: tuple[float, float] = (1, 5), k: int = 5, paper: bool = False
) -> Chart:
    """Waves in order of time at equal distances."""
    ink = Ink(paper)
    axis = Axis(*scale, start=_TOP + _HEIGHT, length=-_HEIGHT)
    body = [_levels(ink, axis, 34, WIDTH), pulse_marks(ink, points, axis, 60, WIDTH - 30)]
    places = _places(points, 60, WIDTH - 30)
    every = max(1, math.ceil(len(points) / 12))
    for number, (point, x) in enumerate(zip(points, places, strict=True)):
        if number % every == 0:
            body.append(ink.text(x, _TOP + _HEIGHT + 20, point.when, small=True, anchor="middle"))
        words = f"n = {point.n}" if point.median is not None else f"< {k}"
        body.append(ink.text(x, _TOP + _HEIGHT + 36, words, small=True, anchor="middle") if number % every == 0 else "")
    text = sentence([_words(point, k) for point in points])
    return Chart(
        title,
        text,
        drawing(title, text, body, _TOP + _HEIGHT + 46, ink),
        ("Когда", "Середина", "Половина ответов", "Ответов"),
        tuple(_cells(point, k) for point in points),
    )


def pulse_marks(ink: Ink, points: Sequence[PulsePoint], axis: Axis, left: float, right: float) -> str:
    """Band, line and dots of each unbroken run; a hidden wave is a gap."""
    places = _places(points, left, right)
    parts = []
    for run in _runs(points):
        shown = [(places[i], points[i]) for i in run]
        upper = [f"{at(x)} {at(axis.at(point.high))}" for x, point in shown]
        lower = [f"{at(x)} {at(axis.at(point.low))}" for x, point in reversed(shown)]
        middle = [f"{at(x)} {at(axis.at(point.median or 0))}" for x, point in shown]
        edge = f'stroke="{ink.colour("before")}" stroke-width="1" stroke-dasharray="3 3"'
        parts.append(
            f'<path d="M{"L".join(upper + lower)}z" fill="{ink.colour("cell")}" fill-opacity="0.6" {edge}/>'
            f'<path d="M{"L".join(middle)}" fill="none" stroke="{ink.colour("after")}" stroke-width="2.5"/>'
        )
        for x, point in shown:
            parts.append(ink.dot(x, axis.at(point.median or 0), "after", min(9.0, 2 + math.sqrt(point.n) * 0.8)))
    return "".join(parts)


def _levels(ink: Ink, axis: Axis, left: float, right: float) -> str:
    return "".join(
        ink.line(left, axis.at(tick), right, axis.at(tick), "cell")
        + ink.text(left - 8, axis.at(tick) + 4, str(tick), small=True, anchor="end")
        for tick in axis.ticks
    )


def _places(points: Sequence[PulsePoint], left: float, right: float) -> list[float]:
    step = (right - left) / max(1, len(points) - 1)
    return [left + step * number for number in range(len(points))]


def _runs(points: Sequence[PulsePoint]) -> Iterator[list[int]]:
    run: list[int] = []
    for number, point in enumerate(points):
        if point.median is not None:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _words(point: PulsePoint, k: int) -> str:
    if point.median is None:
        return f"{point.when}: {hidden_words(k)}"
    return f"{point.when}: середина {figure(point.median)}, ответов {point.n}"


def _cells(point: PulsePoint, k: int) -> tuple[str, ...]:
    if point.median is None:
        return (point.when, hidden_words(k), "", "")
    return (point.when, figure(point.median), f"{figure(point.low)}–{figure(point.high)}", str(point.n))
