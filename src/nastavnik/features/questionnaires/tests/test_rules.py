"""What may be accepted as an answer, and that a kept version says what was asked."""

from __future__ import annotations

import json

import pytest

from nastavnik.features.questionnaires import asking, contents, rules
from nastavnik.features.questionnaires.ready.ready import ready_questionnaire, ready_questionnaires

SHORT = ready_questionnaire("Q-MR-SHORT")
FULL = ready_questionnaire("Q-ME-SS")
SKILL = SHORT.item("RS1").options[0].code
GOOD = {"RS1": [SKILL], "RS2": "2", "RS3": ["mon_evening"]}


@pytest.mark.parametrize("code", sorted(ready_questionnaires()))
def test_a_kept_version_is_read_back_the_same(code):
    ready = ready_questionnaire(code)
    assert contents.from_json(json.loads(json.dumps(contents.to_json(ready)))) == ready


def test_right_answers_are_kept_as_codes_and_numbers():
    checked = rules.check(SHORT, GOOD, final=True)
    assert checked.problems == {}
    assert checked.answers == {"RS1": [SKILL], "RS2": 2, "RS3": ["mon_evening"]}


@pytest.mark.threat("T030")
@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ({"RS9": "да"}, "RS9"),
        ({"RS2": "99"}, "RS2"),
        ({"RS2": "²"}, "RS2"),
        ({"RS2": "-1"}, "RS2"),
        ({"RS1": ["нет такого"]}, "RS1"),
        ({"RS1": [SKILL] * 5000}, "RS1"),
        ({"RS1": {"a": 1}}, "RS1"),
        ({"RS3": [["mon_evening"]]}, "RS3"),
    ],
)
def test_what_no_form_could_send_is_refused_by_name_and_the_rest_is_kept(sent, named):
    checked = rules.check(SHORT, {**GOOD, **sent}, final=True)
    assert named in checked.problems
    assert set(checked.answers) >= set(GOOD) - set(sent)


def test_required_questions_are_asked_for_only_at_the_end():
    assert rules.check(SHORT, {}, final=False).problems == {}
    assert set(rules.check(SHORT, {}, final=True).problems) == {"RS1", "RS2", "RS3"}


def test_more_ticks_than_allowed_are_named_with_the_number():
    item = ready_questionnaire("Q-ME-SHORT").item("MS1")
    codes = [option.code for option in item.options if not option.exclusive][:4]
    checked = rules.check(ready_questionnaire("Q-ME-SHORT"), {"MS1": codes}, final=False)
    assert "4" in checked.problems["MS1"]
    assert "3" in checked.problems["MS1"]


@pytest.mark.threat("T030")
def test_answers_of_a_hidden_branch_are_dropped_by_name():
    pref = ready_questionnaire("Q-PREF")
    checked = rules.check(pref, {"PF1": "any", "PF2": "Иванов Пётр"}, final=True)
    assert checked.answers == {"PF1": "any"}
    assert checked.dropped == [pref.item("PF2").text]
    assert checked.problems == {}


def test_names_of_people_come_in_order_whatever_way_they_are_written():
    facts = contents.fed(ready_questionnaire("Q-PREF"), {"PF2": "Анна Петрова", "PF3": "Зайцев И. И., Лисицын П. П."})
    assert facts["preferred_person"] == ["Анна Петрова", "Зайцев И. И.", "Лисицын П. П."]
    assert contents.name_parts("Анна Петрова")[0] == "Петрова"
    assert contents.name_parts("Зайцев И. И.")[0] == "Зайцев"


def test_a_conditional_question_says_when_to_answer_on_a_page_without_scripts():
    pref = ready_questionnaire("Q-PREF")
    assert "вопросе\u00a01" in asking.condition_words(pref, pref.item("PF2"))


def test_anonymous_questionnaires_are_refused_and_named_ones_not():
    assert rules.refusal_of("anonymous")
    assert rules.refusal_of("linked")
    assert not rules.refusal_of("named")


def test_empty_and_invisible_texts_are_no_answer():
    text = next(item for item in FULL.items if item.type == "text")
    assert text.code not in rules.check(FULL, {text.code: " \u200b\n "}, final=False).answers


@pytest.mark.threat("T119")
@pytest.mark.parametrize(
    "typed", ["1,5", "1.5", "NaN", "inf", "1e308", "1e1", "-1", "100.0001", "0x10", "9" * 400, "²", "۵"]
)
def test_a_number_is_a_whole_number_within_its_bounds_or_is_asked_again(typed):
    asked = [
        (ready, item)
        for ready in ready_questionnaires().values()
        for item in ready.items
        if item.type in ("number", "scale")
    ]
    assert asked
    for ready, item in asked:
        checked = rules.check(ready, {item.code: typed}, final=False)
        assert item.code not in checked.answers, (ready.code, item.code)
        assert item.show_if or "число" in checked.problems[item.code], (ready.code, item.code)


@pytest.mark.threat("T119")
def test_bounds_of_a_number_are_taken_and_spaces_forgiven():
    asked = [
        (ready, item) for ready in ready_questionnaires().values() for item in ready.items if item.type == "number"
    ]
    for ready, item in asked:
        for bound in (item.minimum, item.maximum):
            assert rules.check(ready, {item.code: f" {bound} "}, final=False).answers == {item.code: bound}
        assert item.code in rules.check(ready, {item.code: str(item.maximum + 1)}, final=False).problems
