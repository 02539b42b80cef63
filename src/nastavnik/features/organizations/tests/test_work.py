"""Background work as a person sees it; the journal."""

from __future__ import annotations

import pytest
from django.test import Client

from nastavnik.features.organizations import services
from nastavnik.kernel import actors, clock, files, jobs, journal, scope
from nastavnik.kernel.jobs import Job
from nastavnik.kernel.journal import JournalEntry
from tests.fixtures import sign_in

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    return answer.content.decode().replace("\xa0", " ")


@jobs.handler("organizations.test_stack")
def _stack(run):
    kept = files.store(run.by, b"%PDF-1.4 made", name="Пакет.pdf", media_type="application/pdf")
    return {"files": [{"file": str(kept.pk), "label": "Всё одним PDF"}]}


@pytest.fixture
def job(curator, in_college) -> Job:
    return jobs.enqueue(curator, "organizations.test_stack", title="Пакет документов", args={}, total=4)


def test_waiting_work_shows_its_place_and_asks_for_itself(curator_client, job):
    page = words(curator_client.get(f"/jobs/{job.pk}/"))
    assert "Ждёт очереди" in page
    assert f'hx-get="/jobs/{job.pk}/progress/"' in page
    assert "Остановить" in page


def test_finished_work_gives_its_file_and_the_taking_is_recorded(curator_client, job):
    jobs.run_all()
    part = curator_client.get(f"/jobs/{job.pk}/progress/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == f"/jobs/{job.pk}/"
    assert "Всё одним PDF" in words(curator_client.get(f"/jobs/{job.pk}/"))
    answer = curator_client.get(f"/jobs/{job.pk}/files/0/")
    assert answer.content == b"%PDF-1.4 made"
    assert journal.history(job)[0].what == "Скачан готовый файл"
    assert curator_client.get(f"/jobs/{job.pk}/files/1/").status_code == 404


def test_waiting_work_is_stopped_by_its_button(curator_client, job):
    curator_client.post(f"/jobs/{job.pk}/stop/")
    assert Job.objects.get(pk=job.pk).state == "cancelled"
    assert jobs.run_all() == 0


@pytest.mark.threat("T074")
def test_work_of_a_colleague_is_absent_for_others(college, actor_in, job, lyceum):
    jobs.run_all()
    for other in (actor_in(college, "office"), actor_in(lyceum, "director")):
        browser = sign_in(other)
        for path in ("", "progress/", "files/0/"):
            assert browser.get(f"/jobs/{job.pk}/{path}").status_code == 404


def test_own_list_names_only_own_work(college, actor_in, job):
    assert "Пакет документов" not in words(sign_in(actor_in(college, "office")).get("/jobs/"))


@pytest.mark.threat("T021")
def test_work_stops_when_the_rights_of_its_owner_ended(director, curator, college, actor_in, job):
    from nastavnik.features.accounts import services as accounts
    from nastavnik.kernel.tenancy import Membership

    actor_in(college, "curator", login="second-curator")
    accounts.end_access(by=director, membership=Membership.objects.get(pk=curator.membership_id))
    jobs.run_all()
    assert Job.objects.get(pk=job.pk).state == "failed"


def test_journal_is_narrowed_by_action_and_person(curator, director, curator_client, in_college):
    services.add_unit(by=curator, name="Филиал")
    services.open_year(by=director, year=2027)
    page = curator_client.get("/settings/journal/?action=organizations.unit_added")
    assert [line.what for line in page.context["lines"]] == ["Добавлено подразделение"]
    page = curator_client.get(f"/settings/journal/?who={director.account_id}")
    assert [line.what for line in page.context["lines"]] == ["Открыт учебный год"]
    page = curator_client.get("/settings/journal/?from=2026-10-11")
    assert page.context["lines"] == []


@pytest.mark.threat("T102")
@pytest.mark.parametrize(
    "query",
    [
        "action=x'--",
        "who=1",
        "page=99999999999999999999",
        "from=2026-02-31",
        "sort=value__values",
        "who=&who=",
        "page=-1",
    ],
)
def test_strange_addresses_of_the_journal_do_no_harm(curator_client, query):
    assert curator_client.get(f"/settings/journal/?{query}").status_code == 200


@pytest.mark.threat("T135")
def test_changed_record_is_found_by_the_check(curator, curator_client, in_college):
    services.add_unit(by=curator, name="Филиал")
    services.add_unit(by=curator, name="Отделение")
    assert services.check_journal(by=curator) is None
    JournalEntry.objects.filter(number=1).update(action="organizations.unit_closed")
    curator_client.post("/settings/journal/check/")
    assert "нарушена на записи № 1" in words(curator_client.get("/settings/journal/"))


@pytest.mark.threat("T005")
def test_journal_of_another_organisation_does_not_leak(curator, curator_client, lyceum, actor_in):
    theirs = actor_in(lyceum, "curator")
    with scope.within(lyceum):
        services.add_unit(by=theirs, name="Чужой филиал")
    page = curator_client.get("/settings/journal/")
    assert page.context["page"].total == 0
    assert str(theirs.account_id) not in words(page)


@pytest.mark.threat("T095")
def test_export_of_the_journal_is_recorded_with_its_count(curator, curator_client, in_college):
    services.add_unit(by=curator, name="Филиал")
    answer = curator_client.get("/settings/journal/?export=xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    entry = JournalEntry.objects.select_related("value").latest("number")
    assert (entry.action, entry.value.values) == ("organizations.journal_exported", {"count": 1})


def test_journal_asks_as_often_for_many_as_for_few(curator, curator_client, in_college, django_assert_max_num_queries):
    services.add_unit(by=curator, name="Филиал")
    curator_client.get("/settings/journal/")  # the first page of a session also writes the session
    with django_assert_max_num_queries(15):
        curator_client.get("/settings/journal/")
    for index in range(30):
        services.add_unit(by=curator, name=f"Филиал {index}")
    with django_assert_max_num_queries(15):
        curator_client.get("/settings/journal/")


def test_time_is_shown_for_work_that_runs(curator_client, job):
    Job.objects.filter(pk=job.pk).update(state="running", done=1, started_at=clock.now(), lease_until=clock.now())
    assert "1 из 4" in words(curator_client.get(f"/jobs/{job.pk}/progress/"))


def test_system_work_of_nobody_is_seen_by_heads_only(college, director, actor_in):
    with scope.within(college):
        made = jobs.enqueue(actors.system(college), "organizations.test_stack", title="Ночная работа", args={})
    assert sign_in(director).get(f"/jobs/{made.pk}/").status_code == 200
    assert sign_in(actor_in(college, "mentor")).get(f"/jobs/{made.pk}/").status_code == 404
    assert Client().get(f"/jobs/{made.pk}/").status_code == 302
