"""A small table typed in a form: rows of the same short texts. Lines pasted from Excel fill its cells (rows.js)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from nastavnik.ui.forms import printable

#: Empty rows drawn below the filled ones: without scripts the table still grows, by saving.
SPARE = 2
MOST_ROWS = 60


class RowsInput(forms.Widget):
    template_name = "ui/forms/rows.html"

    def __init__(self, columns: Sequence[tuple[str, str]], most: int) -> None:
        super().__init__()
        self.columns, self.most = tuple(columns), most

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]] | None:
        cells = [data.getlist(f"{name}-{code}") if hasattr(data, "getlist") else [] for code, _ in self.columns]
        if not any(cells):
            return None
        many = min(max(map(len, cells)), self.most + SPARE + 1)
        return [
            {
                code: column[row] if row < len(column) else ""
                for (code, _), column in zip(self.columns, cells, strict=True)
            }
            for row in range(many)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return self.value_from_datadict(data, files, name) is None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        filled = [row for row in value or [] if any(row.get(code) for code, _ in self.columns)]
        blank: dict[str, str] = {}
        context["widget"]["columns"] = [label for _, label in self.columns]
        context["widget"]["rows"] = [
            [(f"{name}-{code}", label, row.get(code, "")) for code, label in self.columns]
            for row in [*filled, *([blank] * SPARE)]
        ]
        return context


class RowsField(forms.Field):
    """`columns` of (code, heading). Gives a list of {code: text}; rows with nothing in them are dropped.

    A row without its first cell is refused where the rest says nothing alone (`led`).
    """

    def __init__(
        self,
        columns: Sequence[tuple[str, str]],
        *,
        longest: int = 1000,
        most: int = MOST_ROWS,
        led: bool = True,
        **kwargs: Any,
    ) -> None:
        self.columns, self.longest, self.most, self.led = tuple(columns), longest, most, led
        super().__init__(widget=RowsInput(columns, most), **kwargs)

    def prepare_value(self, value: Any) -> list[dict[str, str]]:
        return [{code: str(row.get(code, "")) for code, _ in self.columns} for row in value or []]

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows = [self._row(row) for row in value or []]
        rows = [row for row in rows if any(row.values())]
        if self.required and not rows:
            raise forms.ValidationError("Заполните хотя бы одну строку.", code="required")
        if len(rows) > self.most:
            raise forms.ValidationError(f"Строк больше {self.most}. Объедините близкие по смыслу.", code="many")
        first, heading = self.columns[0]
        for number, row in enumerate(rows, start=1):
            if self.led and not row[first]:
                raise forms.ValidationError(f"Строка {number}: заполните «{heading}» или сотрите её.", code="empty")
            for code, label in self.columns:
                if len(row[code]) > self.longest:
                    raise forms.ValidationError(
                        f"Строка {number}, «{label}»: длиннее {self.longest} знаков. Сократите.", code="long"
                    )
                printable(row[code])
        return rows

    def _row(self, row: Mapping[str, Any]) -> dict[str, str]:
        return {code: " ".join(str(row.get(code, "")).split()) for code, _ in self.columns}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool([self._row(row) for row in initial or []] != [self._row(row) for row in data or []])
