"""Cards, departures, merges: what is written is whole, what is built on stays."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from nastavnik.features.people import personal, queries, services
from nastavnik.features.people.models import Departure, Person, Representative
from nastavnik.features.people.rules import Card, age_on, comes_of_age, is_minor, kind_of, likely_doubles
from nastavnik.kernel import journal, scope
from nastavnik.kernel.errors import Denied, InputRefused, WrongState
from nastavnik.kernel.registry import hooks
from nastavnik.kernel.tenancy import Unit

TODAY = dt.date(2026, 10, 10)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2008-10-10", "2026-10-10", 18),
        ("2008-10-11", "2026-10-10", 17),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_age_is_full_years_on_the_day(born, on, age):
    assert age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(on)) == age
    assert is_minor(dt.date.fromisoformat(born), dt.date.fromisoformat(on)) == (age < 18)


def test_one_born_on_the_29th_of_february_comes_of_age_on_the_1st_of_march():
    assert comes_of_age(dt.date(2008, 2, 29)) == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"group": "ТМ-21"}, "student"),
        ({"post": "мастер", "group": "ТМ-21", "roles": ("tutor",)}, "worker"),
        ({"post": "студент 2 курса"}, "student"),
        ({"roles": ("mentee",), "form": "педагог-студент"}, "student"),
        ({"roles": ("mentor",), "form": "педагог-студент"}, "worker"),
        ({"roles": ("mentor",), "form": "работодатель – студент", "post": "инженер"}, "external"),
        ({"roles": ("mentor",), "form": "студент – студент"}, "student"),
        ({"roles": ("representative",)}, "representative"),
        ({"roles": ("partner",), "post": "директор завода"}, "external"),
        ({"roles": ("mentee",), "post": "учитель"}, "worker"),
        ({"birth_date": dt.date(2010, 1, 1)}, "student"),
        ({}, "worker"),
    ],
)
def test_who_stands_in_a_row_is_told_by_the_row(facts, kind):
    whole = {"roles": (), "group": "", "post": "", "birth_date": None, "today": TODAY, "form": ""} | facts
    assert kind_of(**whole) == kind


def test_different_birth_dates_are_no_doubles():
    def card(first, born=None, kind="worker"):
        return Card(uuid.uuid4(), "иванов", first, "", born, kind)

    assert not likely_doubles([card("иван", dt.date(2008, 1, 1)), card("иван", dt.date(2009, 1, 1))])
    assert not likely_doubles([card(""), card("иван")])
    assert len(likely_doubles([card("и."), card("иван"), card("олег")])) == 1


def test_what_follows_from_the_name_is_derived(in_college, curator):
    person = services.add_person(by=curator, last=" Cемёнов ", first="Пётр", middle="Ильич")
    assert (person.last, person.gender) == ("Семёнов", "m")
    services.edit_person(by=curator, person=person, last="Лисицын")
    assert list(queries.search(queries.living(), "лисицыну")) == [person]
    assert not queries.search(queries.living(), "семенов")


@pytest.mark.threat("T080")
def test_names_are_matched_over_yo_case_and_initials(in_college, curator):
    person = services.add_person(by=curator, last="Семёнов", first="Пётр", middle="Ильич")
    names = [("Семенов", "Петр", "Ильич"), ("СЕМЁНОВ", "П.", "И."), ("Cеменов", "", ""), ("Семёнов", "Олег", "")]
    assert queries.match_names(names) == [[person], [person], [person], []]


def test_many_names_are_matched_with_a_bounded_number_of_queries(
    in_college, curator, people_in, django_assert_max_num_queries
):
    people_in(in_college, 90)
    names = [(person.last, person.first, person.middle) for person in Person.objects.all()]
    with django_assert_max_num_queries(2):
        assert all(len(found) == 1 for found in queries.match_names(names))


def test_the_journal_keeps_former_values(in_college, curator):
    person = services.add_person(by=curator, last="Котова", first="Яна", post="мастер")
    services.edit_person(by=curator, person=person, post="методист")
    assert journal.history(person)[0].values["before"] == {"post": "мастер"}


def test_a_tutor_may_not_change_cards(in_college, curator, actor_in):
    person = services.add_person(by=curator, last="Котова")
    with pytest.raises(Denied):
        services.edit_person(by=actor_in(in_college, "tutor"), person=person, post="методист")


def test_a_departure_is_one_tells_others_and_can_be_undone(in_college, curator):
    heard = []
    hooks.on("people.left", lambda **facts: heard.append("left"))
    hooks.on("people.returned", lambda **facts: heard.append("returned"))
    person = services.add_person(by=curator, last="Котов", kind="student")
    for _ in range(2):
        services.mark_left(by=curator, person=person, reason="expelled", on=TODAY)
    assert Departure.objects.count() == 1
    services.mark_returned(by=curator, person=person, on=TODAY)
    person.refresh_from_db()
    assert (person.left_on, heard[-2:]) == (None, ["left", "returned"])
    with pytest.raises(WrongState):
        services.mark_returned(by=curator, person=person, on=TODAY)


def test_a_card_on_which_others_have_built_is_not_removed(in_college, curator):
    child = services.add_person(by=curator, last="Котов", kind="student")
    adult = services.add_person(by=curator, last="Котова", kind="representative")
    services.add_representative(by=curator, child=child, adult=adult, relation="mother")
    with pytest.raises(WrongState) as refusal:
        services.remove_person(by=curator, person=adult)
    assert "законный представитель" in refusal.value.message


def test_nobody_represents_oneself(in_college, curator):
    person = services.add_person(by=curator, last="Котов", kind="student")
    with pytest.raises(InputRefused):
        services.add_representative(by=curator, child=person, adult=person)


def test_a_merge_moves_ties_and_accounts_and_undo_brings_them_back(in_college, curator, actor_in):
    keep = services.add_person(by=curator, last="Котова", first="Яна")
    drop = services.add_person(by=curator, last="Котова", first="Я.", marks=["tutor"])
    child = services.add_person(by=curator, last="Котов", kind="student")
    tie = services.add_representative(by=curator, child=child, adult=drop)
    group = services.save_group(by=curator, name="ТМ-21", tutor=drop)
    actor_in(in_college, "tutor", person=drop)
    merge = services.merge_people(by=curator, keep=keep, drop=drop)
    tie.refresh_from_db(), group.refresh_from_db(), keep.refresh_from_db()
    assert (tie.adult_id, group.tutor_id, keep.marks) == (keep.pk, keep.pk, ["tutor"])
    services.undo_merge(by=curator, merge=merge)
    tie.refresh_from_db(), group.refresh_from_db(), keep.refresh_from_db()
    assert (tie.adult_id, group.tutor_id, keep.marks) == (drop.pk, drop.pk, [])
    with pytest.raises(WrongState):
        services.undo_merge(by=curator, merge=merge)


def test_a_tie_that_both_cards_have_stays_one(in_college, curator):
    keep, drop = (services.add_person(by=curator, last="Котова", first=name) for name in ("Яна", "Я."))
    child = services.add_person(by=curator, last="Котов", kind="student")
    for adult in (keep, drop):
        services.add_representative(by=curator, child=child, adult=adult)
    services.merge_people(by=curator, keep=keep, drop=drop)
    assert [tie.adult_id for tie in queries.representatives([child.pk], TODAY)[child.pk]] == [keep.pk]


def test_undo_of_a_merge_is_refused_when_what_moved_has_gone(in_college, curator):
    keep, drop = (services.add_person(by=curator, last="Котова", first=name) for name in ("Яна", "Я."))
    child = services.add_person(by=curator, last="Котов", kind="student")
    tie = services.add_representative(by=curator, child=child, adult=drop)
    merge = services.merge_people(by=curator, keep=keep, drop=drop)
    Representative.objects.filter(pk=tie.pk).delete()
    with pytest.raises(WrongState):
        services.undo_merge(by=curator, merge=merge)


def test_a_card_of_another_organisation_is_not_merged(college, lyceum, actor_in):
    with scope.within(lyceum):
        foreign = Person.objects.create(last="Котова")
    with scope.within(college):
        by = actor_in(college, "curator")
        keep = services.add_person(by=by, last="Котова")
        with pytest.raises(Denied):
            services.merge_people(by=by, keep=keep, drop=foreign)


def test_someone_of_one_unit_does_not_see_the_people_of_another(in_college, curator):
    import dataclasses

    ours, other = Unit.objects.create(name="Филиал"), Unit.objects.create(name="Отделение")
    seen = services.add_person(by=curator, last="Котова", unit=ours)
    services.add_person(by=curator, last="Лисицын", unit=other)
    limited = dataclasses.replace(curator, unit_ids=frozenset({ours.pk}))
    assert list(queries.visible_people(limited)) == [seen]


def test_representatives_end_on_their_day(in_college, curator):
    child = services.add_person(by=curator, last="Котов", kind="student")
    adult = services.add_person(by=curator, last="Котова", kind="representative")
    tie = services.add_representative(by=curator, child=child, adult=adult)
    services.edit_representative(by=curator, tie=tie, relation="mother", valid_until=TODAY)
    assert queries.representatives([child.pk], TODAY)[child.pk]
    assert not queries.representatives([child.pk], TODAY + dt.timedelta(days=1))[child.pk]


def test_a_lawful_destruction_leaves_no_name_and_no_contact(in_college, curator):
    child = services.add_person(by=curator, last="Котов", first="Ян", kind="student", phone="+79001112233")
    adult = services.add_person(by=curator, last="Котова", first="Анна", kind="representative")
    services.add_representative(by=curator, child=child, adult=adult)
    assert personal.export(child.pk)["phone"] == "+79001112233"
    personal.destroy(child.pk)
    rows = [" ".join(map(str, row)) for row in Person.objects.values_list()]
    assert not any("Котов" in row or "Анна" in row or "9001112233" in row or "котов" in row for row in rows)
