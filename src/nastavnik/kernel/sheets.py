"""Tables as files: cells of people's text never become formulas (OWASP: CSV injection)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from nastavnik.kernel import files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An xlsx of one sheet. Text is written as text whatever it begins with; dates stay dates; None is empty."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(ch for ch in title if ch not in "[]:*?/\\")[:31] or "Список")
    sheet.freeze_panes = "A2"
    for index, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = min(max(len(header) + 4, 12), 45)

    def cell(value: Any, *, bold: bool = False) -> Any:
        if isinstance(value, str):
            value = "".join(ch for ch in value if ch in "\n\t" or ord(ch) >= 32)[:32000]
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"
        if isinstance(value, (dt.date, dt.datetime)):
            made.number_format = "DD.MM.YYYY"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(header, bold=True) for header in headers])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.properties.creator = ""
    book.save(out)
    return out.getvalue()


def xlsx_answer(name: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The same as a download; `name` without the suffix and without personal data."""
    return files.attach(xlsx(name, headers, rows), name=f"{name}.xlsx", media_type=XLSX)
