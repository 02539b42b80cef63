"""Tables without the heading of a plan: does the first row name the columns of something else, what do the columns hold."""

from __future__ import annotations

import re

from .columns import Columns
from .document import Table
from .marks import looks_like_person, looks_like_term, starts_act
from .roles import role_of

_FIGURES = re.compile(
    r"20\d\d(?:\s*(?:г\.?|год))?|факт\w*|план|(?:\w+\s+)?значени\w+|единиц\w*.*|ед\.\s?изм\.?|ф\.?\s?и\.?\s?о\.?|подпис\w*",
    re.I,
)


def heads_another(table: Table, before: Columns) -> bool:
    """Whether the first row of a table names columns, but not those of the plan above: figures, signatures, members."""
    first = table.rows[0]
    texts = {column: first.cells[column].text for column in first.filled()}
    roles = {column: role_of(text) for column, text in texts.items()}
    if before.number >= 0 and roles.get(before.number) == "number":
        return True
    figures = sum(bool(_FIGURES.fullmatch(text)) for text in texts.values())
    named = sum(bool(role) or bool(_FIGURES.fullmatch(texts[column])) for column, role in roles.items())
    return figures > 0 and named >= max(2, 0.6 * len(texts)) and all(len(text) <= 40 for text in texts.values())


def guess_columns(table: Table) -> Columns | None:
    """Columns of a table without a heading, by what stands in them; None where it does not look like a plan."""
    rows = [row for row in table.rows if len(row.filled()) >= 2]
    if len(rows) < 3 or table.width < 2:
        return None
    columns = Columns(width=table.width, guessed=True)
    shares: list[dict[str, float]] = []
    for column in range(table.width):
        texts = [row.cells[column].text for row in rows if row.cells[column].text]
        count = max(1, len(texts))
        shares.append(
            {
                "fill": len(texts) / len(rows),
                "number": sum(bool(re.fullmatch(r"[\dIVX.)]{1,8}", t)) for t in texts) / count,
                "terms": sum(looks_like_term(t) and len(t) < 80 for t in texts) / count,
                "responsible": sum(looks_like_person(t) and len(t) < 120 for t in texts) / count,
                "act": sum(starts_act(t) for t in texts) / count,
                "length": sum(len(t) for t in texts) / count,
            }
        )
    free = list(range(table.width))
    if shares[0]["number"] > 0.6:
        columns.number = 0
        free.remove(0)
    for role in ("terms", "responsible"):
        best = max(free, key=lambda c: shares[c][role], default=-1)
        if best >= 0 and shares[best][role] > 0.6 and shares[best]["act"] < 0.5 and shares[best]["fill"] > 0.3:
            getattr(columns, role).append(best)
            free.remove(best)
    wordy = [c for c in free if shares[c]["length"] > 15]
    if not wordy or not (columns.terms or columns.responsible):
        return None
    acts = max(wordy, key=lambda c: shares[c]["act"] * 2 + shares[c]["length"] / 100)
    if shares[acts]["act"] < 0.3:
        return None
    columns.activity = acts
    later = [c for c in free if c > acts and c != acts]
    if later:
        columns.result.append(later[-1])
    before = [c for c in wordy if c < acts and shares[c]["fill"] < 0.9]
    if before:
        columns.stage = before[0]
    return columns
