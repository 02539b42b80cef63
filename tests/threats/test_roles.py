"""What a role must never reach, however the address or the form is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse

import nastavnik
from nastavnik.engines import papers
from nastavnik.features.accounts import services as accounts
from nastavnik.features.documents.codes import new_code
from nastavnik.features.documents.models import Document
from nastavnik.features.organizations.models import Signer
from nastavnik.features.pairings import services as pairings
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.models import Person
from nastavnik.features.people.papers import person_data
from nastavnik.kernel import access, jobs, scope
from nastavnik.kernel.tenancy import Account, Unit
from tests.fixtures import make_actor, make_people, sign_in

pytestmark = pytest.mark.django_db


def pair_of(curator, mentor, mentee):
    return pairings.propose(
        by=curator, mentor=mentor, mentees=[mentee], form="teacher_teacher", source="table",
        starts_on=dt.date(2026, 10, 12), ends_on=dt.date(2027, 5, 31),
    )  # fmt: skip


@pytest.mark.threat("T010")
def test_replaced_mentor_keeps_the_own_pair_and_never_sees_what_comes_after(curator, college, in_college):
    first, second, mentee = make_people(college, 3)
    old = pair_of(curator, first, mentee)
    Pairing.objects.filter(pk=old.pk).update(state="active", starts_on=dt.date(2026, 9, 1))
    old.refresh_from_db()
    browser = sign_in(make_actor(college, "mentor", person=first))
    assert browser.get(f"/pairs/{old.pk}/").status_code == 200
    pairings.end(by=curator, pairing=old, on=dt.date(2026, 10, 9), reason="mentor_replaced")
    new = pair_of(curator, second, mentee)
    for path in (f"/pairs/{new.pk}/", f"/pairs/{new.pk}/program/"):
        assert browser.get(path).status_code == 404, path
    assert second.last not in browser.get("/pairs/own/").content.decode()


@pytest.mark.threat("T006")
@pytest.mark.threat("T002")
def test_lists_of_a_participant_name_nobody_of_another_pair(curator, college, in_college):
    people = make_people(college, 4)
    pair_of(curator, people[0], people[1])
    pair_of(curator, people[2], people[3])
    page = sign_in(make_actor(college, "mentor", person=people[0])).get("/pairs/own/").content.decode()
    assert people[1].last in page
    assert not [person.last for person in people[2:] if person.last in page]


@pytest.mark.threat("T012")
@pytest.mark.threat("T013")
@pytest.mark.threat("T015")
@pytest.mark.parametrize("role", ["operator", "partner"])
def test_operator_and_partner_open_nobody(curator, college, lyceum, in_college, role):
    """Neither of the organisation they belong to nor of another; the rest is proved by the walk of the matrix."""
    opened = sorted(
        name for name, page in access.matrix().items() if role in page.roles and page.obj and not page.personal
    )
    assert opened == []
    browser = sign_in(make_actor(college, role))
    (own,), (theirs,) = make_people(college, 1), make_people(lyceum, 1)
    for pk in (own.pk, theirs.pk):
        assert browser.get(f"/people/{pk}/").status_code == 404
    for name in ("people:list", "pairings:list", "documents:list", "consents:list", "banks:mentees", "support:list"):
        assert browser.get(reverse(name)).status_code == 403, name
    assert own.last not in browser.get("/").content.decode()


@pytest.mark.threat("T003")
def test_keys_of_another_organisation_in_a_form_are_no_choice(curator, curator_client, college, lyceum, in_college):
    Unit.objects.create(name="Свой филиал")
    with scope.within(lyceum):
        unit = Unit.objects.create(name="Чужой филиал")
        stranger = Person.objects.create(kind="worker", last="Чужаков", first="Пётр")
    answer = curator_client.post("/people/new/", {"kind": "worker", "last": "Дубов", "unit": str(unit.pk)})
    assert answer.status_code in (200, 422)
    assert not Person.objects.exists()
    own = Person.objects.create(kind="worker", last="Ёжиков", first="Пётр", middle="Ильич")
    form = {"form": "teacher_teacher", "starts_on": "12.10.2026", "ends_on": "31.05.2027"}
    for mentor, mentee in ((str(stranger.pk), own.full_name), (own.full_name, "Чужаков Пётр")):
        answer = curator_client.post(reverse("pairings:new"), {**form, "mentor": mentor, "mentees": mentee})
        assert answer.status_code in (200, 422)
    assert not Pairing.objects.exists()


@pytest.mark.threat("T016")
def test_fields_nobody_asked_for_change_nothing(curator_client, college, lyceum, in_college):
    smuggled = {
        "organization": str(lyceum.pk), "organization_id": str(lyceum.pk), "removed_at": "2026-01-01",
        "merged_into": "1", "extra": "{}", "id": "1", "search": "x", "consent_valid": "1", "is_staff": "1",
    }  # fmt: skip
    curator_client.post("/people/new/", {"kind": "worker", "last": "Дубов", **smuggled})
    made = Person.objects.get()
    assert (made.organization_id, made.removed_at, made.merged_into_id) == (college.pk, None, None)


ODD = [
    ("Иванова", "Анна", "", "f"),
    ("Ким", "Ли", "", "m"),
    ("Салтыков-Щедрин", "Пётр", "Ильич", "m"),
    ("Мамедов", "Али", "Гасан оглы", "m"),
    ("О'Коннор", "Шон", "", "m"),
    ("Я", "Ю", "", "f"),
]


@pytest.mark.threat("T062")
@pytest.mark.parametrize("name", ODD, ids=[item[0] for item in ODD])
def test_an_odd_name_leaves_no_hole_in_the_order(curator, college, in_college, name):
    last, first, middle, gender = name
    common = {"kind": "worker", "first": first, "middle": middle, "gender": gender, "birth_date": dt.date(1985, 3, 5)}
    mentor = Person.objects.create(last=last, post="преподаватель", **common)
    (mentee,) = make_people(college, 1)
    order = pairings.draft_order(by=curator, pairing_ids=[pair_of(curator, mentor, mentee).pk])
    text = order.text
    assert last[:2] in text and first in text
    for hole in ("None", "{{", "}}", "  ", " ,", "()", "null"):
        assert hole not in text.replace("\n", "|").replace(" | ", "|"), hole


@pytest.mark.threat("T063")
@pytest.mark.parametrize("code", ["order_terminate", "withdrawal"])
def test_a_case_set_right_by_hand_stands_in_the_paper(college, in_college, code):
    person = Person.objects.create(
        kind="worker", last="Правленная", first="Анна", gender="f", post="преподаватель",
        name_forms={"gen": "Правленной-Рукой Анны"},
    )  # fmt: skip
    data = papers.sample(code)
    data["mentor" if code == "order_terminate" else "person"] = person_data(person)  # type: ignore[index]
    text = papers.text_of(papers.build(papers.load(code), data, code=new_code()[0]))
    assert "Правленной-Рукой Анны" in text.replace("\xa0", " ")


@pytest.mark.threat("T096")
@pytest.mark.parametrize(
    "address",
    [
        "lipov@example.org\nBcc: all@evil.example",
        "lipov@example.org, all@evil.example",
        "Все <all@evil.example>, lipov@example.org",
    ],
    ids=["line", "list", "name"],
)
def test_an_address_can_not_bring_a_second_reader(director_client, college, in_college, settings, address):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    actor = make_actor(college, "tutor", login="lipov")
    Account.objects.filter(pk=actor.account_id).update(email=address, name="Липов\r\nBcc: all@evil.example")
    accounts.ask_reset(typed="lipov")
    jobs.run_all()
    for letter in mail.outbox:
        assert "all@evil.example" not in " ".join(letter.recipients())
        assert len(letter.recipients()) == 1
        assert "evil.example" not in "".join(f"{key}: {value}" for key, value in letter.message().items())


@pytest.mark.threat("T061")
def test_what_leaves_the_house_does_not_say_who_wrote_it(curator, college, in_college):
    made = Document.objects.create(
        code=new_code()[0], kind="minutes", title="Протокол", template="order_pairs", data=papers.sample("order_pairs"),
        signer=Signer.objects.first(), created_at=dt.datetime(2026, 9, 10, tzinfo=dt.UTC),
    )  # fmt: skip
    import io
    import zipfile

    from nastavnik.features.documents import rendering

    with zipfile.ZipFile(io.BytesIO(rendering.docx_of(made))) as opened:
        names = opened.namelist()
        core = opened.read("docProps/core.xml").decode() if "docProps/core.xml" in names else ""
    assert not [name for name in names if "comments" in name or "thumbnail" in name or "custom" in name]
    assert curator.label not in core
    for tag in ("dc:creator", "cp:lastModifiedBy"):
        inside = core.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        assert inside in ("", "Наставник"), inside


@pytest.mark.threat("T083")
def test_a_page_that_takes_files_says_they_are_not_scanned(curator_client):
    page = curator_client.get("/people/import/new/").content.decode().replace("&nbsp;", " ")
    assert 'type="file"' in page
    assert "На вирусы файлы здесь не проверяются" in page


@pytest.mark.threat("T140")
@pytest.mark.threat("T139")
def test_the_product_has_nothing_to_ask_other_servers_with():
    """No field that takes an address can make the server go there: there is no client of HTTP in it."""
    root = Path(next(iter(nastavnik.__path__)))
    clients = ("urllib.request", "http.client", "import requests", "import httpx", "import aiohttp", "urllib3")
    found = [
        f"{path.relative_to(root)}: {word}"
        for path in root.rglob("*.py")
        if "tests" not in path.parts
        for word in clients
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
