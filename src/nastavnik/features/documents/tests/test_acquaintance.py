"""From an activity about studying an act to everybody's signature: the list is the denominator, marks can be mended."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from nastavnik.engines import papers
from nastavnik.features.documents import acquaintance_papers, services
from nastavnik.features.documents.models import Acquaintance, Document, DocumentPerson
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.models import Person
from nastavnik.kernel import jobs, journal
from nastavnik.kernel.contracts import ActivityRef, dues, evidence
from nastavnik.kernel.errors import Denied, InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)
EARLIER = dt.date(2026, 9, 20)


@pytest.fixture
def act(in_college, curator):
    return services.outside_act(
        by=curator, title="Распоряжение министерства о целевой модели", number="Р-145", on=dt.date(2019, 12, 25)
    )


def started(curator, act, persons, activity=None, **more):
    return services.start_acquaintance(
        by=curator, document=act, person_ids=[one.pk for one in persons], audience="наставники",
        activity_id=activity, **more,
    )  # fmt: skip


def proof(activity, kind="study_regulations", on=TODAY):
    year = organizations.current_year()
    ref = ActivityRef(activity, uuid.uuid4(), year.pk, kind, "acquaintance")
    (answer,) = evidence["acquainted"].answer([ref], on)
    return answer


def test_outside_act_is_kept_once_and_needs_no_register(act, curator):
    again = services.outside_act(by=curator, title="то же", number="Р-145", on=dt.date(2019, 12, 25))
    assert again.pk == act.pk and Document.objects.count() == 1
    with pytest.raises(InputRefused, match="ещё не наступила"):
        services.outside_act(by=curator, title="будущий", number="1", on=dt.date(2026, 10, 11))


def test_activity_closes_when_all_called_have_signed_and_names_whom(act, curator, people_in, in_college):
    mentors, activity = people_in(in_college, 3), uuid.uuid4()
    assert proof(activity).state == "none"
    started(curator, act, mentors, activity)
    services.acquaint(by=curator, document=act, person_ids=[one.pk for one in mentors[:2]], on=EARLIER)
    half = proof(activity)
    assert (half.state, half.done, half.total) == ("part", 2, 3)
    assert half.words.replace("\u00a0", " ") == "Наставники: ознакомлены 2 из 3"
    services.acquaint(by=curator, document=act, person_ids=[mentors[2].pk], on=TODAY)
    assert (proof(activity).state, proof(activity).proved_on) == ("done", TODAY)
    assert proof(activity, on=EARLIER).state == "part"  # as it stood on that day


def test_signature_on_one_act_is_one_fact_for_two_activities(act, curator, people_in, in_college):
    mentors = people_in(in_college, 2)
    one, other = uuid.uuid4(), uuid.uuid4()
    started(curator, act, mentors, one)
    started(curator, act, mentors[:1], other)
    services.acquaint(by=curator, document=act, person_ids=[mentors[0].pk], on=TODAY)
    assert (proof(one).state, proof(other).state) == ("part", "done")
    assert DocumentPerson.objects.filter(document=act).count() == 2


def test_who_left_without_a_signature_is_not_waited_for(act, curator, people_in, in_college):
    mentors, activity = people_in(in_college, 2), uuid.uuid4()
    started(curator, act, mentors, activity)
    services.acquaint(by=curator, document=act, person_ids=[mentors[0].pk], on=TODAY)
    Person.objects.filter(pk=mentors[1].pk).update(left_on=EARLIER)
    assert (proof(activity).done, proof(activity).total, proof(activity).state) == (1, 1, "done")


def test_wrong_mark_is_taken_back_and_its_date_stays_in_the_history(act, curator, people_in, in_college):
    (mentor,), activity = people_in(in_college, 1), uuid.uuid4()
    started(curator, act, [mentor], activity)
    services.acquaint(by=curator, document=act, person_ids=[mentor.pk], on=EARLIER)
    assert services.take_back_acquaintance(by=curator, document=act, person_ids=[mentor.pk]) == 1
    assert proof(activity).state == "part"
    line = next(item for item in journal.history(act) if item.action == "documents.acquaintance_taken_back")
    assert line.values["were"] == {str(mentor.pk): "2026-09-20"}


def test_nobody_is_acquainted_before_the_act_or_after_today(act, curator, people_in, in_college):
    mentors = people_in(in_college, 1)
    started(curator, act, mentors)
    ids = [mentors[0].pk]
    for day in (dt.date(2019, 12, 24), dt.date(2026, 10, 11)):
        with pytest.raises(InputRefused):
            services.acquaint(by=curator, document=act, person_ids=ids, on=day)
    assert not DocumentPerson.objects.exclude(acquainted_on=None).exists()


def test_start_is_undone_only_while_nobody_signed(act, curator, people_in, in_college):
    mentors = people_in(in_college, 2)
    first = started(curator, act, mentors)
    services.drop_acquaintance(by=curator, acquaintance=first)
    assert not Acquaintance.objects.exists() and not DocumentPerson.objects.exists()
    second = started(curator, act, mentors)
    services.acquaint(by=curator, document=act, person_ids=[mentors[0].pk], on=TODAY)
    with pytest.raises(WrongState, match="уже расписался"):
        services.drop_acquaintance(by=curator, acquaintance=second)


def test_draft_is_not_given_to_read_and_a_mentor_starts_nothing(in_college, curator, people_in, actor_in):
    draft = services.draft(by=curator, kind="regulation", subject={"by_hand": "1"})
    mentors = people_in(in_college, 1)
    with pytest.raises(WrongState, match="подписанным"):
        started(curator, draft, mentors)
    with pytest.raises(Denied):
        started(actor_in(in_college, "mentor"), draft, mentors)


def test_sheets_part_workers_groups_and_parents(act, curator, people_in, in_college):
    workers = people_in(in_college, 2)
    students = people_in(in_college, 2, kind="student", group="ТМ-21")
    (adult,) = people_in(in_college, 1, kind="representative", post="")
    started(curator, act, [*workers, *students, adult])
    rows = list(DocumentPerson.objects.filter(document=act).select_related("person", "person__group"))
    texts = [papers.text_of(tree) for tree in acquaintance_papers.trees(curator, act, rows, TODAY)]
    assert [text.count("Пётр") + text.count("П. И.") + text.count("П.\u00a0И.") for text in texts] == [2, 2, 1]
    assert all("Р‑145" in text or "Р-145" in text for text in texts)
    job = services.start_acquaintance_sheets(by=curator, document=act, row_ids=[row.pk for row in rows])
    jobs.run_all()
    job.refresh_from_db()
    assert job.state == "done" and job.result["files"]


def test_curator_walks_from_the_activity_to_the_last_signature(curator_client, people_in, in_college):
    activity = uuid.uuid4()
    people_in(in_college, 2, marks=["mentor"])
    people_in(in_college, 3, kind="student", group="ТМ-21")
    first = curator_client.get(reverse("documents:acquaint_list"), {"activity": activity})
    assert first.status_code == 302 and f"activity={activity}" in first["Location"]
    refused = curator_client.post(first["Location"], {"title": "Закон", "roles": ["mentor"], "activity": activity})
    assert refused.status_code == 422 and "Укажите дату акта" in refused.content.decode()
    made = curator_client.post(
        first["Location"],
        {"title": "Закон об образовании", "number": "273-ФЗ", "act_date": "2012-12-29", "roles": ["mentor"],
         "names": "", "activity": activity},
    )  # fmt: skip
    page = curator_client.get(made["Location"]).content.decode()
    assert "Закон об образовании" in page and page.count('name="person"') == 2
    persons = [str(pk) for pk in DocumentPerson.objects.values_list("person_id", flat=True)]
    curator_client.post(made["Location"], {"on": "2026-10-09", "only": persons[0], "person": persons})
    assert DocumentPerson.objects.filter(acquainted_on="2026-10-09").count() == 1
    curator_client.post(made["Location"], {"on": "2026-10-10", "person": persons[1:]})
    assert proof(activity).state == "done"
    assert proof(activity).words.replace("\u00a0", " ") == "Наставники: ознакомлены 2 из 2"


def test_day_names_those_who_have_not_signed(act, curator, people_in, in_college):
    started(curator, act, people_in(in_college, 3), due_on=TODAY)
    (item,) = [line for line in dues["documents"].items(curator, TODAY) if "Ознакомить" in line.title]
    assert "троих" in item.title and item.due == TODAY and item.mark == "wait"
    (item,) = [line for line in dues["documents"].items(curator, TODAY + dt.timedelta(1)) if "Ознак" in line.title]
    assert item.mark == "late"
