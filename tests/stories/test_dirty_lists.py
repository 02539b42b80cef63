"""A curator loads lists as schools really have them: dirty, twice, with people moved and gone; nothing is lost silently."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nastavnik.features.consents import queries as consents
from nastavnik.features.consents import services as consent_services
from nastavnik.features.consents.models import Consent
from nastavnik.features.people.models import Absent, Merge, PeopleImport, Person
from nastavnik.kernel import clock, jobs

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 10, 10)
HEAD = "ФИО;Группа;Дата рождения;Роль;Представитель;Телефон родителя\n"


def load(client, text=None, file=None):
    """Load a list through the pages as a curator does; the import that came of it."""
    data = {"text": text} if text else {"file": SimpleUploadedFile(file.name, file.read_bytes())}
    answer = client.post("/people/import/new/", {**data, "kind": ""})
    assert answer.status_code == 302, answer.content.decode()
    source = PeopleImport.objects.order_by("-created_at", "-pk").first()
    shown = client.get(f"/people/import/{source.pk}/")
    assert shown.status_code == 200
    applied = client.post(f"/people/import/{source.pk}/apply/")
    assert applied.status_code == 302
    jobs.run_all()
    return source, shown.content.decode().replace("\xa0", " ")


def test_every_dirty_list_is_loaded_shown_and_loaded_again_without_doubles(curator_client, in_college, shared):
    for file in sorted((shared / "domain" / "people_lists" / "files").iterdir()):
        load(curator_client, file=file)
        before = Person.objects.count()
        again, _ = load(curator_client, file=file)
        assert Person.objects.count() == before, file.name
        assert not again.rows.filter(fate="new").exists(), file.name
        for address in ("/people/", f"/people/import/{again.pk}/", "/people/doubles/", "/consents/?who=all"):
            assert curator_client.get(address).status_code == 200, (file.name, address)
    assert Person.objects.count() > 20


def test_what_was_not_understood_stands_apart_and_dates_are_read_as_people_write_them(curator_client, in_college):
    _, page = load(
        curator_client,
        "ФИО;Группа;Дата рождения;Телефон\nКотов Ян Олегович;А-1;05.05.2091;12345\nЛось Ян;А-1;01.02.2010;\n",
    )
    assert "Все строки поняты" not in page and "В 1 строке понято не всё" in page
    assert "01.02.2010" in page and "2010-02-01" not in page
    source = PeopleImport.objects.get()
    remarks = curator_client.get(f"/people/import/{source.pk}/?fate=remarks").content.decode()
    assert "Котов" in remarks and "Лось" not in remarks and "ещё не наступила" in remarks
    assert Person.objects.get(last="Котов").birth_date is None


def test_taking_a_list_back_keeps_those_who_have_consented_with_their_parents(curator_client, curator, in_college):
    source, _ = load(
        curator_client,
        HEAD + "Котов Ян Олегович;А-1;01.02.2010;наставляемый;Котова Анна Ильинична;89001112233\n"
        "Лосев Пётр Ильич;А-1;03.04.2010;наставляемый;Лосева Вера Ильинична;89001112234\n",
    )
    child = Person.objects.get(last="Котов")
    (sheet,) = consent_services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    consent_services.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True)
    page = curator_client.post(f"/people/import/{source.pk}/undo/", follow=True).content.decode().replace("\xa0", " ")
    assert set(Person.objects.values_list("last", flat=True)) == {"Котов", "Котова"}
    assert "Котов Ян Олегович" in page and "согласие" in page
    assert Consent.objects.count() == 1
    assert not consents.lacks_of([child.pk], "bank", TODAY)


def test_next_years_list_shows_the_moved_and_asks_about_the_gone(curator_client, in_college):
    rows = [
        f"{last} Пётр Ильич;{{}};0{day}.05.2010\n" for day, last in enumerate(("Дубов", "Ежов", "Зайцев", "Лисицын"), 1)
    ]
    head = "ФИО;Группа;Дата рождения\n"
    load(curator_client, head + "".join(row.format("ТМ-21") for row in rows))
    kept = [row.format("ТМ-21") for row in rows[:2]]
    source, page = load(curator_client, head + "".join([*kept, rows[2].format("ТМ-31")]))
    assert "ТМ-21 → ТМ-31" in page
    assert Person.objects.get(last="Зайцев").group.name == "ТМ-31"
    assert [item.person.last for item in Absent.objects.all()] == ["Лисицын"]
    asked = curator_client.get("/people/absent/").content.decode()
    assert "Лисицын" in asked and "Зайцев" not in asked
    curator_client.post(f"/people/import/{source.pk}/undo/")
    assert Person.objects.get(last="Зайцев").group.name == "ТМ-21"


def test_one_person_on_two_cards_with_consents_is_joined_and_parted(curator_client, curator, in_college):
    load(curator_client, "ФИО;Должность;Роль\nКотов Ян Олегович;мастер;наставник\n")
    curator_client.post("/people/new/", {"kind": "worker", "last": "Котов", "first": "Я.", "marks": ["mentor"]})
    keep, drop = Person.objects.order_by("created_at")
    (sheet,) = consent_services.prepare_sheets(by=curator, kind="consent_pd_mentor", person_ids=[drop.pk])
    consent_services.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True)
    assert "Котов" in curator_client.get("/people/doubles/").content.decode()
    curator_client.post(f"/people/{keep.pk}/merge/", {"with": str(drop.pk)})
    assert not consents.lacks_of([keep.pk], "bank", TODAY)
    curator_client.post(f"/people/merged/{Merge.objects.get().pk}/undo/")
    assert consents.lacks_of([keep.pk], "bank", TODAY) and not consents.lacks_of([drop.pk], "bank", TODAY)


@pytest.mark.threat("T150")
def test_a_child_who_comes_of_age_in_the_year_owes_the_own_consent_from_that_day(
    curator_client, curator, in_college, signed_in
):
    load(curator_client, HEAD + "Котов Ян Олегович;А-1;15.12.2008;наставляемый;Котова Анна Ильинична;89001112233\n")
    child = Person.objects.get(last="Котов")
    (sheet,) = consent_services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    consent_services.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True, own_signature=True)
    assert "получены все" in curator_client.get("/consents/").content.decode()
    for day, words in (
        (dt.date(2026, 11, 20), "18 лет 15 декабря"),
        (dt.date(2026, 12, 15), "Согласие на обработку данных"),
    ):
        with clock.at(dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC)):
            page = signed_in(curator).get("/consents/").content.decode().replace("\xa0", " ")
        assert words in page, day
    assert consents.lacks_of([child.pk], "bank", dt.date(2026, 12, 15)) and not consents.lacks_of(
        [child.pk], "bank", dt.date(2026, 12, 14)
    )
