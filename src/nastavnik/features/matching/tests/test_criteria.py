"""What counts in a round: the criteria of the engine over what the banks know."""

from __future__ import annotations

import datetime as dt

from nastavnik.engines import matching as engine
from nastavnik.features.matching import pages, services
from nastavnik.features.matching.models import MatchingRound, Proposal
from nastavnik.features.matching.rules import Terms
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.models import StudentGroup


def solved_anew(curator, **terms):
    made = services.create(by=curator, title="", form="teacher_teacher", terms=Terms(**terms))
    services.solve(by=curator, round_=made)
    made.refresh_from_db()
    return made


def test_everything_the_banks_know_counts_and_what_they_do_not_know_is_not_spoken_of(lot, curator):
    known = {part["code"] for row in solved_anew(curator).proposals.all() for part in row.parts}
    assert known == {"competence", "role", "time", "load"}
    for entry in lot.mentor_entries:
        entry.wishes = {"industries": ["it"], "rhythm": "weekly", "style": ["talk"], "experience_years": 7}
        entry.save()
    seeker = lot.mentee_entries[0]
    seeker.wishes = {"industries": ["it"], "rhythm": "weekly", "style": ["talk"]}
    seeker.save()
    made = solved_anew(curator)
    [row] = made.proposals.filter(mentee=seeker)
    said = {part["code"]: part for part in row.parts}
    assert (
        said["field"]["text"].replace("\u00a0", " ") == "Общее дело: «компьютеры и связь»"
        and said["experience"]["value"] == 70
    )
    assert said["rhythm"]["value"] == said["manner"]["value"] == 100
    other = made.proposals.exclude(mentee=seeker).first()
    silent = next(part for part in other.parts if part["code"] == "field")
    assert (silent["value"], silent["text"]) == (50, "Своё дело назвали не оба")


def test_earlier_pairs_of_a_mentor_count_and_who_left_is_not_held_against_him(lot, curator):
    year = ProgramYear.objects.get()
    dates = {"starts_on": dt.date(2025, 10, 1), "ends_on": dt.date(2026, 5, 31)}
    for state, reason in (("completed", ""), ("terminated", "no_fit"), ("terminated", "mentee_left")):
        Pairing.objects.create(
            program_year=year, mentor=lot.mentors[1], form="teacher_teacher", state=state, end_reason=reason, **dates
        )
    row = solved_anew(curator).proposals.filter(mentor=lot.mentor_entries[1]).first()
    said = next(part for part in row.parts if part["code"] == "earlier")
    assert said["text"] == "У наставника 2\u00a0прежние пары, в среднем результат 50 из\u00a0100"


def test_not_with_is_never_outweighed_and_group_only_where_the_round_forbids_it(lot, curator, in_college):
    group = StudentGroup.objects.create(name="ПК-11")
    for person in (lot.mentees[0], lot.mentors[0]):
        person.group = group
        person.save()
    lot.mentee_entries[1].wishes = {"barred": [{"id": str(lot.mentors[0].pk)}]}
    lot.mentee_entries[1].save()

    def barred(made):
        return {(row["mentee"], row["mentor"]): row["barred"] for row in made.instance["pairs"] if "barred" in row}

    first, second = (str(entry.pk) for entry in lot.mentee_entries[:2])
    mentor = str(lot.mentor_entries[0].pk)
    assert barred(solved_anew(curator)) == {(second, mentor): ["wish"]}
    assert barred(solved_anew(curator, group="only_apart")) == {(second, mentor): ["wish"], (first, mentor): ["group"]}


def test_round_made_before_with_other_criteria_is_replayed_and_solved_on(solved, curator):
    old = {"topics": 5, "wishes": 4, "time": 3, "style": 2, "place": 1, "load": 1}
    instance = solved.instance | {
        "weights": old,
        "pairs": [row | {"parts": dict.fromkeys(old, 50)} for row in solved.instance["pairs"]],
    }
    result = engine.solve(instance, explain=True).to_json()
    MatchingRound.objects.filter(pk=solved.pk).update(weights=old, instance=instance, result=result)
    Proposal.objects.filter(round=solved).update(
        parts=[{"code": "topics", "value": 50, "weight": 5, "text": "Берётся"}]
    )
    solved.refresh_from_db()
    row = solved.proposals.first()
    shown = pages.why(solved, row, pages.board(solved, curator).names)
    assert shown["criteria"][0]["title"] == "Запрос и умения наставника"
    assert result["engine"] == engine.ENGINE and engine.solve(instance, explain=True).to_json() == result
    services.place(by=curator, round_=solved, mentee=row.mentee_id, mentor=row.mentor_id)
    services.solve(by=curator, round_=solved)
    solved.refresh_from_db()
    assert solved.weights["competence"] == 5 and solved.weights["rhythm"] == solved.weights["manner"] == 2
    assert {part["code"] for part in solved.proposals.first().parts} == {"competence", "role", "time", "load"}
