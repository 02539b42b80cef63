"""A question as a page draws it, and answers as a form sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from nastavnik.features.questionnaires.contents import OTHER
from nastavnik.features.questionnaires.ready.ready import Item, ReadyQuestionnaire

PREFIX = "q_"


@dataclass(frozen=True, slots=True)
class Answer:
    """One line to tick. `group` is a heading that begins here, "" otherwise."""

    value: str
    text: str
    checked: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`kind`: list (one of many, long), keys (short steps), ticks, days (ticks in a row for each day), text, number."""

    item: Item
    name: str
    kind: str
    answers: tuple[Answer, ...]
    value: str
    other: bool
    other_value: str
    problem: str
    number: int
    condition: str


def question(
    item: Item, kept: Mapping[str, Any], *, number: int = 0, problem: str = "", condition: str = ""
) -> Question:
    value = kept.get(item.code)
    answers: tuple[Answer, ...] = ()
    kind = item.type
    if item.type in ("single", "multi"):
        chosen = [value] if isinstance(value, str) else value or []
        kind = "list" if item.type == "single" else "days" if item.source == "slots" else "ticks"
        group = ""
        found = []
        for option in item.options:
            found.append(
                Answer(option.code, option.text, option.code in chosen, option.group if option.group != group else "")
            )
            group = option.group
        answers = tuple(found)
    elif item.type == "scale":
        kind = "list" if item.labels else "keys"
        first = item.minimum or 1
        texts = item.labels or tuple(str(step) for step in range(first, (item.maximum or first) + 1))
        answers = tuple(Answer(str(first + place), text, value == first + place) for place, text in enumerate(texts))
    return Question(
        item=item,
        name=PREFIX + item.code,
        kind=kind,
        answers=answers,
        value="" if value is None or isinstance(value, list) else str(value),
        other=any(option.other for option in item.options),
        other_value=str(kept.get(item.code + OTHER, "")),
        problem=problem,
        number=number,
        condition=condition,
    )


def questions(
    questionnaire: ReadyQuestionnaire, kept: Mapping[str, Any], problems: Mapping[str, str]
) -> list[Question]:
    """The whole sheet, conditional questions with the words of their condition."""
    return [
        question(
            item,
            kept,
            number=number,
            problem=problems.get(item.code, ""),
            condition=condition_words(questionnaire, item),
        )
        for number, item in enumerate(questionnaire.items, start=1)
    ]


def condition_words(questionnaire: ReadyQuestionnaire, item: Item) -> str:
    """«Отвечайте, если в вопросе 3 отмечено «Да»», or «»."""
    numbers = {one.code: place for place, one in enumerate(questionnaire.items, start=1)}
    parts = []
    for condition in item.show_if:
        asked = questionnaire.item(condition.item)
        if condition.at_most is not None:
            parts.append(f"в\u00a0вопросе\u00a0{numbers[asked.code]} отметка не\u00a0выше {condition.at_most}")
        else:
            texts = [f"«{option.text}»" for option in asked.options if option.code in condition.any_of]
            parts.append(f"в\u00a0вопросе\u00a0{numbers[asked.code]} отмечено {' или '.join(texts)}")
    return f"Отвечайте, если {' или '.join(parts)}." if parts else ""


def read(questionnaire: ReadyQuestionnaire, data: QueryDict) -> dict[str, Any]:
    """Everything sent under names of questions; a question left empty is sent as None, so that it can be cleared."""
    types = {item.code: item.type for item in questionnaire.items}
    sent: dict[str, Any] = {}
    for key in data:
        if not key.startswith(PREFIX):
            continue
        code = key.removeprefix(PREFIX)
        sent[code] = data.getlist(key) if types.get(code) == "multi" else data.get(key)
    for code in data.getlist("asked"):
        if code in types:
            sent.setdefault(code, None)
    return sent
