"""A database that is locked or full, lines of the log, strange bodies: an answer in Russian, the typed text kept."""

from __future__ import annotations

import contextlib
import io
import logging
import sqlite3
from collections.abc import Iterator

import pytest
from django.conf import settings as live
from django.db import connection
from django.test import Client

from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.kernel import jobs, scope
from nastavnik.kernel.links import LENGTH
from nastavnik.kernel.logs import OneLine
from nastavnik.kernel.tenancy import Unit
from tests.fixtures import make_actor, make_organization, sign_in

TYPED = "Филиал в далёком Заречье"


@contextlib.contextmanager
def another_writer() -> Iterator[None]:
    """Somebody else holds the one lock of SQLite and does not let go."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def browser():
    if connection.vendor != "sqlite":
        pytest.skip("locks and limits of the file of SQLite")
    client = sign_in(make_actor(make_organization("ромашка"), "curator"))
    client.raise_request_exception = False
    yield client
    connection.close()


def units(client: Client) -> list[str]:
    with scope.everywhere("the test counts"):
        return list(Unit.objects.values_list("name", flat=True))


@pytest.mark.threat("T123")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [{}, {"_once": "7b1c"}], ids=["in the view", "around the view"])
def test_a_locked_database_is_told_in_russian_and_the_text_stays(browser, key):
    with another_writer():
        answer = browser.post("/settings/units/new/", {"name": TYPED, **key})
    assert answer.status_code == 503
    assert "занята" in answer.content.decode()
    assert TYPED in answer.content.decode()
    assert browser.post("/settings/units/new/", {"name": TYPED, **key}).status_code == 302
    assert units(browser) == [TYPED]


@pytest.mark.threat("T122")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_the_old_is_read_and_work_goes_on_after(browser):
    long = TYPED + " и ещё дальше" * 2
    with no_room():
        for number in range(400):  # free pages inside the file are used up first
            answer = browser.post("/settings/units/new/", {"name": f"{long} {number}"})
            if answer.status_code != 302:
                break
        assert answer.status_code == 507
        text = answer.content.decode().replace("\xa0", " ")
        assert "Закончилось место" in text
        assert f"{long} {number}" in text
        assert browser.get("/settings/").status_code == 200
        assert len(units(browser)) == number
    assert browser.post("/settings/units/new/", {"name": long}).status_code == 302


def said(message: str, *values: object, error: Exception | None = None) -> list[str]:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLine(live.LOGGING["formatters"]["line"]["format"]))
    trace = (type(error), error, None) if error else None
    handler.handle(logging.LogRecord("test", logging.WARNING, "", 0, message, values, trace))  # type: ignore[arg-type]
    return out.getvalue().rstrip("\n").split("\n")


@pytest.mark.threat("T136")
@pytest.mark.parametrize(
    "given",
    ["a\n2026-10-10 INFO forged", "a\r\nb", "\x1b[2Jcleared", "a\u2028b", "\u202egpj", "x" * 100_000],
    ids=["line", "return", "terminal", "separator", "direction", "flood"],
)
def test_one_event_is_one_line_of_bounded_size(given):
    lines = said("refused %s", given)
    assert len(lines) == 1
    assert len(lines[0]) < 2100
    assert lines[0].isprintable()


@pytest.mark.threat("T136")
def test_text_of_a_crash_can_not_be_taken_for_an_event():
    lines = said("failed", error=ValueError("a\n2026-10-10 12:00:00 INFO forged"))
    assert all(line.startswith("    ") for line in lines[1:])


@pytest.mark.threat("T136")
@pytest.mark.threat("T028")
def test_the_servers_own_log_uses_these_lines():
    assert all(item["()"] == "nastavnik.kernel.logs.OneLine" for item in live.LOGGING["formatters"].values())


@pytest.mark.threat("T028")
@pytest.mark.threat("T137")
@pytest.mark.django_db
def test_log_of_a_working_day_holds_no_token_no_name_no_phone(curator, college, in_college, caplog):
    browser = sign_in(curator)
    person = people.add_person(by=curator, last="Щавелевидный", first="Пётр", phone="+79000110203")
    token = "k" * LENGTH
    with caplog.at_level(logging.DEBUG):
        for path in (f"/people/{person.pk}/", "/people/?q=Щавелевидный", f"/l/{token}/", "/no/such/page/"):
            browser.get(path)
        browser.post("/accounts/login/", {"login": "Щавелевидный", "password": "тайное слово рябины"})
        browser.post("/people/new/", {"last": "Щавелевидный", "kind": "worker", "birth_date": "31.02.1980"})
        jobs.run_all()
    formatter = OneLine()
    text = "\n".join(formatter.format(record) for record in caplog.records if record.levelno >= logging.WARNING)
    assert "/l/***" in text
    assert not [word for word in ("Щавелевидный", "79000110203", token, "рябины") if word in text]


@pytest.mark.threat("T103")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"last=%FF%FE%FA&kind=worker", "application/x-www-form-urlencoded"),
        (b'{"last": NaN, "last": 1' + b"[" * 10_000, "application/json"),
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"a=1&" * 7000, "application/x-www-form-urlencoded"),
        (b"last=x", "application/x-www-form-urlencoded; charset=nonsense"),
    ],
    ids=["not utf-8", "json", "cut parts", "no boundary", "7000 fields", "unknown charset"],
)
def test_a_strange_body_is_answered_in_russian_and_saves_nothing(curator_client, in_college, body, kind):
    curator_client.raise_request_exception = False
    answer = curator_client.generic("POST", "/people/new/", body, kind)
    assert 200 <= answer.status_code < 500, answer.status_code
    assert 'lang="ru"' in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.threat("T060")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\ufffe", "\ud800", "\u202e"], ids=["nul", "tab", "fffe", "half", "rlo"]
)
def test_a_sign_that_breaks_papers_never_reaches_the_database(curator_client, in_college, sign):
    curator_client.raise_request_exception = False
    name = f"Ежиков{sign}а"
    body = ("kind=worker&last=" + "".join(f"%{byte:02X}" for byte in name.encode("utf-8", "surrogatepass"))).encode()
    answer = curator_client.generic("POST", "/people/new/", body, "application/x-www-form-urlencoded")
    assert answer.status_code < 500
    assert all(person.last.isprintable() for person in Person.objects.all())
