"""The draft of a plan: what was read (from a file, a ready plan, last year's) with the curator's corrections.

A draft is plain JSON: {"title", "forms", "stages": [{"key", "number", "title", "goal", "result", "terms",
"model_stage", "activities": [{"key", "identity", "number", "group", "title", "terms", "responsible", "result",
"kinds": [{"code", "by", "confidence"}], "source", "written", "doubts": [{"field", "message", "alternatives",
"settled"}]}]}], "warnings": [{"where", "message"}]}. Every operation here returns a new draft and asks no database.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from nastavnik.features.roadmap import rules
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.features.roadmap.catalogue.roadmaps import BuiltinRoadmap
from nastavnik.kernel.errors import InputRefused, NotFound

Draft = dict[str, Any]
WORDS = ("number", "group", "title", "terms", "responsible", "result")
STAGE_WORDS = ("number", "title", "goal", "result", "terms")
LIMITS = {"number": 20, "group": 1000, "title": 4000, "terms": 1000, "responsible": 1000, "result": 4000}
STAGE_LIMITS = {"number": 20, "title": 1000, "goal": 4000, "result": 4000, "terms": 500}


def _key() -> str:
    return uuid.uuid4().hex[:10]


def activity_row(
    values: Mapping[str, str], codes: Sequence[str], *, by: str = "person", confidence: float = 1.0, identity: str = ""
) -> dict[str, Any]:
    """A row of the draft with nothing doubtful about it."""
    row: dict[str, Any] = {name: str(values.get(name, "")).strip()[: LIMITS[name]] for name in WORDS}
    return row | {
        "key": _key(),
        "identity": identity or str(uuid.uuid4()),
        "kinds": [{"code": code, "by": by, "confidence": confidence} for code in codes if code in kinds()],
        "source": {},
        "written": {},
        "doubts": [],
    }


def _stage_row(values: Mapping[str, str], model_stage: str, activities: list[dict[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {name: str(values.get(name, "")).strip()[: STAGE_LIMITS[name]] for name in STAGE_WORDS}
    return row | {"key": _key(), "model_stage": model_stage, "activities": activities}


def of_parsed(parsed: Mapping[str, Any]) -> Draft:
    """From what the reading engine printed (`ParsedRoadmap.to_json`)."""
    stages = []
    for stage in parsed["stages"]:
        activities = []
        for found in stage["activities"]:
            sure = float(found["confidence"])
            row = activity_row(found, found["kinds"], by="engine", confidence=sure)
            row["source"] = found["source"]
            row["written"] = {name: found[name] for name in ("number", "title", "terms", "responsible", "result")}
            row["doubts"] = [{**doubt, "settled": False} for doubt in found["doubts"]]
            activities.append(row)
        codes = [item["code"] for row in activities for item in row["kinds"]]
        stages.append(_stage_row(stage, rules.usual_stage(codes, stage["number"]), activities))
    return {"title": parsed["title"], "forms": [], "stages": stages, "warnings": parsed["warnings"]}


def of_builtin(ready: BuiltinRoadmap) -> Draft:
    """From a ready plan of the product."""
    stages = []
    for stage in ready.stages:
        activities = [
            activity_row({name: getattr(item, name, "") for name in WORDS}, item.kinds) for item in stage.activities
        ]
        stages.append(_stage_row({name: getattr(stage, name) for name in STAGE_WORDS}, stage.model_stage, activities))
    return {"title": ready.title, "forms": list(ready.forms), "stages": stages, "warnings": []}


def empty(titles: Mapping[str, str]) -> Draft:
    """Only the stages of the target model, to be filled by hand."""
    stages = [
        _stage_row({"number": code if code.isdigit() else "", "title": title}, code, [])
        for code, title in titles.items()
    ]
    return {"title": "Дорожная карта", "forms": [], "stages": stages, "warnings": []}


# --- reading a draft -----------------------------------------------------------------------------------------------


def rows(draft: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for stage in draft.get("stages", ()):
        yield from stage["activities"]


def is_question(row: Mapping[str, Any], doubt: Mapping[str, Any]) -> bool:
    """A doubt to be asked one at a time; the rest are remarks shown beside the row."""
    if doubt["settled"]:
        return False
    if doubt["field"] == "kinds":
        return True
    return doubt["field"] in ("terms", "responsible") and bool(doubt["alternatives"])


def questions(draft: Mapping[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Unsettled doubts in the order of the plan: (row, doubt)."""
    return [(row, doubt) for row in rows(draft) for doubt in row["doubts"] if is_question(row, doubt)]


