"""The document as a tree: what both writers lay out. Everything in it is finished text, ready to print."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A ruled gap for the pen, `width` in mm; 0 means up to the end of the line."""

    width: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """An empty square for a tick. `most`: how many squares of its question may be ticked, 0 for any number."""

    most: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A new line inside a paragraph."""


Inline = Text | Blank | Box | Break


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of a named style (see `layout.STYLES`).

    `number` is the printed number of a point («2.1.»), `level` its depth from 1, `list_id` the numbering it belongs to.
    `keep_next` keeps it on the sheet of what follows, so that a signature never stands alone.
    """

    inlines: tuple[Inline, ...]
    style: str = "body"
    number: str = ""
    level: int = 0
    list_id: int = 0
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A vector drawing in the middle of the sheet, sizes in mm; `alt` says in words what it shows."""

    svg: str
    width: float
    height: float
    alt: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs, and under them drawings side by side (only on cards to cut out)."""

    paras: tuple[Para, ...]
    span: int = 1
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`kind`: grid (ruled), plain (no rules), cards (dashed rules to cut along). `widths` in mm.

    The first `head` rows repeat on each sheet. `gap` is the white space above in mm, `row` the least height
    of a row to be filled by pen.
    """

    kind: str
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    gap: float = 0
    size: float = 0
    keep_next: bool = False
    row: float = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new sheet."""


Block = Para | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """Sheets of one orientation; the first section and each annex begin a new sheet.

    `framed`: a ruled frame round the sheet and equal margins on both sides (certificates).
    """

    blocks: tuple[Block, ...]
    landscape: bool = False
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """An obligatory field without a value: `path` in the data, `label` in Russian."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A form a person should look at: what stood in the data, the printed form, why it is doubtful (Russian)."""

    source: str
    form: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A finished document. `code` is the short code of its sheets ("" prints none), sizes are in pt, margins in mm."""

    title: str
    template: str
    sections: tuple[Section, ...]
    code: str = ""
    profile: str = "gost2025"
    size: float = 14
    spacing: float = 1.15
    missing: tuple[Missing, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())
