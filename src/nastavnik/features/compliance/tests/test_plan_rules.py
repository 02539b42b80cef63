"""Each rule about the roadmap fires on its fact and is silent on the boundary and where the fact is proved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.features.roadmap.models import Activity, ManualClosing, Roadmap

ON = dt.date(2026, 10, 10)
AT = dt.datetime(2026, 9, 20, 9, tzinfo=dt.UTC)


def close(activity: Activity, **fields: Any) -> ManualClosing:
    values = {"happened_on": dt.date(2026, 9, 20), "note": "Сделано на совете", "closed_by": "к", "recorded_at": AT}
    return ManualClosing.objects.create(activity=activity, **(values | fields))


def only(plan: Roadmap) -> Activity:
    """Leaves one activity in the plan, without a working date and with a responsible person in words."""
    first = plan.activities.order_by("position").first()
    assert first is not None
    plan.activities.exclude(pk=first.pk).delete()
    first.working_due, first.date_suggested, first.responsible, first.schedule = None, False, "методист", {}
    first.save()
    return first


def test_work_on_a_plan_nobody_approved_is_named(plan: Any, ask: Any) -> None:
    close(only(plan))
    assert "не утверждена" in ask("ROADMAP_NOT_APPROVED")[0].message


def test_a_plan_not_yet_begun_needs_no_approval(plan: Any, ask: Any) -> None:
    assert not ask("ROADMAP_NOT_APPROVED")


def test_an_approved_plan_is_no_finding(plan: Any, ask: Any) -> None:
    close(only(plan))
    Roadmap.objects.filter(pk=plan.pk).update(approved_version=1)
    assert not ask("ROADMAP_NOT_APPROVED")


def test_a_passed_term_is_named_from_the_day_after(plan: Any, ask: Any) -> None:
    activity = only(plan)
    Activity.objects.filter(pk=activity.pk).update(working_due=ON)
    assert not ask("ACTIVITY_OVERDUE")
    assert "срок был 10" in ask("ACTIVITY_OVERDUE", ON + dt.timedelta(days=1))[0].message


def test_a_term_before_the_start_in_the_system_is_no_finding(plan: Any, ask: Any) -> None:
    activity = only(plan)
    Activity.objects.filter(pk=activity.pk).update(working_due=dt.date(2026, 8, 31))
    assert not ask("ACTIVITY_OVERDUE")


def test_a_date_nobody_has_taken_makes_nothing_late(plan: Any, ask: Any) -> None:
    activity = only(plan)
    Activity.objects.filter(pk=activity.pk).update(working_due=dt.date(2026, 9, 20), date_suggested=True)
    assert not ask("ACTIVITY_OVERDUE")


def test_a_tick_without_words_and_file_is_named(plan: Any, ask: Any) -> None:
    close(only(plan), note="  ")
    assert "подтверждения нет" in ask("ACTIVITY_NO_EVIDENCE")[0].message


def test_a_closing_with_words_or_from_before_the_system_is_proved(plan: Any, ask: Any) -> None:
    activity = only(plan)
    close(activity)
    close(activity, note="", before_system=True)
    close(activity, note="", reopened_at=AT)
    assert not ask("ACTIVITY_NO_EVIDENCE")


def test_an_activity_without_a_responsible_is_named(plan: Any, ask: Any) -> None:
    activity = only(plan)
    Activity.objects.filter(pk=activity.pk).update(responsible="")
    assert "нет ответственного" in ask("ACTIVITY_NO_RESPONSIBLE")[0].message


def test_many_nameless_activities_make_one_finding(plan: Any, ask: Any) -> None:
    plan.activities.update(responsible="", responsible_person=None)
    assert len(ask("ACTIVITY_NO_RESPONSIBLE")) == 1


def test_a_responsible_who_left_is_named_from_the_day_of_leaving(
    plan: Any, ask: Any, people_in: Any, in_college: Any
) -> None:
    person = people_in(in_college, 1)[0]
    Activity.objects.filter(pk=only(plan).pk).update(responsible_person=person)
    assert not ask("ACTIVITY_NO_RESPONSIBLE")
    Person.objects.filter(pk=person.pk).update(left_on=ON + dt.timedelta(days=1))
    assert not ask("ACTIVITY_NO_RESPONSIBLE")
    assert "выбытие" in ask("ACTIVITY_NO_RESPONSIBLE", ON + dt.timedelta(days=1))[0].message


def _same_order(plan: Roadmap) -> list[Activity]:
    rows = list(plan.activities.order_by("position")[:2])
    for row in rows:
        row.kinds = [{"code": "order_curator", "by": "person", "confidence": 1.0}]
        row.save()
    plan.activities.exclude(pk__in=[row.pk for row in rows]).delete()
    return rows


def test_two_points_that_ask_for_one_order_are_named(plan: Any, ask: Any) -> None:
    _same_order(plan)
    assert "второй не нужен" in ask("ACTIVITY_TWO_FACTS")[0].message


def test_when_both_points_are_done_there_is_nothing_to_say(plan: Any, ask: Any) -> None:
    for row in _same_order(plan):
        close(row)
    assert not ask("ACTIVITY_TWO_FACTS")


def test_different_kinds_are_different_facts(plan: Any, ask: Any) -> None:
    first, _ = _same_order(plan)
    Activity.objects.filter(pk=first.pk).update(kinds=[{"code": "order_launch", "by": "person", "confidence": 1.0}])
    assert not ask("ACTIVITY_TWO_FACTS")


def test_open_pairs_after_the_year_are_counted(pair: Any, ask: Any) -> None:
    pair()
    assert not ask("YEAR_CLOSE_OPEN_PAIRS", dt.date(2027, 8, 31))
    assert "Открытых пар: 1" in ask("YEAR_CLOSE_OPEN_PAIRS", dt.date(2027, 9, 1))[0].message
    ProgramYear.objects.update(state="closed")
    assert not ask("YEAR_CLOSE_OPEN_PAIRS", dt.date(2027, 9, 1))
