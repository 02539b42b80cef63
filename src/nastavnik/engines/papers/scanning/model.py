"""What scanning gives back. Plain values: they cross from the limited process to the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .marks import Reading


@dataclass(frozen=True, slots=True)
class SheetImage:
    """A sheet as it left the reading process. `place`: page of its file from 1; `picture`: JPEG, upright, A4.

    `document`, `page`: of the code, "" and 0 when none was read; `why`: a Russian sentence about what hinders, "" when
    nothing does; `foreign`: text of a code that is not ours; `angle`: how far it was turned, degrees anticlockwise.
    """

    place: int
    picture: bytes
    document: str = ""
    page: int = 0
    why: str = ""
    kind: str = ""
    foreign: str = ""
    angle: float = 0
    landscape: bool = False
    marks: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A box of a sheet. `confidence` 0.5–1; a doubtful one is below `marks.SURE` and is to be looked at by a person.

    `question` and `label` are the words printed beside it.
    """

    page: int
    question: str
    label: str
    marked: bool
    confidence: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet filed. `position`: place in the whole stack from 1; `pages`: sheets of its document as far as known.

    `ordered`: whether the sheet itself names its place; False for one printed from Word, placed by the order of the stack.
    """

    document: str
    page: int
    pages: int
    file: Path
    position: int
    angle: float
    marks: tuple[Mark, ...] = ()
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet a person has to look at. `kind`: unread, foreign, two, double, broken; `guess`: by its neighbours."""

    position: int
    file: Path | None
    kind: str
    why: str
    guess: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: missing, order, double, foreign, unread, two, broken, blank; `message` in Russian."""

    kind: str
    message: str
    document: str = ""
    page: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Stack:
    """Everything a stack gave. `positions`: how many pages it has in all files; `blank`: positions of empty sides."""

    sheets: tuple[Sheet, ...]
    unread: tuple[Unread, ...]
    findings: tuple[Finding, ...]
    positions: int
    blank: tuple[int, ...] = field(default=())

    def to_json(self) -> list[dict[str, Any]]:
        """The sheets as `nastavnik papers scan` prints them."""
        return [
            {"document": each.document, "page": each.page, "pages": each.pages, "file": str(each.file)}
            for each in self.sheets
        ]
