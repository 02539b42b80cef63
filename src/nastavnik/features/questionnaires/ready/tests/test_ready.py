"""Ready questionnaires can be filled in as they stand, and what they ask feeds the banks in shared codes."""

from __future__ import annotations

import re

import pytest

from nastavnik.features.questionnaires.ready.dictionaries import (
    competences,
    competences_for,
    request_topics,
    slots,
)
from nastavnik.features.questionnaires.ready.ready import (
    ReadyQuestionnaire,
    ready_questionnaire,
    ready_questionnaires,
)
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.kernel.errors import NotFound

EACH = pytest.mark.parametrize("sheet", list(ready_questionnaires().values()), ids=list(ready_questionnaires()))
FULL_MENTEE = [q for q in ready_questionnaires().values() if q.audience == "mentee" and q.form]


def fed(sheet: ReadyQuestionnaire) -> set[str]:
    return {item.feeds for item in sheet.items if item.feeds}


def test_every_questionnaire_named_by_a_kind_of_activity_exists() -> None:
    named = {code for kind in kinds().values() for code in kind.questionnaires}
    assert named <= set(ready_questionnaires())


def test_a_campaign_by_name_is_never_started_with_a_sheet_that_promises_no_names() -> None:
    for kind in kinds().values():
        if kind.tool == "survey":
            levels = {ready_questionnaire(code).level for code in kind.questionnaires}
            assert levels <= {"named", "confidential"}, kind.code


@EACH
def test_a_person_is_told_who_sees_the_answers(sheet: ReadyQuestionnaire) -> None:
    assert sheet.intro.endswith(".") and sheet.seen_by.endswith(".")
    hides_name = sheet.level in {"anonymous", "linked"}
    assert (
        bool(re.search("(?i)имя не сохраняется|имени в ответах нет", sheet.seen_by.replace("\xa0", " "))) is hides_name
    )


@EACH
def test_a_form_without_names_asks_for_none(sheet: ReadyQuestionnaire) -> None:
    if sheet.level in {"anonymous", "linked"}:
        assert not fed(sheet) & {"preferred_person", "barred_person"}
        assert all("Не пишите имён" in i.hint.replace("\xa0", " ") for i in sheet.items if i.type == "text")


@EACH
def test_words_are_russian_and_set_well(sheet: ReadyQuestionnaire) -> None:
    texts = [sheet.title, sheet.intro, sheet.seen_by]
    for item in sheet.items:
        texts += [item.text, item.hint, item.section, *(option.text for option in item.options), *item.labels]
    for text in filter(None, texts):
        assert not re.search("[A-Za-z\"']", text), text
        assert not re.search(r" (?:в|с|к|о|у|и|а|я) ", text), text


@EACH
def test_nothing_forbidden_is_asked(sheet: ReadyQuestionnaire) -> None:
    forbidden = "(?i)диагноз|здоровь|болезн|религи|вероисповед|национальн|судим|доход|паспорт|снилс"
    assert not [item.text for item in sheet.items if re.search(forbidden, item.text + item.hint)]


@pytest.mark.parametrize("code", ["Q-ME-SHORT", "Q-ME-SHORT-TE", "Q-MR-SHORT"])
def test_a_short_one_has_four_questions(code: str) -> None:
    assert ready_questionnaire(code).short and len(ready_questionnaire(code).items) == 4


@pytest.mark.parametrize("sheet", FULL_MENTEE, ids=[q.code for q in FULL_MENTEE])
def test_a_full_one_of_a_mentee_gives_all_that_matching_needs(sheet: ReadyQuestionnaire) -> None:
    assert {"topics", "goals", "competences", "slots", "mode", "preferred_person", "barred_person"} <= fed(sheet)
    offered = {option.code for option in sheet.item("ME1").options}
    assert offered == {code for code, topic in request_topics().items() if sheet.form in topic.forms}
    assert len(offered) >= 3
    wanted = {option.code for option in sheet.item("ME4").options}
    assert competences_for(offered) == wanted


def test_the_questionnaire_of_a_mentor_gives_all_that_matching_needs() -> None:
    sheet = ready_questionnaire("Q-MR")
    assert {"competences", "topics", "capacity", "slots", "preferred_form", "experience", "goals"} <= fed(sheet)
    assert {option.code for option in sheet.item("MR2").options} == set(competences())
    assert {option.code for option in sheet.item("MR4").options} == set(request_topics())


def test_both_sides_choose_from_the_same_free_times() -> None:
    sides = (ready_questionnaire("Q-ME-SHORT").item("MS3"), ready_questionnaire("Q-MR-SHORT").item("RS3"))
    assert [[option.code for option in item.options] for item in sides] == [list(slots()), list(slots())]
    assert len(slots()) == 18 and slots()["mon_evening"].title == "Понедельник, вечером"


def test_every_topic_can_be_answered_by_a_competence_and_every_competence_is_asked_for() -> None:
    answered = [set(topic.competences) for topic in request_topics().values()]
    assert all(answered) and set().union(*answered) == set(competences())


def test_a_question_appears_only_when_its_condition_holds() -> None:
    why = ready_questionnaire("Q-ME-SS").item("ME13")
    assert why.is_shown({"ME12": "not_helped"})
    assert not why.is_shown({"ME12": "no"}) and not why.is_shown({})
    subject = ready_questionnaire("Q-ME-SS").item("SS1")
    assert subject.is_shown({"ME1": ["project", "study_subject"]}) and not subject.is_shown({"ME1": ["project"]})


def test_a_pulse_asks_what_happened_after_a_bad_mark_or_a_call_for_help() -> None:
    what = ready_questionnaire("Q-PULSE").item("PUL6")
    assert what.is_shown({"PUL1": 2}) and what.is_shown({"PUL1": 5, "PUL5": "yes"})
    assert not what.is_shown({"PUL1": 3, "PUL5": "no"}) and not what.is_shown({})


def test_entry_and_exit_scales_turn_round_the_statements_that_say_no() -> None:
    turned = {item.code for item in ready_questionnaire("Q-DIAG-ST").items if item.reverse}
    assert turned == {"MOT3", "EFF3", "SOC3"}


def test_an_unknown_questionnaire_is_refused_in_russian() -> None:
    with pytest.raises(NotFound, match="Готовой анкеты «Q-NONE» нет"):
        ready_questionnaire("Q-NONE")
