"""Checks of a case as it comes from outside: JSON values in, exact numbers out, refusals in Russian.

Whatever is wrong names its place («pairs, строка 3, after») and what to do. Booleans and numerals in quotes are no
numbers: guessing would change answers silently.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .errors import Refused
from .exact import exact

#: More people in one case than any region measures at once; a bound for memory and time.
MOST_PEOPLE = 20_000
MOST_CELLS = 40_000
MOST_COUNT = 10**9
_LARGEST = 10**12
_FINEST = 10**25


def case(value: Any) -> Mapping[str, Any]:
    """The case itself."""
    if not isinstance(value, dict):
        raise Refused("bad_input", "Случай должен быть объектом JSON вида {…}, а пришло другое.")
    return value


def rows(found: Mapping[str, Any], key: str, most: int = MOST_PEOPLE) -> list[Any]:
    """A list under the key."""
    value = found.get(key)
    if not isinstance(value, list):
        raise Refused("bad_input", f"Поле {key} должно быть списком в квадратных скобках.")
    if len(value) > most:
        raise Refused("too_large", f"В поле {key} {len(value)} строк, а считаем не больше {most}. Разделите данные.")
    return value


def number(value: Any, where: str, code: str = "bad_input") -> Fraction:
    """A finite number of reasonable size; `code` is that of a number that is not finite."""
    found = _finite(value, where, code)
    if abs(found) > _LARGEST or found.denominator > _FINEST:
        raise Refused("bad_input", f"{where}: число слишком велико или записано слишком дробно. Проверьте его.")
    return found


def _finite(value: Any, where: str, code: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise Refused("bad_input", f"{where}: нужно число, а стоит {_word(value)}. Исправьте значение.")
    if isinstance(value, float) and not math.isfinite(value):
        raise Refused(code, f"{where}: бесконечность или «не число» (NaN). Впишите число или null, если ответа нет.")
    return exact(value)


def answers(found: Mapping[str, Any], key: str) -> list[Fraction | None]:
    """A list of answers, null is missing."""
    return [
        None if value is None else number(value, f"{key}, место {place}", "value_out_of_scale")
        for place, value in enumerate(rows(found, key), 1)
    ]


def bounds(found: Mapping[str, Any]) -> tuple[Fraction, Fraction] | None:
    """(min, max) of the scale."""
    value = found.get("scale")
    if value is None:
        return None
    if not isinstance(value, dict) or "min" not in value or "max" not in value:
        raise Refused("bad_input", 'Шкала пишется так: "scale": {"min": 1, "max": 5}.')
    least, largest = number(value["min"], "scale.min"), number(value["max"], "scale.max")
    if least >= largest:
        raise Refused("bad_input", "Начало шкалы (scale.min) должно быть меньше её конца (scale.max).")
    return least, largest


def on_scale(value: Fraction | None, scale: tuple[Fraction, Fraction] | None, where: str) -> None:
    """Raises Refused(value_out_of_scale)."""
    if value is not None and scale and not scale[0] <= value <= scale[1]:
        raise Refused(
            "value_out_of_scale",
            f"{where}: {_plain(value)} не лежит на шкале от {_plain(scale[0])} до {_plain(scale[1])}. "
            "Исправьте ответ или шкалу.",
        )


def people(found: Mapping[str, Any], scale: tuple[Fraction, Fraction] | None) -> list[tuple[Any, Any]]:
    """(before, after) of each person, every id once."""
    seen: set[str] = set()
    result = []
    for place, row in enumerate(rows(found, "pairs"), 1):
        where = f"pairs, строка {place}"
        if not isinstance(row, dict):
            raise Refused("bad_input", f'{where}: человек пишется так: {{"id": …, "before": …, "after": …}}.')
        name = row.get("id")
        if name is not None:
            if isinstance(name, bool) or not isinstance(name, str | int | float):
                raise Refused("bad_input", f"{where}: id должен быть текстом или числом.")
            if str(name) in seen:
                raise Refused("duplicate_id", f"{where}: id «{_short(str(name))}» уже был. Оставьте одну строку.")
            seen.add(str(name))
        pair = []
        for key in ("before", "after"):
            value = row.get(key)
            answer = None if value is None else number(value, f"{where}, {key}", "value_out_of_scale")
            on_scale(answer, scale, f"{where}, {key}")
            pair.append(answer)
        result.append((pair[0], pair[1]))
    return result


def turned(found: Mapping[str, Any]) -> tuple[list[int], int]:
    """([yes_yes, yes_no, no_yes, no_no], incomplete) from `table` or from `pairs` of true, false, null."""
    if found.get("table") is not None:
        table = found["table"]
        keys = ("yes_yes", "yes_no", "no_yes", "no_no")
        if not isinstance(table, dict):
            raise Refused("bad_input", f"Таблица (table) — объект с полями {', '.join(keys)}.")
        return [count(table.get(key), f"table.{key}") for key in keys], 0
    counts, incomplete = [0, 0, 0, 0], 0
    for place, row in enumerate(rows(found, "pairs"), 1):
        if not isinstance(row, dict):
            raise Refused("bad_input", f'pairs, строка {place}: пара пишется так: {{"before": true, "after": false}}.')
        before, after = row.get("before"), row.get("after")
        if not all(value is None or isinstance(value, bool) for value in (before, after)):
            raise Refused("bad_input", f"pairs, строка {place}: ответы здесь true, false или null.")
        if before is None or after is None:
            incomplete += 1
        else:
            counts[2 * (not before) + (not after)] += 1
    return counts, incomplete


def items(
    found: Mapping[str, Any], scale: tuple[Fraction, Fraction] | None
) -> tuple[list[list[Fraction | None]], list[bool]]:
    """(rows of equal length, which items are reversed)."""
    table: list[list[Fraction | None]] = []
    cells = 0
    for place, row in enumerate(rows(found, "rows"), 1):
        if not isinstance(row, list):
            raise Refused("bad_input", f"rows, строка {place}: ответы одного человека — список в квадратных скобках.")
        if table and len(row) != len(table[0]):
            raise Refused(
                "length_mismatch", f"rows, строка {place}: ответов {len(row)}, а в первой строке {len(table[0])}."
            )
        cells += len(row)
        if cells > MOST_CELLS:
            raise Refused("too_large", f"Ответов больше {MOST_CELLS}. Разделите данные.")
        answers = []
        for column, value in enumerate(row, 1):
            where = f"rows, строка {place}, вопрос {column}"
            answer = None if value is None else number(value, where, "value_out_of_scale")
            on_scale(answer, scale, where)
            answers.append(answer)
        table.append(answers)
    reverse = found.get("reverse")
    if reverse is None:
        return table, []
    if not isinstance(reverse, list) or not all(isinstance(value, bool) for value in reverse):
        raise Refused("bad_input", "Поле reverse — список из true и false, по одному на вопрос.")
    if table and len(reverse) != len(table[0]):
        raise Refused("length_mismatch", f"В reverse {len(reverse)} отметок, а вопросов {len(table[0])}.")
    if any(reverse) and not scale:
        raise Refused("bad_input", "Чтобы повернуть обратные вопросы, укажите шкалу (scale).")
    return table, reverse


def chances(found: Mapping[str, Any]) -> list[Fraction | None]:
    """p-values, null is outside the family."""
    return [chance(value, f"p, место {place}") for place, value in enumerate(rows(found, "p"), 1)]


def chance(value: Any, where: str) -> Fraction | None:
    """A probability or null."""
    if value is None:
        return None
    p = _finite(value, where, "p_out_of_range")
    if not 0 <= p <= 1:
        raise Refused("p_out_of_range", f"{where}: вероятность не лежит между 0 и 1. Исправьте её.")
    return p


def between(found: Mapping[str, Any], key: str, default: float) -> Fraction:
    """A level strictly between 0 and 1."""
    value = found.get(key)
    level = exact(default) if value is None else number(value, key)
    if not Fraction(1, 10**9) <= level <= 1 - Fraction(1, 10**9):
        raise Refused("bad_input", f"Поле {key}: нужно число между 0 и 1, например {default}.")
    return level


def count(value: Any, where: str) -> int:
    """A whole number of people, not negative."""
    found = number(value, where)
    if found < 0:
        raise Refused("negative_count", f"{where}: людей не бывает меньше нуля, а стоит {_plain(found)}. Исправьте.")
    if found.denominator != 1:
        raise Refused("bad_input", f"{where}: число людей должно быть целым, а стоит {_plain(found)}.")
    if found > MOST_COUNT:
        raise Refused("too_large", f"{where}: больше миллиарда людей. Проверьте число.")
    return int(found)


def threshold(found: Mapping[str, Any]) -> int:
    """k, 5 if not given."""
    k = 5 if found.get("k") is None else count(found["k"], "k")
    if k < 1:
        raise Refused("bad_input", "Порог k — целое число от 1. Обычно 5.")
    return k


def step(found: Mapping[str, Any]) -> Fraction | None:
    """δ, positive, or None."""
    value = found.get("delta")
    if value is None:
        return None
    delta = number(value, "delta")
    if delta <= 0:
        raise Refused("bad_input", "Значимый шаг delta должен быть больше нуля.")
    return delta


def cells(found: Mapping[str, Any]) -> list[int]:
    """One row of counts."""
    return [count(value, f"cells, место {place}") for place, value in enumerate(rows(found, "cells", MOST_CELLS), 1)]


def table(found: Mapping[str, Any]) -> list[list[int]]:
    """A rectangular table of counts."""
    lines = rows(found, "table", MOST_CELLS)
    result: list[list[int]] = []
    for place, line in enumerate(lines, 1):
        if not isinstance(line, list):
            raise Refused("bad_input", f"table, строка {place}: нужна строка чисел в квадратных скобках.")
        if result and len(line) != len(result[0]):
            raise Refused("length_mismatch", f"table, строка {place}: чисел {len(line)}, а в первой {len(result[0])}.")
        if (place + 1) * len(line) > MOST_CELLS:
            raise Refused("too_large", f"В таблице больше {MOST_CELLS} клеток. Разделите её.")
        result.append([count(value, f"table, строка {place}, столбец {c}") for c, value in enumerate(line, 1)])
    return result


def _plain(value: Fraction) -> str:
    return f"{float(value):.12g}".replace(".", ",").replace("-", "−")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _word(value: Any) -> str:
    words = {str: "текст", bool: "да или нет (true, false)", list: "список", dict: "объект", type(None): "пусто (null)"}
    return words.get(type(value), "другое")
