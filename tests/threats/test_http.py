"""What every answer carries, and what strangers ask for."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from django.conf import settings as live
from django.test import Client

from nastavnik.features.accounts import services
from nastavnik.kernel import actors, scope
from tests.fixtures import PASSWORD, make_membership, sign_in

pytestmark = pytest.mark.django_db


PATHS = [
    "/accounts/login/",
    "/settings/",
    "/settings/journal/",
    "/accounts/profile/",
    "/jobs/",
    "/no/such/page/",
    "/l/wrong/",
]


@pytest.mark.threat("T086")
@pytest.mark.parametrize("path", PATHS)
def test_no_page_allows_inline_code_or_other_hosts(curator_client, path):
    answer = curator_client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "default-src 'self'" in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=", answer.content.decode())


@pytest.mark.threat("T086")
def test_htmx_runs_no_code_of_answers_and_keeps_no_history_of_pages(curator_client):
    page = curator_client.get("/settings/").content.decode()
    for rule in ('"allowEval":false', '"selfRequestsOnly":true', '"historyCacheSize":0'):
        assert rule in page


@pytest.mark.threat("T088")
@pytest.mark.parametrize("path", PATHS)
def test_no_page_can_be_framed(curator_client, path):
    answer = curator_client.get(path)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.threat("T092")
@pytest.mark.parametrize("path", PATHS)
def test_personal_pages_are_not_kept_by_the_browser(curator_client, path):
    answer = curator_client.get(path)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.threat("T092")
def test_fragment_and_page_are_told_apart_by_a_cache(curator_client):
    assert "HX-Request" in curator_client.get("/settings/")["Vary"]


@pytest.mark.threat("T028")
@pytest.mark.threat("T087")
def test_forms_behind_a_personal_link_can_be_sent_from_a_real_browser(college):
    with scope.within(college):
        token = services.invite(by=actors.shell(college), roles=["mentor"], name="Липов Олег").token
    client = Client()
    client.get(f"/l/{token}/")
    assert client.get("/accounts/invitation/")["Referrer-Policy"] in {"same-origin", "strict-origin"}


@pytest.mark.threat("T087")
@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"HX-Request": "true"},
        {"X-HTTP-Method-Override": "GET"},
        {"Origin": "https://evil.example"},
        {"X-CSRFToken": "x" * 64},
    ],
)
def test_foreign_form_is_refused_in_russian_and_the_text_is_kept(curator, extra):
    client = Client(enforce_csrf_checks=True)
    client.force_login(_account(curator), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/settings/units/new/", {"name": "Филиал в далёком Заречье, новый"}, headers=extra)
    assert answer.status_code == 403
    assert "Филиал в далёком Заречье, новый" in answer.content.decode()
    assert "Форма устарела" in answer.content.decode().replace("\xa0", " ")


def _account(actor):
    from nastavnik.kernel.tenancy import Account

    return Account.objects.get(pk=actor.account_id)


@pytest.mark.threat("T090")
@pytest.mark.parametrize("extra", [{"Host": "evil.example"}, {"Host": "testserver:80@evil.example"}])
def test_foreign_host_is_refused(extra):
    assert Client().get("/accounts/login/", headers=extra).status_code == 400


@pytest.mark.threat("T090")
def test_forwarded_host_does_not_reach_a_printed_address(director, director_client, college, in_college):
    tutor = make_membership(college, "tutor")
    page = director_client.post(
        f"/settings/access/{tutor.pk}/reset/", headers={"X-Forwarded-Host": "evil.example"}
    ).content.decode()
    assert "http://testserver/l/" in page
    assert "evil.example" not in page


@pytest.mark.threat("T091")
def test_forged_forwarding_gives_no_new_tries(curator, college):
    for index in range(7):
        answer = Client().post(
            "/accounts/login/",
            {"login": f"curator-{college.code}", "password": "не тот пароль"},
            headers={"X-Forwarded-For": f"10.0.0.{index}", "X-Real-IP": f"10.0.1.{index}"},
        )
    assert "Слишком много попыток" in answer.content.decode().replace("\xa0", " ")


@pytest.mark.threat("T091")
def test_forged_protocol_is_not_believed():
    assert not Client().get("/accounts/login/", headers={"X-Forwarded-Proto": "https"}).wsgi_request.is_secure()


@pytest.mark.threat("T101")
@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/.git/config",
        "/.env",
        "/static/../manage.py",
        "/static/%2e%2e/settings.py",
        "/media/",
        "/?debug=1/x",
        "/accounts/signup/",
    ],
)
def test_strangers_find_nothing(path, college):
    answer = Client().get(path)
    text = answer.content.decode()
    assert answer.status_code in (302, 404)
    assert not re.search(r"Traceback|DEBUG|Django|urlpatterns|SECRET", text)


@pytest.mark.threat("T101")
@pytest.mark.parametrize("method", ["options", "trace", "put", "delete", "patch"])
def test_other_methods_do_nothing(curator_client, method):
    answer = getattr(curator_client, method)("/accounts/logout/")
    assert answer.status_code in (200, 405)
    assert curator_client.get("/accounts/profile/").status_code == 200


@pytest.mark.threat("T113")
def test_next_person_at_the_shared_computer_starts_clean(curator, college, actor_in):
    client = sign_in(curator)
    session = client.session
    session["draft"] = "чужой черновик"
    session.save()
    other = actor_in(college, "office")
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": f"office-{college.code}", "password": PASSWORD})
    assert "draft" not in client.session
    assert client.session["_auth_user_id"] == str(other.account_id)


@pytest.mark.threat("T108")
def test_cookie_of_the_session_is_out_of_reach_of_scripts_and_other_sites(curator, college):
    client = Client()
    client.post("/accounts/login/", {"login": f"curator-{college.code}", "password": PASSWORD})
    cookie = client.cookies[live.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.threat("T108")
@pytest.mark.slow
def test_under_https_cookies_are_bound_to_this_host():
    code = (
        "import os; os.environ['NASTAVNIK_PUBLIC_URL'] = 'https://nastavnik.example';"
        "from nastavnik.site import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert said == ["__Host-session", "__Host-csrf", "True", "True"]


@pytest.mark.threat("T022")
def test_tokens_have_room_against_guessing(college):
    from nastavnik.kernel.links import ALPHABET, LENGTH

    assert len(set(ALPHABET)) ** LENGTH > 2**120
    with scope.within(college):
        shell = actors.shell(college)
        made = {services.invite(by=shell, roles=["mentor"], name="Липов Олег").token for _ in range(20)}
    assert len(made) == 20


@pytest.mark.threat("T001")
@pytest.mark.threat("T005")
def test_counters_and_navigation_never_name_the_other_organisation(curator_client, lyceum):
    page = curator_client.get("/settings/").content.decode()
    assert lyceum.short_name not in page
    assert str(lyceum.pk) not in page
