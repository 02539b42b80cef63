"""From a document's frozen data to its sheets: text, pictures, PDF, DOCX. No database inside."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from nastavnik import __version__
from nastavnik.features.documents.models import Document
from nastavnik.kernel.journal import canonical

BLANK_DOC = {"number": "", "date": None}


@lru_cache(maxsize=64)
def template_of(code: str) -> Any:
    from nastavnik.engines import papers

    return papers.load(code)


def tree_of_data(template: str, data: Mapping[str, Any], *, code: str = "", title: str = "") -> Any:
    """The papers engine's tree of a template filled with data."""
    from nastavnik.engines import papers

    return papers.build(template_of(template), data, code=code)


def data_of(document: Document, *, numbered: bool = False) -> dict[str, Any]:
    """The frozen data; with `numbered` the register's number and date stand in them."""
    doc = dict(BLANK_DOC)
    if numbered and document.number:
        doc = {"number": document.number, "date": document.signed_on.isoformat() if document.signed_on else None}
    return {**document.data, "doc": doc}


def tree_of(document: Document, *, numbered: bool = False) -> Any:
    """The document's tree, with or without the register's number and date."""
    return tree_of_data(document.template, data_of(document, numbered=numbered), code=document.code)


def text_of(tree: Any) -> str:
    from nastavnik.engines import papers

    return papers.text_of(tree)


def hash_of(text: str, data: Mapping[str, Any]) -> str:
    """Covers text and data without the register's fields, so that entering the number does not change it."""
    return hashlib.sha256((text + "\0" + canonical(data)).encode()).hexdigest()


def engine_version() -> str:
    return __version__


def pdf_of_trees(trees: Sequence[Any], *, on: dt.date) -> Any:
    """One PDF of many documents in one compile; the engine's `PdfFile`: `data`, `parts` with sheets of each."""
    from nastavnik.engines import papers

    return papers.write_pdf(trees, date=on)


def join(parts: Sequence[bytes]) -> bytes:
    """One PDF/A of several, with their tags."""
    from nastavnik.engines import papers

    return papers.join_pdf(parts)


def pdf_of(document: Document, *, numbered: bool = True) -> bytes:
    on = document.signed_on or document.created_at.date()
    return pdf_of_trees([tree_of(document, numbered=numbered)], on=on).data


def docx_of_tree(tree: Any) -> bytes:
    from nastavnik.engines import papers

    return papers.write_docx(tree)


def docx_of(document: Document, *, numbered: bool = True) -> bytes:
    return docx_of_tree(tree_of(document, numbered=numbered))


def page_png(pdf: bytes, number: int, *, width: int = 900) -> tuple[bytes, int]:
    """Picture of one sheet (from 1) and how many there are. Raises IndexError when there is no such sheet."""
    import io

    import pypdfium2

    source = pypdfium2.PdfDocument(pdf)
    try:
        total = len(source)
        if not 1 <= number <= total:
            raise IndexError(number)
        page = source[number - 1]
        picture = page.render(scale=width / page.get_width()).to_pil()
        out = io.BytesIO()
        picture.convert("L").save(out, "PNG", optimize=True)
        return out.getvalue(), total
    finally:
        source.close()
