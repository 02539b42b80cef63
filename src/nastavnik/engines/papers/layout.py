"""Sizes of a sheet: one table for both writers. Source: ГОСТ Р 7.0.97, editions of 2025 and 2016."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MM_PER_PT = 0.352778
# Left 32 mm: at least the 30 mm asked of papers kept over ten years, and room for the 18 mm code of the sheet, 10 mm
# from the edge, with its quiet zone of four modules. Right, top, bottom as the standard asks.
LEFT, RIGHT, TOP, BOTTOM = 32.0, 10.0, 20.0, 20.0
PORTRAIT, LANDSCAPE = (210.0, 297.0), (297.0, 210.0)
CODE_SIZE, CODE_LEFT, CODE_BOTTOM = 18.0, 10.0, 15.0
INSET_X, INSET_Y = 1.5, 0.4
CARD_INSET = 3.0
TABLE_SIZE = 11.0
LONGEST_WORD = 24

# A frame round the sheet, mm from its edge: outside the code of the sheet and its quiet zone.
FRAME, FRAME_COLOUR = 5.0, "1f4e79"
QR_LINK = 24.0

# Widest block in a corner of the sheet, mm.
PROFILES = {"gost2025": 80.0, "gost2016": 75.0}


@dataclass(frozen=True, slots=True)
class Style:
    """`title` is the name a person sees in Word; `size` 0 means that of the document; `before`, `after` in pt."""

    title: str
    align: str = "left"
    indent: float = 0
    bold: bool = False
    size: float = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False
    outline: int = 0
    colour: str = ""


STYLES: dict[str, Style] = {
    "body": Style("Текст", "justify", 12.5),
    "plain": Style("Текст без отступа"),
    "question": Style("Вопрос", before=7, keep_next=True),
    "option": Style("Вариант ответа", indent=6),
    "pen": Style("Строка для ручки", before=6),
    "center": Style("Текст по центру", "center"),
    "right": Style("Текст справа", "right"),
    "small": Style("Подпись под чертой", "center", size=9.5),
    "point": Style("Пункт", "justify", 12.5),
    "item": Style("Перечень", "justify", 12.5),
    "organization": Style("Организация", "center"),
    "title": Style("Вид документа", "center", bold=True, before=12, after=6, keep_next=True, outline=1),
    "heading": Style("Заголовок к тексту", "center", bold=True, before=12, after=12, keep_next=True, outline=1),
    "section": Style("Раздел", "center", bold=True, before=10, after=4, keep_next=True, outline=2),
    "display": Style(
        "Слово на грамоте",
        "center",
        bold=True,
        size=36,
        before=14,
        after=16,
        keep_next=True,
        outline=1,
        colour=FRAME_COLOUR,
    ),
    "name": Style("Имя на грамоте", "center", bold=True, size=26, before=12, after=10, keep_next=True),
    "cell": Style("Ячейка"),
    "cell_center": Style("Ячейка по центру", "center"),
    "cell_right": Style("Ячейка справа", "right"),
    "cell_head": Style("Заголовок столбца", "center"),
    "cell_span": Style("Строка раздела таблицы", "center", bold=True),
}


def right_margin(framed: bool) -> float:
    """Right margin in mm; what stands in a frame stands in its middle."""
    return LEFT if framed else RIGHT


def text_width(landscape: bool, framed: bool = False) -> float:
    """Width of the text in mm."""
    return (LANDSCAPE if landscape else PORTRAIT)[0] - LEFT - right_margin(framed)


def text_height(landscape: bool) -> float:
    """Height of the text in mm."""
    return (LANDSCAPE if landscape else PORTRAIT)[1] - TOP - BOTTOM


def blank_length(width: float, size: float) -> int:
    """How many underscores make a blank of `width` mm at `size` pt (an underscore is half an em)."""
    return max(3, round(width / (size * 0.5 * MM_PER_PT)))


def fit_widths(weights: Sequence[float], longest: Sequence[int], size: float, total: float) -> tuple[float, ...]:
    """Share `total` mm among columns by weight, none narrower than its longest word (`longest`, in characters).

    Both writers get the same widths, so a table breaks alike in both; a word that still does not fit is broken.
    """
    scale = total / (sum(weights) or 1)
    wanted = [weight * scale for weight in weights]
    least = [min(count, LONGEST_WORD) * 0.56 * size * MM_PER_PT + 2 * INSET_X + 0.5 for count in longest]
    if sum(least) >= total:
        return tuple(round(width * total / sum(least), 2) for width in least)
    lacking = sum(max(0.0, low - width) for low, width in zip(least, wanted, strict=True))
    spare = sum(max(0.0, width - low) for low, width in zip(least, wanted, strict=True))
    factor = lacking / spare if spare else 0.0
    return tuple(
        round(low if width < low else width - (width - low) * factor, 2)
        for low, width in zip(least, wanted, strict=True)
    )
