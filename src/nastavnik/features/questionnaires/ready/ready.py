"""Ready questionnaires: every `q_*.toml` beside this file is one. Plain Python, no Django.

Shared lists of answers come from `dictionaries.py`. A consent is never a question here: it is a sheet of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nastavnik.engines.russian import typo
from nastavnik.features.questionnaires.ready.dictionaries import (
    Option,
    competences,
    competences_for,
    option,
    option_list,
    request_topics,
    scale_labels,
    slots,
)
from nastavnik.kernel.errors import NotFound

FOLDER = Path(__file__).parent
TYPES = frozenset({"single", "multi", "text", "scale", "number"})
LEVELS = frozenset({"named", "confidential", "linked", "anonymous"})
AUDIENCES = frozenset({"mentee", "mentor", "both", "anyone"})

# What an answer becomes in the bank: fact -> what the value is.
FEEDS: Mapping[str, str] = MappingProxyType(
    {
        "topics": "codes of RequestTopic",
        "goals": "text, or codes of motives of a mentor",
        "request_text": "text added to the request",
        "urgency": "1..10",
        "competences": "codes of Competence: wanted by a mentee, offered by a mentor",
        "competences_strong": "codes of Competence a mentor is best at",
        "difficulties": "1..5 a statement, 1 is the least sure",
        "slots": "codes of Slot",
        "mode": "in_person, online, any",
        "rhythm": "weekly, fortnightly, monthly",
        "style": "tasks, search, talk",
        "interests": "codes of the list of interests",
        "industries": "codes of the list of industries",
        "travel": "code of the option",
        "preferred_person": "a name as written; several items stand in order of preference",
        "barred_person": "a name as written, for the curator's eyes only",
        "preferred_form": "codes of MentoringForm",
        "preferred_age": "under_14, from_14, adult, colleague",
        "preferred_gender": "any, female, male",
        "mentor_role": "code of ParticipantRole",
        "capacity": "1..5 mentees",
        "hours_per_month": "1..40 hours",
        "experience": "code of the option",
        "experience_years": "0..60 full years",
        "voluntary": "own, offered, doubt (doubt asks for a talk)",
        "training_topics": "codes of the options",
        "reserve": "yes, later, no: a wish, not a consent",
        "achievements": "text",
        "workplace": "codes of the options or text",
        "help_needed": "yes, no (yes is a task for the curator)",
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """True when an earlier item has one of the options `any_of`, or a scale answer not above `at_most`."""

    item: str
    any_of: tuple[str, ...] = ()
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question.

    `type`: single, multi, text, scale, number. `minimum`..`maximum` bound a scale and a number. A scale has either
    `labels`, one for every step, or only its ends (`low`, `high`). `show_if`: shown when any of the conditions holds,
    always when empty. `feeds`: a key of FEEDS or "". `sensitive`: shown to the curator only. `reverse`: the scale is
    turned round before counting. `section` stands as a heading above the item. `source` names the shared list of the
    options ("topics", "competences", "slots" ...) or is "".
    """

    code: str
    type: str
    text: str
    hint: str = ""
    section: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    source: str = ""
    max_choices: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    labels: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    show_if: tuple[Condition, ...] = ()
    feeds: str = ""
    sensitive: bool = False
    reverse: bool = False
    subscale: str = ""

    def is_shown(self, answers: Mapping[str, object]) -> bool:
        """Is the question asked after these answers? By item code: a code, a list of codes, a number or a text."""
        return not self.show_if or any(_holds(condition, answers.get(condition.item)) for condition in self.show_if)


@dataclass(frozen=True, slots=True)
class ReadyQuestionnaire:
    """A ready questionnaire.

    `audience`: mentee, mentor, both, anyone. `form`: code of the form of mentoring it is made for, or "" (any).
    `level`: named, confidential, linked, anonymous; `seen_by` says the same to the person and stands above question 1.
    `minutes`: time to fill in. `short` marks the four-question ones.
    """

    code: str
    title: str
    audience: str
    form: str
    level: str
    minutes: int
    intro: str
    seen_by: str
    items: tuple[Item, ...]

    @property
    def short(self) -> bool:
        return "SHORT" in self.code.split("-")

    def item(self, code: str) -> Item:
        """The item with this code. Raises NotFound."""
        for item in self.items:
            if item.code == code:
                return item
        raise NotFound(f"В анкете «{self.title}» нет вопроса «{code}».")


@cache
def ready_questionnaires() -> Mapping[str, ReadyQuestionnaire]:
    """All ready questionnaires by code. Raises ValueError when a file contradicts itself (a fault of the file)."""
    found = [_questionnaire(path) for path in sorted(FOLDER.glob("q_*.toml"))]
    return MappingProxyType({questionnaire.code: questionnaire for questionnaire in found})


