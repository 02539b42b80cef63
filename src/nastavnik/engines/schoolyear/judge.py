"""Rules of judgement that need to know what the work is: the kind of an activity corrects the reading of its term.

Every correction is told in the explanation, because the curator must be able to disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from .describe import describe, explain
from .expand import occurrences
from .model import Span, Term
from .production import next_working_day, previous_working_day


@dataclass(frozen=True, slots=True)
class Sourced:
    """The chosen term and where it stood: own, text, merged, heading, stage or plan."""

    term: Term
    source: str


#: Which place wins: the activity's own cell first, the plan's period last.
PRECEDENCE = ("own", "text", "merged", "heading", "stage", "plan")


def first_known(terms: dict[str, Term]) -> Sourced | None:
    """The term that holds among several places (keys of `PRECEDENCE`), or None where none is known."""
    for source in PRECEDENCE:
        term = terms.get(source)
        if term is not None and term.is_known:
            return Sourced(term, source)
    return None


def for_single_act(term: Term) -> Term:
    """The term of an act that is done once (an order, the forming of the bank or of pairs).

    A repetition is read as «the curator looks at it regularly»: `continuous` in the same bounds, with its rule kept
    as the rhythm of checks. Months side by side are one interval.
    """
    if term.type == "recurrence" and term.start and term.end and "FREQ=YEARLY" not in term.rrule:
        changed = replace(term, type="continuous", count=1, minimum=False, confidence="convention")
        why = f"Дело делается один раз, поэтому «{term.text.strip()}» прочитано как проверка: {describe(term)}."
        return replace(changed, explanation=f"{explain(changed)} {why}")
    if term.type == "set" and _adjoining(term.dates):
        joined = Span(term.dates[0].start, term.dates[-1].end)
        changed = replace(
            term, type="interval", dates=(), start=joined.start, end=joined.end, confidence="guess", doubts=()
        )
        why = f"Дело делается один раз, поэтому «{term.text.strip()}» прочитано как один срок."
        return replace(changed, explanation=f"{explain(changed)} {why}")
    return term


def for_document(term: Term) -> Term:
    """A bare date at a document means «be ready by»: `point` → `due`."""
    if term.type != "point":
        return term
    changed = replace(term, type="due")
    return replace(changed, explanation=explain(changed))


def off_day(day: dt.date, *, document: bool) -> dt.date:
    """A day that falls on a day off: the next working day for documents, the previous one for events."""
    return next_working_day(day) if document else previous_working_day(day)


def same_as_above(terms: Iterable[Term]) -> list[Term]:
    """Replaces «то же» by the reading of the row above; the words of the cell stay."""
    out: list[Term] = []
    for term in terms:
        if term.repeats_row_above and out:
            above = out[-1]
            term = replace(above, text=term.text, explanation=f"Как в строке выше. {above.explanation}")
        out.append(term)
    return out


def over_years(term: Term, plan: Span) -> Term:
    """A month or day without a year in a plan over several years repeats in each of them («октябрь 2023 – июнь 2026»).

    Only for work that can be done again; an act done once keeps the first occurrence. Terms that already name
    several days, or a plan of at most one year, come back unchanged.
    """
    if term.type not in ("due", "point", "interval") or (plan.end - plan.start).days <= 366:
        return term
    first = Span(term.date, term.date) if term.date else Span(term.start or plan.start, term.end or plan.end)
    spans: list[Span] = []
    for year in range(plan.start.year - 1, plan.end.year + 1):
        shift = year - first.start.year
        moved = Span(_shifted(first.start, shift), _shifted(first.end, shift))
        if moved.start >= plan.start and moved.end <= plan.end:
            spans.append(moved)
    if len(spans) < 2:
        return term
    changed = replace(term, type="set", date=None, start=None, end=None, dates=tuple(spans), confidence="guess")
    return replace(
        changed, explanation=f"{explain(changed)} План на несколько лет, поэтому срок повторяется каждый год."
    )


def is_overdue(term: Term, today: dt.date) -> bool:
    """The last occurrence is past on `today`. Continuous work is late only after its end."""
    if term.type in ("relative", "conditional", "reference", "unknown"):
        return False
    past = occurrences(term, dt.date.min, dt.date.max)
    return bool(past) and past[-1].due < today


def _shifted(day: dt.date, years: int) -> dt.date:
    leap = day.month == 2 and day.day == 29
    return dt.date(day.year + years, day.month, 28 if leap else day.day)


def _adjoining(spans: tuple[Span, ...]) -> bool:
    return len(spans) > 1 and all(left.end + dt.timedelta(days=1) == right.start for left, right in pairwise(spans))
