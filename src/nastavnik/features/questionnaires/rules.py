"""What may be accepted as an answer. Plain values, no ORM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nastavnik.engines.russian import repair, visible
from nastavnik.features.questionnaires.contents import OTHER, shown
from nastavnik.features.questionnaires.ready.ready import Item, ReadyQuestionnaire

LONGEST_TEXT = 2000
LONGEST_OTHER = 200
#: no form asks for more; what comes with more was not sent by a form
MOST_VALUES = 200
#: levels at which an answer stands beside a name; the others need a storage of their own
KEPT_WITH_NAME = frozenset({"named", "confidential"})


@dataclass(slots=True)
class Checked:
    """`answers`: what may be kept. `problems`: question → sentence. `dropped`: texts of questions no longer asked."""

    answers: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


def check(questionnaire: ReadyQuestionnaire, raw: Mapping[str, Any], *, final: bool) -> Checked:
    """Keep what is right, name what is not. `raw`: question code → text, number or list; `code__other` → own words.

    With `final` required questions must be answered, and answers of questions not asked are dropped by name.
    """
    result = Checked()
    items = {item.code: item for item in questionnaire.items}
    for code in list(raw)[:MOST_VALUES]:
        base = code.removesuffix(OTHER)
        if base not in items:
            result.problems[code[:40]] = f"Вопроса «{code[:40]}» в этой анкете нет, ответ не записан."
    for item in questionnaire.items:
        value, problem = _value(item, raw.get(item.code))
        if problem:
            result.problems[item.code] = problem
        elif value not in (None, "", []):
            result.answers[item.code] = value
            other = _text(raw.get(item.code + OTHER), LONGEST_OTHER)
            if other and _has_other(item, value):
                result.answers[item.code + OTHER] = other
    asked = {item.code for item in shown(questionnaire, result.answers)}
    for item in questionnaire.items:
        if item.code in asked:
            if final and item.required and item.code not in result.answers and item.code not in result.problems:
                result.problems[item.code] = _ask(item)
        else:
            result.problems.pop(item.code, None)
            if final and result.answers.pop(item.code, None) is not None:
                result.answers.pop(item.code + OTHER, None)
                result.dropped.append(item.text)
    return result


def _ask(item: Item) -> str:
    return {
        "multi": "Отметьте хотя бы один ответ.",
        "single": "Выберите один ответ.",
        "scale": "Выберите отметку.",
        "number": "Впишите число.",
    }.get(item.type, "Ответьте своими словами.")


def _text(value: Any, longest: int) -> str:
    text = value if isinstance(value, str) else ""
    text = "\n".join(repair(line) for line in text.replace("\r\n", "\n").split("\n")).strip()[:longest]
    return text if visible(text) else ""


def _value(item: Item, value: Any) -> tuple[Any, str]:
    """(clean value, problem)."""
    if value is None or value == "" or value == []:
        return None, ""
    if item.type == "text":
        if not isinstance(value, str):
            return None, "Здесь нужен ответ словами."
        if len(value) > LONGEST_TEXT * 2:
            return None, f"Ответ длиннее {LONGEST_TEXT} знаков. Сократите его."
        return _text(value, LONGEST_TEXT), ""
    if item.type in ("scale", "number"):
        return _number(item, value)
    chosen = [value] if isinstance(value, str) else value
    if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
        return None, "Выберите ответ из списка."
    return _choice(item, chosen)


def _number(item: Item, value: Any) -> tuple[Any, str]:
    low, high = item.minimum or 0, item.maximum or 0
    text = str(value).strip()
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or len(text) > 6:
        return None, f"Нужно целое число от {low} до {high}."
    number = int(text)
    return (number, "") if low <= number <= high else (None, f"Нужно число от {low} до {high}.")


def _choice(item: Item, chosen: list[str]) -> tuple[Any, str]:
    codes = [option.code for option in item.options]
    if any(code not in codes for code in chosen[:MOST_VALUES]) or len(chosen) > len(codes):
        return None, "Такого ответа в списке нет. Выберите из предложенных."
    kept = [code for code in codes if code in chosen]
    if item.type == "single":
        return (kept[0], "") if len(kept) == 1 else (None, "Выберите один ответ.")
    if item.max_choices is not None and len(kept) > item.max_choices:
        return None, f"Отмечено {len(kept)}, а можно не больше {item.max_choices}. Снимите лишние отметки."
    alone = [option.text for option in item.options if option.exclusive and option.code in kept]
    if alone and len(kept) > 1:
        return None, f"Ответ «{alone[0]}» не сочетается с другими. Оставьте что-то одно."
    return kept, ""


def _has_other(item: Item, value: Any) -> bool:
    chosen = value if isinstance(value, list) else [value]
    return any(option.other and option.code in chosen for option in item.options)


def refusal_of(level: str) -> str:
    """Why a questionnaire of the level can not be started here, or ''."""
    if level in KEPT_WITH_NAME:
        return ""
    return (
        "Это анкета без имён: её ответы нельзя хранить рядом с фамилией. Проведите её на бумаге без подписи "
        "и внесите итоги в мероприятие дорожной карты."
    )
