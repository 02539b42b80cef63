"""A table copied column by column: «Мероприятие», all acts, «Срок», all terms, «Ответственный», all persons."""

from __future__ import annotations

import re

from .document import Cell, Line, Para, Row, Table
from .marks import is_signature, looks_like_person, looks_like_term, marker_of
from .roles import role_of
from .text import clean, title_of

_ROLES = {"stage", "activity", "terms", "responsible", "result"}
_FITS = {"terms": looks_like_term, "responsible": looks_like_person}
_COUNTED = re.compile(r"^(?:№|n)\s*(?:п\s*[/.]?\s*п\.?)?\s+", re.I)


def columns_apart(lines: list[Line]) -> tuple[int, Table] | None:
    """(place of the first heading, the table); None where the lines (all with text) are no such copy: every heading
    must have as many lines below it as the others."""
    heads: list[tuple[int, str, str]] = []
    for at, line in enumerate(lines):
        text = _COUNTED.sub("", clean(line.para.text))
        marked = line.para.marker or marker_of(text)[0]
        role = role_of(text) if len(text) <= 45 and len(text.split()) <= 4 and not marked else ""
        if role in _ROLES:
            heads.append((at, role, text))
    for start, (_, role, _) in enumerate(heads):
        if role in {"activity", "stage"} and (table := _table(lines, heads[start:])) is not None:
            return heads[start][0], table
    return None


def _table(lines: list[Line], heads: list[tuple[int, str, str]]) -> Table | None:
    roles = [role for _, role, _ in heads]
    if len(heads) < 2 or "activity" not in roles or len(set(roles)) < len(roles):
        return None
    ends = [*(at for at, _, _ in heads[1:]), len(lines)]
    parts = [lines[at + 1 : end] for (at, _, _), end in zip(heads, ends, strict=True)]
    count = len(parts[0])
    last = [line for line in parts[-1] if not is_signature(line.para.text)]
    if count < 3 or any(len(part) != count for part in parts[:-1]) or not count <= len(last) <= count + 4:
        return None
    parts[-1] = last[:count]
    fits = [
        _FITS[role](title_of(line.para.text))
        for role, part in zip(roles, parts, strict=True)
        if role in _FITS
        for line in part
    ]
    if not fits or sum(fits) < 0.6 * len(fits):
        return None
    rows = [Row([Cell([Para(text)]) for _, _, text in heads], lines[heads[0][0]].place)]
    for at in range(count):
        rows.append(Row([Cell([_unmarked(part[at].para)]) for part in parts], parts[0][at].place))
    return Table(rows, flat=True)


def _unmarked(para: Para) -> Para:
    rest = marker_of(para.text)[1]
    return Para(rest or para.text)
