"""An organisation without a plan of its own can start from a ready one."""

from __future__ import annotations

import pytest

from nastavnik.engines.schoolyear import parse_term
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.features.roadmap.catalogue.roadmaps import (
    PROFILES,
    BuiltinRoadmap,
    builtin_roadmap,
    builtin_roadmaps,
)
from nastavnik.kernel.errors import NotFound

EACH = pytest.mark.parametrize("plan", list(builtin_roadmaps().values()), ids=list(builtin_roadmaps()))
# Without these a plan could not lead an organisation from the first paper to the report.
SPINE = {
    "order_curator", "regulation", "order_regulation", "roadmap_approval", "consent_pd", "survey_mentees",
    "survey_mentors", "mentee_bank", "mentor_bank", "pair_forming", "order_pairs", "personal_program",
    "regular_meetings", "satisfaction_survey", "order_reward", "annual_report", "media_coverage",
}  # fmt: skip


def test_there_is_a_plan_for_every_profile() -> None:
    assert tuple(builtin_roadmaps()) == PROFILES


@EACH
def test_a_plan_is_whole(plan: BuiltinRoadmap) -> None:
    assert 7 <= len(plan.stages) <= 8
    assert 30 <= len(list(plan.activities)) <= 45
    named = {code for activity in plan.activities for code in activity.kinds}
    assert not SPINE - named
    for activity in plan.activities:
        assert activity.title and activity.terms and activity.responsible and activity.result and activity.kinds


@EACH
def test_numbers_are_those_of_a_plan_on_paper(plan: BuiltinRoadmap) -> None:
    assert [stage.number for stage in plan.stages] == [str(n) for n in range(1, len(plan.stages) + 1)]
    assert plan.stages[1].activities[2].number == "2.3"


@EACH
def test_every_term_is_understood(plan: BuiltinRoadmap) -> None:
    for activity in plan.activities:
        assert parse_term(activity.terms, year=2025).type != "unknown", activity.terms


@EACH
def test_due_dates_respect_the_preconditions(plan: BuiltinRoadmap) -> None:
    due: dict[str, object] = {}
    for activity in plan.activities:
        term = parse_term(activity.terms, year=2025).to_json()
        if term["type"] == "due":
            for code in activity.kinds:
                due.setdefault(code, term["date"])
    late = [
        (before, code)
        for code, date in due.items()
        for before in kinds()[code].requires
        if before in due and str(due[before]) > str(date)
    ]
    assert late == []


def test_an_unknown_plan_is_refused_in_russian() -> None:
    with pytest.raises(NotFound, match="Готовой дорожной карты"):
        builtin_roadmap("university")
