"""Rows under a header: people go on with the headings above them, everything else is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from nastavnik.engines.russian.firstnames import first_name_genders
from nastavnik.engines.russian.folding import repair

from .cells import text_of
from .contents import of_department
from .headers import header_key, recognise
from .names import looks_like_name
from .shapes import NAME_FIELDS, BodyRow, HeadedColumn, Heading, filled_cells
from .sheets import Cell
from .values import heading_group, heading_role, is_group_code, is_secret

_TOTAL = re.compile(
    r"^\s*(итого|всего|количество|кол-во|общее (?:количество|число)|итог|в том числе|в т\.\s?ч\.?|из них|юнош(?:и|ей)|девуш(?:ки|ек)|мальчик(?:и|ов)|девоч(?:ки|ек)|средн\w+)\b",
    re.I,
)
_SIGNATURE = re.compile(
    r"^\s*(и\.?\s*о\.?\s*)?(директор|зам\w*\.?\s*директора|заместитель|заведующ\w+|руководител\w+|исполнител\w+|исп|составил\w*|"
    r"подготовил\w*|ответственн\w+|председател\w+|секретар\w+|подпись|дата|утвержд\w+|согласован\w*|м\.\s*п\.|примечани\w+|"
    r"главн\w+ бухгалтер|куратор|методист|начальник|специалист|с уважением|спасибо|заранее благодар\w+)\b",
    re.I,
)
#: Sentences of a letter and titles of a list are no departments.
_OF_A_LETTER = re.compile(
    r"[!?]|,.*:$|^(стр\.|страниц|лист\s*№?\s*\d|продолжени|коллег|добрый|здравствуй|уважаем|прош[уи]|просим|направля|высыла|список\b|перечень\b|с уважением|спасибо|благодар)",
    re.I,
)
_NUMBER_CELL = re.compile(r"\s*\d{0,5}[.)]?\s*")
#: Dots, quotes and blanks that a header may have beside its key.
_SPARE_SIGNS = 8
_BLANK_LINE = re.compile(r"_{3,}")


def read_body(
    rows: list[list[Cell]],
    start: int,
    end: int,
    columns: tuple[HeadedColumn, ...],
    header: list[Cell],
    context: Headings,
) -> Iterator[BodyRow]:
    names = [c.index for c in columns if c.meaning.field in NAME_FIELDS]
    numbers = {c.index for c in columns if c.meaning.field == "number"}
    heads = [header_key(text_of(cell)) for cell in header]
    lengths = [len(head) for head in heads]
    counted = _are_counted(rows[start : min(end, start + _SAMPLE)], names, numbers)
    plain = _Plain(names, numbers, header, heads, counted)
    started = False  # somebody was met
    for index in range(start, end):
        row = rows[index]
        if plain.is_person(row):
            started = True
            yield BodyRow(index + 1, row, context.heading)
            continue
        filled = filled_cells(row)
        if not filled or all(i in numbers and _NUMBER_CELL.fullmatch(text_of(row[i])) for i in filled):
            continue
        if _is_numbering(row, filled) or _is_repeated_header(row, filled, heads, lengths):
            continue
        first = text_of(row[filled[0]])
        if _TOTAL.match(first) or (len(filled) > 1 and filled[0] in numbers and _TOTAL.match(text_of(row[filled[1]]))):
            continue
        if len(filled) == 1 and not _is_person(row[filled[0]], filled[0], names, len(columns)):
            if is_secret(first, phone=False) and filled[0] in names:
                yield BodyRow(index + 1, row, context.heading)  # the number beside the name must be told
            elif _is_signature(first) or is_secret(first, phone=False):
                continue
            elif header or started or not _is_title(first, rows, index, end, names, len(columns)):
                context.take(first)
            continue
        if _took_label(row, filled, names, context) or _is_signature_row(row, filled, names, numbers):
            continue
        if counted and len(filled) <= 2 and not any(i in numbers for i in filled) and not _may_name(row, filled, names):
            continue  # «Средний возраст | 17» under people who are all numbered
        started = True
        yield BodyRow(index + 1, row, context.heading)


def _is_title(text: str, rows: list[list[Cell]], at: int, end: int, names: list[int], width: int) -> bool:
    """A line over a list without a header, when no later line stands so between people: the college, «Данные на май»."""
    if heading_role(text) or heading_group(text) or of_department(text):
        return False
    met = False
    for row in rows[at + 1 : end]:
        filled = filled_cells(row)
        if not filled:
            continue
        if len(filled) > 1 or _is_person(row[filled[0]], filled[0], names, width):
            met = True
        elif met and not _is_signature(text_of(row[filled[0]])):
            return False
    return True


#: Rows that show whether people are numbered.
_SAMPLE = 60


def _are_counted(rows: list[list[Cell]], names: list[int], numbers: set[int]) -> bool:
    people = [row for row in rows if _names_anybody(row, filled_cells(row), names)]
    with_number = sum(any(i < len(row) and row[i] != "" for i in numbers) for row in people)
    return len(people) > 1 and with_number * 10 >= 9 * len(people)


def _names_anybody(row: list[Cell], filled: list[int], names: list[int]) -> bool:
    return any(i in names and looks_like_name(text_of(row[i])) for i in filled)


def _may_name(row: list[Cell], filled: list[int], names: list[int]) -> bool:
    """A name, or a text with a first name in it («мать: Условнова Анна»)."""
    if _names_anybody(row, filled, names):
        return True
    words = [word for i in names if i in filled for word in re.findall(r"[^\W\d_]+", text_of(row[i]))]
    return any(first_name_genders(word) for word in words)


#: How a total or a signature may begin.
_OTHER_BEGIN = re.compile(rf"{_TOTAL.pattern}|{_SIGNATURE.pattern}", re.I)
_CAPITAL = re.compile(r"[А-ЯЁ]")
_FIRST_OF_OTHERS = re.compile(rf"{_OTHER_BEGIN.pattern}|\s*(?:и|в|об|главн|с|м|заранее|з)", re.I)


@lru_cache(maxsize=5_000)
def _may_begin_otherwise(word: str) -> bool:
    """Whether a total or a signature may begin with the word; surnames repeat, so the answer is remembered."""
    return bool(_FIRST_OF_OTHERS.match(word))


class _Plain:
    """What most rows are seen to be at once: a capital where names stand, and nothing that other rows have.

    Before the name stands at most a number; the row begins neither as a total nor as a signature, and is no header again.
    """

    def __init__(
        self, names: list[int], numbers: set[int], header: list[Cell], heads: list[str], counted: bool
    ) -> None:
        self.counted = counted
        self.name = names[0] if names else -1
        self.number = min(numbers, default=-1)
        self.last = max(filled_cells(header), default=-1)
        self.last_title = header[self.last] if header else ""
        self.head = heads[self.name][:1].upper() if names and self.name < len(heads) else ""

    def is_person(self, row: list[Cell]) -> bool:
        """False: not sure."""
        if not 0 <= self.name < len(row) > self.last:
            return False
        name = row[self.name]
        if not isinstance(name, str) or not _CAPITAL.match(name) or name[0] == self.head:
            return False
        if self.counted and row[self.number] == "":
            return False
        for place in range(self.name):
            if (cell := row[place]) != "" and (place != self.number or isinstance(cell, str)):
                return False
        if self.last >= 0 and row[self.last] == self.last_title:
            return False
        filled = len(row) - row.count("")
        if filled < 2 or (filled <= 4 and any(isinstance(cell, str) and "___" in cell for cell in row)):
            return False
        return not (_may_begin_otherwise(name.split(" ", 1)[0]) and _OTHER_BEGIN.match(name))


class Headings:
    """Headings met so far. The kind that came first is the outer one: a new outer heading ends the inner ones."""

    def __init__(self, start: Heading) -> None:
        self.heading = start
        self._start = start
        self._order: list[str] = []

    def take_title(self, row: list[Cell]) -> None:
        """A lone role word or group code over a header."""
        filled = filled_cells(row)
        text = text_of(row[filled[0]]) if len(filled) == 1 else ""
        if text and (heading_role(text) or heading_group(text)):
            self.take(text)

    def take(self, text: str) -> None:
        """A heading between the rows."""
        written = repair(text).strip()
        text = written.strip(" :;")
        if not re.search(r"[^\W_]", text):
            return
        role, group = heading_role(text), heading_group(text)
        if not role and not group and _OF_A_LETTER.search(written):
            return
        kind, value = ("role", role) if role else ("group", group) if group else ("department", text)
        if kind not in self._order:
            self._order.append(kind)
        inner = self._order[self._order.index(kind) + 1 :]
        heading = replace(self.heading, **{name: getattr(self._start, name) for name in inner})
        self.heading = replace(heading, **{kind: value})


def _took_label(row: list[Cell], filled: list[int], names: list[int], context: Headings) -> bool:
    """«Группа: | ТМ-21» is a heading in two cells."""
    if len(filled) != 2:
        return False
    label, value = (text_of(row[i]) for i in filled)
    if looks_like_name(value) or recognise(label).field not in {"group", "department"}:
        return False
    context.take(value)
    return True


def _is_numbering(row: list[Cell], filled: list[int]) -> bool:
    """«1 2 3 4» under the header."""
    if len(filled) < 2 or not text_of(row[filled[1]]).strip(" ().").isdigit():
        return False
    values = [text_of(row[i]).strip(" ().") for i in filled]
    if not all(value.isdigit() and len(value) <= 3 for value in values):
        return False
    numbers = [int(value) for value in values]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _is_repeated_header(row: list[Cell], filled: list[int], heads: list[str], lengths: list[int]) -> bool:
    if any(not isinstance(row[i], str) for i in filled) or filled[-1] >= len(heads):
        return False
    # Each of thousands of rows comes here: one cell is enough to see that it is no header.
    probe = next((i for i in filled if heads[i]), filled[0])
    if len(filled) > 1 and not any(
        abs(len(str(row[i]).strip()) - lengths[i]) <= _SPARE_SIGNS and header_key(text_of(row[i])) == heads[i]
        for i in (probe, filled[-1])
    ):
        return False
    same = sum(1 for i in filled if i < len(heads) and heads[i] and header_key(text_of(row[i])) == heads[i])
    return same >= 1 and same * 2 >= len(filled) and (same >= 2 or len(filled) == 1)


def _is_person(cell: Cell, index: int, names: list[int], width: int) -> bool:
    """Whether a lone cell is a person without any other data rather than a heading."""
    text = text_of(cell)
    if index not in names:
        return False
    if looks_like_name(text):
        return True
    # In a list of one column each line is a person unless it clearly is a heading.
    words = text.split()
    return (
        width == 1
        and 1 <= len(words) <= 4
        and not heading_role(text)
        and not is_group_code(text)
        and all(re.fullmatch(r"[А-ЯЁ][а-яё.\-]*", word) for word in words)
    )


def _is_signature(text: str) -> bool:
    if _BLANK_LINE.search(text):
        return True
    return bool(_SIGNATURE.match(text) and re.search(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.|:", text))


def is_furniture(text: str) -> bool:
    """Whether a line is a greeting, a signature or a total, that tells nothing about anybody."""
    return _is_signature(text) or bool(_OF_A_LETTER.search(text) or _TOTAL.match(text))


def _is_signature_row(row: list[Cell], filled: list[int], names: list[int], numbers: set[int]) -> bool:
    """«Директор | | Иванов И. И.», «Подпись ______»: few cells, no person where people stand."""
    if len(filled) > 4:
        return False
    texts = [text_of(row[i]) for i in filled]
    if any(_BLANK_LINE.search(text) for text in texts):
        return True
    if texts[0].endswith(":") and filled[0] not in names and len(filled) <= 3:
        return True  # «Ответственный: | Иванова А. П.»
    in_names = [text_of(row[i]) for i in names if i in filled]
    counted = any(i in numbers and _NUMBER_CELL.fullmatch(text_of(row[i])) for i in filled)
    if not _SIGNATURE.match(texts[0]) or counted:
        return False
    if filled[0] in numbers:
        return True  # where people are numbered, a word instead of the number is no person's
    return not any(looks_like_name(text) for text in in_names)
