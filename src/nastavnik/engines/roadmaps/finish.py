"""Stages as they were collected → the finished ones: kinds, terms of time, the school year they count from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .kinds_beside import ask
from .marks import terms_in
from .model import Doubt, ParsedActivity, ParsedStage, Period, Warning
from .period import year_of_approval
from .raw import RawActivity, RawStage
from .text import title_of


def school_year(
    year: int | None, period: Period, head: list[str], default: int | None
) -> tuple[int | None, Warning | None]:
    """The school year Y of Y/Y+1 for terms without a year and what to tell about the choice; None = not known."""
    own = None
    if period.begin:
        own = int(period.begin[:4]) - (period.begin[5:7] < "06" and period.begin[5:7] != "01")
    if year is not None:
        if own is not None and own != year and not period.begin.endswith("-01-01"):
            message = (
                f"План составлен на {period.text}, а сроки прочитаны на {year}/{year + 1} учебный год, как задано."
            )
            return year, Warning("заголовок", message)
        return year, None
    if own is not None:
        return own, None
    approved = year_of_approval(head)
    if approved is not None:
        message = f"Год плана не назван: взят {approved}/{approved + 1} учебный год по дате утверждения."
        return approved, Warning("заголовок", message)
    if default is not None:
        message = f"Год плана не назван: сроки прочитаны на {default}/{default + 1} учебный год, поправьте год, если он другой."
        return default, Warning("заголовок", message)
    return None, None


def finish(stages: list[RawStage], year: int | None) -> tuple[ParsedStage, ...]:
    """Stages with the kinds and schedules of their activities; without a `year` only the words of terms are kept."""
    for stage in stages:
        for activity in stage.activities:
            activity.title, doubts = _shorten_act(activity.title)
            activity.doubts += doubts
    answer = ask(stages)
    parse_term = _term_reader()
    told = [_told(parse_term, stage, activity, year) for stage in stages for activity in stage.activities]
    kinds = answer()
    finished = []
    at = 0
    for place, stage in enumerate(stages):
        number = stage.number or str(place + 1)
        activities = []
        for position, activity in enumerate(stage.activities):
            found, (terms, schedule, doubts) = kinds[at], told[at]
            at += 1
            if not activity.responsible and stage.responsible:
                activity.responsible = stage.responsible
                doubts.append(Doubt("responsible", "Ответственный взят у этапа."))
            doubts = [*activity.doubts, *doubts, *found.doubts]
            activities.append(
                ParsedActivity(
                    number=activity.number or f"{number}.{position + 1}",
                    title=activity.title,
                    group=activity.group,
                    terms=terms,
                    responsible=activity.responsible,
                    result=activity.result,
                    kinds=found.kinds,
                    spoken=found.spoken,
                    confidence=found.confidence,
                    schedule=schedule,
                    source=activity.place,
                    doubts=tuple(doubts),
                )
            )
        finished.append(
            ParsedStage(number, stage.title, stage.goal, stage.result, stage.terms, tuple(activities), stage.place)
        )
    return tuple(finished)


def _told(
    parse_term: Any, stage: RawStage, activity: RawActivity, year: int | None
) -> tuple[str, dict[str, Any] | None, list[Doubt]]:
    terms, doubts = _terms(stage, activity)
    return terms, _schedule(parse_term, terms, year), doubts


def _terms(stage: RawStage, activity: RawActivity) -> tuple[str, list[Doubt]]:
    doubts: list[Doubt] = []
    terms = activity.terms
    said = terms_in(activity.title, cell=terms)
    if said and said.lower() not in terms.lower():
        terms = f"{terms}; {said}" if terms else said
        doubts.append(Doubt("terms", f"Срок «{said}» взят из слов самого мероприятия."))
    if not terms and stage.terms:
        terms = stage.terms
        doubts.append(Doubt("terms", "Срок взят у этапа."))
    return terms, doubts


_LONG_NAME = re.compile(
    r"^(?P<keep>.{15,}?(?:№\s*[\w/-]+(?:\s+от\s+\d{1,2}(?:\.\d{2}\.\d{4}|\s+[а-я]+\s+\d{4}(?:\s*г(?:\.|ода)?)?))?"
    r"|от\s+\d{1,2}(?:\.\d{2}\.\d{4}|\s+[а-я]+\s+\d{4}(?:\s*г(?:\.|ода)?)?)\s*№\s*[\w/-]+))\s+(?P<name>(?:«|об?\s).+)$",
    re.S,
)


def _shorten_act(title: str) -> tuple[str, list[Doubt]]:
    """An act that is named by date and number needs no further fifteen words of its heading; they stay in a doubt."""
    match = _LONG_NAME.match(title)
    if (
        not match
        or len(match.group("name").split()) < 15
        or not re.match(r"(?:изучени|ознакомлени|рассмотрени)", title, re.I)
    ):
        return title, []
    message = "Длинное название документа опущено: он назван датой и номером."
    return title_of(match.group("keep")), [Doubt("title", message, (title,))]


def _term_reader() -> Any:
    from ..schoolyear import parse_term

    return lru_cache(maxsize=None)(parse_term)  # a plan has few different terms


def _schedule(parse_term: Any, terms: str, year: int | None) -> dict[str, Any] | None:
    if not terms or parse_term is None or year is None:
        return None
    schedule: dict[str, Any] = parse_term(terms, year=year).to_json()
    if schedule.get("type") in {"unknown", "none"} and ";" in terms:
        schedule = parse_term(terms.split(";")[0].strip(), year=year).to_json()
    return schedule