def ready_questionnaire(code: str) -> ReadyQuestionnaire:
    """The ready questionnaire with this code. Raises NotFound."""
    try:
        return ready_questionnaires()[code]
    except KeyError:
        raise NotFound(f"Готовой анкеты «{code}» нет.") from None


def _holds(condition: Condition, answer: object) -> bool:
    if condition.at_most is not None:
        return isinstance(answer, int) and not isinstance(answer, bool) and answer <= condition.at_most
    ticked = [answer] if isinstance(answer, str) else answer
    return isinstance(ticked, list | tuple) and any(code in ticked for code in condition.any_of)


def _questionnaire(path: Path) -> ReadyQuestionnaire:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    form = raw.get("form", "")
    # Topics are offered for the forms the questionnaire serves; a questionnaire for everybody offers all of them.
    forms = frozenset(raw.get("topic_forms", [form] if form else []))
    rows = raw["item"]
    if "extends" in raw:
        core = tomllib.loads((FOLDER / f"{raw['extends']}.toml").read_text(encoding="utf-8"))["item"]
        rows = _inserted(core, rows)
    questionnaire = ReadyQuestionnaire(
        code=raw["code"],
        title=typo(raw["title"]),
        audience=raw["audience"],
        form=form,
        level=raw["level"],
        minutes=raw["minutes"],
        intro=typo(raw["intro"]),
        seen_by=typo(raw["seen_by"]),
        items=tuple(_item(row, forms) for row in rows),
    )
    _check(questionnaire)
    return questionnaire


def _inserted(core: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Core items with the form's own ones, each put after the item it names; two after one place keep their order."""
    result = list(core)
    last_after: dict[str, str] = {}
    for row in own:
        anchor = last_after.get(row["after"], row["after"])
        place = next(i for i, known in enumerate(result) if known["code"] == anchor)
        result.insert(place + 1, row)
        last_after[row["after"]] = row["code"]
    return result


def _item(row: Mapping[str, Any], forms: frozenset[str]) -> Item:
    source = row.get("options_from", "")
    labels = scale_labels(row["scale"]) if "scale" in row else ()
    return Item(
        code=row["code"],
        type=row["type"],
        text=typo(row["text"]),
        hint=typo(row.get("hint", "")),
        section=typo(row.get("section", "")),
        required=row.get("required", False),
        options=_shared(source, frozenset(row.get("forms", forms)))
        if source
        else tuple(option(one) for one in row.get("options", ())),
        source=source,
        max_choices=row.get("max_choices"),
        minimum=1 if labels else row.get("minimum"),
        maximum=len(labels) if labels else row.get("maximum"),
        labels=labels,
        low=labels[0] if labels else typo(row.get("low", "")),
        high=labels[-1] if labels else typo(row.get("high", "")),
        show_if=tuple(
            Condition(one["item"], tuple(one.get("any_of", ())), one.get("at_most")) for one in row.get("show_if", ())
        ),
        feeds=row.get("feeds", ""),
        sensitive=row.get("sensitive", False),
        reverse=row.get("reverse", False),
        subscale=row.get("subscale", ""),
    )


def _shared(source: str, forms: frozenset[str]) -> tuple[Option, ...]:
    """Options of a shared list; topics and competences only those that the forms need, all where no form is named."""
    offered = [topic for topic in request_topics().values() if not forms or forms.intersection(topic.forms)]
    if source == "topics":
        return tuple(Option(topic.code, topic.title) for topic in offered)
    if source == "competences":
        needed = competences_for(topic.code for topic in offered)
        return tuple(Option(c.code, c.title, c.area) for c in competences().values() if c.code in needed)
    if source == "slots":
        return tuple(Option(slot.code, slot.part_title, slot.day_title) for slot in slots().values())
    return option_list(source)


def _check(questionnaire: ReadyQuestionnaire) -> None:
    seen: dict[str, Item] = {}
    faults = []
    if questionnaire.level not in LEVELS or questionnaire.audience not in AUDIENCES:
        faults.append("level or audience")
    for item in questionnaire.items:
        codes = {one.code for one in item.options}
        wrong = (
            item.type not in TYPES
            or item.code in seen
            or (item.type in {"single", "multi"}) != bool(item.options)
            or len(codes) != len(item.options)
            or (item.type in {"scale", "number"}) != (item.minimum is not None and item.maximum is not None)
            or (bool(item.feeds) and item.feeds not in FEEDS)
            or any(not _is_possible(condition, seen) for condition in item.show_if)
        )
        if wrong:
            faults.append(item.code)
        seen[item.code] = item
    if faults:
        raise ValueError(f"{questionnaire.code}: {', '.join(faults)}")


def _is_possible(condition: Condition, earlier: Mapping[str, Item]) -> bool:
    """Does the condition ask an earlier item for something it can answer?"""
    item = earlier.get(condition.item)
    if item is None:
        return False
    if condition.at_most is not None:
        return item.type == "scale"
    return bool(condition.any_of) and set(condition.any_of) <= {one.code for one in item.options}
