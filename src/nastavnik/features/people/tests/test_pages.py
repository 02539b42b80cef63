"""Pages of people through HTTP: who sees whom, what is found, what is typed stays."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from nastavnik.features.people import services
from nastavnik.features.people.models import Absent, Merge, PeopleImport, Person, StudentGroup
from nastavnik.features.people.tests import objects
from nastavnik.kernel import access, jobs, memo, scope

LIST = "ФИО;Группа;Дата рождения\nСемёнов Пётр Ильич;ТМ-21;05.09.2008\nКотов Ян Олегович;ТМ-22;01.02.2008\n"


def url(name, *args):
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def add(in_college, curator):
    return lambda last, **more: services.add_person(by=curator, last=last, **more)


def test_an_empty_list_says_what_to_do_first(curator_client):
    page = curator_client.get(url("list")).content.decode()
    assert "Людей пока нет" in page and url("import_new") in page


@pytest.mark.parametrize("text", ["семенов", "СЕМЁНОВ", "Cеменов", "пет сем", "Семёнову", "тм-21", "П. Семёнов"])
def test_search_forgives_case_yo_endings_and_order(curator_client, add, text):
    add("Семёнов", first="Пётр", middle="Ильич", kind="student", group="ТМ-21")
    add("Лисицын", first="Олег", kind="student", group="ТМ-22")
    page = curator_client.get(url("list"), {"q": text}).content.decode()
    assert "Семёнов Пётр" in page and "Лисицын" not in page


def test_filters_narrow_the_list(curator_client, add):
    add("Семёнов", first="Пётр", kind="student", group="ТМ-21", marks=["mentee"])
    add("Лисицын", first="Олег", post="мастер", marks=["mentor"])
    group = StudentGroup.objects.get()
    for query, shown in (
        ({"kind": "worker"}, "Лисицын"),
        ({"group": str(group.pk)}, "Семёнов"),
        ({"mark": "mentor"}, "Лисицын"),
        ({"ageless": "1"}, "Семёнов"),
    ):
        page = curator_client.get(url("list"), query).content.decode()
        other = {"Лисицын": "Семёнов", "Семёнов": "Лисицын"}[shown]
        assert shown in page and other not in page, query


def test_those_who_left_are_shown_only_when_asked(curator_client, add, curator):
    import datetime as dt

    person = add("Лисицын", first="Олег")
    services.mark_left(by=curator, person=person, reason="dismissed", on=dt.date(2026, 10, 1))
    assert "Лисицын" not in curator_client.get(url("list")).content.decode()
    assert "Лисицын" in curator_client.get(url("list"), {"state": "left"}).content.decode()


def test_the_list_costs_the_same_at_any_size(curator_client, people_in, college, django_assert_max_num_queries):
    people_in(college, 3, kind="student", group="ТМ-21")
    with django_assert_max_num_queries(20):
        curator_client.get(url("list"))
    people_in(college, 45, kind="student", group="ТМ-22")
    memo.forget()
    with django_assert_max_num_queries(20):
        curator_client.get(url("list"))


def test_a_tutor_sees_only_the_own_groups(in_college, college, actor_in, signed_in, add):
    tutor = add("Наставкина", first="Анна", post="преподаватель")
    services.cards.group_named("ТМ-21")
    StudentGroup.objects.filter(name="ТМ-21").update(tutor=tutor)
    mine = add("Семёнов", first="Пётр", kind="student", group="ТМ-21", phone="+79001112233")
    other = add("Лисицын", first="Олег", kind="student", group="ТМ-22")
    client = signed_in(actor_in(college, "tutor", person=tutor))
    page = client.get(url("list")).content.decode()
    assert "Семёнов" in page and "Лисицын" not in page and url("import_new") not in page
    card = client.get(url("person", mine.pk)).content.decode()
    assert "Семёнов" in card and "9001112233" not in card
    assert client.get(url("person", other.pk)).status_code == 404
    assert client.get(url("list"), {"export": "xlsx"}).status_code == 403


def test_the_office_sees_workers_and_may_mark_a_departure(in_college, college, actor_in, signed_in, add):
    worker, student = add("Лисицын", first="Олег"), add("Семёнов", first="Пётр", kind="student")
    client = signed_in(actor_in(college, "office"))
    assert client.get(url("person", worker.pk)).status_code == 200
    assert client.get(url("person", student.pk)).status_code == 404
    assert client.get(url("edit", worker.pk)).status_code == 404
    client.post(url("left", worker.pk), {"reason": "dismissed", "on": "2026-10-01"})
    worker.refresh_from_db()
    assert worker.left_reason == "dismissed"


def test_a_card_is_added_changed_and_taken_away_with_undo(curator_client, in_college):
    curator_client.post(
        url("new"), {"kind": "worker", "last": "Котова", "first": "Яна", "gender": "", "post": "мастер"}
    )
    person = Person.objects.get()
    curator_client.post(
        url("edit", person.pk),
        {
            "kind": "worker",
            "last": "Котова",
            "first": "Яна",
            "gender": "f",
            "post": "методист",
            "phone": "8 (900) 111-22-33",
            "name_gen": "Котовой Яны",
        },
    )
    person.refresh_from_db()
    assert (person.post, person.phone, person.name_forms) == ("методист", "+79001112233", {"gen": "Котовой Яны"})
    curator_client.post(url("remove", person.pk))
    assert curator_client.get(url("person", person.pk)).status_code == 404
    curator_client.post(url("restore", person.pk))
    assert curator_client.get(url("person", person.pk)).status_code == 200


@pytest.mark.threat("T117")
@pytest.mark.parametrize("date", ["31.02.2008", "0202-01-01", "2030-01-01"])
def test_a_wrong_birth_date_is_refused_and_the_typed_stays(curator_client, in_college, date):
    answer = curator_client.post(url("new"), {"kind": "student", "last": "Котов-Задунайский", "birth_date": date})
    page = answer.content.decode()
    assert not Person.objects.exists()
    assert "Котов-Задунайский" in page and "Дата рождения" in page


@pytest.mark.threat("T115")
@pytest.mark.parametrize(
    "last", ["О'Коннор", "Салтыков-Щедрин", "Ы", "Мамед оглы", "Ә" * 200, "الاسم", "Ко́тов", "Кот😀ов"]
)
def test_any_name_is_saved_shown_and_exported_as_typed(curator_client, in_college, last):
    curator_client.post(url("new"), {"kind": "worker", "last": last})
    person = Person.objects.get()
    assert curator_client.get(url("person", person.pk)).status_code == 200
    book = load_workbook(io.BytesIO(curator_client.get(url("list"), {"export": "xlsx"}).content))
    assert book.active.cell(2, 1).value == person.last
    assert person.last.replace("\u0301", "") == last.replace("\u0301", "")


@pytest.mark.threat("T115")
@pytest.mark.parametrize("last", ["\u200b\u200d", "\u00a0", "\u202e"])
def test_a_name_of_invisible_marks_is_refused(curator_client, in_college, last):
    assert curator_client.post(url("new"), {"kind": "worker", "last": last}).status_code == 200
    assert not Person.objects.exists()


@pytest.mark.threat("T116")
def test_a_megabyte_in_a_field_is_refused_before_the_database(curator_client, in_college):
    answer = curator_client.post(url("new"), {"kind": "worker", "last": "К", "post": "я" * 1_000_000})
    assert answer.status_code in (200, 400, 413) and not Person.objects.exists()


def test_a_minor_without_a_representative_is_told_so(curator_client, add):
    import datetime as dt

    child = add("Дубов", first="Ян", kind="student", group="ТМ-21", birth_date=dt.date(2010, 1, 1))
    page = curator_client.get(url("person", child.pk)).content.decode()
    assert "он ещё не указан" in page.replace("\u00a0", " ") or "не указан" in page
    form = {"last": "Дубова", "first": "Анна", "relation": "mother", "phone": "89001112233"}
    curator_client.post(url("representative_new", child.pk), form)
    assert child.representatives.get().adult.full_name == "Дубова Анна"


def test_a_known_adult_is_offered_and_never_doubled_silently(curator_client, add):
    child = add("Дубов", first="Ян", kind="student")
    known = add("Дубова", first="Анна", post="мастер")
    form = {"last": "Дубова", "first": "Анна", "relation": "mother"}
    page = curator_client.post(url("representative_new", child.pk), form).content.decode()
    assert "Это он?" in page and str(known.pk) in page
    curator_client.post(url("representative_new", child.pk), form | {"known": str(known.pk)})
    assert child.representatives.get().adult == known


@pytest.mark.threat("T144")
def test_contacts_are_folded(curator_client, add):
    person = add("Дубов", first="Ян", phone="+79001112233")
    page = curator_client.get(url("person", person.pk)).content.decode()
    assert "<details" in page[: page.index("+79001112233")]


@pytest.mark.threat("T142")
def test_namesakes_are_shown_with_what_tells_them_apart(curator_client, add):
    first = add("Иванов", first="Иван", kind="student", group="А-1")
    add("Иванов", first="Иван", kind="student", group="Б-2")
    page = curator_client.get(url("doubles")).content.decode()
    assert "А-1" in page and "Б-2" in page
    assert "Б-2" in curator_client.get(url("person", first.pk)).content.decode()


def test_two_cards_are_compared_joined_and_parted(curator_client, add, in_college):
    keep = add("Иванов", first="И.", post="мастер")
    drop = add("Иванов", first="Иван", post="методист", phone="+79001112233")
    page = curator_client.get(url("merge", keep.pk), {"with": drop.pk}).content.decode()
    assert "методист" in page
    curator_client.post(url("merge", keep.pk), {"with": str(drop.pk), "field-first": "drop", "field-post": "keep"})
    keep.refresh_from_db()
    assert (keep.first, keep.post, keep.phone) == ("Иван", "мастер", "+79001112233")
    assert curator_client.get(url("person", drop.pk)).status_code == 404
    curator_client.post(url("unmerge", Merge.objects.get().pk))
    keep.refresh_from_db()
    assert (keep.first, keep.phone) == ("И.", "")
    assert curator_client.get(url("person", drop.pk)).status_code == 200


def test_a_list_is_read_checked_loaded_and_taken_back(curator_client, in_college):
    upload = SimpleUploadedFile("студенты.csv", LIST.encode("cp1251"))
    answer = curator_client.post(url("import_new"), {"file": upload, "kind": ""})
    source = PeopleImport.objects.get()
    page = curator_client.get(answer["Location"]).content.decode()
    assert "Семёнов Пётр Ильич" in page and "Загрузить 2" in page.replace("\u00a0", " ")
    curator_client.post(url("import_apply", source.pk))
    assert Person.objects.filter(kind="student").count() == 2
    curator_client.post(url("import_undo", source.pk))
    assert not Person.objects.exists()
    assert curator_client.get(url("import", source.pk)).status_code == 200


def test_everything_read_about_a_person_is_seen_before_loading(curator_client, in_college):
    text = (
        "ФИО;Группа;Телефон;Мать;Телефон матери\n"
        "Котов Ян Олегович;А-1;8 900 111-22-33;Котова Яна Львовна;8 900 222-33-44\n"
    )
    page = curator_client.post(url("import_new"), {"text": text}, follow=True).content.decode()
    assert "+79001112233" in page
    assert "Представитель: Котова Яна Львовна, мать, +79002223344" in page


def test_a_long_list_is_loaded_by_the_worker(curator_client, in_college):
    letters = "абвгдежзик"
    names = ["".join(letters[int(digit)] for digit in f"{i:03d}") for i in range(450)]
    text = "ФИО;Группа\n" + "\n".join(f"Кот{name} Пётр Ильич;ТМ-21" for name in names)
    curator_client.post(url("import_new"), {"text": text, "kind": "student"})
    source = PeopleImport.objects.get()
    assert source.rows.count() == 450
    curator_client.post(url("import_apply", source.pk))
    assert not Person.objects.exists()
    jobs.run_all()
    assert Person.objects.count() == 450


def test_a_page_of_a_list_costs_the_same_at_any_size(curator_client, in_college, django_assert_max_num_queries):
    for size in (3, 60):
        lines = [f"Кот{'аб'[i % 2] * (i // 2 + 1)} Пётр Ильич;ТМ-21" for i in range(size)]
        curator_client.post(url("import_new"), {"text": "ФИО;Группа\n" + "\n".join(lines)})
        source = PeopleImport.objects.first()
        with django_assert_max_num_queries(30):
            assert curator_client.get(url("import", source.pk)).status_code == 200


def test_a_row_is_fixed_and_a_doubt_is_settled_on_the_page(curator_client, add, in_college):
    person = add("Семёнов", first="Пётр", middle="Ильич", kind="student", group="ТМ-21")
    curator_client.post(url("import_new"), {"text": "ФИО;Группа\nСеменов Петр Ильич;ТМ-21\n12345;ТМ-21\n"})
    source = PeopleImport.objects.get()
    doubt, refused = source.rows.all()
    page = curator_client.get(url("import", source.pk)).content.decode()
    assert "Это он" in page and "Сомнения" in page
    curator_client.post(url("import_settle", doubt.pk), {"fate": "same", "person": str(person.pk)})
    curator_client.post(url("import_row", refused.pk), {"last": "Лугин", "first": "Олег", "group": "ТМ-21"})
    assert [row.fate for row in source.rows.all()] == ["same", "new"]


@pytest.mark.threat("T077")
def test_rows_that_were_not_taken_come_back_as_a_table_with_reasons(curator_client, in_college):
    curator_client.post(url("import_new"), {"text": "ФИО;Группа\nКотов Ян;ТМ-21\n12345;ТМ-21\n"})
    source = PeopleImport.objects.get()
    answer = curator_client.get(url("import", source.pk), {"export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2 and "12345" in rows[1][-1]


def test_columns_are_changed_on_the_page(curator_client, in_college):
    curator_client.post(url("import_new"), {"text": "ФИО;Где трудится\nКотова Яна Олеговна;Учебная часть\n"})
    source = PeopleImport.objects.get()
    form = {"header": ["ФИО", "Где трудится"], "field": ["full_name", "department"]}
    curator_client.post(url("import_columns", source.pk), form)
    assert source.rows.get().data["department"] == "Учебная часть"


def test_an_unreadable_list_keeps_what_was_pasted(curator_client, in_college):
    page = curator_client.post(url("import_new"), {"text": "12345\n67890"}).content.decode().replace("\u00a0", " ")
    assert "12345" in page and "Людей в списке не нашлось" in page


def test_those_missing_in_a_new_list_are_decided_on_one_page(curator_client, in_college):
    rows = [f"{last} Пётр Ильич;ТМ-21" for last in ("Дубов", "Ежов", "Зайцев", "Лисицын")]
    for text in ("\n".join(rows), "\n".join(rows[:3])):
        curator_client.post(url("import_new"), {"text": f"ФИО;Группа\n{text}"})
        curator_client.post(url("import_apply", PeopleImport.objects.first().pk))
    page = curator_client.get(url("absent")).content.decode()
    assert "Лисицын" in page and "Дубов" not in page
    pick = str(Absent.objects.get().pk)
    form = {"pick": pick, "decision": "left", "reason": "expelled", "on": "2026-10-01"}
    curator_client.post(url("absent"), form)
    assert Person.objects.get(last="Лисицын").left_reason == "expelled"


def test_a_group_gets_its_tutor(curator_client, add, in_college):
    tutor = add("Котова", first="Яна", post="мастер")
    curator_client.post(url("group_new"), {"name": "ТМ-21", "course": "2", "tutor": str(tutor.pk)})
    assert StudentGroup.objects.get().tutor == tutor
    page = curator_client.post(url("group_new"), {"name": "тм – 21"}).content.decode()
    assert StudentGroup.objects.count() == 1 and "уже есть" in page
    assert "ТМ-21" in curator_client.get(url("groups")).content.decode()


@pytest.mark.parametrize(
    "name", sorted(name for name, spec in access.matrix().items() if name.startswith("people:") and spec.obj)
)
def test_nothing_of_another_organisation_is_reached(name, curator_client, lyceum, college):
    spec = access.find(name)
    foreign = objects.OBJECTS[spec.obj](lyceum)
    address = reverse(name, args=[foreign])
    answer = curator_client.post(address) if spec.post_only else curator_client.get(address)
    assert answer.status_code == 404
    with scope.within(college):
        own = objects.OBJECTS[spec.obj](college)
    answer = (
        curator_client.post(reverse(name, args=[own]))
        if spec.post_only
        else curator_client.get(reverse(name, args=[own]))
    )
    assert answer.status_code in (200, 302, 409, 422), name
