"""OpenDocument tables by hand: merged cells, hidden rows and columns."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from . import layouts
from .plans import Plan
from .text_files import Rows, spans

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def to_ods(
    plan: Plan, rows: Rows, *, hidden_rows: frozenset[int] = frozenset(), hidden_columns: frozenset[int] = frozenset()
) -> bytes:
    """The plan's title, an empty row, the table. `hidden_rows`, `hidden_columns`: places in `rows`, from 0."""
    width = max(len(row) for row in rows)
    columns = "".join(f"<table:table-column{_HIDDEN if at in hidden_columns else ''}/>" for at in range(width))
    body = [_row([plan.title]), _row([""])]
    body += [_row(row, hidden=at in hidden_rows) for at, row in enumerate(rows)]
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="План">{columns}{"".join(body)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()


_HIDDEN = ' table:visibility="collapse"'


def _row(cells: list[layouts.Cell], *, hidden: bool = False) -> str:
    made = []
    for cell in cells:
        if cell is None:
            made.append("<table:covered-table-cell/>")
            continue
        text, across, down = spans(cell)
        across_down = (
            f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"' if across * down > 1 else ""
        )
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if text)
        kind = ' office:value-type="string"' if text else ""
        made.append(f"<table:table-cell{kind}{across_down}>{lines}</table:table-cell>")
    return f"<table:table-row{_HIDDEN if hidden else ''}>{''.join(made)}</table:table-row>"
