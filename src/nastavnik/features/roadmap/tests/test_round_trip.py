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
