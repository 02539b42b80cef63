"""Reads the pairs of an instance: most of a large one, so those that say nothing but a score are read together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import add, itemgetter
from typing import Any

from .fields import Record, shown, whole
from .model import SCORE_LIMIT, Pair, Pairs, Part, PartColumn


def read_pairs(
    top: Record,
    mode: str,
    weights: dict[str, int],
    known: Callable[[str, str, str, str, str], bool],
    mentees: Sequence[str],
    mentors: Sequence[str],
) -> Sequence[Pair]:
    """The records of `pairs`; what is wrong with them goes to the complaints of `top`, of unknown people by `known`.

    `mentees`, `mentors`: the known ids in the order of the instance.
    """
    values = top.items("pairs", required=mode != "stable")
    return _alike(values, weights, mentees, mentors) or _pairs(top, mode, weights, known, values)


def _alike(
    values: list[Any], weights: dict[str, int], mentees: Sequence[str], mentors: Sequence[str]
) -> Sequence[Pair] | None:
    """Pairs of one shape, each once and right; None where one is not such: then they are read one by one."""
    if not set(map(type, values)) <= {dict}:
        return None
    width = len(mentors)
    rows = {name: place * width for place, name in enumerate(mentees)}
    columns = {name: place for place, name in enumerate(mentors)}
    try:
        tails, heads = list(map(itemgetter("mentee"), values)), list(map(itemgetter("mentor"), values))
        keys = list(map(add, map(rows.__getitem__, tails), map(columns.__getitem__, heads)))
    except (KeyError, TypeError):
        return None
    if len(set(keys)) < len(keys):
        return None
    parts, barred = list[PartColumn](), dict[int, tuple[str, ...]]()
    scores = _only(values, "score")
    if scores is None:
        given, scores = _only(values, "parts"), []
        bars: dict[int, tuple[str, ...]] | None = {}
        if given is None:
            given, bars = [value.get("parts") for value in values], _barred(values)
            scores = [value.get("score") for value in values]
        if bars is None:
            return None
        barred = bars
        if any(part is not None for part in given):
            parts = _columns(given)
            totals = _totals(parts, weights, len(values)) if parts else []
            # Scores beside parts must be what the parts add up to.
            if not parts or any(a is not None and a != b for a, b in zip(scores, totals, strict=False)):
                return None
            scores = totals
    if len(scores) < len(values):
        return None
    if not set(map(type, scores)) <= {int}:
        return None
    if not -SCORE_LIMIT <= min(scores, default=0) <= max(scores, default=0) <= SCORE_LIMIT:
        return None
    return Pairs(tails, heads, scores, keys, parts, barred)


def _only(values: list[dict[str, Any]], key: str) -> list[Any] | None:
    """What stands under the key where all pairs have it and nothing else besides the two people; None: some differ."""
    if set(map(len, values)) != {3}:
        return None
    try:
        return list(map(itemgetter(key), values))
    except KeyError:
        return None


def _columns(given: list[Any]) -> list[PartColumn]:
    """Parts of pairs that all have the same, each either a number or a number with a sentence; empty: they do not."""
    if set(map(type, given)) != {dict}:
        return []
    codes = sorted(given[0])
    if set(map(len, given)) != {len(codes)}:
        return []
    found = []
    for code in codes:
        try:
            values, texts = list(map(itemgetter(code), given)), None
            kinds = set(map(type, values))
            if kinds == {dict}:
                texts = [value.get("text", "") for value in values]
                values = list(map(itemgetter("value"), values))
                kinds = set(map(type, values))
        except KeyError:
            return []
        if kinds != {int} or (texts is not None and set(map(type, texts)) != {str}):
            return []
        found.append(PartColumn(code, values, texts))
    return found


def _totals(parts: Sequence[PartColumn], weights: dict[str, int], number: int) -> list[int]:
    """Σ weight · value of each pair."""
    totals = [0] * number
    for code, values, _ in parts:
        weight = weights.get(code, 0)
        if weight:
            totals = list(map(add, totals, map(weight.__mul__, values)))
    return totals


def _barred(values: list[dict[str, Any]]) -> dict[int, tuple[str, ...]] | None:
    """Bars by place; None where one is written wrongly."""
    found = {}
    for place, value in enumerate(values):
        codes = value.get("barred")
        if codes is None:
            continue
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            return None
        if codes:
            found[place] = tuple(sorted(set(codes)))
    return found


def _pairs(
    top: Record,
    mode: str,
    weights: dict[str, int],
    known: Callable[[str, str, str, str, str], bool],
    values: list[Any],
) -> tuple[Pair, ...]:
    found: dict[tuple[str, str], Pair] = {}
    for number, value in enumerate(values, 1):
        where = f"pairs, запись {number}"
        if not isinstance(value, dict) or not isinstance(value.get("mentee"), str):
            top.complaints.add("record", where, f"{where}: нужна запись {{…}} с полями mentee и mentor.")
            continue
        mentee, mentor = value["mentee"], value.get("mentor")
        if not isinstance(mentor, str):
            top.complaints.add("record", where, f"{where}: у наставляемого {mentee} не указан mentor.")
            continue
        if not known(mentee, mentor, "pairs", "Пара", "удалите пару"):
            continue
        pair = _pair(Record(value, f"пара {mentee} – {mentor}", f"{mentee} – {mentor}", top.complaints), weights)
        if pair is None:
            continue
        if not pair.scored and mode != "stable":
            top.complaints.add(
                "score",
                f"{mentee} – {mentor}",
                f"Пара {mentee} – {mentor}: нет оценки. Укажите score или parts.",
            )
            continue
        before = found.setdefault((mentee, mentor), pair)
        if before.score != pair.score or before.barred != pair.barred:
            top.complaints.add(
                "repeated_pair",
                f"{mentee} – {mentor}",
                f"Пара {mentee} – {mentor} записана дважды и по-разному. Оставьте одну запись.",
            )
    return tuple(found.values())


def _pair(record: Record, weights: dict[str, int]) -> Pair | None:
    data = record.data
    score = data.get("score")
    if score is not None and not whole(score):
        record.complain("score", f"оценка {shown(score)} — не целое число. Укажите целое число")
        return None
    parts = _parts(record)
    if parts is None:
        return None
    if parts:
        total = sum(weights.get(part.code, 0) * part.value for part in parts)
        if score is not None and score != total:
            record.complain("score", f"оценка {score}, а по частям выходит {total}. Оставьте что-то одно")
            return None
        score = total
    if score is not None and abs(score) > SCORE_LIMIT:
        record.complain("score", f"оценка {shown(score)} вне границ от −{SCORE_LIMIT} до {SCORE_LIMIT}. Уменьшите её")
        return None
    barred = data.get("barred")
    if barred is None:
        barred = []
    if not isinstance(barred, list) or not all(isinstance(code, str) for code in barred):
        record.complain("barred", 'причины запрета записаны неверно. Нужен список кодов, например ["schedule"]')
        return None
    return Pair(data["mentee"], data["mentor"], score or 0, parts, tuple(sorted(set(barred))), score is not None)


def _parts(record: Record) -> tuple[Part, ...] | None:
    """The parts by code, None after a complaint."""
    value = record.data.get("parts")
    if value is None:
        return ()
    if not isinstance(value, dict):
        record.complain("parts", 'части оценки записаны неверно. Нужен объект вида {"competence": 20}')
        return None
    found = []
    for code, part in value.items():
        text = ""
        if isinstance(part, dict):
            text = str(part["text"]) if isinstance(part.get("text"), str) else ""
            part = part.get("value")
        if not whole(part):
            record.complain("parts", f"часть «{code}» — не целое число. Укажите целое число")
            return None
        found.append(Part(code, part, text))
    return tuple(sorted(found, key=lambda part: part.code))
