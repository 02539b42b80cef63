"""A table pasted as text, one cell a line: «№», «Мероприятие», «Срок», «Ответственный», then the cells one by one."""

from __future__ import annotations

import re

from .document import Cell, Line, Para, Row, Table
from .headings import split_number
from .marks import is_ditto, is_signature, looks_like_person, looks_like_term
from .roles import role_of
from .text import clean

_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\.?\)?")


def find_pasted(lines: list[Line]) -> tuple[int, int] | None:
    """(first line of the heading, its count of columns): three or more headings in a row, each in its own line."""
    texts = [clean(line.para.text) for line in lines]
    for at in range(len(texts)):
        roles: list[str] = []
        for text in texts[at : at + 8]:
            heading = (
                len(text) <= 60 and len(text.split()) <= 6 and ":" not in text and not re.match(r"[-–•*]|\d", text)
            )
            role = role_of(text) if heading else ""
            late = role == "stage" and {"terms", "responsible", "result"} & set(roles)
            if not role or late or _NUMBER.fullmatch(text) or (role in roles and role != "activity"):
                break
            roles.append(role)
        if "number" in roles[1:]:
            continue  # the title of the plan stands above the heading
        useful = set(roles) & {"terms", "responsible", "result", "number", "stage"}
        if len(roles) >= 3 and ("activity" in roles or "stage" in roles) and len(useful) >= 2:
            return at, len(roles)
    return None


def rebuild(lines: list[Line], start: int, width: int) -> Table:
    """The table again: a row begins with a number; its other cells are laid out by count, else by their looks."""
    header = [clean(line.para.text) for line in lines[start : start + width]]
    roles = [role_of(text) for text in header]
    rows = [Row([Cell([line.para]) for line in lines[start : start + width]], lines[start].place)]
    rest = lines[start + width :]
    by_columns = _chunks_by_columns(rest, width) if roles[0] == "number" else None
    if by_columns is not None:
        chunks = by_columns
    elif roles[0] == "number":
        lead = next((at for at, role in enumerate(roles) if role not in {"number", "stage"}), 0)
        chunks = [part for chunk in _chunks_by_number(_unpaged(rest), width) for part in _rows_of(chunk, width, lead)]
    else:
        chunks = [rest[at : at + width] for at in range(0, len(rest), width)]
    for chunk in chunks:
        rows.append(Row(_lay_out(chunk, roles, width), chunk[0].place))
    return Table(rows)


def _chunks_by_number(lines: list[Line], width: int) -> list[list[Line]]:
    """A row ends where the next number comes, or where it is full: what follows then is the heading of a stage."""
    chunks: list[list[Line]] = []
    alone = any(_NUMBER.fullmatch(clean(line.para.text)) for line in lines)
    for line in lines:
        text = clean(line.para.text)
        marked = not alone and re.match(r"(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*)[.)]\s+\S", text)
        starts = bool(_NUMBER.fullmatch(text)) or split_number(text)[2] or bool(marked)
        full = bool(chunks) and len(chunks[-1]) == width and bool(_NUMBER.fullmatch(clean(chunks[-1][0].para.text)))
        if starts or full or not chunks:
            chunks.append([line])
        else:
            chunks[-1].append(line)
    return chunks


def _unpaged(lines: list[Line]) -> list[Line]:
    """Lines down to a signature without numbers of pages: plain numbers that neither go on counting nor begin anew."""
    kept: list[Line] = []
    last = 0
    for line in lines:
        if is_signature(line.para.text):
            break
        text = clean(line.para.text).strip(".)")
        if text.isdigit():
            if int(text) not in (1, last + 1):
                continue
            last = int(text)
        kept.append(line)
    return kept


def _rows_of(chunk: list[Line], width: int, lead: int) -> list[list[Line]]:
    """A chunk of several rows whose first `lead` cells (the number, the stage) were merged, as rows."""
    size = width - lead
    if lead > 1 and not _NUMBER.fullmatch(clean(chunk[0].para.text)) and len(chunk) % size == 0:
        chunk = [Line(Para(""), chunk[0].place)] * lead + chunk
        return [chunk] if len(chunk) == width else _rows_of(chunk, width, lead)
    if lead < 2 or len(chunk) <= width or (len(chunk) - lead) % size:
        return [chunk]
    empty = Line(Para(""), chunk[0].place)
    rows = [chunk[lead + at : lead + at + size] for at in range(0, len(chunk) - lead, size)]
    return [[*chunk[:lead], *rows[0]], *([empty] * lead + row for row in rows[1:])]


def _chunks_by_columns(lines: list[Line], width: int) -> list[list[Line]] | None:
    """Rows of a table that was copied column by column: all numbers, then all activities, then all terms …

    A stage («2» before «2.1») has a number and a title only. None where the counts do not fit such a copy.
    """
    texts = [clean(line.para.text) for line in lines]
    count = next((at for at, text in enumerate(texts) if not _NUMBER.fullmatch(text)), len(texts))
    if count < 3:
        return None
    numbers = [text.strip(".)") for text in texts[:count]]
    stages = [at for at in range(count - 1) if "." not in numbers[at] and numbers[at + 1].startswith(f"{numbers[at]}.")]
    acts = [at for at in range(count) if at not in stages]
    if len(lines) != 2 * count + (width - 2) * len(acts):
        return None
    rows = [[lines[at], lines[count + at]] for at in range(count)]
    for column in range(width - 2):
        for place, at in enumerate(acts):
            rows[at].append(lines[2 * count + column * len(acts) + place])
    return rows


def _lay_out(chunk: list[Line], roles: list[str], width: int) -> list[Cell]:
    cells = [Cell() for _ in range(width)]
    texts = list(chunk)
    if roles[0] == "number" and clean(texts[0].para.text) and not _NUMBER.fullmatch(clean(texts[0].para.text)):
        first = clean(texts[0].para.text)
        match = re.match(r"(\d{1,2}(?:\.\d{1,2})*)[.)]\s+(?=\S)", first)
        if match and len(texts) == width - 1:
            texts = [Line(Para(match.group(1))), Line(Para(first[match.end() :])), *texts[1:]]
        elif len(texts) == 1:
            cells[roles.index("activity") if "activity" in roles else 1] = Cell([texts[0].para])
            return cells
        else:
            texts = [Line(Para("")), *texts]
    if len(texts) == width:
        return [Cell([line.para] if line.para.text else []) for line in texts]
    free = list(range(width))
    wordy = [c for c in free if roles[c] in {"activity", "stage"}]
    for at, line in enumerate(texts):
        text = clean(line.para.text)
        column = _column_for(text, at, roles, free, wordy)
        cells[column].paras.append(line.para)
        if column in free:
            free.remove(column)
    return cells


def _column_for(text: str, at: int, roles: list[str], free: list[int], wordy: list[int]) -> int:
    if at == 0 and roles[0] == "number":
        return 0
    left = [c for c in wordy if c in free]
    if left and (at <= 1 or not (looks_like_term(text) or looks_like_person(text) or is_ditto(text))):
        return left[0]
    for role, fits in (("terms", looks_like_term), ("responsible", looks_like_person)):
        for column in free:
            if roles[column] == role and (fits(text) or is_ditto(text)):
                return column
    rest = [c for c in free if roles[c] not in {"number", "terms", "responsible"}] or free
    return rest[0] if rest else (wordy[-1] if wordy else 0)
