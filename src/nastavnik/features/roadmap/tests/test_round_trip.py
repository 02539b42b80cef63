"""A roadmap that was written as Word or Excel is read again without loss."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nastavnik.engines.roadmaps import read_roadmap
from nastavnik.features.organizations.queries import require_year
from nastavnik.features.roadmap import rules, services


def bare(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).rstrip(".;, ")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("code", ["college", "school"])
def test_the_written_plan_reads_back_whole(in_college, curator, curator_client, code, form):
    roadmap = services.from_builtin(by=curator, code=code, year=require_year())
    data = curator_client.get(reverse("roadmap:download", args=[roadmap.pk, form])).getvalue()
    parsed = read_roadmap(data, f"план.{form}")
    wanted = [
        (
            bare(rules.stage_heading(stage.number, stage.title)),
            bare(a.number),
            bare(a.title),
            bare(a.terms),
            bare(a.result),
        )
        for stage in roadmap.stages.all()
        for a in stage.activities.all()
    ]
    found = [
        (bare(rules.stage_heading(stage.number, stage.title)), a.number, bare(a.title), bare(a.terms), bare(a.result))
        for stage in parsed.stages
        for a in stage.activities
    ]
    assert found == wanted


_PERSONS = (
    "заместитель директора по учебной работе",
    "Иволгина А. П.",
    "куратор, педагог-психолог",
    "наставники",
    "директор; бухгалтерия",
)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_persons_terms_and_kinds_of_the_written_plan_read_back(in_college, curator, curator_client, form):
    roadmap = services.from_builtin(by=curator, code="college", year=require_year())
    activities = [a for stage in roadmap.stages.all() for a in stage.activities.all()]
    for at, activity in enumerate(activities):
        services.edit_activity(by=curator, activity=activity, responsible=_PERSONS[at % len(_PERSONS)])
    data = curator_client.get(reverse("roadmap:download", args=[roadmap.pk, form])).getvalue()
    found = [a for stage in read_roadmap(data, f"план.{form}").stages for a in stage.activities]
    assert [bare(a.responsible) for a in found] == [bare(_PERSONS[at % len(_PERSONS)]) for at in range(len(activities))]
    known = [{kind["code"] for kind in a.kinds} for a in activities]
    read = [set(a.kinds) for a in found]
    right = sum(len(mine & theirs) for mine, theirs in zip(read, known, strict=True))
    # The editors of a plan give an activity kinds that its words do not name; the rest must be known by the words.
    assert 2 * right >= 0.85 * sum(len(kinds) for kinds in (*read, *known))
