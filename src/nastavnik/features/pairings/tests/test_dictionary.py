"""The dictionary says which roles may stand on the sides of a pair, and by what words a pair ends."""

from __future__ import annotations

import re

import pytest

from nastavnik.features.pairings.dictionary import (
    default_forms,
    departure_reasons,
    end_reasons,
    forms_for,
    mentoring_form,
    mentoring_forms,
    pairing_kinds,
    participant_roles,
)
from nastavnik.features.questionnaires.ready.dictionaries import option_list, request_topics
from nastavnik.features.questionnaires.ready.ready import ready_questionnaires
from nastavnik.features.roadmap.catalogue.roadmaps import builtin_roadmaps
from nastavnik.kernel.errors import NotFound

FIVE = ["student_student", "teacher_teacher", "collegian_pupil", "employer_pupil", "employer_student"]


def test_the_five_forms_of_the_model_stand_first_and_have_variants() -> None:
    assert list(mentoring_forms())[:5] == FIVE
    assert all(len(mentoring_form(code).variants) >= 3 for code in FIVE)
    assert {"head_teacher", "employer_pedstudent", "academic_young_teacher", "partner_teacher"} <= set(
        mentoring_forms()
    )


@pytest.mark.parametrize(
    ("mentor", "mentee", "forms"),
    [
        ("teacher", "teacher", {"teacher_teacher"}),
        ("specialist", "student", {"employer_student"}),
        ("specialist", "pupil", {"employer_pupil"}),
        ("student", "pupil", {"student_student", "collegian_pupil"}),
        ("teacher", "student", {"teacher_student"}),
        ("head", "teacher", {"head_teacher"}),
        ("pupil", "teacher", set()),
        ("parent", "teacher", set()),
    ],
)
def test_a_form_admits_only_its_own_roles(mentor: str, mentee: str, forms: set[str]) -> None:
    assert {form.code for form in forms_for(mentor, mentee)} == forms


def test_only_pairs_of_two_workers_of_one_employer_fall_under_labour_law() -> None:
    assert {form.code for form in mentoring_forms().values() if form.staff} == {"teacher_teacher", "head_teacher"}


def test_a_mentor_under_eighteen_is_possible_only_among_peers() -> None:
    assert [form.code for form in mentoring_forms().values() if form.minor_mentor] == ["student_student"]


def test_children_of_a_kindergarten_never_take_part() -> None:
    for form in default_forms("kindergarten"):
        assert not (form.mentor_roles | form.mentee_roles) & {"student", "pupil", "parent"}


def test_a_college_reads_pupil_as_student() -> None:
    form = mentoring_form("student_student")
    assert "студент" in form.title_for("college") and "ученик" in form.title_for("school")


def test_questionnaires_and_plans_speak_of_the_same_forms_and_roles() -> None:
    known = set(mentoring_forms())
    assert {option.code for option in option_list("forms")} == known
    assert {form for topic in request_topics().values() for form in topic.forms} <= known
    assert {sheet.form for sheet in ready_questionnaires().values() if sheet.form} <= known
    assert {form for plan in builtin_roadmaps().values() for form in plan.forms} <= known
    asked = {option.code for option in ready_questionnaires()["Q-MR"].item("MR1").options}
    assert asked == set().union(*(form.mentor_roles for form in mentoring_forms().values()))


def test_seven_kinds_of_mentoring() -> None:
    assert list(pairing_kinds()) == ["traditional", "group", "virtual", "short_goal", "reverse", "situational", "speed"]


def test_every_reason_leads_on() -> None:
    for gone in departure_reasons().values():
        assert gone.offer in {"pause", "replace", "end"} and gone.sides <= set(participant_roles())
        assert not (gone.returns and gone.offer == "end"), "a person who comes back is not struck off"
    for reason in end_reasons().values():
        assert reason.uses and reason.uses <= {"terminate", "replace"}
        assert reason.initiator in {"mentor", "mentee", "organization", "any"}
        assert reason.next in {"new_mentor", "support", "nothing"}


def test_grounds_continue_the_words_of_an_order() -> None:
    grounds = [r.ground for r in (*departure_reasons().values(), *end_reasons().values()) if r.code != "other"]
    # «в связи с» takes the instrumental: the last letters of its first nouns and adjectives.
    assert all(re.search(r"(ем|ом|им|ым|ой|ью)\b", ground) and ground[0].islower() for ground in grounds)


def test_an_unknown_form_is_refused_in_russian() -> None:
    with pytest.raises(NotFound, match="Формы наставничества «none» нет"):
        mentoring_form("none")
