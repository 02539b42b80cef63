"""Pure decisions about a roadmap: terms into days, suggested dates, states, differences. No database."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from nastavnik.engines.schoolyear import (
    Span,
    Term,
    describe,
    due_date,
    next_working_day,
    parse_term,
    previous_working_day,
)
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.kernel.contracts import EvidenceAnswer

State = Literal["none", "part", "done", "hand", "late", "na"]

#: Marks and words of the states, as the table says them.
STATE_WORDS: dict[str, str] = {
    "none": "Не начато",
    "part": "Идёт",
    "done": "Сделано",
    "hand": "Отмечено вручную",
    "late": "Опоздало",
    "na": "Не применимо",
}
FINISHED = ("done", "hand", "na")


# --- terms ---------------------------------------------------------------------------------------------------------


def _first_day(term: Term) -> dt.date | None:
    if term.start is not None:
        return term.start
    if term.dates:
        return min(span.start for span in term.dates)
    return term.date


def read_schedule(terms: str, *, year: int, period: Span | None = None) -> dict[str, Any]:
    """The words of a term as days of the school year `year`: the object of the engine with `starts_on`, `due_on`,
    `words` beside it; {} for an empty or unreadable cell."""
    if not terms.strip():
        return {}
    term = parse_term(terms, year=year, period=period)
    if not term.is_known:
        return {}
    starts, due = _first_day(term), due_date(term)
    return term.to_json() | {
        "starts_on": starts.isoformat() if starts else None,
        "due_on": due.isoformat() if due else None,
        "words": describe(term),
    }


def day_of(schedule: Mapping[str, Any], key: str) -> dt.date | None:
    """`starts_on` or `due_on` of a stored schedule."""
    value = schedule.get(key)
    return dt.date.fromisoformat(value) if value else None


# --- suggestions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Working days and the person in charge by the catalogue, offered where the plan gives none."""

    starts: dt.date | None
    due: dt.date | None
    role: str


@cache
def _place_in_month() -> dict[str, tuple[int, int]]:
    """For each kind its place among the kinds of the same month: (index from 1, how many)."""
    by_month: dict[int, list[str]] = {}
    for code, kind in kinds().items():
        by_month.setdefault(kind.month, []).append(code)
    return {code: (at, len(codes)) for codes in by_month.values() for at, code in enumerate(codes, start=1)}


def suggest(codes: Sequence[str], *, year: int, stage: Span | None = None) -> Suggestion:
    """Days inside the stage's own term if it has one, else the usual month of the last of the kinds, spread over the
    month by the order of doing. Without kinds and stage's term there is nothing to offer."""
    known = [kinds()[code] for code in codes if code in kinds()]
    role = known[0].role if known else ""
    if stage is not None:
        return Suggestion(stage.start, stage.end, role)
    if not known:
        return Suggestion(None, None, role)
    last = max(known, key=lambda kind: kind.order)
    first_day = last.month_start(year)
    days = calendar.monthrange(first_day.year, first_day.month)[1]
    at, total = _place_in_month()[last.code]
    # nothing is asked for in the first working days of a month
    day = first_day + dt.timedelta(days=4 + round((days - 5) * at / total))
    due = previous_working_day(day)
    if due < first_day:
        due = next_working_day(day)
    return Suggestion(first_day, due, role)


def usual_stage(codes: Sequence[str], number: str = "") -> str:
    """The stage of the target model that most of the kinds belong to; else the stage's own number 1..7; else ''."""
    counted = Counter(kinds()[code].stage for code in codes if code in kinds())
    if counted:
        return counted.most_common(1)[0][0]
    digits = re.sub(r"\D", "", number)
    return digits if digits in {"1", "2", "3", "4", "5", "6", "7"} else ""


