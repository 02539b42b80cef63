"""One reader per kind of file; each gives the common lines and tables of `document`."""

from __future__ import annotations

from ..document import Document
from ..errors import Unreadable


def read(data: bytes, kind: str, filename: str) -> Document:
    """Lay a file of a known kind out as lines and tables. Readers are imported only when needed: start-up counts."""
    if kind in {"txt", "md", "csv", "tsv", "html"}:
        from . import plain

        text = plain.decode(data, filename)
        if kind == "html":
            from .html import read_html

            return read_html(text)
        if kind in {"csv", "tsv"}:
            return plain.read_separated(text, kind)
        return plain.read_text(text)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data, filename)
    if kind in {"xlsx", "xls", "ods"}:
        from .sheets import read_sheets

        return read_sheets(data, filename)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data, filename)
    if kind == "odt":
        from .odt import read_odt

        return read_odt(data, filename)
    if kind == "doc":
        from .docx import read_docx
        from .office import to_docx

        return read_docx(to_docx(data, filename), filename)
    raise Unreadable(f"Файл «{filename}» такого вида здесь не читается: сохраните его как .docx или .xlsx.")
