"""Several plans in one file: a second title of a plan with a table of its own begins another plan."""

from __future__ import annotations

import re

from .columns import find_columns
from .document import Document, Line, Table
from .text import clean

_TITLE = re.compile(
    r"(?:«|\")?(?:примерн\w+\s+|типов\w+\s+)?(?:д\s*о\s*р\s*о\s*ж\s*н\s*а\s*я\s+к\s*а\s*р\s*т\s*а\b|план\b|план[-\s]график\b"
    r"|программа\s+(?:внедрения|наставничества|реализации))",
    re.I,
)
# «План мероприятий на сентябрь», «План I этапа»: parts of one plan, not plans of their own.
_PART = re.compile(
    r"январ|феврал|\bмарт|апрел|\bма[йея]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|полугоди|четверт|квартал|семестр"
    r"|этап|раздел|блок|модул|продолжени|направлени|выполнен",
    re.I,
)


def split_plans(document: Document) -> list[Document]:
    """The document as one part for each plan in it; the document itself where it holds one."""
    starts = [0]
    after_table = 0
    has_plan = False
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            has_plan = has_plan or find_columns(block) is not None
            after_table = at + 1
        elif has_plan and _is_title(block) and _has_own_table(document, at):
            starts.append(after_table)
            has_plan = False
    if len(starts) == 1:
        return [document]
    ends = [*starts[1:], len(document.blocks)]
    parts = [Document(document.blocks[begin:end]) for begin, end in zip(starts, ends, strict=True)]
    parts[0].notes = document.notes
    return parts


def _is_title(line: Line) -> bool:
    text = clean(line.para.text)
    return 6 < len(text) < 300 and bool(_TITLE.match(text)) and not _PART.search(text)


def _has_own_table(document: Document, at: int) -> bool:
    """Whether the next table has a heading of its own: one without goes on with the plan above."""
    table = next((block for block in document.blocks[at + 1 :] if isinstance(block, Table)), None)
    return table is not None and find_columns(table) is not None
