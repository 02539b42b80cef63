"""Decisions about entries on plain values: what may be admitted, what answers change, words for codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nastavnik.features.questionnaires.ready.dictionaries import (
    competences,
    option_list,
    request_topics,
    slots,
)

SIDES = {"mentee": "наставляемые", "mentor": "наставники"}
MAX_CAPACITY = 5
YOUNGEST_MENTEE, OLDEST_STUDENT_MENTEE = 10, 19
#: the only form in which the mentor may be under eighteen without a question
FORM_OF_MINORS = "student_student"
DAYS = {"mon": "пн", "tue": "вт", "wed": "ср", "thu": "чт", "fri": "пт", "sat": "сб"}
PARTS = {"morning": "до\u00a0обеда", "day": "после обеда", "evening": "вечером"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at before admission; it does not forbid."""

    code: str
    message: str


def doubts(
    *, side: str, kind: str, age: int | None, forms: Iterable[str], has_request: bool, interviewed: bool, trained: bool
) -> list[Doubt]:
    """What a curator is told beside the button of admission."""
    found = []
    if side == "mentee":
        if not has_request:
            found.append(Doubt("no_request", "Запрос ещё не записан: подбор не узнает, чем помочь."))
        if kind == "student" and age is not None and age < YOUNGEST_MENTEE:
            found.append(Doubt("age", f"Возраст {age}: модель рассчитана на 10–19 лет."))
    else:
        if age is not None and age < 18 and not minor_may_mentor(forms):
            found.append(Doubt("age", "Наставнику нет 18 лет: выберите форму, где студент помогает младшему."))
        if not interviewed:
            found.append(Doubt("interview", "Собеседование не отмечено."))
        if not trained:
            found.append(Doubt("training", "Обучение не отмечено."))
    return found


def minor_may_mentor(forms: Iterable[str]) -> bool:
    """A mentor under eighteen may only help in the form of students."""
    chosen = set(forms)
    return chosen == {FORM_OF_MINORS}


def topic_title(code: str) -> str:
    known = request_topics().get(code)
    return known.title if known else code


def competence_title(code: str) -> str:
    known = competences().get(code)
    return known.title if known else code


def form_titles() -> dict[str, str]:
    return {option.code: option.text for option in option_list("forms")}


def slots_words(codes: Iterable[str]) -> str:
    """«пн вечером, ср вечером»."""
    known = slots()
    return ", ".join(f"{DAYS[known[code].day]}\u00a0{PARTS[known[code].part]}" for code in codes if code in known)


def known_codes(values: Iterable[Any], allowed: Iterable[str]) -> list[str]:
    """Codes of the list in its own order, each once."""
    wanted = {value for value in values if isinstance(value, str)}
    return [code for code in allowed if code in wanted]


def merged_wishes(before: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Wishes after new answers. What a person entered by hand (`by_hand`) is never overwritten."""
    fixed = set(before.get("by_hand", ()))
    fresh = {name: value for name, value in answers.items() if value not in ("", None, []) and name not in fixed}
    return {**before, **fresh}
