"""A small table typed in a form: rows of the same short texts. Lines pasted from Excel fill its cells (rows.js)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from nastavnik.ui.forms import lower_first, printable

#: Empty rows drawn below the filled ones: without scripts the table still grows, by saving.
SPARE = 2
MOST_ROWS = 60
#: Wrong cells told at once; the rest is told after these are mended.
MOST_TOLD = 8


class CellError(forms.ValidationError):
    """What is wrong with one cell: `row` counts filled rows from 1, `cell` is the code of its column.

    The message is shown as it is: typed text in it may hold «%».
    """

    def __init__(self, row: int, cell: str, message: str, code: str) -> None:
        super().__init__(message, code=code)
        self.row, self.cell = row, cell

    @property
    def place(self) -> str:
        """Ends the id of the cell, so that the summary of a form leads to it."""
        return f"-{self.row}-{self.cell}"


class RowsBound(BoundField):
    """Tells the widget which cells are wrong: only they are marked."""

    def as_widget(
        self, widget: forms.Widget | None = None, attrs: dict[str, Any] | None = None, only_initial: bool = False
    ) -> Any:
        wrong = " ".join(error.place for error in self.errors.as_data() if isinstance(error, CellError))
        return super().as_widget(widget, {**(attrs or {}), "wrong": wrong}, only_initial)


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
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong", "").split()
        context = super().get_context(name, None, attrs)
        key = context["widget"]["attrs"].get("id", name)
        filled = [row for row in value or [] if any(row.get(code) for code, _ in self.columns)]
        blank: dict[str, str] = {}
        context["widget"]["columns"] = [label for _, label in self.columns]
        context["widget"]["error_id"] = f"{key}_error"
        context["widget"]["rows"] = [
            [
                {
                    "name": f"{name}-{code}",
                    "label": label,
                    "value": row.get(code, ""),
                    "wrong_id": f"{key}-{number}-{code}" if f"-{number}-{code}" in wrong else "",
                }
                for code, label in self.columns
            ]
            for number, row in enumerate([*filled, *([blank] * SPARE)], start=1)
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

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return RowsBound(form, self, field_name)

    def prepare_value(self, value: Any) -> list[dict[str, str]]:
        return [{code: str(row.get(code, "")) for code, _ in self.columns} for row in value or []]

    def clean(self, value: Any) -> list[Any]:
        rows = [self._row(row) for row in value or []]
        rows = [row for row in rows if any(row.values())]
        if self.required and not rows:
            raise forms.ValidationError("Заполните хотя бы одну строку.", code="required")
        if len(rows) > self.most:
            raise forms.ValidationError(f"Строк больше {self.most}. Объедините близкие по смыслу.", code="many")
        wrong: list[Any] = []
        read = [
            {code: self._read(number, code, label, row[code], wrong) for code, label in self.columns}
            for number, row in enumerate(rows, start=1)
        ]
        if wrong:
            raise forms.ValidationError(wrong[:MOST_TOLD])
        return read

    def read_cell(self, code: str, text: str) -> Any:
        """What the cell holds, from its text. Raises ValidationError whose message goes on from «Строка 2, «Срок»: »."""
        return text

    def _read(self, number: int, code: str, label: str, text: str, wrong: list[Any]) -> Any:
        try:
            if self.led and code == self.columns[0][0] and not text:
                raise forms.ValidationError("заполните или сотрите всю строку.", code="empty")
            if len(text) > self.longest:
                raise forms.ValidationError(f"длиннее {self.longest} знаков. Сократите.", code="long")
            printable(text)
            return self.read_cell(code, text)
        except forms.ValidationError as error:
            said = f"Строка {number}, «{label}»: {lower_first(error.messages[0])}"
            wrong.append(CellError(number, code, said, error.error_list[0].code or "invalid"))
            return None

    def _row(self, row: Mapping[str, Any]) -> dict[str, str]:
        return {code: " ".join(str(row.get(code, "")).split()) for code, _ in self.columns}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool([self._row(row) for row in initial or []] != [self._row(row) for row in data or []])
