"""Kinds of activities are found by the words of `kinds.toml`."""

import re

import pytest

from nastavnik.engines.roadmaps.acts import kinds_of
from nastavnik.engines.roadmaps.kinds import recognise
from nastavnik.engines.roadmaps.raw import RawActivity, RawStage
from nastavnik.engines.roadmaps.signs import load_kinds

from .gold import SHARED
from .plans import BANK
from .score import Score


def found(title, **more):
    regulation = RawActivity("Разработка положения о наставничестве")
    return recognise([RawStage("Этап", activities=[RawActivity(title, **more), regulation])])[0]


def test_each_kind_knows_its_own_phrases():
    missed = [(k.code, p) for k in load_kinds() for p in k.phrases if k.code not in [m.code for m in kinds_of(p)]]
    assert missed == []


def test_the_vocabulary_is_whole():
    path = SHARED / "domain" / "activity_kinds.md"
    if not path.exists():
        pytest.skip("нет папки shared со словарём видов мероприятий: задайте NASTAVNIK_SHARED")
    listed = set(re.findall(r"^\| `([a-z_]+)` ", path.read_text("utf-8"), re.M))
    assert {kind.code for kind in load_kinds()} == listed


def test_every_beaten_kind_exists():
    codes = {kind.code for kind in load_kinds()}
    assert {loser for kind in load_kinds() for loser in kind.beats | kind.beats_text | kind.covers} <= codes


def test_other_words_for_the_same_acts():
    score = Score()
    for items in BANK.values():
        for kinds, title in items:
            wanted, got = set(kinds.split(",")), set(found(title).kinds)
            score.add("kinds", len(wanted & got), len(got), len(wanted))
    assert score.f1("kinds") >= 0.95


@pytest.mark.parametrize(
    "title",
    [
        "Ремонт кровли спортивного зала",
        "Закупка мебели для столовой",
        "Субботник на территории школы",
        # The words of mentoring plans in other work.
        "Семинар по охране труда для педагогов",
        "Положение о школьной форме",
        "Программа развития спортивного зала",
    ],
)
def test_other_work_has_no_kind(title):
    answer = found(title)
    assert answer.kinds == () and answer.confidence == 0
    assert answer.doubts[0].field == "kinds"


def test_several_acts_of_one_point_stand_side_by_side():
    answer = found("Приказ о назначении наставников и закреплении пар; сбор согласий на обработку персональных данных")
    assert answer.kinds == ("order_mentors", "order_pairs", "consent_pd")
    assert answer.confidence < found("Сбор согласий на обработку персональных данных").confidence
    assert [doubt.field for doubt in answer.doubts] == ["kinds"]


def test_the_order_brings_the_regulation_only_where_the_plan_names_it_nowhere_else():
    order = "Приказ об утверждении положения о наставничестве"
    alone = recognise([RawStage("Этап", activities=[RawActivity(order)])])
    assert alone[0].kinds == ("order_regulation", "regulation")
    assert found(order).kinds == ("order_regulation",)


def test_a_kind_that_nearly_belongs_to_a_point_is_asked_about():
    answer = found("Встреча пары по итогам полугодия")
    assert answer.kinds == ("regular_meetings",)
    (doubt,) = answer.doubts
    assert doubt.field == "kinds" and "interim_reflection" in doubt.alternatives