def remarks(row: Mapping[str, Any]) -> list[str]:
    """What was assumed about a row without a question."""
    return [doubt["message"] for doubt in row["doubts"] if not doubt["settled"] and not is_question(row, doubt)]


def find(draft: Mapping[str, Any], key: str) -> tuple[dict[str, Any], int]:
    """(stage, index of the row in it). Raises NotFound."""
    for stage in draft.get("stages", ()):
        for at, row in enumerate(stage["activities"]):
            if row["key"] == key:
                return stage, at
    raise NotFound("Этой строки в прочитанном плане уже нет. Откройте проверку плана заново.")


def _stage(draft: Mapping[str, Any], key: str) -> tuple[dict[str, Any], int]:
    for at, stage in enumerate(draft.get("stages", ())):
        if stage["key"] == key:
            return stage, at
    raise NotFound("Этого этапа в прочитанном плане уже нет. Откройте проверку плана заново.")


# --- operations ----------------------------------------------------------------------------------------------------


def _edit(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    stage, at = find(draft, key)
    row = stage["activities"][at]
    for name in WORDS:
        if name in values:
            row[name] = str(values[name]).strip()[: LIMITS[name]]
    if not row["title"]:
        raise InputRefused("Напишите, что нужно сделать: мероприятие без названия не сохранить.", field="title")
    if "kinds" in values:
        _choose_kinds(row, values["kinds"])
    for doubt in row["doubts"]:
        doubt["settled"] = doubt["settled"] or doubt["field"] in values


def _choose_kinds(row: dict[str, Any], codes: Sequence[str]) -> None:
    unknown = [code for code in codes if code not in kinds()]
    if unknown:
        raise InputRefused("Такого вида мероприятия нет в каталоге. Выберите вид из списка.", field="kinds")
    row["kinds"] = [{"code": code, "by": "person", "confidence": 1.0} for code in dict.fromkeys(codes)]


def _settle(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    """Answer one doubt: `field`, and `value` (words or a list of kinds) where something is to be changed."""
    stage, at = find(draft, key)
    row, field = stage["activities"][at], values["field"]
    if values.get("value") is not None:
        if field == "kinds":
            _choose_kinds(row, values["value"])
        elif field in WORDS:
            row[field] = str(values["value"]).strip()[: LIMITS[field]]
    for doubt in row["doubts"]:
        doubt["settled"] = doubt["settled"] or doubt["field"] == field


def _remove(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    stage, at = find(draft, key)
    del stage["activities"][at]


def _add(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    """A new row at the end of the stage `key`."""
    stage, _ = _stage(draft, key)
    row = activity_row(values, values.get("kinds", ()))
    if not row["title"]:
        raise InputRefused("Напишите, что нужно сделать: мероприятие без названия не сохранить.", field="title")
    row["number"] = row["number"] or next_number(stage["number"], [item["number"] for item in stage["activities"]])
    stage["activities"].append(row)


def _move(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    """One place up or down; over the edge of a stage into the neighbouring one."""
    stage, at = find(draft, key)
    stages = draft["stages"]
    place = stages.index(stage)
    step = -1 if values.get("to") == "up" else 1
    row = stage["activities"].pop(at)
    if 0 <= at + step <= len(stage["activities"]):
        stage["activities"].insert(at + step, row)
    elif 0 <= place + step < len(stages):
        neighbour = stages[place + step]["activities"]
        neighbour.insert(len(neighbour) if step < 0 else 0, row)
    else:
        stage["activities"].insert(at, row)


def _join(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    """Make one activity of this row and the next one: words joined, kinds of both."""
    stage, at = find(draft, key)
    if at + 1 >= len(stage["activities"]):
        raise InputRefused("Ниже в этом этапе строки нет: соединять не с чем.")
    row, other = stage["activities"][at], stage["activities"].pop(at + 1)
    for name in ("title", "terms", "responsible", "result"):
        if other[name] and other[name] != row[name]:
            glue = " " if name == "title" else "; "
            row[name] = f"{row[name]}{glue if row[name] else ''}{other[name]}"[: LIMITS[name]]
    have = {item["code"] for item in row["kinds"]}
    row["kinds"] += [item for item in other["kinds"] if item["code"] not in have]


def _split(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    """Divide a row by the lines of `title`: the first stays, each further line is an activity of its own."""
    stage, at = find(draft, key)
    lines = [line.strip() for line in str(values.get("title", "")).splitlines() if line.strip()]
    if len(lines) < 2:
        raise InputRefused("Напишите каждое мероприятие с новой строки: делить пока не на что.", field="title")
    row = stage["activities"][at]
    row["title"] = lines[0][: LIMITS["title"]]
    codes = [item["code"] for item in row["kinds"]]
    made = [activity_row({**row, "title": line, "number": ""}, codes) for line in lines[1:]]
    stage["activities"][at + 1 : at + 1] = made


def _edit_stage(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    stage, _ = _stage(draft, key)
    for name in STAGE_WORDS:
        if name in values:
            stage[name] = str(values[name]).strip()[: STAGE_LIMITS[name]]
    if "model_stage" in values:
        stage["model_stage"] = values["model_stage"]
    if not stage["title"]:
        raise InputRefused("Назовите этап: без названия его не найти в плане.", field="title")


def _add_stage(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    stage = _stage_row(values, str(values.get("model_stage", "")), [])
    if not stage["title"]:
        raise InputRefused("Назовите этап: без названия его не найти в плане.", field="title")
    stage["number"] = stage["number"] or str(len(draft["stages"]) + 1)
    draft["stages"].append(stage)


def _remove_stage(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    """Only an empty stage goes: its activities would go unseen with it."""
    stage, at = _stage(draft, key)
    if stage["activities"]:
        raise InputRefused("В этапе есть мероприятия. Перенесите или уберите их, потом уберите этап.")
    del draft["stages"][at]


def _edit_plan(draft: Draft, key: str, values: Mapping[str, Any]) -> None:
    title = str(values.get("title", "")).strip()
    if not title:
        raise InputRefused("Напишите название плана.", field="title")
    draft["title"] = title[:500]


OPERATIONS: Mapping[str, Callable[[Draft, str, Mapping[str, Any]], None]] = {
    "edit": _edit,
    "settle": _settle,
    "remove": _remove,
    "add": _add,
    "move": _move,
    "join": _join,
    "split": _split,
    "edit_stage": _edit_stage,
    "add_stage": _add_stage,
    "remove_stage": _remove_stage,
    "edit_plan": _edit_plan,
}


def corrected(draft: Draft, operation: str, key: str, values: Mapping[str, Any]) -> Draft:
    """A new draft with the operation done. Raises InputRefused, NotFound."""
    if operation not in OPERATIONS:
        raise InputRefused("Такого исправления плана нет. Откройте проверку плана заново.")
    changed = copy.deepcopy(draft)
    OPERATIONS[operation](changed, key, values)
    return changed


def next_number(stage_number: str, numbers: Sequence[str]) -> str:
    """«5.7» after «5.6»; '' where the plan does not number that way."""
    prefix = stage_number.rstrip(".")
    if not prefix:
        return ""
    last = 0
    for number in numbers:
        head, _, tail = number.rstrip(".").rpartition(".")
        if head == prefix and tail.isdigit():
            last = max(last, int(tail))
    return f"{prefix}.{last + 1}"
