"""What a cell says as text, and whether it says anything."""

from __future__ import annotations

import datetime as dt
import re

from .sheets import Cell

_PLACEHOLDER = re.compile(
    r"[-–—−_/\\.?*x\s]*|нет(?: (?:данных|сведений|телефона|номера|почты|e-?mail|адреса|отчества|стажа))?|н/?д|не указано?а?|не имеет(ся)?|отсутству(ет|ют)|б/?н|n/?a|неизвестно|"
    r"нет информации",
    re.I,
)
_LONGEST_PLACEHOLDER = 20

# A longer cell is a text, not a value; searching it for values would only cost time.
LONGEST = 300


def text_of(cell: Cell) -> str:
    """The cell as a person would read it, spaces trimmed; line breaks inside become spaces."""
    if isinstance(cell, str):
        return cell.strip() if cell.isalnum() else one_line(cell)
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", ",")
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d.%m.%Y") if cell.time() == dt.time() else cell.strftime("%d.%m.%Y %H:%M")
    if isinstance(cell, dt.date):
        return cell.strftime("%d.%m.%Y")
    return str(cell)


def one_line(text: str) -> str:
    return " ".join(text.split())


def is_placeholder(text: str) -> bool:
    """Dashes, «нет», «н/д» and the like: nothing is known, and that is no mistake."""
    return len(text) <= _LONGEST_PLACEHOLDER and bool(_PLACEHOLDER.fullmatch(text))