def stage_heading(number: str, title: str) -> str:
    """«5. Формирование пар»; a title that carries its own number or the word «этап» stays as it is; «Этап 5» without one."""
    clean = number.rstrip(".")
    if not title:
        return f"Этап {clean}" if clean else ""
    if not clean or re.match(rf"(?:{re.escape(clean)}\b|этап\b|раздел\b|блок\b)", title, re.IGNORECASE):
        return title
    return f"{clean}. {title}"


# --- states --------------------------------------------------------------------------------------------------------


def effective_due(working: dt.date | None, schedule: Mapping[str, Any]) -> dt.date | None:
    """The working date where one is set, else the term of the plan."""
    return working or day_of(schedule, "due_on")


def combine(states: Sequence[str]) -> State:
    """State of an activity from the states of its kinds: done when all are proved, by hand when any of them was."""
    asked = [state for state in states if state != "na"]
    if states and not asked:
        return "na"
    if asked and all(state in ("done", "hand") for state in asked):
        return "hand" if "hand" in asked else "done"
    return "part" if any(state in ("part", "done", "hand") for state in asked) else "none"


def with_lateness(state: State, due: dt.date | None, suggested: bool, on: dt.date) -> State:
    """An offered date that nobody has taken yet makes nothing late."""
    if state in ("none", "part") and due is not None and not suggested and due < on:
        return "late"
    return state


def fell_away(answer: EvidenceAnswer) -> bool:
    """The proved fact is gone (the act is repealed), as opposed to later joiners who only make the whole larger."""
    return answer.state in ("none", "part") and answer.done == 0 and answer.total > 0


# --- versions ------------------------------------------------------------------------------------------------------

FIELDS = {"title": "мероприятие", "terms": "срок", "responsible": "ответственный", "result": "результат"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the approved plan and the plan of now. `fields`: (name, before, after)."""

    what: Literal["added", "removed", "changed", "moved"]
    number: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()
    activity_id: str = ""


def _flat(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    rows = {}
    for stage in content.get("stages", ()):
        for row in stage.get("activities", ()):
            rows[row["identity"]] = {**row, "stage": stage.get("title", "")}
    return rows


def _same_words(text: str) -> str:
    """Typography is no change of the plan: a no-break space typed anew as a plain one."""
    return " ".join(text.split())


def _outside_longest_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those of the common rows that changed their place: not in a longest common subsequence."""
    place = {identity: at for at, identity in enumerate(before)}
    common = [identity for identity in after if identity in place]
    best: list[tuple[int, int]] = []  # (length, previous index)
    for at, identity in enumerate(common):
        length, previous = 1, -1
        for earlier in range(at):
            if place[common[earlier]] < place[identity] and best[earlier][0] + 1 > length:
                length, previous = best[earlier][0] + 1, earlier
        best.append((length, previous))
    kept: set[str] = set()
    at = max(range(len(best)), key=lambda index: best[index][0]) if best else -1
    while at >= 0:
        kept.add(common[at])
        at = best[at][1]
    return set(common) - kept


def differences(approved: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What was added, removed, reworded and moved since the approval; rows are told by their stable identity."""
    before, after = _flat(approved), _flat(now)
    moved = _outside_longest_order(list(before), list(after))
    found = []
    for identity, row in after.items():
        old = before.get(identity)
        if old is None:
            found.append(Change("added", row["number"], row["title"], (), row.get("id", "")))
            continue
        fields = tuple(
            (words, old.get(name, ""), row.get(name, ""))
            for name, words in FIELDS.items()
            if _same_words(old.get(name, "")) != _same_words(row.get(name, ""))
        )
        if old["stage"] != row["stage"]:
            fields += (("этап", old["stage"], row["stage"]),)
        if fields:
            found.append(Change("changed", row["number"], row["title"], fields, row.get("id", "")))
        elif identity in moved:
            found.append(Change("moved", row["number"], row["title"], (), row.get("id", "")))
    found += [Change("removed", row["number"], row["title"]) for key, row in before.items() if key not in after]
    return found
