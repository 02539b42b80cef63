"""Boxes for ticks and the words that tell what each of them means."""

from __future__ import annotations

from collections.abc import Iterator

from . import layout
from .tree import Blank, Box, Para, Table, Text, Tree


def named_boxes(tree: Tree) -> Iterator[tuple[str, str, float, int]]:
    """Each box in the order of the text: the question above it, the words beside it, size of the type in pt, how many
    boxes of the question may be ticked (0: any number)."""
    above: Para | None = None
    for para, size in _paras(tree):
        boxes = [each for each in para.inlines if isinstance(each, Box)]
        if not boxes and para.inlines:
            above = para
        if boxes:
            question = _words(above) if above else ""
            own = layout.STYLES[para.style].size or size
            for label, box in zip(_labels(para), boxes, strict=True):
                yield question, label, own, box.most


def _paras(tree: Tree) -> Iterator[tuple[Para, float]]:
    for section in tree.sections:
        for block in section.blocks:
            if isinstance(block, Para):
                yield block, tree.size
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        yield from ((para, block.size or tree.size) for para in cell.paras)


def _labels(para: Para) -> Iterator[str]:
    """The words after each box, up to the next one."""
    label: list[str] | None = None
    for each in para.inlines:
        if isinstance(each, Box):
            if label is not None:
                yield _clean("".join(label))
            label = []
        elif label is not None:
            label.append(each.text if isinstance(each, Text) else "…" if isinstance(each, Blank) else " ")
    if label is not None:
        yield _clean("".join(label))


def _words(para: Para) -> str:
    return _clean("".join(each.text if isinstance(each, Text) else " " for each in para.inlines))


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u2003", " ").replace("\u200b", "").split())
