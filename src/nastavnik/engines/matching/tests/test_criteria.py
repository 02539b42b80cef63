"""Each criterion: what it counts, what it says, and that it is silent where it knows nothing."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.matching import solve
from nastavnik.engines.matching.criteria import (
    CRITERIA,
    OPTIONAL,
    UNKNOWN,
    Asked,
    Mentee,
    Mentor,
    Result,
    bars_of,
    full_parts_of,
    known_of,
    parts_of,
)

CHEMISTRY = Asked("Подготовка к олимпиаде", frozenset({"olympiad"}), 3)
SPEECH = Asked("Выступать на людях", frozenset({"speech", "theatre"}), 1)

CASES = [
    ("competence", {"asked": (CHEMISTRY, SPEECH)}, {"offered": {"olympiad": 100, "sport": 100}}, 75, "«Подготовка"),
    ("competence", {"asked": (SPEECH,)}, {"offered": {"theatre": 40, "speech": 80}}, 80, "Берётся за «Выступать"),
    ("competence", {"asked": (SPEECH,)}, {"offered": {"sport": 100}}, 0, "Не берётся за запрос: «Выступать"),
    ("field", {"fields": {"weld": "сварка"}}, {"fields": {"weld": "сварка"}}, 100, "Общее дело: «сварка»"),
    ("field", {"fields": {"weld": "сварка"}}, {"fields": {"cook": "повар"}}, 0, "разные"),
    (
        "role",
        {"forms": {"студент – студент": frozenset({"лидер"})}},
        {"forms": {"студент – студент": frozenset()}},
        100,
        "Подходят",
    ),
    (
        "role",
        {"forms": {"с – с": frozenset({"лидер"})}},
        {"forms": {"с – с": frozenset({"отличник"})}},
        50,
        "роли разные",
    ),
    ("role", {"forms": {"с – с": frozenset()}}, {"forms": {"п – п": frozenset()}}, 0, "разные"),
    ("wishes", {"named": frozenset({"k"})}, {"named": frozenset({"n"})}, 100, "Выбрали друг друга"),
    ("wishes", {"named": frozenset({"k"})}, {}, 80, "Наставляемый назвал"),
    ("wishes", {}, {"named": frozenset({"n"})}, 70, "Наставник назвал"),
    ("wishes", {"named": frozenset({"x"})}, {}, 20, "других"),
    ("time", {"free_time": {"1": "пн", "2": "вт"}}, {"free_time": {"2": "вт", "1": "пн"}}, 85, "Общее время: пн, вт"),
    ("time", {"free_time": {"1": "пн"}}, {"free_time": {"2": "вт"}}, 0, "нет"),
    ("place", {"places": {"a": "корпус 1"}}, {"places": {"a": "корпус 1"}}, 100, "корпус 1"),
    ("place", {"places": {"a": "корпус 1"}}, {"places": {"b": "корпус 2"}}, 0, "разных местах"),
    ("near", {"group": "g"}, {"group": "g"}, 100, "Одна группа"),
    ("near", {"group": "g", "units": frozenset({"u"})}, {"units": frozenset({"u"})}, 70, "Одно подразделение"),
    ("near", {"group": "g"}, {"group": "h"}, 0, "Разные"),
    ("apart", {"group": "g"}, {"group": "g"}, 0, "Одна группа"),
    ("apart", {"group": "g"}, {}, 100, "Разные группы"),
    ("manner", {"manner": {"a": "ясные сроки"}}, {"manner": {"a": "ясные сроки", "b": "беседа"}}, 100, "ясные сроки"),
    (
        "manner",
        {"manner": {"a": "сроки"}, "interests": {"x": "спорт"}},
        {"manner": {"b": "беседа"}, "interests": {"x": "спорт"}},
        50,
        "спорт",
    ),
    ("manner", {"interests": {"x": "спорт"}}, {"interests": {"y": "музыка"}}, 0, "разные"),
    ("rhythm", {"rhythm": "week", "contact": "chat"}, {"rhythm": "any", "contact": "live"}, 50, "частота встреч"),
    ("rhythm", {"rhythm": "week"}, {"rhythm": "month"}, 0, "по-разному"),
    ("experience", {}, {"years": 3}, 30, "3\u00a0года"),
    ("experience", {}, {"years": 40}, 100, "40\u00a0лет"),
    ("scales", {"scales": {"Открытость": 70, "Азарт": 10}}, {"scales": {"Открытость": 60}}, 90, "«Открытость»"),
    ("load", {}, {"left": 1, "capacity": 4}, 25, "1 из\u00a04"),
    ("earlier", {}, {"results": (Result(90), Result(60))}, 75, "2\u00a0прежние пары"),
    ("sex", {"wants_sex": "f"}, {"sex": "f", "wants_sex": "m"}, 100, "исполнено"),
    ("sex", {"wants_sex": "f", "sex": "f"}, {"sex": "f", "wants_sex": "m"}, 50, "у одного"),
    ("language", {"languages": {"tt": "татарский"}}, {"languages": {"tt": "татарский"}}, 100, "татарский"),
    ("language", {"languages": {"tt": "татарский"}}, {"languages": {"ru": "русский"}}, 0, "нет"),
]


@pytest.mark.parametrize(("code", "one", "other", "value", "said"), CASES)
def test_a_criterion_counts_and_says_why(code, one, other, value, said):
    part = CRITERIA[code].part(Mentee("n", **one), Mentor("k", **other))
    assert part is not None and (part.code, part.value) == (code, value)
    assert said in part.text and not part.text.endswith(".")


def test_every_criterion_has_a_case_and_is_mute_where_nothing_is_known():
    assert {case[0] for case in CASES} == set(CRITERIA)
    assert parts_of(Mentee("n"), Mentor("k"), switched_on=OPTIONAL) == []


def test_sex_and_language_count_only_where_switched_on():
    mentee = Mentee("n", wants_sex="f", languages={"tt": "татарский"})
    mentor = Mentor("k", sex="m", languages={"ru": "русский"})
    assert parts_of(mentee, mentor) == [] and bars_of(mentee, mentor) == []
    assert [part.code for part in parts_of(mentee, mentor, switched_on=["sex"])] == ["sex"]
    assert bars_of(mentee, mentor, musts=["sex", "language"]) == ["sex", "language"]


def test_only_criteria_with_facts_on_both_sides_are_offered_and_the_optional_when_asked_for():
    mentees = [Mentee("n1", free_time={"1": "пн"}, group="g"), Mentee("n2", wants_sex="f", scales={"Азарт": 10})]
    mentors = [Mentor("k1", places={"a": "корпус"}, sex="m"), Mentor("k2", free_time={"2": "вт"}, scales={"Риск": 1})]
    assert known_of(mentees, mentors) == ["time"]
    assert known_of(mentees, mentors, switched_on=["sex", "apart"]) == ["time", "apart", "sex"]
    assert known_of(mentees, [*mentors, Mentor("k3", scales={"Азарт": 60})]) == ["time", "scales"]
    assert known_of([], mentors) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_offered_is_what_speaks_of_some_pair(data):
    facts = {
        "free_time": st.sampled_from([{}, {"1": "пн"}, {"2": "вт"}]),
        "group": st.sampled_from(["", "g", "h"]),
        "named": st.sampled_from([frozenset(), frozenset({"x"})]),
        "scales": st.sampled_from([{}, {"a": 1}, {"b": 2}, {"a": 3, "b": 0}]),
        "sex": st.sampled_from(["", "m"]),
        "wants_sex": st.sampled_from(["", "m"]),
        "rhythm": st.sampled_from(["", "any"]),
        "contact": st.sampled_from(["", "any"]),
    }
    people = st.lists(st.fixed_dictionaries(facts), max_size=4)
    mentees = [Mentee(f"n{i}", **row) for i, row in enumerate(data.draw(people))]
    mentors = [Mentor(f"k{i}", **row) for i, row in enumerate(data.draw(people))]
    spoken = {part.code for one in mentees for other in mentors for part in parts_of(one, other, switched_on=OPTIONAL)}
    assert set(known_of(mentees, mentors, switched_on=OPTIONAL)) == spoken


def test_a_mute_criterion_stands_in_the_middle_and_says_what_is_not_known():
    [time, load] = full_parts_of(Mentee("n"), Mentor("k", capacity=2, left=2), ["time", "load"])
    assert (time.value, time.text) == (UNKNOWN, "Свободное время названо не обоими") and load.value == 100


def test_one_group_excludes_only_where_it_must():
    mentee, mentor = Mentee("n", group="g"), Mentor("k", group="g")
    assert bars_of(mentee, mentor) == [] and bars_of(mentee, mentor, musts=["group"]) == ["group"]
    assert bars_of(Mentee("n"), mentor, musts=["group"]) == [] == bars_of(Mentee("n"), Mentor("k"), musts=["group"])


def test_not_with_and_another_form_exclude_and_unknown_time_does_not():
    mentee = Mentee("n", refused=frozenset({"k"}), forms={"а": frozenset()}, free_time={"1": "пн"})
    assert bars_of(mentee, Mentor("k", forms={"б": frozenset()}), musts=["schedule"]) == ["wish", "form"]
    assert bars_of(Mentee("n"), Mentor("k", refused=frozenset({"n"})), musts=["schedule"]) == ["wish"]
    apart = Mentor("m", free_time={"2": "вт"})
    assert bars_of(Mentee("n", free_time={"1": "пн"}), apart, musts=["schedule"]) == ["schedule"]


@settings(max_examples=60, deadline=None)
@given(
    years=st.none() | st.integers(0, 60),
    offered=st.dictionaries(st.sampled_from("abc"), st.integers(1, 100)),
    asked=st.lists(st.sampled_from("abcd"), max_size=4),
    scales=st.dictionaries(st.sampled_from("xy"), st.integers(0, 100)),
    results=st.lists(st.integers(-5, 130), max_size=4),
)
def test_values_stay_whole_and_between_0_and_100_and_more_skill_never_hurts(years, offered, asked, scales, results):
    mentee = Mentee("n", asked=tuple(Asked(code, frozenset(code)) for code in asked), scales={"x": 10, "y": 90})
    mentor = Mentor("k", offered=offered, years=years, scales=scales, results=tuple(map(Result, results)))
    parts = {part.code: part for part in parts_of(mentee, mentor, switched_on=OPTIONAL)}
    assert all(isinstance(part.value, int) and 0 <= part.value <= 100 for part in parts.values())
    able = dataclasses.replace(mentor, offered=offered | {"a": 100})
    if "competence" in parts:
        more = CRITERIA["competence"].part(mentee, able)
        assert more is not None and more.value >= parts["competence"].value


def test_parts_and_their_sentences_pass_into_an_instance_and_back():
    mentee = Mentee("n", asked=(CHEMISTRY,), free_time={"1": "пн"})
    mentor = Mentor("k", offered={"olympiad": 80}, free_time={"1": "пн"}, capacity=2, left=2)
    parts = parts_of(mentee, mentor)
    result = solve(
        {
            "format": "nastavnik-match/1",
            "mode": "assign",
            "weights": {code: criterion.weight for code, criterion in CRITERIA.items()},
            "mentees": [{"id": "n"}],
            "mentors": [{"id": "k", "capacity": 2}],
            "pairs": [
                {"mentee": "n", "mentor": "k", "parts": {p.code: {"value": p.value, "text": p.text} for p in parts}}
            ],
        },
        explain=True,
    )
    explained = result.pair_explanations[0]
    assert explained.score == sum(part.contribution for part in explained.parts) == 5 * 80 + 3 * 60 + 100
    assert {part.text for part in explained.parts} == {part.text for part in parts}
