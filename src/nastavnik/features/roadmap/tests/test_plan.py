"""The organisation's own plan comes in, is corrected, becomes a roadmap; nothing of it is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.organizations.queries import require_year
from nastavnik.features.people import services as people
from nastavnik.features.roadmap import drafts, services
from nastavnik.features.roadmap.models import Activity
from nastavnik.kernel import clock
from nastavnik.kernel.errors import InputRefused, WrongState

SEEDS = ["balakhta_agrarian", "kineshma_polytechnic", "kurortny_zddt", "valuiki_college", "vologda_medical"]


def rows(source):
    return list(drafts.rows(source.draft))


def correct(source, by, operation, row, **values):
    key = row["key"] if row else ""
    return services.correct(by=by, source=source, operation=operation, key=key, values=values)


def test_plan_keeps_its_words_terms_and_persons(plan):
    found = rows(plan)
    assert [row["number"] for row in found] == ["1.1", "1.2", "1.3", "2.1"]
    assert found[0]["terms"] == "до 15 сентября"
    assert found[3]["responsible"] == "Берёзкин П. И."
    assert [item["code"] for item in found[3]["kinds"]] == ["order_pairs"]


def test_point_of_no_known_kind_is_a_question_and_still_becomes_an_activity(plan, curator):
    asked = drafts.questions(plan.draft)
    assert "газеты для" in asked[0][0]["title"]
    assert (
        len([row for row, _ in asked if row["key"] == asked[0][0]["key"]]) == 1
    )  # one question, not one from each side
    made = services.accept(by=curator, source=plan)
    assert made.activities.count() == 4
    assert made.activities.get(title__contains="газеты").kinds == []


def test_answer_to_a_doubt_settles_it(plan, curator):
    row, _ = drafts.questions(plan.draft)[0]
    source = correct(plan, curator, "settle", row, field="kinds", value=["first_meeting"])
    changed = next(item for item in rows(source) if item["key"] == row["key"])
    assert [item["code"] for item in changed["kinds"]] == ["first_meeting"]
    assert row["key"] not in [asked["key"] for asked, _ in drafts.questions(source.draft)]


def test_doubt_kept_as_read_stays_as_read_and_is_not_asked_again(plan, curator):
    row, doubt = drafts.questions(plan.draft)[0]
    source = correct(plan, curator, "settle", row, field=doubt["field"], value=None)
    changed = next(item for item in rows(source) if item["key"] == row["key"])
    assert changed["kinds"] == row["kinds"]
    assert not drafts.is_question(changed, changed["doubts"][0])


def test_rows_are_split_joined_moved_removed_added(plan, curator):
    first = rows(plan)[0]
    source = correct(plan, curator, "split", first, title="Подготовить приказ\nОзнакомить с приказом")
    titles = [row["title"] for row in rows(source)]
    assert titles[:2] == ["Подготовить приказ", "Ознакомить с приказом"]
    source = correct(source, curator, "join", rows(source)[0])
    assert rows(source)[0]["title"] == "Подготовить приказ Ознакомить с приказом"
    last = rows(source)[-1]
    source = correct(source, curator, "move", last, to="up")
    assert len(source.draft["stages"][0]["activities"]) == 4
    source = correct(source, curator, "remove", rows(source)[-1])
    assert len(rows(source)) == 3
    stage = source.draft["stages"][0]["key"]
    source = services.correct(
        by=curator, source=source, operation="add", key=stage, values={"title": "Собрать согласия", "kinds": []}
    )
    assert rows(source)[-1]["title"] == "Собрать согласия"
    assert rows(source)[-1]["number"].startswith("1.")


def test_accepted_plan_offers_days_and_persons_where_it_has_none(plan, curator):
    person = people.add_person(by=curator, last="Берёзкин", first="Пётр", middle="Ильич", kind="worker")
    made = services.accept(by=curator, source=plan)
    order = made.activities.get(number="2.1")
    assert order.schedule["due_on"] == "2026-12-05"
    assert (order.working_due, order.date_suggested) == (None, False)
    assert order.responsible_person == person
    acquaint = made.activities.get(number="1.3")
    assert acquaint.responsible_suggested


def test_offers_are_taken_in_one_press_and_keep_what_the_plan_says(roadmap, curator):
    item = roadmap.activities.first()
    Activity.objects.filter(pk=item.pk).update(date_suggested=True, working_due=dt.date(2026, 9, 7))
    assert services.take_suggestions(by=curator, roadmap=roadmap) >= 1
    item.refresh_from_db()
    assert (item.date_suggested, item.working_due, item.terms) == (False, dt.date(2026, 9, 7), "до 5\u00a0сентября")
    assert services.take_suggestions(by=curator, roadmap=roadmap) == 0


def test_accepted_plan_is_not_corrected_any_more(plan, curator):
    services.accept(by=curator, source=plan)
    with pytest.raises(WrongState):
        services.correct(by=curator, source=plan, operation="remove", key=rows(plan)[0]["key"])
    with pytest.raises(WrongState):
        services.accept(by=curator, source=plan)


@pytest.mark.threat("T082")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("план.docx", b""),
        ("план.docx", b"PK\x03\x04 broken"),
        ("план.exe", b"MZ\x90\x00" * 50),
        ("план.pdf", b"%PDF-1.4"),
    ],
)
def test_file_that_can_not_be_read_is_refused_in_words(in_college, curator, name, data):
    with pytest.raises(InputRefused) as refusal:
        services.read_plan(by=curator, name=name, data=data, year=require_year())
    assert len(refusal.value.message) > 20


@pytest.mark.threat("T082")
def test_letter_instead_of_a_plan_is_shown_not_dropped(in_college, curator):
    text = "Уважаемые коллеги!\nПриглашаем вас на совещание.\nС уважением, организатор."
    source = services.read_plan(by=curator, name="письмо.txt", data=text.encode(), year=require_year())
    assert rows(source) == []
    assert source.draft["warnings"]
    with pytest.raises(InputRefused):
        services.accept(by=curator, source=source)


@pytest.mark.parametrize("seed", SEEDS)
def test_real_plans_become_roadmaps_whole(in_college, curator, shared, seed):
    data = (shared / "seeds" / f"{seed}.txt").read_bytes()
    source = services.read_plan(by=curator, name=f"{seed}.txt", data=data, year=require_year())
    read = rows(source)
    made = services.accept(by=curator, source=source)
    kept = list(made.activities.order_by("position"))
    assert [item.title for item in kept] == [row["title"] for row in read]
    assert len(kept) >= 15
    undated = [item for item in kept if item.kinds and not item.schedule and item.working_due is None]
    assert undated == []
    nobody = [item for item in kept if item.kinds and not item.responsible]
    assert nobody == []


def test_last_years_plan_moves_to_the_new_year(roadmap, curator):
    item = roadmap.activities.first()
    services.edit_activity(by=curator, activity=item, terms="до 5 сентября 2026 года")
    starts, ends = ProgramYear.dates_of(2027)
    year = ProgramYear.objects.create(year=2027, state="prepared", starts_on=starts, ends_on=ends)
    with clock.at(dt.date(2027, 8, 25)):
        made = services.from_previous(by=curator, roadmap=roadmap, year=year)
    copy = made.activities.get(identity=item.identity)
    assert copy.kind_codes == item.kind_codes
    assert (copy.working_due.year, copy.date_suggested) == (2027, True)
    assert made.activities.count() == roadmap.activities.count()
    another = made.activities.exclude(pk=copy.pk).filter(terms__startswith="до ").first()
    assert another.schedule["due_on"] >= "2027-08"


def test_all_ready_plans_have_days_and_persons(in_college, curator):
    from nastavnik.features.roadmap.catalogue.roadmaps import builtin_roadmaps

    for code in builtin_roadmaps():
        made = services.from_builtin(by=curator, code=code, year=require_year())
        for item in made.activities.all():
            assert item.schedule.get("due_on") or item.working_due, item.title
            assert item.responsible
