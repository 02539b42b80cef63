"""The first start happens once, with the code of the server; the practice organisation never mixes with the real one."""

from __future__ import annotations

import stat

import pytest
from django.test import Client

from nastavnik.features.organizations import rules, services, setup_code
from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.kernel import scope
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.tenancy import Account, Membership, Organization

pytestmark = pytest.mark.django_db
GOOD = "тихий берег осенью"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.CONFIG = settings.CONFIG.model_copy(update={"var": tmp_path})


def filled(**changes):
    return {
        "code": setup_code.ensure(),
        "full_name": "Государственное бюджетное учреждение «Вымышленный техникум»",
        "short_name": "ГБУ «Вымышленный техникум»",
        "profile": "college",
        "place": "г. Верхнереченск",
        "time_zone": "Asia/Omsk",
        "signer_last": "Мещерякова",
        "signer_first": "Ольга",
        "signer_gender": "f",
        "signer_post": "директор",
        "signer_basis": "Устава",
        "name": "Орлова Т. С.",
        "roles": ["curator", "director"],
        "login": "Orlova",
        "password": GOOD,
        "again": GOOD,
    } | changes


@pytest.mark.threat("T114")
def test_empty_installation_leads_to_the_first_start():
    assert Client().get("/accounts/login/")["Location"] == "/setup/"
    assert Client().get("/setup/").status_code == 200


@pytest.mark.threat("T114")
def test_code_lies_in_a_file_only_its_owner_can_read():
    code = setup_code.ensure()
    assert setup_code.path().read_text() == code == setup_code.ensure()
    assert stat.S_IMODE(setup_code.path().stat().st_mode) == 0o600
    assert code in setup_code.announce()


@pytest.mark.threat("T114")
def test_first_start_makes_everything_and_closes_for_ever():
    client = Client()
    answer = client.post("/setup/", filled())
    assert answer["Location"] == "/"
    organization = Organization.objects.get()
    assert organization.code == "gbu-vymyshlennyi-tehnikum"
    with scope.within(organization):
        assert ProgramYear.objects.get().state == "running"
        assert Signer.objects.get().last == "Мещерякова"
        assert Membership.objects.get().roles == ["curator", "director"]
    assert client.get("/settings/").status_code == 200
    assert not setup_code.path().exists()
    assert Client().get("/setup/").status_code == 404
    assert Client().post("/setup/", {"code": "x"}).status_code == 404
    assert not setup_code.path().exists()


@pytest.mark.threat("T114")
def test_wrong_code_makes_nothing_and_keeps_what_was_typed():
    page = Client().post("/setup/", filled(code="не тот"))
    text = page.content.decode().replace("\xa0", " ")
    assert "Код не подошёл" in text
    assert "Вымышленный техникум" in text
    assert not Organization.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.threat("T114")
def test_archived_organisation_does_not_open_the_set_up_again(college):
    from nastavnik.kernel import clock

    Organization.objects.update(archived_at=clock.now())
    assert Client().get("/setup/").status_code == 404
    with pytest.raises(NotFound):
        services.first_start(code="", requisites={}, signer={}, login="x", password=GOOD, roles=["director"])


@pytest.mark.threat("T110")
@pytest.mark.threat("T114")
def test_weak_password_of_the_first_account_leaves_the_installation_empty():
    page = Client().post("/setup/", filled(password="12345678", again="12345678"))
    assert page.status_code == 200
    assert not Organization.objects.exists()
    assert setup_code.path().exists()


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("ГАПОУ «Вышегорский колледж»", set(), "gapou-vyshegorskii-kolledzh"),
        ("Школа № 5", {"shkola-5"}, "shkola-5-2"),
        ("★★★", set(), "org"),
    ],
)
def test_code_is_made_of_the_short_name(name, taken, code):
    assert rules.code_of(name, taken) == code


def test_practice_organisation_is_made_once_and_lies_apart(curator, curator_client, college):
    assert curator_client.post("/settings/practice/")["Location"] == "/"
    assert curator_client.get("/settings/").context["organization"].is_practice
    again = services.create_practice(by=curator)
    assert Organization.objects.filter(is_practice=True).count() == 1
    assert again.organization.pk != college.pk
    with scope.within(college):
        assert Signer.objects.get().last == "Мещерякова"
