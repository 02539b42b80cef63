"""Fields of a typed paper: texts, dates, numbers, flags as they are; a person as «Фамилия Имя Отчество, должность»; a list one
item on a line; rows of several columns as a small table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nastavnik.features.people import queries as people
from nastavnik.features.people.papers import person_data
from nastavnik.ui.forms import DateField, read_date
from nastavnik.ui.rows import RowsField

PERSON_PARTS = {
    "last", "first", "middle", "gender", "post", "acting", "group", "workplace", "birth_date", "phone", "email",
    "forms", "post_forms",
}  # fmt: skip
MOST_LINES = 300
LONG = 4000
AS_PERSON = "Фамилия Имя Отчество, должность"
# The cell of a row that names a person.
PERSON = "person"
_YES_NO = {"да": True, "+": True, "нет": False, "-": False}


def is_person(one: Any) -> bool:
    return {"last", "first"} <= set(one.children)


def own_parts(one: Any) -> dict[str, Any]:
    """Columns of a row: for a person those beside the name and the post."""
    return {name: part for name, part in one.children.items() if not (is_person(one) and name in PERSON_PARTS)}


def in_blocks(one: Any) -> bool:
    """Rows that hold lists or people can not be typed on one line."""
    return one.kind == "list" and any(part.kind in ("list", "group") for part in own_parts(one).values())


class PersonField(forms.CharField):
    """«Фамилия Имя Отчество, должность» → the person's data for papers."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return read_persons([text])[0] if text else {}


class LinesField(forms.CharField):
    """A list, one item on a line: texts, or people."""

    def __init__(self, *, persons: bool, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=60_000, **kwargs)
        self.persons = persons

    def clean(self, value: Any) -> Any:
        lines = _lines(super().clean(value))
        return read_persons(lines) if self.persons else lines


