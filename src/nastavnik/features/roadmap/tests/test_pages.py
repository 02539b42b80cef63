"""The pages through HTTP: from an empty year to a working plan, each step with its next one."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.features.organizations.queries import require_year
from nastavnik.features.roadmap import drafts, services
from nastavnik.features.roadmap.models import Activity, ManualClosing, Roadmap, RoadmapImport
from nastavnik.features.roadmap.services.common import living
from nastavnik.features.roadmap.tests.conftest import PLAN
from nastavnik.kernel import links, memo, scope
from nastavnik.kernel.tenancy import Membership


def page(client, name, *args, **query):
    answer = client.get(reverse(f"roadmap:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def post(client, name, *args, status=302, **data):
    answer = client.post(reverse(f"roadmap:{name}", args=args), data)
    assert answer.status_code == status, answer.content.decode()[:800]
    return answer


def test_empty_year_says_what_to_do_first(in_college, curator_client):
    html = page(curator_client, "table")
    assert reverse("roadmap:start") in html


def test_ready_plan_is_taken_in_one_press(in_college, curator_client):
    html = page(curator_client, "start")
    assert "Взять эту" in html
    post(curator_client, "start_ready", code="school")
    assert Roadmap.objects.get().source == "builtin"
    assert "Мероприятие" in page(curator_client, "table")


def test_own_file_is_read_checked_and_accepted(in_college, curator_client):
    answer = post(curator_client, "start", file=SimpleUploadedFile("план.tsv", PLAN.encode()))
    source = RoadmapImport.objects.get()
    assert answer["Location"] == reverse("roadmap:import", args=[source.pk])
    html = page(curator_client, "import", source.pk)
    assert "газеты для" in html
    assert "Сомнение 1" in html
    row, doubt = drafts.questions(source.draft)[0]
    post(
        curator_client,
        "import_correct",
        source.pk,
        operation="settle",
        key=row["key"],
        field=doubt["field"],
        choice="other",
        kinds="first_meeting",
        place="0",
    )
    post(curator_client, "import_accept", source.pk, title="Наш план")
    made = Roadmap.objects.get()
    assert made.title == "Наш план"
    assert made.activities.get(number="1.2").kind_codes == ["first_meeting"]


def test_excel_plan_is_read_with_its_columns(in_college, curator_client):
    import openpyxl

    book = openpyxl.Workbook()
    for line in PLAN.splitlines()[1:]:
        cells = line.split("\t")
        book.active.append(cells if len(cells) > 1 else ["", *cells])
    out = io.BytesIO()
    book.save(out)
    post(curator_client, "start", file=SimpleUploadedFile("План.xlsx", out.getvalue()))
    found = list(drafts.rows(RoadmapImport.objects.get().draft))
    assert (found[0]["number"], found[0]["terms"]) == ("1.1", "до 15 сентября")


def test_name_and_forms_of_the_roadmap_are_changed(roadmap, curator_client):
    assert "Формы наставничества" in page(curator_client, "settings", roadmap.pk)
    post(curator_client, "settings", roadmap.pk, title="План педагогов", forms=["teacher_teacher"])
    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.forms) == ("План педагогов", ["teacher_teacher"])


def test_pasted_table_is_read_as_a_file(in_college, curator_client):
    post(curator_client, "start", text=PLAN)
    assert len(list(drafts.rows(RoadmapImport.objects.get().draft))) == 4


def test_a_plan_without_stages_has_no_bare_numbers_and_one_question_is_one(in_college, curator_client):
    lines = ["Подписка на журналы\tоктябрь\tбиблиотекарь", "Встречи пар\tвесь год\tнаставники"]
    text = "\n".join(["Мероприятие\tСрок\tОтветственный", *lines, "Награждение наставников\tмай\tдиректор"])
    answer = curator_client.post(reverse("roadmap:start"), {"text": text})
    html = curator_client.get(answer.url).content.decode().replace("\xa0", " ")
    assert "1 место поняли неуверенно: решите его" in html
    assert "Этап 1" in html and ">1.</span>" not in html and ">1.</li>" not in html


@pytest.mark.threat("T082")
def test_wrong_file_is_answered_by_a_sentence_and_the_page_stays(in_college, curator_client):
    answer = curator_client.post(reverse("roadmap:start"), {"file": SimpleUploadedFile("план.docx", b"MZ\x90")})
    assert answer.status_code == 200
    assert "Прочитать план" in answer.content.decode()
    assert not RoadmapImport.objects.exists()


def test_row_is_mended_in_place_and_a_mistake_keeps_what_was_typed(plan, curator_client):
    row = next(drafts.rows(plan.draft))
    assert "Сохранить строку" in page(curator_client, "import", plan.pk, edit=row["key"])
    html = post(
        curator_client,
        "import_correct",
        plan.pk,
        status=422,
        operation="edit",
        key=row["key"],
        title="",
        terms="к зиме",
    ).content.decode()
    assert "к зиме" in html
    post(curator_client, "import_correct", plan.pk, operation="edit", key=row["key"], title="Приказ", terms="к зиме")
    plan.refresh_from_db()
    assert next(drafts.rows(plan.draft))["terms"] == "к зиме"


def test_table_shows_lateness_and_one_button_for_each_activity(roadmap, curator_client):
    html = page(curator_client, "table", open="all")
    assert "опоздали" in html
    assert "Подготовить документ" in html
    assert html.count('class="what"') == roadmap.activities.count()


def test_filters_narrow_the_table(roadmap, curator_client):
    html = page(curator_client, "one", roadmap.pk, q="дорожную карту")
    assert html.count('class="what"') == 1
    assert "Ничего не нашлось" in page(curator_client, "one", roadmap.pk, q="такого нет")
    late = page(curator_client, "one", roadmap.pk, state="late")
    assert 0 < late.count('class="what"') < roadmap.activities.count()


def test_table_costs_the_same_for_a_small_and_a_great_plan(
    roadmap, curator, curator_client, django_assert_max_num_queries
):
    rows = living(roadmap)
    url = reverse("roadmap:one", args=[roadmap.pk])
    curator_client.get(url)
    Activity.objects.filter(pk__in=[item.pk for item in rows[20:]]).update(removed_at=dt.datetime.now(dt.UTC))
    memo.forget()
    with django_assert_max_num_queries(200) as small:
        curator_client.get(url)
    Activity.objects.filter(roadmap=roadmap).update(removed_at=None)
    for item in [*rows, *rows[:15]]:
        services.add_activity(
            by=curator, roadmap=roadmap, stage=item.stage, title=f"Ещё {item.title}", kinds=item.kind_codes
        )
    assert Activity.objects.filter(roadmap=roadmap).count() >= 100
    # more kinds of evidence come into play in a great plan, each with its few queries; none of them by activity
    with django_assert_max_num_queries(len(small) + 20):
        curator_client.get(url)


def test_activity_tells_what_it_is_what_comes_before_and_what_proves_it(roadmap, curator_client, with_kind):
    item = with_kind(roadmap, "order_pairs")
    html = page(curator_client, "activity", item.pk)
    for words in ("Что должно быть раньше", "Чем подтверждается", "Сделано вне системы", "Из плана"):
        assert words in html


def test_activity_is_closed_by_hand_with_a_file_and_the_file_comes_back(roadmap, curator_client):
    item = roadmap.activities.first()
    post(
        curator_client,
        "activity_close",
        item.pk,
        happened_on="04.09.2026",
        note="Лист в папке 3",
        people_count="12",
        file=SimpleUploadedFile("лист.pdf", b"%PDF-1.4 test"),
    )
    closing = ManualClosing.objects.get()
    assert (closing.people_count, closing.file.name) == (12, "лист.pdf")
    answer = curator_client.get(reverse("roadmap:closing_file", args=[closing.pk]))
    assert answer.content == b"%PDF-1.4 test"
    assert "Лист в папке 3" in page(curator_client, "activity", item.pk)


def test_page_given_as_a_file_is_never_shown_in_the_browser(roadmap, curator_client):
    item = roadmap.activities.first()
    evil = SimpleUploadedFile("a.html", b"<script>alert(1)</script>", content_type="text/html")
    post(curator_client, "activity_close", item.pk, happened_on="2026-09-04", note="есть", file=evil)
    answer = curator_client.get(reverse("roadmap:closing_file", args=[ManualClosing.objects.get().pk]))
    assert answer["Content-Disposition"].startswith("attachment")


def test_mistake_in_closing_keeps_what_was_typed(roadmap, curator_client):
    item = roadmap.activities.first()
    html = post(
        curator_client, "activity_close", item.pk, status=422, happened_on="31.11.2026", note="Наш рассказ"
    ).content.decode()
    assert "Наш рассказ" in html
    assert "В ноябре 30" in html.replace("\u00a0", " ")


def test_words_of_a_plan_never_become_markup(roadmap, curator, curator_client):
    item = roadmap.activities.first()
    services.edit_activity(by=curator, activity=item, title="<script>alert(1)</script>", responsible="<b>кто</b>")
    for html in (
        page(curator_client, "table", open="all"),
        page(curator_client, "activity", item.pk),
        page(curator_client, "personal"),
        page(curator_client, "print", roadmap.pk),
    ):
        assert "<script>alert" not in html
        assert "<b>кто" not in html


def test_activity_is_edited_added_moved_and_brought_back(roadmap, curator_client):
    item = living(roadmap)[0]
    stage = item.stage
    assert "Рабочая дата" in page(curator_client, "activity_edit", item.pk)
    post(
        curator_client,
        "activity_edit",
        item.pk,
        stage=stage.pk,
        number="1.1",
        title="Прочитать законы",
        terms="до 20 сентября",
        working_due="2026-10-30",
        kind0="study_regulations",
        kind1="inform_staff",
    )
    item.refresh_from_db()
    assert (item.title, item.working_due, item.kind_codes) == (
        "Прочитать законы",
        dt.date(2026, 10, 30),
        ["study_regulations", "inform_staff"],
    )
    post(curator_client, "add", roadmap.pk, stage=stage.pk, title="Новое дело")
    assert Activity.objects.filter(title="Новое дело").exists()
    post(curator_client, "move", roadmap.pk, move=f"down:{item.pk}")
    assert living(roadmap)[1].pk == item.pk
    post(curator_client, "activity_remove", item.pk)
    assert "убрано из плана" in page(curator_client, "activity", item.pk)
    post(curator_client, "activity_restore", item.pk)
    assert item.pk in [row.pk for row in living(roadmap)]


def test_not_applicable_asks_for_the_reason(roadmap, curator_client):
    item = roadmap.activities.first()
    post(curator_client, "activity_skip", item.pk, status=422, reason="")
    post(curator_client, "activity_skip", item.pk, reason="Таких нет")
    assert "Таких нет" in page(curator_client, "table", open="all")
    post(curator_client, "activity_return", item.pk)
    item.refresh_from_db()
    assert item.not_applicable_on is None


def test_plan_goes_out_as_word_excel_and_print(roadmap, curator_client):
    import openpyxl
    from docx import Document as Word

    answer = curator_client.get(reverse("roadmap:download", args=[roadmap.pk, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]][:6] == ["№", "Этап", "Мероприятие", "Срок", "Ответственный", "Результат"]
    assert sheet.max_row == roadmap.activities.count() + 1
    answer = curator_client.get(reverse("roadmap:download", args=[roadmap.pk, "docx"]))
    word = Word(io.BytesIO(answer.content))
    text = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "целевой модели наставничества" in text.replace("\u00a0", " ")
    assert "1.1" in page(curator_client, "print", roadmap.pk)
    assert curator_client.get(reverse("roadmap:download", args=[roadmap.pk, "exe"])).status_code == 404


def test_approval_page_leads_from_draft_to_differences(roadmap, curator, curator_client):
    assert "ещё не утверждена" in page(curator_client, "approval", roadmap.pk)
    post(curator_client, "approval", roadmap.pk, on="05.09.2026", note="подпись на листе")
    assert "План с тех пор не меняли" in page(curator_client, "approval", roadmap.pk)
    services.edit_activity(by=curator, activity=roadmap.activities.first(), terms="до 30 сентября")
    html = page(curator_client, "approval", roadmap.pk)
    assert "до 30 сентября" in html
    assert "1 отличие" in html
    assert "Прочитать с командой" in page(curator_client, "version", roadmap.pk, 1)
    post(curator_client, "approval_draft", roadmap.pk)
    assert "Проект ждёт подписи" in page(curator_client, "approval", roadmap.pk)


def test_personal_plans_stand_by_person(roadmap, curator_client):
    html = page(curator_client, "personal")
    assert "куратор программы" in html
    one = page(curator_client, "personal", who="директор")
    assert "куратор программы" not in one.split("<main")[1]
    assert "Личный план" in page(curator_client, "personal_print")


def test_what_is_already_there_is_pasted_seen_and_saved(roadmap, curator_client):
    pasted = "1.1\t\t04.09.2026\tлист в папке\nПриказ о назначении куратора\t7-од\t05.09.2026\nНеизвестное дело\t\t01.09.2026"
    html = post(curator_client, "prior", status=200, fill="1", pasted=pasted, acts="4").content.decode()
    assert "Неизвестное дело" in html
    assert 'value="7-од"' in html
    assert not ManualClosing.objects.exists()
    first = living(roadmap)[0].pk.hex
    data = {
        f"pick-{first}": "1",
        f"on-{first}": "04.09.2026",
        "kind-act0": "order_curator",
        "number-act0": "7-од",
        "on-act0": "05.09.2026",
        "acts": "4",
    }
    post(curator_client, "prior", **data)
    assert ManualClosing.objects.get().before_system
    assert "сделано до системы" in page(curator_client, "table", open="all")


def test_what_is_already_there_without_a_date_keeps_what_was_typed(roadmap, curator_client):
    first = living(roadmap)[0].pk.hex
    data = {f"pick-{first}": "1", f"note-{first}": "лист в папке", "acts": "4"}
    html = post(curator_client, "prior", status=422, **data).content.decode()
    assert "лист в папке" in html
    assert "укажите дату" in html.replace("\u00a0", " ")


@pytest.fixture
def feed(roadmap, curator):
    return services.issue_calendar(by=curator)


def get_feed(client, token):
    return client.get(reverse("roadmap:calendar_feed", args=[token]))


@pytest.mark.threat("T098")
def test_calendar_carries_days_and_no_names(roadmap, curator, client, feed):
    item = roadmap.activities.get(number="1.1")
    services.edit_activity(
        by=curator, activity=item, title="Встретить Берёзкина П. И.", working_due=dt.date(2026, 10, 20)
    )
    text = get_feed(client, feed).content.decode()
    assert "DTSTART;VALUE=DATE:20261020" in text
    assert "Берёзкин" not in text.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 10


@pytest.mark.threat("T098")
def test_calendar_address_dies_when_replaced_revoked_or_its_holder_leaves(roadmap, curator, client, feed):
    assert get_feed(client, feed).status_code == 200
    second = services.issue_calendar(by=curator)
    assert get_feed(client, feed).status_code == 404
    Membership.objects.filter(pk=curator.membership_id).update(ended_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    assert get_feed(client, second).status_code == 404
    Membership.objects.filter(pk=curator.membership_id).update(ended_at=None)
    assert get_feed(client, second).status_code == 200
    services.revoke_calendar(by=curator)
    assert get_feed(client, second).status_code == 404
    assert get_feed(client, "2" * links.LENGTH).status_code == 404


@pytest.mark.threat("T098")
def test_one_holders_new_address_leaves_anothers_alone(roadmap, curator, director, client, feed):
    services.issue_calendar(by=director)
    assert get_feed(client, feed).status_code == 200


def test_calendar_of_one_organization_shows_nothing_of_another(roadmap, lyceum, actor_in, client):
    other = actor_in(lyceum, "curator")
    with scope.within(lyceum):
        token = services.issue_calendar(by=other)
    assert "BEGIN:VEVENT" not in get_feed(client, token).content.decode()


def test_calendar_page_shows_the_address_once(roadmap, curator_client):
    post(curator_client, "calendar_issue")
    address = re.search(r'value="(\S+\.ics)"', page(curator_client, "calendar"))
    assert address
    assert ".ics" not in page(curator_client, "calendar")


def test_foreign_roadmap_is_not_there(roadmap, lyceum, signed_in, actor_in):
    stranger = signed_in(actor_in(lyceum, "curator"))
    for name, pk in (("one", roadmap.pk), ("activity", roadmap.activities.first().pk), ("approval", roadmap.pk)):
        assert stranger.get(reverse(f"roadmap:{name}", args=[pk])).status_code == 404


def test_the_day_names_what_is_late_and_what_waits(roadmap, curator):
    from nastavnik.kernel.contracts import dues, figures, search_sources

    items = dues["roadmap"].items(curator, dt.date(2026, 10, 10))
    assert any(item.mark == "late" and item.button for item in items)
    assert figures["roadmap_total"].count(dt.date(2026, 10, 10)) == roadmap.activities.count()
    assert search_sources["roadmap"].find(curator, "КУРАТОРА")
    empty = services.remove_roadmap(by=curator, roadmap=roadmap)
    assert empty.removed_at
    items = dues["roadmap"].items(curator, dt.date(2026, 10, 10))
    assert [item.button for item in items] == ["Создать дорожную карту"]


def test_last_years_roadmap_is_offered_in_the_new_year(roadmap, curator_client):
    year = require_year()
    year.state = "closed"
    year.save()
    from nastavnik.features.organizations.models import ProgramYear

    starts, ends = ProgramYear.dates_of(2027)
    ProgramYear.objects.create(year=2027, state="running", starts_on=starts, ends_on=ends)
    assert "Перенести на этот год" in page(curator_client, "start")
    post(curator_client, "start_ready", roadmap=roadmap.pk)
    assert Roadmap.objects.get(source="copy").previous_id == roadmap.pk


TWO_PLANS = """<h1>План мероприятий по наставничеству педагогов на 2026/27 учебный год</h1>
<table><tr><th>№</th><th>Мероприятие</th><th>Срок</th><th>Ответственный</th></tr>
<tr><td>1</td><td>Издать приказ о закреплении наставнических пар</td><td>до 1 октября</td><td>директор</td></tr>
<tr><td>2</td><td>Провести анкетирование наставников</td><td>до 10 октября</td><td>куратор</td></tr>
<tr><td>3</td><td>Сформировать базу наставников</td><td>октябрь</td><td>куратор</td></tr></table>
<h1>План мероприятий по наставничеству студентов на 2026/27 учебный год</h1>
<table><tr><th>№</th><th>Мероприятие</th><th>Срок</th><th>Ответственный</th></tr>
<tr><td>1</td><td>Собрать согласия родителей</td><td>до 15 октября</td><td>кураторы групп</td></tr>
<tr><td>2</td><td>Провести анкетирование наставляемых</td><td>до 20 октября</td><td>психолог</td></tr></table>"""


def test_both_plans_of_one_file_can_be_checked_and_taken(curator_client, in_college):
    upload = SimpleUploadedFile("Планы.html", TWO_PLANS.encode())
    first = curator_client.post(reverse("roadmap:start"), {"file": upload}).url
    page = curator_client.get(first).content.decode()
    assert "план" in page and "педагогов" in page and "студентов" in page and "Проверить этот план" in page
    other = re.search(r'name="number" value="(\d)"', page)[1]
    second = curator_client.post(f"{first}other/", {"number": other}).url
    assert second != first and curator_client.post(f"{first}other/", {"number": other}).url == second
    assert len({source.draft["title"] for source in RoadmapImport.objects.all()}) == 2
    assert curator_client.post(f"{first}other/", {"number": "9"}).status_code == 422
    for source in RoadmapImport.objects.all():
        post(curator_client, "import_accept", source.pk, title=source.draft["title"])
    assert sorted(roadmap.activities.count() for roadmap in Roadmap.objects.all()) == [2, 3]
