"""Tree → plain text, for hashing, history and search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .tree import Blank, Block, Box, Break, Inline, Para, Picture, Table, Text, Tree


def text_of(tree: Tree) -> str:
    """The words of a document, a line a paragraph, cells of a row parted by " | ". Equal trees give equal text."""
    return "\n".join(line for section in tree.sections for block in section.blocks for line in _lines(block)) + "\n"


def without_register(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` without the number and date the register gives: what the hash of a signed paper covers."""
    return {name: value for name, value in data.items() if name != "doc"}


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Para):
        yield _para(block)
    elif isinstance(block, Picture):
        yield block.alt
    elif isinstance(block, Table):
        for row in block.rows:
            cells = [
                " ".join(filter(None, [*map(_para, cell.paras), *(each.alt for each in cell.pictures)])) for cell in row
            ]
            if block.kind != "grid":
                cells = [cell for cell in cells if cell]
            line = " | ".join(cells).strip(" |")
            if line:
                yield line


def _para(para: Para) -> str:
    words = "".join(_inline(each) for each in para.inlines).replace("\u200b", "")
    return f"{para.number} {words}" if para.number else words


def _inline(inline: Inline) -> str:
    if isinstance(inline, Text):
        return inline.text
    if isinstance(inline, Blank):
        return "____"
    return "☐" if isinstance(inline, Box) else "\n" if isinstance(inline, Break) else ""
