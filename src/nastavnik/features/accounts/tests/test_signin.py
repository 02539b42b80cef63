"""Sign-in, the second step, passwords, sessions, switching."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from nastavnik.features.accounts import services
from nastavnik.features.accounts.models import AccountSession
from nastavnik.kernel import clock, jobs
from nastavnik.kernel.tenancy import Account, Membership
from tests.fixtures import PASSWORD, make_membership, sign_in

pytestmark = pytest.mark.django_db
GOOD = "тихий берег осенью"


def enter(login: str, password: str = PASSWORD, client: Client | None = None, **extra: str):
    return (client or Client()).post("/accounts/login/", {"login": login, "password": password, **extra})


def words(answer) -> str:
    """The page without no-break spaces, as a person reads it."""
    return answer.content.decode().replace("\xa0", " ")


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_fields_of_the_sign_in_page_are_the_promised_ones(curator):
    page = Client().get("/accounts/login/").content.decode()
    assert 'name="login"' in page
    assert 'name="password"' in page


def test_login_and_password_open_the_work(curator, college):
    assert enter(f"  Curator-{college.code.upper()} ")["Location"] == "/"


@pytest.mark.threat("T105")
def test_wrong_password_and_unknown_login_give_one_answer(curator, college):
    known = enter(f"curator-{college.code}", "не тот пароль")
    unknown = enter("nobody-here", "не тот пароль")
    assert (known.status_code, unknown.status_code) == (200, 200)
    for page in (known, unknown):
        assert "Логин и пароль не подошли" in words(page)


@pytest.mark.threat("T104")
def test_guessing_one_login_is_slowed_and_others_are_not(curator, director, college):
    for _ in range(6):
        enter(f"curator-{college.code}", "не тот пароль")
    assert "Слишком много попыток" in words(enter(f"curator-{college.code}"))
    assert enter(f"director-{college.code}")["Location"] == "/"


@pytest.mark.threat("T106")
def test_session_gets_a_new_key_at_sign_in_and_dies_at_sign_out(curator, college):
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "x"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    enter(f"curator-{college.code}", client=client)
    inside = client.session.session_key
    assert inside != before
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = inside
    assert client.get("/accounts/profile/").status_code == 302
    assert not AccountSession.objects.filter(session_key=inside).exists()


@pytest.mark.threat("T087")
def test_nobody_is_signed_out_by_a_picture(curator_client):
    assert curator_client.get("/accounts/logout/").status_code == 405
    assert curator_client.get("/accounts/profile/").status_code == 200


@pytest.mark.threat("T089")
@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)", "http://testserver//evil"],
)
def test_after_sign_in_only_own_paths_are_followed(curator, college, target):
    assert enter(f"curator-{college.code}", next=target)["Location"] == "/"


def test_after_sign_in_the_wanted_page_opens(curator, college):
    assert enter(f"curator-{college.code}", next="/settings/?x=1")["Location"] == "/settings/?x=1"


@pytest.mark.threat("T093")
def test_fragment_asked_for_after_the_session_ended_leads_the_whole_page_to_the_door(curator):
    answer = Client().get(
        "/settings/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/journal/"}
    )
    assert answer["HX-Redirect"] == "/accounts/login/?next=/settings/journal/"


def test_stopped_account_is_told_so_without_entering(curator, college):
    Account.objects.update(is_active=False)
    client = Client()
    answer = enter(f"curator-{college.code}", client=client)
    assert answer["Location"] == "/accounts/login/"
    assert "остановлена" in words(client.get("/accounts/login/"))


@pytest.mark.threat("T106")
def test_new_password_ends_the_other_sessions_and_keeps_this_one(curator, curator_client):
    other = sign_in(curator)
    answer = curator_client.post("/accounts/profile/password/", {"old": PASSWORD, "new": GOOD, "again": GOOD})
    assert answer["Location"] == "/accounts/profile/"
    assert curator_client.get("/accounts/profile/").status_code == 200
    assert other.get("/accounts/profile/").status_code == 302


def test_wrong_old_password_changes_nothing(curator, curator_client):
    page = curator_client.post("/accounts/profile/password/", {"old": "не он", "new": GOOD, "again": GOOD})
    assert "Пароль не подошёл" in words(page)
    assert Account.objects.get(pk=curator.account_id).check_password(PASSWORD)


@pytest.mark.threat("T106")
def test_owner_ends_a_session_left_in_the_staff_room(curator, curator_client):
    other = sign_in(curator)
    assert other.get("/accounts/profile/").status_code == 200
    left = AccountSession.objects.get(session_key=other.session.session_key)
    curator_client.post(f"/accounts/sessions/{left.pk}/end/")
    assert other.get("/accounts/profile/").status_code == 302


@pytest.mark.threat("T107")
def test_reset_link_is_for_one_use_and_the_new_one_kills_the_old(director, college, in_college):
    tutor = make_membership(college, "tutor")
    first = services.issue_reset(by=director, membership=tutor)
    second = services.issue_reset(by=director, membership=tutor)
    assert Client().get(f"/l/{first}/").status_code == 404
    client = Client()
    client.get(f"/l/{second}/")
    answer = client.post("/accounts/new-password/", {"password": GOOD, "again": GOOD})
    assert answer["Location"] == "/accounts/login/"
    assert enter(tutor.account.login, GOOD)["Location"] == "/"
    again = Client()
    again.get(f"/l/{second}/")
    assert again.post("/accounts/new-password/", {"password": PASSWORD, "again": PASSWORD}).status_code in (302, 404)
    assert enter(tutor.account.login, GOOD)["Location"] == "/"


@pytest.mark.threat("T107")
def test_reset_link_dies_when_the_password_or_the_address_changes(director, college, in_college):
    tutor = make_membership(college, "tutor")
    from nastavnik.kernel import actors

    by = actors.of_membership(tutor)
    token = services.issue_reset(by=director, membership=tutor)
    services.change_email(by=by, email="tutor@example.org", password=PASSWORD)
    assert Client().get(f"/l/{token}/").status_code == 404
    token = services.issue_reset(by=director, membership=tutor)
    services.change_password(by=by, old=PASSWORD, new=GOOD)
    assert Client().get(f"/l/{token}/").status_code == 404


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://nastavnik.example"


@pytest.mark.threat("T105")
@pytest.mark.threat("T107")
@pytest.mark.threat("T090")
def test_forgotten_password_by_mail_answers_the_same_and_lives_an_hour(with_mail, college, in_college):
    member = make_membership(college, "tutor")
    Account.objects.filter(pk=member.account_id).update(email="tutor@example.org")
    pages = {
        typed: Client().post("/accounts/forgotten/", {"typed": typed}).content
        for typed in (member.account.login, "tutor@example.org", "nobody@example.org")
    }
    assert len(set(pages.values())) == 1
    jobs.run_all()
    assert [letter.to for letter in mail.outbox] == [["tutor@example.org"]]
    address = next(line for line in mail.outbox[0].body.splitlines() if "/l/" in line)
    assert address.startswith("https://nastavnik.example/l/")
    path = address.removeprefix("https://nastavnik.example")
    assert Client().get(path).status_code == 302
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        assert Client().get(path).status_code == 404


def test_without_mail_the_page_says_whom_to_ask(curator):
    page = Client().get("/accounts/forgotten/").content.decode()
    assert "Попросите куратора" in page
    assert "<form" not in page.split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.threat("T112")
def test_address_of_mail_changes_only_with_the_password_and_the_old_one_is_told(with_mail, college, in_college):
    member = make_membership(college, "tutor")
    Account.objects.filter(pk=member.account_id).update(email="old@example.org")
    client = sign_in(member)
    client.post("/accounts/profile/email/", {"email": "thief@example.org", "password": "не он"})
    assert Account.objects.get(pk=member.account_id).email == "old@example.org"
    client.post("/accounts/profile/email/", {"email": "new@example.org", "password": PASSWORD})
    assert Account.objects.get(pk=member.account_id).email == "new@example.org"
    assert [letter.to for letter in mail.outbox] == [["old@example.org"]]


@pytest.mark.threat("T109")
def test_second_step_is_asked_and_a_new_password_does_not_skip_it(director, college, in_college):
    tutor = make_membership(college, "tutor")
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(tutor.account, secret)
    client = Client()
    assert enter(tutor.account.login, client=client)["Location"].startswith("/accounts/2fa/code/")
    assert client.get("/accounts/profile/").status_code == 302
    assert "Код не подошёл" in words(client.post("/accounts/2fa/code/", {"code": "000000"}))
    assert client.post("/accounts/2fa/code/", {}).status_code == 200
    assert client.post("/accounts/2fa/code/", {"code": code_of(secret)})["Location"] == "/"
    token = services.issue_reset(by=director, membership=tutor)
    fresh = Client()
    fresh.get(f"/l/{token}/")
    fresh.post("/accounts/new-password/", {"password": GOOD, "again": GOOD})
    assert fresh.get("/accounts/profile/").status_code == 302
    assert enter(tutor.account.login, GOOD, client=fresh)["Location"].startswith("/accounts/2fa/code/")


def test_second_step_is_turned_on_after_the_password_is_proved(curator, college):
    client = Client()
    enter(f"curator-{college.code}", client=client)
    door = client.get("/accounts/2fa/on/")["Location"]
    assert "Пароль не подошёл" in words(client.post(door, {"password": "не он"}))
    assert client.post(door, {"password": PASSWORD})["Location"] == "/accounts/2fa/on/"
    assert client.get("/accounts/2fa/on/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/accounts/2fa/on/", {"code": code_of(secret)})
    assert answer["Location"] == "/accounts/2fa/spare/"
    assert "Запасные коды" in words(client.get("/accounts/2fa/spare/"))
    assert Authenticator.objects.filter(user_id=curator.account_id, type="totp").exists()


@pytest.fixture
def two_places(college, lyceum):
    member = make_membership(college, "curator", login="both")
    from nastavnik.kernel import scope

    with scope.within(lyceum):
        second = Membership.objects.create(account=member.account, roles=["curator"])
    return member, second


@pytest.mark.threat("T011")
def test_form_opened_before_a_switch_lands_nowhere(two_places, college, lyceum):
    member, second = two_places
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    first = next(item for item in (member, second) if item.organization_id == _current(client))
    other = second if first is member else member
    page = client.get("/settings/units/new/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    switched = client.post(f"/accounts/organizations/{other.pk}/", {"csrfmiddlewaretoken": token})
    assert switched.status_code == 302
    assert _current(client) == other.organization_id
    late = client.post("/settings/units/new/", {"csrfmiddlewaretoken": token, "name": "Чужой филиал"})
    assert late.status_code == 403
    from nastavnik.kernel import scope
    from nastavnik.kernel.tenancy import Unit

    with scope.everywhere("both organisations are looked at"):
        assert not Unit.objects.exists()


def _current(client: Client):
    return client.get("/settings/").context["organization"].pk


@pytest.mark.threat("T001")
def test_nobody_switches_to_an_organisation_without_a_membership(curator_client, lyceum):
    theirs = make_membership(lyceum, "curator", login="theirs")
    assert curator_client.post(f"/accounts/organizations/{theirs.pk}/").status_code == 404


@pytest.mark.threat("T022")
def test_guesses_of_a_link_are_slowed_after_twenty(db):
    client = Client()
    answers = [client.get(f"/l/{'x' * 21}{index % 10}/").status_code for index in range(25)]
    assert answers[:20] == [404] * 20
    assert answers[20:] == [429] * 5


def test_link_opened_in_somebodys_session_asks_to_leave_first(director, director_client, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    page = director_client.get(f"/l/{made.token}/")
    assert "нужно выйти" in words(page)
    assert director_client.post(f"/l/{made.token}/")["Location"] == "/accounts/invitation/"
    assert director_client.get("/settings/").status_code == 302


@pytest.fixture
def with_session_life(settings):
    where = settings.MIDDLEWARE.index("nastavnik.kernel.middleware.ActorMiddleware") + 1
    ours = "nastavnik.features.accounts.middleware.SessionLifeMiddleware"
    if ours not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE[:where], ours, *settings.MIDDLEWARE[where:]]


@pytest.mark.threat("T108")
def test_staff_enters_anew_after_an_hour_without_work(with_session_life, curator, college, actor_in, signed_in):
    staff, phone = signed_in(curator), signed_in(actor_in(college, "mentor"))
    assert staff.get("/accounts/profile/").status_code == 200
    assert phone.get("/accounts/profile/").status_code == 200
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        assert staff.get("/accounts/profile/").status_code == 302
        assert phone.get("/accounts/profile/").status_code == 200
    with clock.at(clock.now() + dt.timedelta(hours=13)):
        assert phone.get("/accounts/profile/").status_code == 302


@pytest.mark.threat("T109")
def test_where_the_second_step_is_demanded_the_director_gets_no_further(
    with_session_life, director, college, signed_in
):
    college.settings = {"second_factor_required": True}
    college.save()
    browser = signed_in(director)
    assert browser.get("/settings/")["Location"] == "/accounts/2fa/on/"
