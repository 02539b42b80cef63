"""Sheets of acquaintance: one for workers, one for each group, for parents; students sign a personal extract of an
order that names people, because the whole of it holds others' data (decision 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from nastavnik.features.documents import rendering
from nastavnik.features.documents.models import Document, DocumentPerson
from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.papers import person_data
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import document_kinds

#: family, or kind → the kind of the act in the instrumental and in the genitive
WORDS = {
    "order": ("приказом", "приказа"),
    "regulation": ("положением", "положения"),
    "minutes": ("протоколом", "протокола"),
}
OTHER = ("документом", "документа")


def act_words(document: Document) -> tuple[str, str]:
    """(«приказом «О …»», «приказа «О …»»): the act in the instrumental and in the genitive."""
    kind = document_kinds.get(document.kind)
    ins, gen = WORDS.get(document.kind.partition("_")[0]) or WORDS.get(kind.family if kind else "") or OTHER
    title = f"«{document.title.strip('«»')}»" if "«" not in document.title.strip("«»") else document.title
    return f"{ins} {title}", f"{gen} {title}"


def _act(document: Document, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "number": document.number,
        "date": document.signed_on.isoformat() if document.signed_on else None,
    }


def trees(by: Actor, document: Document, rows: Sequence[DocumentPerson], on: dt.date) -> list[Any]:
    """Trees of all sheets: workers and others, each group, representatives, then extracts by group and name."""
    from nastavnik.engines import papers

    kind = document_kinds.get(document.kind)
    extract = kind.extract if kind else None
    ins, _ = act_words(document)
    base = base_of(by, on)
    lists: dict[str, list[DocumentPerson]] = {}
    personal: list[DocumentPerson] = []
    for row in rows:
        person = row.person
        if person.kind == "student" and extract is not None:
            personal.append(row)
            continue
        key = "2" + (person.group.name if person.group else "") if person.kind == "student" else ""
        lists.setdefault("3" if person.kind == "representative" else key or "1", []).append(row)
    sheet = papers.load("acquaintance")
    made = [
        papers.build(
            sheet,
            {
                "org": base["org"],
                "document": _act(document, ins),
                "people": [person_data(row.person) for row in lists[key]],
            },
            code=document.code,
        )
        for key in sorted(lists)
    ]
    for row in personal:
        lines = list(extract(document.subject, row.person_id, by)) if extract else []
        made.append(extract_tree(row, lines, base))
    return made


def base_of(by: Actor, on: dt.date) -> dict[str, Any]:
    """The organisation and, when known, who signs: what each sheet begins with."""
    signer = organizations.signer_on(on)
    data = organization_papers.organization_data(by.organization, on=on, signer=signer)
    return {"org": data["org"]} | ({"signer": data["signer"]} if signer else {})


def extract_tree(row: DocumentPerson, lines: Sequence[str], base: dict[str, Any]) -> Any:
    """The personal extract of an act for one person: the given sentences and nobody else's data."""
    document = row.document
    act = {"document": _act(document, act_words(document)[1]), "person": person_data(row.person), "lines": list(lines)}
    return rendering.tree_of_data("acquaintance_extract", base | act, code=document.code)
