"""What the larger charts share: a drawing with its text alternative and its table, the palette, the axis, texts.

A chart is drawn for a page, where its colours are the theme's, or for paper, where they are written out, because a PDF
knows no style sheet. Colour never carries meaning alone: a shape, a pattern or a word says the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

NBSP = "\u00a0"
WIDTH = 838
_PAPER = {
    "text": "#18202f",
    "text-2": "#465064",
    "sheet": "#ffffff",
    "cell": "#c9d1de",
    "before": "#6b7587",
    "after": "#2a3a94",
    "div-n2": "#a64b2a",
    "div-n1": "#e0a283",
    "div-0": "#dbe0e8",
    "div-p1": "#8fa6dc",
    "div-p2": "#34479f",
    "on-div": "#ffffff",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it says in words, and the same figures as a table of texts."""

    title: str
    description: str
    svg: SafeString
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """How colours and texts are written: `paper` spells out what the style sheet gives on a page."""

    paper: bool = False

    def colour(self, name: str) -> str:
        return _PAPER[name] if self.paper else f"var(--{name})"

    def text(self, x: float, y: float, words: str, *, small: bool = False, bold: bool = False, anchor: str = "") -> str:
        """One line of text; on paper with its size and colour."""
        css = "ax" if small else ""
        attributes = f' class="{css}"' if css else ""
        if anchor:
            attributes += f' text-anchor="{anchor}"'
        if bold:
            attributes += ' font-weight="600"'
        if self.paper:
            attributes += f' font-size="{12 if small else 13}" fill="{self.colour("text-2" if small else "text")}"'
        return f'<text x="{at(x)}" y="{at(y)}"{attributes}>{escape(words)}</text>'

    def line(self, x1: float, y1: float, x2: float, y2: float, name: str, width: float = 1, dash: str = "") -> str:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        return (
            f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" '
            f'stroke="{self.colour(name)}" stroke-width="{at(width)}"{dashes}/>'
        )

    def ring(self, x: float, y: float) -> str:
        """The hollow dot: before."""
        return (
            f'<circle cx="{at(x)}" cy="{at(y)}" r="6.5" fill="{self.colour("sheet")}" '
            f'stroke="{self.colour("before")}" stroke-width="2.5"/>'
        )

    def dot(self, x: float, y: float, name: str, radius: float = 7) -> str:
        return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(radius)}" fill="{self.colour(name)}"/>'


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from end to end, never cut: `start` and `length` in pixels."""

    least: float
    largest: float
    start: float
    length: float

    def at(self, value: float) -> float:
        share = (value - self.least) / (self.largest - self.least)
        return self.start + self.length * min(1.0, max(0.0, share))

    @property
    def ticks(self) -> tuple[int, ...]:
        """Whole points of the scale, every second one above ten of them."""
        points = range(round(self.least), round(self.largest) + 1)
        return tuple(points) if len(points) <= 11 else tuple(points[::2])


def drawing(
    title: str, description: str, body: Iterable[str], height: float, ink: Ink, width: float = WIDTH
) -> SafeString:
    """The SVG element. A group and no image, so that links inside stay links for readers."""
    name = key(title, description)
    extra = ' xmlns="http://www.w3.org/2000/svg"' if ink.paper else ""
    if ink.paper:
        extra += f' width="{at(width)}" height="{at(height)}" font-family="Golos Text, sans-serif"'
    return mark_safe(
        f'<svg class="chart" viewBox="0 0 {at(width)} {at(height)}" role="group" '
        f'aria-labelledby="{name}-t {name}-d"{extra}>'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
        f"{''.join(body)}</svg>"
    )


def key(*texts: str) -> str:
    """A short id that is the same whenever the chart is the same."""
    return f"c{zlib.crc32(chr(0).join(texts).encode()):08x}"


def linked(url: str, content: str) -> str:
    """The row as a link to its list, or as it is."""
    return f'<a href="{escape(url)}">{content}</a>' if url.startswith(("/", "#", "?")) and url[:2] != "//" else content


def at(value: float) -> str:
    """A coordinate: at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def figure(value: float) -> str:
    """«3,5», «−0,25»."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if shown in ("-0", "") else shown).replace(".", ",").replace("-", "−")


def signed(value: float) -> str:
    """«+0,9», «−0,3», «0»."""
    shown = figure(value)
    return shown if shown == "0" or shown.startswith("−") else f"+{shown}"


def of(n: int, total: int) -> str:
    return f"{n}{NBSP}из{NBSP}{total}"


def lines(text: str, most: int = 32) -> list[str]:
    """At most two lines of about so many letters; what is left over ends in «…»."""
    words, found = text.split(), [""]
    for word in words:
        if found[-1] and len(found[-1]) + 1 + len(word) > most:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    shown = [line if len(line) <= most + 4 else line[: most + 3] + "…" for line in found[:2]]
    if len(found) > 2:
        shown[1] = shown[1].rstrip("…") + "…"
    return shown


def label(ink: Ink, text: str, middle: float, *, x: float = 0, bold: bool = False, most: int = 32) -> str:
    """A row's name in one or two lines about the height `middle`."""
    found = lines(text, most)
    top = middle + 5 - 8 * (len(found) - 1)
    return "".join(ink.text(x, top + 16 * i, line, bold=bold) for i, line in enumerate(found))


def grid(ink: Ink, axis: Axis, top: float, bottom: float) -> str:
    """Upright lines of the axis with their figures below."""
    return "".join(
        ink.line(axis.at(tick), top, axis.at(tick), bottom, "cell")
        + ink.text(axis.at(tick), bottom + 18, str(tick), small=True, anchor="middle")
        for tick in axis.ticks
    )


def hidden_words(k: int) -> str:
    return f"скрыто: меньше{NBSP}{k}"


def sentence(parts: Sequence[str]) -> str:
    return f"{'; '.join(parts)}." if parts else ""
