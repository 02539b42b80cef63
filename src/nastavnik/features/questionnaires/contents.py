"""A questionnaire as a value: kept with its version as JSON, read back the same; what its answers mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from nastavnik.features.questionnaires.models import Questionnaire
from nastavnik.features.questionnaires.ready.dictionaries import Option
from nastavnik.features.questionnaires.ready.ready import Condition, Item, ReadyQuestionnaire

#: words of an option «другое» stand beside its code
OTHER = "__other"


def to_json(questionnaire: ReadyQuestionnaire) -> dict[str, Any]:
    """Everything a version needs: old answers are read by the text they were given to."""
    return {**asdict(questionnaire), "items": [_plain(item) for item in questionnaire.items]}


def _plain(item: Item) -> dict[str, Any]:
    raw = {name: value for name, value in asdict(item).items() if value or (value == 0 and value is not False)}
    for name in ("options", "show_if"):
        if name in raw:
            raw[name] = [
                {key: list(value) if isinstance(value, tuple) else value for key, value in row.items()}
                for row in raw[name]
            ]
    if "labels" in raw:
        raw["labels"] = list(raw["labels"])
    return raw


def from_json(content: Mapping[str, Any]) -> ReadyQuestionnaire:
    """The value back from its JSON."""
    return ReadyQuestionnaire(**{**content, "items": tuple(_item(row) for row in content["items"])})


def _item(row: Mapping[str, Any]) -> Item:
    raw = dict(row)
    raw["options"] = tuple(Option(**option) for option in raw.get("options", ()))
    raw["labels"] = tuple(raw.get("labels", ()))
    raw["show_if"] = tuple(
        Condition(one["item"], tuple(one.get("any_of", ())), one.get("at_most")) for one in raw.get("show_if", ())
    )
    return Item(**raw)


def content_of(version: Questionnaire) -> ReadyQuestionnaire:
    """Questions of the version as they were asked. Read once for each loaded row."""
    kept = version.__dict__.get("_questions")
    if kept is None:
        kept = version.__dict__["_questions"] = from_json(version.content)
    return kept


def fed(questionnaire: ReadyQuestionnaire, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Facts for the bank: names of `FEEDS` → codes, texts, numbers. Names of people come as lists, in order."""
    facts: dict[str, Any] = {}
    for item in questionnaire.items:
        value = answers.get(item.code)
        if not item.feeds or value in (None, "", []):
            continue
        if item.feeds in ("preferred_person", "barred_person"):
            facts.setdefault(item.feeds, []).extend(names_in(str(value)))
        elif item.feeds == "difficulties":
            facts.setdefault(item.feeds, {})[item.code] = value
        elif item.feeds in ("request_text", "workplace") and not isinstance(value, list):
            facts[item.feeds] = "\n".join(part for part in (facts.get(item.feeds, ""), str(value)) if part)
        elif item.feeds in facts and isinstance(value, list) and isinstance(facts[item.feeds], list):
            facts[item.feeds] = list(dict.fromkeys([*facts[item.feeds], *value]))
        else:
            facts[item.feeds] = value
    return facts


def names_in(text: str) -> list[str]:
    """Names written in one answer: by lines, commas, semicolons, «и»."""
    for separator in ("\n", ";", " и "):
        text = text.replace(separator, ",")
    return [name.strip()[:200] for name in text.split(",") if name.strip()][:5]


def name_parts(text: str) -> tuple[str, str, str]:
    """(last, first, middle) of a name in whatever order it was written; ("", "", "") when it is not a name."""
    from nastavnik.engines.lists.names import assemble, take_apart

    raw = take_apart(text)
    name = assemble(raw) if raw is not None else None
    return (name.last, name.first, name.middle) if name is not None else ("", "", "")


def shown(questionnaire: ReadyQuestionnaire, answers: Mapping[str, Any]) -> list[Item]:
    """Questions that are asked after these answers, in order."""
    return [item for item in questionnaire.items if item.is_shown(answers)]


def words(item: Item, answers: Mapping[str, Any]) -> str:
    """An answer as a reader sees it: texts of options, name of the step, «» for no answer."""
    value = answers.get(item.code)
    if value in (None, "", []):
        return ""
    if item.type in ("single", "multi"):
        texts = {
            option.code: f"{option.group}, {option.text}" if item.source == "slots" else option.text
            for option in item.options
        }
        chosen = [str(code) for code in value] if isinstance(value, list) else [str(value)]
        other = str(answers.get(item.code + OTHER, ""))
        parts = [texts.get(code, code) for code in chosen]
        return "; ".join([*parts, other] if other else parts)
    if item.type == "scale" and item.labels and isinstance(value, int):
        return f"{value}\u00a0— {item.labels[value - 1].lower()}"
    return str(value)
