"""Progress comes from facts: proved once stays proved, a repealed act opens again, a hand's word is shown as such."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.documents import services as documents
from nastavnik.features.organizations.queries import require_year
from nastavnik.features.roadmap import evidence, queries, services
from nastavnik.features.roadmap.models import Activity, ManualClosing, Proof
from nastavnik.kernel import clock, contracts
from nastavnik.kernel.contracts import EvidenceAnswer, EvidenceRule
from nastavnik.kernel.errors import InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)


def state(roadmap, activity, on=TODAY):
    return evidence.progress([roadmap], on)[0].find(activity.pk)


def keep(roadmap, by, on=TODAY):
    return services.keep_proofs(by=by, progress=evidence.progress([roadmap], on)[0])


@pytest.fixture
def facts(monkeypatch):
    """A rule of evidence whose answer the test sets; it stands in the place of «answers_in»."""
    answers = {"now": EvidenceAnswer("none", "Ответов нет", 0, 20)}
    rule = EvidenceRule("answers_in", "Ответы собраны", lambda refs, on: [answers["now"] for _ in refs])
    monkeypatch.setitem(contracts.evidence._items, "answers_in", rule)
    return answers


@pytest.fixture
def survey(roadmap, curator):
    stage = roadmap.stages.first()
    return services.add_activity(
        by=curator, roadmap=roadmap, stage=stage, title="Опросить наставников", kinds=["survey_mentors"]
    )


def test_activity_is_late_after_its_day_and_not_before(roadmap):
    item = roadmap.activities.get(number="1.1")
    assert state(roadmap, item, dt.date(2026, 9, 5)).state == "none"
    assert state(roadmap, item, dt.date(2026, 9, 6)).state == "late"


def test_offered_day_makes_nothing_late_until_it_is_taken(roadmap, curator):
    item = roadmap.activities.get(number="1.1")
    Activity.objects.filter(pk=item.pk).update(schedule={}, working_due=dt.date(2026, 9, 5), date_suggested=True)
    assert state(roadmap, item).state == "none"
    services.take_suggestions(by=curator, roadmap=roadmap)
    assert state(roadmap, item).state == "late"


def test_working_day_moves_without_touching_the_plan(roadmap, curator):
    item = roadmap.activities.get(number="1.1")
    services.edit_activity(by=curator, activity=item, working_due=dt.date(2026, 10, 20))
    item.refresh_from_db()
    assert (state(roadmap, item).state, item.terms) == ("none", "до 5\u00a0сентября")


def test_registered_paper_proves_its_activity_by_itself(roadmap, curator, with_kind):
    item = with_kind(roadmap, "order_launch")
    documents.record_prior(by=curator, kind="order_launch", title="", number="7-од", on=dt.date(2026, 9, 9))
    found = state(roadmap, item)
    assert (found.state, found.finished_on) == ("done", dt.date(2026, 9, 9))


def test_activity_of_two_kinds_is_done_when_both_are(roadmap, curator, with_kind):
    item = with_kind(roadmap, "order_regulation")
    assert item.kind_codes == ["order_regulation", "regulation"]
    documents.record_prior(by=curator, kind="order_regulation", title="", number="8-од", on=dt.date(2026, 9, 9))
    assert state(roadmap, item, dt.date(2026, 9, 15)).state == "part"
    documents.record_prior(by=curator, kind="regulation", title="", number="1", on=dt.date(2026, 9, 10))
    assert state(roadmap, item).state == "done"


def test_paper_of_a_shared_kind_proves_only_the_activity_it_was_begun_from(roadmap, curator, with_kind):
    council = with_kind(roadmap, "ped_council")
    document = documents.draft(
        by=curator, kind="minutes_pedcouncil", subject={"activity": str(council.pk)}, activity_id=council.pk
    )
    documents.mark_printed(by=curator, document=document)
    documents.register(by=curator, document=document, number="3", on=TODAY)
    proved = {
        row.activity.pk
        for row in evidence.progress([roadmap], TODAY)[0].rows
        for one in row.kinds
        if one.kind.document.startswith("minutes") and one.state == "done"
    }
    assert proved == {council.pk}


def test_first_proof_stays_when_others_join_later(roadmap, curator, survey, facts):
    facts["now"] = EvidenceAnswer("done", "20 из 20", 20, 20, TODAY)
    assert keep(roadmap, curator) >= 1
    facts["now"] = EvidenceAnswer("part", "20 из 23", 20, 23)
    found = state(roadmap, survey)
    assert found.state == "done"
    assert "новых: 3" in found.kinds[0].words
    assert keep(roadmap, curator) == 0
    assert Proof.objects.get(activity=survey).proved_on == TODAY


def test_repealed_act_opens_the_activity_again_with_a_reason(roadmap, curator, director, with_kind):
    item = with_kind(roadmap, "order_launch")
    paper = documents.record_prior(by=curator, kind="order_launch", title="", number="7-од", on=dt.date(2026, 9, 9))
    assert keep(roadmap, curator) == 1
    documents.repeal(by=director, document=paper, reason="Ошибка в приказе")
    assert state(roadmap, item).state == "late"
    assert keep(roadmap, curator) == 1
    proof = Proof.objects.get(activity=item)
    assert proof.reopened_at is not None
    assert proof.reopen_reason


def test_part_of_the_answers_is_shown_as_a_part(roadmap, survey, facts):
    facts["now"] = EvidenceAnswer("part", "18 из 20", 18, 20)
    found = state(roadmap, survey)
    assert (found.state, found.kinds[0].done, found.kinds[0].total) == ("part", 18, 20)


def test_closing_by_hand_is_done_but_marked_as_a_hand(roadmap, curator):
    item = roadmap.activities.get(number="1.1")
    services.close_by_hand(by=curator, activity=item, happened_on=dt.date(2026, 9, 4), note="Лист в папке 3")
    found = state(roadmap, item)
    assert (found.state, found.finished_on) == ("hand", dt.date(2026, 9, 4))
    with pytest.raises(WrongState):
        services.close_by_hand(by=curator, activity=item, happened_on=dt.date(2026, 9, 4), note="ещё раз")


def test_tick_without_words_and_a_day_to_come_close_nothing(roadmap, curator):
    item = roadmap.activities.get(number="1.1")
    with pytest.raises(InputRefused):
        services.close_by_hand(by=curator, activity=item, happened_on=TODAY, note="  ")
    with pytest.raises(InputRefused):
        services.close_by_hand(by=curator, activity=item, happened_on=dt.date(2026, 10, 11), note="Будет")
    assert not ManualClosing.objects.exists()


def test_reopened_closing_stays_in_history_and_the_activity_waits_again(roadmap, curator):
    item = roadmap.activities.get(number="1.1")
    closing = services.close_by_hand(by=curator, activity=item, happened_on=TODAY, note="Сделали")
    services.reopen(by=curator, closing=closing, reason="Не тот лист")
    assert state(roadmap, item).state == "late"
    assert ManualClosing.objects.get(activity=item).reopen_reason == "Не тот лист"


def test_facts_come_before_the_hand(roadmap, curator, with_kind):
    item = with_kind(roadmap, "order_launch")
    services.close_by_hand(by=curator, activity=item, happened_on=TODAY, note="Приказ у секретаря", kind="order_launch")
    assert state(roadmap, item).state == "hand"
    documents.record_prior(by=curator, kind="order_launch", title="", number="7-од", on=dt.date(2026, 9, 9))
    assert state(roadmap, item).state == "done"


def test_not_applicable_leaves_the_count_with_its_reason(roadmap, curator):
    item = roadmap.activities.get(number="1.1")
    before = evidence.progress([roadmap], TODAY)[0].total
    services.set_not_applicable(by=curator, activity=item, reason="Таких наставников нет")
    found = evidence.progress([roadmap], TODAY)[0]
    assert (found.total, found.find(item.pk).state) == (before - 1, "na")
    services.set_applicable(by=curator, activity=item)
    assert evidence.progress([roadmap], TODAY)[0].total == before


def test_preconditions_are_facts_with_the_place_where_they_are_done(roadmap, curator, with_kind):
    pairs = with_kind(roadmap, "order_pairs")
    found = queries.preconditions(pairs, evidence.progress([roadmap], TODAY), TODAY)
    names = [kind.code for kind, _, _ in found]
    assert names == [code for code in names if code in evidence.kinds()["order_pairs"].requires]
    assert names
    kind, answer, other = found[0]
    assert answer.state == "none"
    services.close_by_hand(by=curator, activity=other, happened_on=TODAY, note="Есть")
    again = queries.preconditions(pairs, evidence.progress([roadmap], TODAY), TODAY)
    assert next(answer for one, answer, _ in again if one.code == kind.code).state == "done"


def test_queries_do_not_grow_with_the_plan(roadmap, curator, django_assert_max_num_queries):
    year = require_year()
    small = services.from_scratch(by=curator, year=year, title="Малая")
    stage = small.stages.first()
    for number in range(4):
        services.add_activity(by=curator, roadmap=small, stage=stage, title=f"Дело {number}", kinds=["order_launch"])
    with django_assert_max_num_queries(42) as few:
        evidence.progress([small], TODAY)
    assert roadmap.activities.count() > 40
    with django_assert_max_num_queries(42) as many:
        evidence.progress([roadmap], TODAY)
    rules = {evidence.rule_of(one.kind) for row in evidence.progress([roadmap], TODAY)[0].rows for one in row.kinds}
    assert len(many) <= len(few) + 6 * len(rules)
    for item in list(roadmap.activities.all())[:30]:
        Activity.objects.filter(pk=item.pk).update(removed_at=clock.now())
    with django_assert_max_num_queries(len(many)):
        evidence.progress([roadmap], TODAY)
