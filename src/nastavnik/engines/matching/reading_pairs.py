"""Reads the pairs of an instance: most of a large one, so those that say nothing but a score are read together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .fields import Record, shown, whole
from .model import SCORE_LIMIT, Pair, Pairs, Part

# What most pairs have nothing of.
_SELDOM = frozenset({"parts", "barred"})


def read_pairs(
    top: Record,
    mode: str,
    weights: dict[str, int],
    known: Callable[[str, str, str, str, str], bool],
    mentee_ids: set[str],
    mentor_ids: set[str],
) -> Sequence[Pair]:
    """The records of `pairs`; what is wrong with them goes to the complaints of `top`, of unknown people by `known`."""
    values = top.items("pairs", required=mode != "stable")
    return _plain_pairs(values, mentee_ids, mentor_ids) or _pairs(top, mode, weights, known, values)


def _plain_pairs(values: list[Any], mentee_ids: set[str], mentor_ids: set[str]) -> Sequence[Pair] | None:
    """Pairs with nothing but a right score, each once; None where one is not such."""
    if not set(map(type, values)) <= {dict} or not all(map(_SELDOM.isdisjoint, values)):
        return None
    mentees = [value.get("mentee") for value in values]
    mentors = [value.get("mentor") for value in values]
    scores = [value.get("score") for value in values]
    if (
        not set(map(type, scores)) <= {int}
        or not -SCORE_LIMIT <= min(scores, default=0) <= max(scores, default=0) <= SCORE_LIMIT
    ):
        return None
    try:
        if not mentee_ids.issuperset(mentees) or not mentor_ids.issuperset(mentors):
            return None
    except TypeError:
        return None
    if len(set(zip(mentees, mentors, strict=True))) < len(values):
        return None
    return Pairs(mentees, mentors, scores)


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
    barred = data.get("barred") or []
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
