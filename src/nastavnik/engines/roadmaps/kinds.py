"""Which of the 120 kinds every activity of a plan is: what its words say (`judgement`) and what the plan around it does."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .acts import kinds_of
from .judgement import LEAST, Judged, judge
from .model import Doubt
from .raw import RawActivity, RawStage
from .signs import by_code

_UNSURE = 0.75  # a confidence below this, kind by kind, is told as a guess


@dataclass(frozen=True, slots=True)
class Found:
    """Kinds of one activity in the order of its words; `confidence` 0..1, that all of them are right and none is
    missing. `spoken`: for each kind the words of the title that speak of it, "" where the plan around it does.
    """

    kinds: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    confidence: float = 0.0
    doubts: tuple[Doubt, ...] = ()


def recognise(stages: list[RawStage]) -> list[Found]:
    """Kinds of every activity, in the order of stages and activities; what the plan as a whole says is used too."""
    flat = [activity for stage in stages for activity in stage.activities]
    judged = [judge(activity.title) for activity in flat]
    named = [sorted((one for one in found if one.probability >= LEAST), key=lambda one: one.first) for found in judged]
    spoken = [{one.code: _quote(a.title, one.positions) for one in found} for a, found in zip(flat, named, strict=True)]
    codes = [[one.code for one in found] for found in named]
    for at, activity in enumerate(flat):
        if activity.context:
            for match in kinds_of(activity.context):
                if not codes[at] or (match.code == "quality_monitoring" and codes[at][0] == "annual_report"):
                    codes[at].append(match.code)
        if not codes[at] and activity.group:
            codes[at] += [match.code for match in kinds_of(f"{activity.group}. {activity.title}")[:1]]
    _from_groups(flat, codes)
    _from_results(stages, codes)
    _order_brings_regulation(codes)
    return [_answer(tuple(dict.fromkeys(names)), spoken[at], judged[at]) for at, names in enumerate(codes)]


def _quote(title: str, positions: frozenset[int]) -> str:
    """The title from the first to the last of these words."""
    tokens = list(re.finditer(r"[а-яa-z0-9]+", title.lower().replace("ё", "е")))
    held = [tokens[p] for p in positions if p < len(tokens)]
    return title[min(m.start() for m in held) : max(m.end() for m in held)] if held else ""


def _from_groups(activities: list[RawActivity], codes: list[list[str]]) -> None:
    kinds = by_code()
    at = 0
    while at < len(activities):
        end = at + 1
        while end < len(activities) and activities[end].group == activities[at].group:
            end += 1
        if activities[at].group:
            inside = {code for names in codes[at:end] for code in names}
            covered = {c for code in inside for c in kinds[code].covers}
            for match in kinds_of(activities[at].group):
                if kinds[match.code].from_group and match.code not in inside | covered:
                    codes[at].append(match.code)
        at = end


def _from_results(stages: list[RawStage], codes: list[list[str]]) -> None:
    kinds = by_code()
    inside = {code for names in codes for code in names}
    at = 0
    for stage in stages:
        if len(stage.activities) == 1 and stage.activities[0].own_result and len(stages) > 1:
            for match in kinds_of(stage.activities[0].result):
                if kinds[match.code].from_result and match.code not in inside:
                    codes[at].append(match.code)
        at += len(stage.activities)


def _order_brings_regulation(codes: list[list[str]]) -> None:
    """The order that approves the regulation stands for both where the plan names the regulation nowhere else."""
    if any("regulation" in names for names in codes):
        return
    for names in codes:
        if "order_regulation" in names:
            names.insert(names.index("order_regulation") + 1, "regulation")
            return


def _answer(codes: tuple[str, ...], spoken: dict[str, str], judged: tuple[Judged, ...]) -> Found:
    if not codes:
        near = tuple(one.code for one in judged[:3] if one.probability >= LEAST / 4)
        return Found(doubts=(Doubt("kinds", "Вид мероприятия не узнан: выберите его или оставьте «вручную».", near),))
    words_of = tuple(spoken.get(code, "") for code in codes)
    confidence = _confidence(codes, judged)
    doubts: list[Doubt] = []
    if len(codes) > 2:
        message = f"В мероприятии узнано видов: {len(codes)}. Проверьте, все ли они верны."
        doubts.append(Doubt("kinds", message, codes))
    elif confidence ** (1 / len(codes)) < _UNSURE:  # two kinds, each of them sure, are no guess
        others = tuple(one.code for one in judged[:4] if one.code not in codes and one.probability >= LEAST / 4)
        doubts.append(Doubt("kinds", "Вид мероприятия угадан по похожим словам: проверьте его.", (*codes, *others)))
    return Found(codes, words_of, confidence, tuple(doubts))


def _confidence(codes: tuple[str, ...], judged: tuple[Judged, ...]) -> float:
    """How probable it is that all these kinds are right and none is missing."""
    probability = {one.code: one.probability for one in judged}
    right = math.prod(probability.get(code, 0.7) for code in codes)
    none_missing = math.prod(1 - one.probability for one in judged if one.code not in codes)
    return round(right * none_missing, 2)
