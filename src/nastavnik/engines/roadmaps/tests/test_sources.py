"""The five source plans are read whole, as texts and laid out anew as Word, Excel and PDF tables."""

import difflib

import pytest

from nastavnik.engines.roadmaps import read_roadmap

from . import layouts
from .gold import SHARED, entries, plan_of
from .score import Score, compare, plain


def test_every_stage_and_activity_of_the_five_texts_is_found():
    for entry in entries():
        parsed = read_roadmap((SHARED / entry["file"]).read_bytes(), entry["file"])
        wanted = [(s["number"], plain(s["title"])) for s in entry["stages"]]
        assert [(s.number, plain(s.title)) for s in parsed.stages] == wanted
        for stage, found in zip(entry["stages"], parsed.stages, strict=True):
            assert len(found.activities) == len(stage["activities"])
            for gold, activity in zip(stage["activities"], found.activities, strict=True):
                ratio = difflib.SequenceMatcher(
                    None, plain(gold["title"]), plain(activity.title), autojunk=False
                ).ratio()
                assert ratio > 0.8, (gold["title"], activity.title)


def test_terms_persons_and_kinds_of_the_five_texts():
    total = wrong = 0
    kinds = Score()
    for entry in entries():
        parsed = read_roadmap((SHARED / entry["file"]).read_bytes(), entry["file"])
        golds = [a for s in entry["stages"] for a in s["activities"]]
        for gold, activity in zip(golds, [a for s in parsed.stages for a in s.activities], strict=True):
            for column in ("terms", "responsible"):
                total += 1
                wrong += plain(gold[column]) != plain(getattr(activity, column))
            right = len(set(gold["kinds"]) & set(activity.kinds))
            kinds.add("kinds", right, len(activity.kinds), len(gold["kinds"]))
    assert wrong <= 0.02 * total
    assert kinds.f1("kinds") >= 0.97


@pytest.mark.parametrize("layout", ["classic", "stage_column", "goal_rows"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_the_same_plans_as_tables_of_office_files(layout, kind):
    score = Score()
    for entry in entries():
        plan = plan_of(entry)
        rows = layouts.TABLES[layout](plan)
        parsed = read_roadmap(layouts.FILES[kind](plan, rows), f"план.{kind}", year=2025)
        score.merge(compare(plan, parsed))
    assert score.f1("stages") == 1.0
    assert score.f1("activities") >= (0.97 if kind == "pdf" else 1.0)  # a PDF keeps no paragraphs
    assert score.f1("kinds") >= 0.93  # a flat table has lost the groups that some kinds hang on
    assert score.f1("terms") >= 0.98
    assert score.f1("responsible") >= 0.98
