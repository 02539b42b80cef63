"""A list comes in: each row's fate is shown, nothing is doubled, the whole can be taken back."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from nastavnik.features.people import services
from nastavnik.features.people.models import Absent, ImportRow, Person, Representative, StudentGroup
from nastavnik.kernel import journal, scope
from nastavnik.kernel.errors import Denied, InputRefused, WrongState
from nastavnik.kernel.registry import hooks
from nastavnik.kernel.tenancy import Membership

STUDENTS = (
    "ФИО;Группа;Дата рождения;Телефон;Паспорт;Мать;Телефон матери\n"
    "Семёнов Пётр Ильич;ТМ-21;05.09.2008;8 900 111-22-33;0000 000000;Семёнова Анна Ивановна;8 900 222-33-44\n"
    "Семёнова Ольга Ильинична;ТМ-22;05.09.2009;;;Семёнова Анна Ивановна;8 900 222-33-44\n"
    "Котов Ян Олегович;ТМ-21;01.02.2008;;;;\n"
)


def start(by, text, **more):
    return services.start_import(by=by, name="Список", data=None, text=text, **more)


def load(by, text, **more):
    return services.apply_import(by=by, source=start(by, text, **more))


def fates_of(source):
    return [row.fate for row in source.rows.all()]


def test_nothing_is_kept_until_the_list_is_applied(in_college, curator):
    source = start(curator, STUDENTS)
    assert fates_of(source) == ["new", "new", "new"]
    assert not Person.objects.exists()


def test_an_applied_list_makes_cards_groups_and_representatives(in_college, curator):
    load(curator, STUDENTS)
    student = Person.objects.get(last="Семёнов")
    assert (student.kind, student.group.name, student.birth_date) == ("student", "ТМ-21", dt.date(2008, 9, 5))
    assert (student.phone, student.gender) == ("+79001112233", "m")
    mother = Person.objects.get(kind="representative")
    assert sorted(tie.child.first for tie in mother.represents.all()) == ["Ольга", "Пётр"]
    assert {tie.relation for tie in mother.represents.all()} == {"mother"}
    assert StudentGroup.objects.count() == 2


@pytest.mark.threat("T079")
def test_the_same_list_twice_changes_nothing(in_college, curator):
    load(curator, STUDENTS)
    again = start(curator, STUDENTS)
    assert fates_of(again) == ["same", "same", "same"]
    services.apply_import(by=curator, source=again)
    assert Person.objects.count() == 4
    assert Representative.objects.count() == 2


@pytest.mark.threat("T079")
def test_two_people_who_load_one_list_make_no_doubles(in_college, curator, director):
    first, second = start(curator, STUDENTS), start(director, STUDENTS)
    services.apply_import(by=curator, source=first)
    services.apply_import(by=director, source=second)
    assert Person.objects.filter(kind="student").count() == 3


@pytest.mark.threat("T080")
@pytest.mark.parametrize("name", ["Семенов Петр Ильич", "Семёнов П. И.", "СЕМЕНОВ  Пётр Ильич"])
def test_a_name_written_otherwise_is_a_doubt_and_never_joins_by_itself(in_college, curator, name):
    load(curator, "ФИО;Группа\nСемёнов Пётр Ильич;ТМ-21\n")
    source = start(curator, f"ФИО;Группа\n{name};ТМ-21\n")
    row = source.rows.get()
    assert row.fate == "doubt"
    assert row.candidates == [str(Person.objects.get().pk)]
    with pytest.raises(WrongState):
        services.apply_import(by=curator, source=source)


@pytest.mark.parametrize("name", ["СЕМЁНОВ ПЁТР ИЛЬИЧ", "Cемёнов  Пётр Ильич"])
def test_case_spaces_and_look_alike_letters_do_not_double(in_college, curator, name):
    load(curator, "ФИО;Группа\nСемёнов Пётр Ильич;ТМ-21\n")
    assert fates_of(start(curator, f"ФИО;Группа\n{name};ТМ-21\n")) == ["same"]


@pytest.mark.threat("T142")
def test_namesakes_of_different_groups_are_asked_about(in_college, curator):
    load(curator, "ФИО;Группа\nИванов Иван Иванович;А-1\n")
    source = start(curator, "ФИО;Группа\nИванов Иван Иванович;А-1\nИванов Иван Иванович;Б-2\n")
    assert fates_of(source) == ["same", "doubt"]
    assert "А-1" in source.rows.last().problems[-1]["message"]


def test_different_birth_dates_are_different_people(in_college, curator):
    load(curator, "ФИО;Группа;Дата рождения\nИванов Иван Иванович;А-1;01.02.2008\n")
    assert fates_of(start(curator, "ФИО;Группа;Дата рождения\nИванов Иван Иванович;А-1;03.04.2008\n")) == ["new"]


def test_a_move_to_another_group_is_shown_and_done(in_college, curator):
    load(curator, "ФИО;Группа;Дата рождения\nИванов Иван Иванович;А-1;01.02.2008\n")
    source = start(curator, "ФИО;Группа;Дата рождения\nИванов Иван Иванович;А-2;01.02.2008\n")
    row = source.rows.get()
    assert (row.fate, row.changes["group"]) == ("changed", ["А-1", "А-2"])
    services.apply_import(by=curator, source=source)
    assert Person.objects.get().group.name == "А-2"


def test_an_empty_cell_never_wipes_what_is_known(in_college, curator):
    load(curator, STUDENTS)
    load(curator, "ФИО;Группа;Телефон\nСемёнов Пётр Ильич;ТМ-21;\n")
    assert Person.objects.get(last="Семёнов").phone == "+79001112233"


def test_a_doubt_is_settled_by_a_person(in_college, curator):
    load(curator, "ФИО;Группа\nСемёнов Пётр Ильич;ТМ-21\n")
    source = start(curator, "ФИО;Группа;Телефон\nСеменов Петр Ильич;ТМ-21;89001112233\n")
    person = Person.objects.get()
    row = services.settle_row(by=curator, row=source.rows.get(), fate="same", person=person)
    assert (row.fate, row.person) == ("changed", person)
    services.apply_import(by=curator, source=source)
    person.refresh_from_db()
    assert (person.full_name, person.phone) == ("Семёнов Пётр Ильич", "+79001112233")


def test_all_doubts_with_one_card_are_settled_at_once(in_college, curator):
    load(curator, "ФИО;Группа\nСемёнов Пётр Ильич;ТМ-21\nКотёнков Ян Олегович;ТМ-21\n")
    source = start(curator, "ФИО;Группа\nСеменов Петр Ильич;ТМ-21\nКотенков Ян Олегович;ТМ-21\n")
    assert services.settle_doubts(by=curator, source=source) == 2
    assert fates_of(source) == ["same", "same"]


@pytest.mark.threat("T077")
def test_bad_rows_say_why_and_good_ones_are_taken_alone(in_college, curator):
    source = start(curator, "ФИО;Группа;Телефон\nКотов Ян Олегович;ТМ-21;123\n12345;ТМ-21;\n")
    assert fates_of(source) == ["new", "refused"]
    assert [problem["field"] for problem in source.rows.first().problems] == ["phone"]
    assert "12345" in source.rows.last().problems[0]["message"]
    services.apply_import(by=curator, source=source)
    assert Person.objects.get().last == "Котов"
    fixed = services.fix_row(by=curator, row=source.rows.last(), last="Лугин", first="Олег", group="ТМ-21")
    assert fixed.fate == "new" and not fixed.problems
    services.apply_import(by=curator, source=source)
    assert Person.objects.filter(last="Лугин", group__name="ТМ-21").count() == 1


def test_a_repeated_row_adds_its_role_to_the_first(in_college, curator):
    source = start(
        curator, "ФИО;Должность;Роль\nКотова Яна Олеговна;мастер;наставник\nКотова Яна Олеговна;;куратор группы\n"
    )
    assert fates_of(source) == ["new", "skip"]
    services.apply_import(by=curator, source=source)
    assert Person.objects.get().marks == ["mentor", "tutor"]


@pytest.mark.threat("T081")
def test_cells_that_look_like_formulas_are_text(in_college, curator):
    load(curator, "ФИО;Должность;Заметка\nКотова Яна Олеговна;мастер;=1+1\n")
    assert Person.objects.get().extra == {"Заметка": "=1+1"}


def test_columns_can_be_understood_otherwise(in_college, curator):
    source = start(curator, "ФИО;Где трудится\nКотова Яна Олеговна;Учебная часть\n")
    assert source.columns["Где трудится"] == "extra"
    services.remap(by=curator, source=source, mapping={"Где трудится": "department"})
    services.apply_import(by=curator, source=source)
    assert Person.objects.get().department == "Учебная часть"


def test_a_correction_survives_another_reading_of_the_columns(in_college, curator):
    source = start(curator, "ФИО;Где трудится\nКотова Яна Олеговна;Учебная часть\n")
    services.fix_row(by=curator, row=source.rows.get(), phone="+79001112233")
    services.remap(by=curator, source=source, mapping={"Где трудится": "department"})
    assert source.rows.get().fixes == {"phone": "+79001112233"}


def test_roles_of_a_list_are_marks_and_give_no_access(in_college, curator):
    before = Membership.objects.count()
    load(curator, "ФИО;Должность;Роль\nКотова Яна Олеговна;директор;директор\n")
    assert Person.objects.get().marks == ["director"]
    assert Membership.objects.count() == before


def test_a_tutor_of_a_list_becomes_the_tutor_of_the_group(in_college, curator):
    load(curator, "ФИО;Группа;Роль\nКотова Яна Олеговна;ТМ-21;куратор группы\n")
    person = Person.objects.get()
    assert (person.kind, person.group) == ("worker", None)
    assert StudentGroup.objects.get().tutor == person
    assert fates_of(start(curator, "ФИО;Группа;Роль\nКотова Яна Олеговна;ТМ-21;куратор группы\n")) == ["same"]


def test_ready_pairs_are_told_to_whoever_makes_pairs(in_college, curator):
    heard = []
    hooks.on("people.pairs_imported", lambda **facts: heard.append(facts))
    load(
        curator,
        "Наставник;Должность;Наставляемый;Группа;Форма;Период\n"
        "Лобов Олег Ильич;мастер;Котова Ирина Павловна;ПК-31;педагог-студент;01.10.2026-30.06.2027\n"
        "Лобов Олег Ильич;мастер;Сидоров Ян Олегович;ПК-31;педагог-студент;01.10.2026-30.06.2027\n",
    )
    mentor = Person.objects.get(last="Лобов")
    pairs = heard[-1]["pairs"]
    assert [pair["mentor_id"] for pair in pairs] == [str(mentor.pk)] * 2
    assert {pair["mentee_id"] for pair in pairs} == {str(p.pk) for p in Person.objects.filter(kind="student")}
    assert pairs[0]["from"] == "2026-10-01"


def test_the_whole_list_is_taken_back(in_college, curator):
    load(curator, "ФИО;Группа;Дата рождения\nКотов Ян Олегович;А-1;01.02.2008\n")
    before = Person.objects.get()
    source = load(curator, STUDENTS.replace("01.02.2008", "01.02.2008"))
    assert Person.objects.count() == 4
    undone = services.undo_import(by=curator, source=source)
    assert (undone.removed, undone.restored, undone.stay) == (2, 1, ())
    person = Person.objects.get()
    assert (person.pk, person.group.name) == (before.pk, "А-1")
    assert not Representative.objects.exists()
    assert [group.name for group in StudentGroup.objects.all()] == ["А-1"]
    assert not ImportRow.objects.filter(source=source).exists()


def test_taking_back_leaves_those_on_whom_something_is_built(in_college, curator):
    source = load(curator, STUDENTS)
    student = Person.objects.get(last="Котов")
    Membership.objects.update(person_id=student.pk)
    undone = services.undo_import(by=curator, source=source)
    assert undone.removed == 2
    assert undone.stay == (("Котов Ян Олегович", "связаны: учётная запись"),)
    assert Person.objects.get() == student


def test_taking_back_keeps_what_was_changed_since(in_college, curator):
    load(curator, "ФИО;Должность\nКотова Яна Олеговна;мастер\n")
    person = Person.objects.get()
    source = load(curator, "ФИО;Должность;Телефон\nКотова Яна Олеговна;методист;89001112233\n")
    person.refresh_from_db()
    services.edit_person(by=curator, person=person, post="заведующая")
    undone = services.undo_import(by=curator, source=source)
    person.refresh_from_db()
    assert (person.post, person.phone, len(undone.stay)) == ("заведующая", "", 1)


def test_those_missing_in_a_new_list_are_asked_about_and_nothing_is_deleted(in_college, curator):
    rows = [f"{last} Пётр Ильич;ТМ-21" for last in ("Дубов", "Ежов", "Зайцев", "Лисицын")]
    load(curator, "ФИО;Группа\n" + "\n".join(rows))
    load(curator, "ФИО;Группа\n" + "\n".join(rows[:3]))
    absent = Absent.objects.get()
    assert (absent.person.last, absent.decision, absent.person.left_on) == ("Лисицын", "", None)
    services.decide_absent(by=curator, absent=[absent], decision="left", reason="expelled", on=dt.date(2026, 10, 1))
    absent.person.refresh_from_db()
    assert absent.person.left_on == dt.date(2026, 10, 1)


def test_a_list_of_a_few_does_not_say_that_the_rest_are_gone(in_college, curator):
    rows = [f"{last} Пётр Ильич;ТМ-21" for last in ("Дубов", "Ежов", "Зайцев", "Лисицын")]
    load(curator, "ФИО;Группа\n" + "\n".join(rows))
    load(curator, f"ФИО;Группа;Телефон\n{rows[0]};89001112233\n")
    assert not Absent.objects.exists()


def test_the_file_is_forgotten_after_loading(in_college, curator, django_capture_on_commit_callbacks):
    data = "ФИО;Группа\nКотов Ян Олегович;ТМ-21\n".encode()
    source = services.start_import(by=curator, name="список.csv", data=data)
    path = source.file.path
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        services.apply_import(by=curator, source=source)
    source.refresh_from_db()
    assert source.file is None and not path.exists()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"%PDF-1.4"])
def test_a_file_that_is_no_list_is_refused_in_words(in_college, curator, data):
    with pytest.raises(InputRefused) as refusal:
        services.start_import(by=curator, name="список.xlsx", data=data)
    assert refusal.value.message.endswith(".")


def test_a_teacher_may_not_load_lists(in_college, actor_in):
    with pytest.raises(Denied):
        start(actor_in(in_college, "tutor"), STUDENTS)


def test_the_card_remembers_the_list(in_college, curator):
    load(curator, STUDENTS)
    person = Person.objects.get(last="Котов")
    assert [line.what for line in journal.history(person)] == ["Человек добавлен"]


def test_a_list_of_another_organisation_knows_nothing_of_ours(college, lyceum, actor_in):
    with scope.within(college):
        load(actor_in(college, "curator"), STUDENTS)
    with scope.within(lyceum):
        source = start(actor_in(lyceum, "curator", login="другой"), STUDENTS)
        assert fates_of(source) == ["new"] * 3


@pytest.mark.slow
@pytest.mark.threat("T077")
def test_five_thousand_rows_are_applied_in_seconds(in_college, curator):
    # half as many surnames as people, as in a real college
    lines = [
        f"Наставникин{_word(i // 2)} {'Пётр' if i % 2 else 'Олег'} Ильич;ТМ-{i % 200};05.09.2008;"
        f"Иванова{_word(i // 2)} Анна;+7900{i:07d}"
        for i in range(5000)
    ]
    source = start(curator, "ФИО;Группа;Дата рождения;Мать;Телефон матери\n" + "\n".join(lines))
    began = time.process_time()  # two cores are shared: the time of the work itself is measured
    services.apply_import(by=curator, source=source)
    took = time.process_time() - began
    assert Person.objects.count() == 10_000
    assert took < 15, took  # ten on a free machine; here others work beside
    began = time.process_time()
    services.undo_import(by=curator, source=source)
    assert not Person.objects.exists()
    assert time.process_time() - began < 25


def _word(number):
    letters = "абвгдежзик"
    return "".join(letters[int(digit)] for digit in f"{number:04d}")


def test_remarks_go_to_the_person_whose_column_they_are_about(in_college, curator):
    source = start(
        curator,
        "ФИО\tСеменов Пётр Ильич\tКотов Ян Олегович\nДата рождения\t05.09.2008\t31.02.2008\nТелефон\t89001112233\t8900\n",
    )
    first, second = source.rows.all()
    assert [(row.number, row.column, row.data["last"]) for row in (first, second)] == [
        (1, "B", "Семенов"),
        (1, "C", "Котов"),
    ]
    assert first.problems == []
    assert [problem["field"] for problem in second.problems] == ["birth_date", "phone"]
    assert [problem["field"] for problem in source.problems] == ["layout"]
    again = services.remap(by=curator, source=source, mapping={"Телефон": "extra"})
    assert [len(row.problems) for row in again.rows.all()] == [0, 1]
