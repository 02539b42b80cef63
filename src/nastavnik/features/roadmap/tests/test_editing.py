"""The plan is edited and approved: what was approved never changes, the differences are told."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.documents import services as documents
from nastavnik.features.roadmap import queries, rules, services
from nastavnik.features.roadmap.models import Activity
from nastavnik.features.roadmap.services.common import content_of, living
from nastavnik.kernel.errors import Denied, DomainError, InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)


def differences(roadmap):
    roadmap.refresh_from_db()
    return rules.differences(queries.approved_content(roadmap), content_of(roadmap))


@pytest.fixture
def approved(roadmap, curator, director):
    """The roadmap approved by the director's pen on the printed sheet."""
    document = services.draft_approval(by=curator, roadmap=roadmap)
    documents.mark_printed(by=curator, document=document)
    documents.sign(by=director, document=document, on=TODAY, shown_hash=document.content_hash)
    roadmap.refresh_from_db()
    return roadmap


def test_signed_sheet_approves_the_plan(approved):
    assert (approved.approved_version, approved.approved_on) == (1, TODAY)
    assert differences(approved) == []


def test_later_edits_are_differences_and_the_version_stays(approved, curator):
    stage = approved.stages.first()
    rows = living(approved)
    services.add_activity(by=curator, roadmap=approved, stage=stage, title="Новое дело")
    services.edit_activity(by=curator, activity=rows[0], terms="до 30 сентября")
    services.remove_activity(by=curator, activity=rows[5])
    found = {change.what: change for change in differences(approved)}
    assert set(found) == {"added", "changed", "removed"}
    assert found["changed"].fields == (("срок", "до 5\u00a0сентября", "до 30 сентября"),)
    assert found["removed"].title == rows[5].title


def test_moved_row_alone_is_told_as_moved(approved, curator):
    rows = living(approved)
    services.move_activity(by=curator, activity=rows[0], to="down")
    assert [change.what for change in differences(approved)] == ["moved"]


def test_next_approval_makes_the_next_version_and_keeps_the_first(approved, curator, director):
    services.edit_activity(by=curator, activity=living(approved)[0], terms="до 30 сентября")
    document = services.draft_approval(by=curator, roadmap=approved)
    documents.mark_printed(by=curator, document=document)
    documents.sign(by=director, document=document, on=TODAY, shown_hash=document.content_hash)
    first = queries.versions(approved)[-1]
    assert differences(approved) == []
    assert first.content["stages"][0]["activities"][0]["terms"] == "до 5\u00a0сентября"


def test_plan_edited_after_its_draft_is_not_signed_unseen(roadmap, curator, director):
    document = services.draft_approval(by=curator, roadmap=roadmap)
    services.edit_activity(by=curator, activity=living(roadmap)[0], title="Совсем другое дело")
    with pytest.raises(DomainError):
        documents.sign(by=director, document=document, on=TODAY, shown_hash=document.content_hash)
    renewed = services.draft_approval(by=curator, roadmap=roadmap)
    assert renewed.pk == document.pk
    assert "Совсем другое дело" in renewed.text


def test_repealed_approval_goes_back_to_the_version_before(approved, curator, director):
    document_id = queries.versions(approved)[0].document_id
    document = documents.register(by=curator, document=_document(document_id), number="12-од")
    documents.repeal(by=director, document=document, reason="Подписали не тот план")
    approved.refresh_from_db()
    assert (approved.approved_version, approved.approved_on) == (0, None)
    assert queries.versions(approved)[0].content["cancelled"]


def _document(pk):
    from nastavnik.features.documents.models import Document

    return Document.objects.get(pk=pk)


def test_plan_approved_on_paper_before_is_entered_by_its_date(roadmap, curator):
    services.approve_by_prior(by=curator, roadmap=roadmap, on=dt.date(2026, 9, 1), note="подпись на листе")
    roadmap.refresh_from_db()
    assert (roadmap.approved_version, roadmap.approved_on) == (1, dt.date(2026, 9, 1))


def test_untaken_offers_are_not_approved(roadmap, curator):
    item = living(roadmap)[0]
    Activity.objects.filter(pk=item.pk).update(responsible="куратор", responsible_suggested=True)
    row = content_of(roadmap)["stages"][0]["activities"][0]
    assert row["responsible"] == ""