class TableField(RowsField):
    """Rows of several columns, as the template's list has them; the first column names a person where the row is one."""

    def __init__(self, *, row: Any, **kwargs: Any) -> None:
        self.parts = own_parts(row)
        columns = [(part.name, _heading(part)) for part in self.parts.values()]
        self.people = is_person(row)
        super().__init__(
            [(PERSON, AS_PERSON), *columns] if self.people else columns,
            longest=LONG, most=MOST_LINES, led=self.people, **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> list[Any]:
        rows = super().clean(value)
        if not self.people:
            return rows
        persons = read_persons([row.pop(PERSON) for row in rows])
        return [{**person, **row} for person, row in zip(persons, rows, strict=True)]

    def read_cell(self, code: str, text: str) -> Any:
        if self.people and code == PERSON:
            _named(text)
            return text
        return _cell(self.parts[code], text)


def _heading(part: Any) -> str:
    label = part.label.partition(": ")[0]
    return str(label[:1].upper() + label[1:])


def _cell(part: Any, text: str) -> Any:
    if not text:
        return None
    try:
        if part.kind == "date":
            return read_date(text).isoformat()
        if part.kind == "number":
            return _number(text)
        if part.kind == "flag":
            return _YES_NO[text.lower()]
    except (ValueError, KeyError):
        wanted = "нужно число" if part.kind == "number" else "напишите «да» или «нет»"
        raise ValidationError(f"не понято «{text[:40]}», {wanted}.") from None
    return text


def _number(text: str) -> int | float:
    value = float(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    return int(value) if value == int(value) else value


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValidationError(f"Строк больше {MOST_LINES}. Разделите список на два документа.")
    return lines


def read_persons(lines: Sequence[str]) -> list[dict[str, Any]]:
    """People as papers want them. One of the organisation's own is taken from the card; others as typed.

    «Иванова Анна Сергеевна, методист»; after the second comma the place of work. Set-based.
    """
    typed = [_named(line) for line in lines]
    found = []
    for (name_parts, rest), fits in zip(typed, people.match_names([one for one, _ in typed]), strict=True):
        last, first, middle = name_parts
        whole = [person for person in fits if person.middle == middle or not middle]
        data = person_data(whole[0]) if len(whole) == 1 and len(first) > 2 else {"last": last, "first": first}
        if middle:
            data.setdefault("middle", middle)
        if rest and rest[0] and rest[0] != data.get("post"):
            data["post"] = rest[0]
            data.pop("post_forms", None)
        if len(rest) > 1:
            data["workplace"] = ", ".join(rest[1:])
        found.append(data)
    return found


def _named(line: str) -> tuple[tuple[str, str, str], list[str]]:
    """«Фамилия Имя Отчество, должность, место работы» → the parts of the name and the rest. Raises ValidationError."""
    name, *rest = [part.strip() for part in line.split(",")]
    words = name.split()
    if len(words) < 2:
        raise ValidationError(f"«{line[:60]}»: нужны хотя бы фамилия и имя.")
    return (words[0], words[1], " ".join(words[2:])), rest


def said_person(data: Mapping[str, Any]) -> str:
    """The person's data as they are typed."""
    name = " ".join(str(data[part]) for part in ("last", "first", "middle") if data.get(part))
    post = str(data.get("post") or "")
    work = str(data.get("workplace") or "")
    return ", ".join([name, *([post] if post or work else []), *([work] if work else [])])


def said(one: Any, value: Any) -> Any:
    """A kept value as its form field shows it."""
    if value in (None, "", [], {}):
        return ""
    if one.kind == "group" and is_person(one):
        return said_person(value)
    if one.kind == "list":
        if set(one.children) == {"item"}:
            return "\n".join(str(item) for item in value)
        parts = own_parts(one)
        if not parts:
            return "\n".join(said_person(row) for row in value)
        return [
            {
                **({PERSON: said_person(row)} if is_person(one) else {}),
                **{name: _said_cell(part, row.get(name)) for name, part in parts.items()},
            }
            for row in value
        ]
    return value


def _said_cell(part: Any, value: Any) -> str:
    if value in (None, ""):
        return ""
    if part.kind == "flag":
        return "да" if value else "нет"
    return f"{dt.date.fromisoformat(value):%d.%m.%Y}" if part.kind == "date" else str(value)


def form_field(one: Any, parent: Any = None) -> forms.Field:
    name, _, hint = one.label.partition(": ")
    label = name[:1].upper() + name[1:]
    if parent is not None and parent.kind == "group":
        label = f"{parent.label.partition(': ')[0]}: {name}"
        label = label[:1].upper() + label[1:]
    common: dict[str, Any] = {"label": label, "required": not one.optional, "help_text": hint[:1].upper() + hint[1:]}
    match one.kind:
        case "date":
            return DateField(**common)
        case "number":
            return NumberField(**common)
        case "flag":
            return forms.BooleanField(**(common | {"required": False}))
        case "group":
            return PersonField(max_length=400, **(common | {"help_text": _joined(hint, AS_PERSON)}))
        case "list" if set(one.children) == {"item"}:
            return LinesField(persons=False, **(common | {"help_text": _joined(hint, "каждое с новой строки")}))
        case "list":
            columns = [part.label for part in own_parts(one).values()]
            if not columns:
                words = f"каждый с новой строки: {AS_PERSON}"
                return LinesField(persons=True, **(common | {"help_text": _joined(hint, words)}))
            words = "Можно вставить строки, скопированные из Excel или Word"
            return TableField(row=one, **(common | {"help_text": _joined(hint, words)}))
    return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}), **common)


class NumberField(forms.CharField):
    """A whole or a decimal number as people write it: «1 250,5»."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return _number(text) if text else None
        except ValueError:
            raise ValidationError("Нужно число, например 12 или 4,5.") from None


def _joined(hint: str, words: str) -> str:
    text = f"{hint}. {words[:1].upper()}{words[1:]}" if hint else words
    return text[:1].upper() + text[1:]
