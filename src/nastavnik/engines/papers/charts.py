"""Charts as vectors: bars, columns, lines drawn once as SVG for both writers. Legible on paper without colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape  # that of xml.sax loads the whole of urllib: a tenth of the first preview
from typing import Any

from .coverage import FAMILY, FILES, FONTS, check_fonts
from .errors import DataError, TemplateError

KINDS = ("bars", "columns", "lines")
MAX_SERIES, MAX_ROWS = 4, 40
# Different in lightness, so that a black and white copy keeps them apart.
FILLS = ("#1f4e79", "#9dc3e6", "#7f7f7f", "#d9c08c")
_SIZE = 3.4  # height of the type, mm: 9.6 pt
_LINE = _SIZE * 1.2
_PX = 10  # SVG units a mm


@dataclass(frozen=True, slots=True)
class Chart:
    """`series`: names of the rows of numbers; `rows`: a label and a number (None: no data) for each series."""

    kind: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = ""


def read_chart(kind: str, head: Sequence[str], rows: Sequence[Sequence[str]], unit: str) -> Chart:
    """A chart of printed cells: the first of each row is its label. Raises `DataError` for what is no number."""
    if len(rows) > MAX_ROWS:
        raise DataError(f"в диаграмме больше {MAX_ROWS} строк: напечатайте таблицу")
    series = tuple(head[1:])
    if not 1 <= len(series) <= MAX_SERIES:
        raise TemplateError(f"в диаграмме должно быть от 1 до {MAX_SERIES} рядов чисел, названных в строке |! … |")
    return Chart(
        kind, series,
        tuple((row[0], tuple(_number(cell) for cell in (*row[1:], *[""] * len(series))[: len(series)])) for row in rows),
        unit,
    )  # fmt: skip


def _number(cell: str) -> float | None:
    text = cell.replace("\u00a0", "").replace(" ", "").replace(",", ".").replace("−", "-").rstrip("%").strip()
    if not text or text in ("-", "–", "—"):
        return None
    try:
        value = float(text)
    except ValueError:
        raise DataError(f"в диаграмме «{cell[:40]}» не число") from None
    if not math.isfinite(value) or abs(value) > 1e12:
        raise DataError(f"в диаграмме «{cell[:40]}» слишком велико")
    return value


def described(chart: Chart) -> str:
    """What the chart shows, in words, for who cannot see it."""
    rows = "; ".join(
        f"{label}: "
        + ", ".join(f"{name} {shown(value, chart.unit)}" for name, value in zip(chart.series, values, strict=True))
        for label, values in chart.rows
    )
    return f"Диаграмма. {rows}."


def shown(value: float | None, unit: str) -> str:
    """A number as it is printed: «12,5 %»."""
    if value is None:
        return "нет данных"
    number = f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", "\u00a0").replace(".", ",").replace("-", "−")
    return f"{number}\u00a0{unit}" if unit else number


def draw(chart: Chart, width: float) -> tuple[str, float]:
    """SVG and its height in mm. `width` in mm."""
    canvas = _Canvas(width)
    top = _legend(canvas, chart) if len(chart.series) > 1 else 1.0
    height = (_bars if chart.kind == "bars" else _columns)(canvas, chart, top)
    return canvas.svg(height), height


class _Canvas:
    def __init__(self, width: float) -> None:
        self.width = width
        self.parts: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self.parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>')

    def line(self, x: float, y: float, x2: float, y2: float, colour: str = "#000", weight: float = 0.2) -> None:
        self.parts.append(
            f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{colour}" stroke-width="{_n(weight)}"/>'
        )

    def text(self, x: float, y: float, words: str, anchor: str = "start") -> None:
        """`y` is the baseline."""
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(words, quote=False)}</text>')

    def svg(self, height: float) -> str:
        width = f"{self.width * _PX:.0f}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height * _PX:.0f}" '
            f'viewBox="0 0 {width} {height * _PX:.0f}"><g font-family="{FAMILY}, Times New Roman" '
            f'font-size="{_n(_SIZE)}" fill="#000">{"".join(self.parts)}</g></svg>'
        )


def _n(mm: float) -> str:
    return f"{mm * _PX:.1f}".rstrip("0").rstrip(".")


def _legend(canvas: _Canvas, chart: Chart) -> float:
    x, y = 0.0, _LINE
    for place, name in enumerate(chart.series):
        length = 5 + _width(name) + 6
        if x and x + length > canvas.width:
            x, y = 0.0, y + _LINE * 1.2
        canvas.rect(x, y - _SIZE * 0.75, 3.5, _SIZE * 0.8, FILLS[place])
        canvas.text(x + 5, y, name)
        x += length
    return y + 3


def _bars(canvas: _Canvas, chart: Chart, top: float) -> float:
    """Bars lying: long Russian labels stand on the left, the value at the end of each bar."""
    values = [value for _, row in chart.rows for value in row if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    labels = min(canvas.width * 0.42, max([_width(label) for label, _ in chart.rows] or [0]) + 2)
    room = max([_width(shown(value, chart.unit)) for value in values] or [0]) + 3
    left, right = labels + 2 + (room if low < 0 else 0), canvas.width - room
    scale = (right - left) / ((high - low) or 1)
    zero = left - low * scale
    thick = 4.4 if len(chart.series) == 1 else 3.6
    y = top
    for label, row in chart.rows:
        lines = list(_wrapped(label, labels))
        height = max(len(lines) * _LINE, len(row) * thick)
        for place, line in enumerate(lines):
            canvas.text(0, y + (height - len(lines) * _LINE) / 2 + place * _LINE + _SIZE, line)
        inner = y + (height - len(row) * thick) / 2
        for place, value in enumerate(row):
            _bar(canvas, zero, inner + place * thick, value, scale, thick, (place, chart.unit))
        y += height + 2.2
    canvas.line(zero, top - 0.5, zero, y - 1.2)
    return y


def _bar(
    canvas: _Canvas, zero: float, y: float, value: float | None, scale: float, thick: float, look: tuple[int, str]
) -> None:
    place, unit = look
    length = (value or 0) * scale
    canvas.rect(zero + min(0, length), y + 0.3, abs(length), thick - 0.6, FILLS[place])
    base = y + thick / 2 + _SIZE * 0.34
    if length < 0:
        canvas.text(zero + length - 1.2, base, shown(value, unit), "end")
    else:
        canvas.text(zero + length + 1.2, base, shown(value, unit))


def _columns(canvas: _Canvas, chart: Chart, top: float) -> float:
    """Columns standing, or lines through points: for what goes by months or years."""
    values = [value for _, row in chart.rows for value in row if value is not None]
    ticks = _ticks(min([0.0, *values]), max([0.0, *values]))
    left = max(_width(shown(tick, chart.unit)) for tick in ticks) + 2
    height, top = 55.0, top + 3
    scale = height / ((ticks[-1] - ticks[0]) or 1)

    def level(value: float) -> float:
        return top + height - (value - ticks[0]) * scale

    for tick in ticks:
        canvas.line(left, level(tick), canvas.width, level(tick), "#000" if tick == 0 else "#c8c8c8", 0.2)
        canvas.text(left - 1.5, level(tick) + _SIZE * 0.34, shown(tick, chart.unit), "end")
    step = (canvas.width - left) / max(len(chart.rows), 1)
    (_standing if chart.kind == "columns" else _points)(canvas, chart, left, step, level)
    bottom = top + height
    deepest = bottom
    for place, (label, _) in enumerate(chart.rows):
        for number, line in enumerate(_wrapped(label, step - 1)):
            y = bottom + 1 + number * _LINE + _SIZE
            canvas.text(left + (place + 0.5) * step, y, line, "middle")
            deepest = max(deepest, y)
    return deepest + 2


def _standing(canvas: _Canvas, chart: Chart, left: float, step: float, level: Callable[[float], float]) -> None:
    wide = min(step * 0.76 / len(chart.series), 14)
    for place, (_, row) in enumerate(chart.rows):
        start = left + (place + 0.5) * step - wide * len(row) / 2
        for number, value in enumerate(row):
            if value is None:
                continue
            x, y, zero = start + number * wide, level(value), level(0)
            canvas.rect(x + wide * 0.06, min(y, zero), wide * 0.88, abs(y - zero), FILLS[number])
            if _width(shown(value, "")) < wide * 1.1:
                canvas.text(x + wide / 2, min(y, zero) - 0.8, shown(value, ""), "middle")


def _points(canvas: _Canvas, chart: Chart, left: float, step: float, level: Callable[[float], float]) -> None:
    for number in range(len(chart.series)):
        before: tuple[float, float] | None = None
        for place, (_, row) in enumerate(chart.rows):
            value = row[number]
            if value is None:
                before = None
                continue
            x, y = left + (place + 0.5) * step, level(value)
            if before:
                canvas.line(*before, x, y, FILLS[number], 0.6)
            canvas.rect(x - 0.8, y - 0.8, 1.6, 1.6, FILLS[number])
            if len(chart.series) == 1:
                canvas.text(x, y - 1.6, shown(value, ""), "middle")
            before = (x, y)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers that hold all values: steps of 1, 2 or 5 by a power of ten."""
    span = (high - low) or 1.0
    rough = span / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, max(last, first + 1) + 1)]


def _wrapped(text: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.replace("\u00a0", " ").split(" "):
        longer = f"{line} {word}".strip()
        if line and _width(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


@cache
def _face() -> Any:
    from PIL import ImageFont

    check_fonts()
    return ImageFont.truetype(str(FONTS / FILES[0]), 100)


def _width(text: str) -> float:
    """Width of a line of text, mm."""
    return float(_face().getlength(text)) / 100 * _SIZE