def test_working_dates_become_terms_of_the_plan_when_asked(roadmap, curator):
    item = living(roadmap)[0]
    services.edit_activity(by=curator, activity=item, terms="", working_due=dt.date(2026, 9, 25))
    assert services.dates_into_terms(by=curator, roadmap=roadmap) == 1
    item.refresh_from_db()
    assert item.terms == "до\u00a025\u00a0сентября 2026\u00a0г."
    assert item.schedule["due_on"] == "2026-09-25"


def test_moving_over_the_edge_changes_the_stage(roadmap, curator):
    stages = list(roadmap.stages.order_by("position"))
    last = [item for item in living(roadmap) if item.stage_id == stages[0].pk][-1]
    services.move_activity(by=curator, activity=last, to="down")
    last.refresh_from_db()
    assert last.stage_id == stages[1].pk
    assert next(item for item in living(roadmap) if item.stage_id == stages[1].pk).pk == last.pk
    services.move_activity(by=curator, activity=last, to="up")
    last.refresh_from_db()
    assert last.stage_id == stages[0].pk


def test_order_stays_whole_after_any_moves(roadmap, curator):
    rows = living(roadmap)
    for item in (rows[3], rows[3], rows[10], rows[0]):
        services.move_activity(by=curator, activity=item, to="up")
    positions = [item.position for item in living(roadmap)]
    assert positions == list(range(1, len(rows) + 1))


def test_removed_activity_comes_back_with_its_place(roadmap, curator):
    item = living(roadmap)[2]
    services.remove_activity(by=curator, activity=item)
    assert item.pk not in [row.pk for row in living(roadmap)]
    services.restore_activity(by=curator, activity=item)
    assert living(roadmap)[2].pk == item.pk


def test_added_activity_takes_the_next_number_of_its_stage(roadmap, curator):
    stage = roadmap.stages.get(number="2")
    numbers = [item.number for item in living(roadmap) if item.stage_id == stage.pk]
    made = services.add_activity(by=curator, roadmap=roadmap, stage=stage, title="Ещё одно дело")
    assert made.number == f"2.{len(numbers) + 1}"


def test_unknown_kind_is_refused(roadmap, curator):
    with pytest.raises(InputRefused):
        services.set_kinds(by=curator, activity=living(roadmap)[0], codes=["no_such_kind"])


def test_mentor_may_not_edit_the_plan(roadmap, college, actor_in):
    mentor = actor_in(college, "mentor")
    with pytest.raises(Denied):
        services.remove_activity(by=mentor, activity=living(roadmap)[0])


def test_what_is_already_there_is_entered_at_once_or_not_at_all(roadmap, curator):
    rows = living(roadmap)
    day = dt.date(2026, 9, 3)
    good = [
        services.PriorRow(on=day, activity=rows[0], note="лист в папке 3", line="1.1"),
        services.PriorRow(on=day, document="order_launch", number="5-од", line="Документ 1"),
    ]
    bad = [*good, services.PriorRow(on=dt.date(2027, 1, 1), activity=rows[1], line="1.2")]
    with pytest.raises(InputRefused, match=r"1\.2"):
        services.record_what_is(by=curator, rows=bad)
    assert not rows[0].closings.exists()
    assert services.record_what_is(by=curator, rows=good) == (1, 1)
    assert rows[0].closings.get().before_system


def test_only_an_empty_stage_is_removed(roadmap, curator):
    full = roadmap.stages.order_by("position").first()
    with pytest.raises(WrongState):
        services.remove_stage(by=curator, stage=full)
    empty = services.add_stage(by=curator, roadmap=roadmap, title="Лишний этап")
    services.remove_stage(by=curator, stage=empty)
    assert not roadmap.stages.filter(title="Лишний этап").exists()


def test_forms_of_the_plan_are_told_to_its_rules_of_evidence(roadmap, curator):
    services.edit_roadmap(by=curator, roadmap=roadmap, title="План педагогов", forms=["teacher_teacher"])
    roadmap.refresh_from_db()
    item = next(row for row in living(roadmap) if row.kind_codes)
    assert queries.activity_ref(item, item.kind_codes[0]).forms == ("teacher_teacher",)
    with pytest.raises(InputRefused):
        services.edit_roadmap(by=curator, roadmap=roadmap, title="План", forms=["unknown"])
