"""What a page carries besides its text: numbers of pages, running titles and stamps of electronic
signatures among the lines."""

from __future__ import annotations

import re

from .document import Block, Document, Line
from .model import NOWHERE
from .text import clean

_PAGE = re.compile(
    r"(?:страница|стр\.|лист|page)\s*№?\s*\d{1,3}(?:\s*(?:из|of|/)\s*\d{1,3})?\.?|\d{1,3}\s*(?:из|/)\s*\d{1,3}", re.I
)
_STAMP = re.compile(
    r"(?:документ\s+)?подписан\w*\s+(?:усиленной\s+|квалифицированной\s+|простой\s+|цифровой\s+)*(?:электронной\s+|цифровой\s+)?(?:цифровой\s+)?подписью"
    r"|сведения\s+о\s+сертификате|электронная\s+подпись",
    re.I,
)
_STAMP_PART = re.compile(
    r"(?:серийный\s+номер|сертификат|ключ)\b.{0,20}[0-9a-f]{8,}|[0-9a-f]{16,}|владелец\s*:?|действител\w+\s+(?:с|до|по)\b"
    r"|(?:дата|время)\s+подписания|подписано\s+цифровой|дата:\s*\d{4}\.\d\d\.\d\d",
    re.I,
)
_NEAR = 8  # lines of a stamp stand so close to its first one


def _pages_of(document: Document) -> list[list[int]]:
    """Places of the blocks of each page, where the reader knows pages."""
    pages: dict[int, list[int]] = {}
    for at, block in enumerate(document.blocks):
        place = block.place if isinstance(block, Line) else block.rows[0].place if block.rows else NOWHERE
        pages.setdefault(place.page, []).append(at)
    return [places for page, places in pages.items() if page]


def _running_titles(document: Document) -> set[int]:
    """Places of the lines that open or end at least half of the pages, two or more, word for word; what opens the first
    page is the title of the document itself."""
    pages = _pages_of(document)
    found: dict[str, set[int]] = {}
    for places in pages:
        for at in {places[0], places[-1]}:
            block = document.blocks[at]
            if isinstance(block, Line) and len(places) > 1:
                found.setdefault(clean(block.para.text), set()).add(at)
    own = {pages[0][0]} if pages else set()
    return {at for same in found.values() if len(same) >= max(2, len(pages) / 2) for at in same} - own


def drop_furniture(document: Document) -> int:
    """Take such lines out of a document; returns how many. Lines with other words stay."""
    kept: list[Block] = []
    stamped = -_NEAR
    running = _running_titles(document)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Line):
            text = clean(block.para.text)
            if _STAMP.match(text):
                stamped = at
                continue
            in_stamp = abs(at - stamped) <= _NEAR and bool(_STAMP_PART.match(text))
            if _PAGE.fullmatch(text) or in_stamp or at in running:
                continue
        kept.append(block)
    dropped = len(document.blocks) - len(kept)
    document.blocks = kept
    return dropped
