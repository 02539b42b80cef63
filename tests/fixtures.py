"""Two organisations, a signed-in client for each role, plainly invented people. No surprises."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.features.people.models import Person, StudentGroup
from nastavnik.kernel import actors, clock, memo, scope
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import Account, Membership, Organization
from tests.journaled import watch_requests

PASSWORD = "берёза-и-рябина-7"
YEAR = 2026


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(autouse=True)
def _fixed_day() -> Iterator[None]:
    """Every test runs on 10 October 2026 unless it sets the clock itself."""
    with clock.at(dt.datetime(2026, 10, 10, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Rows that a test writes past the services are in no journal: each test begins with an empty memory."""
    memo.forget()


@pytest.fixture(autouse=True)
def _facts_are_journaled() -> Iterator[None]:
    with watch_requests():
        yield


def make_organization(code: str, **fields: Any) -> Organization:
    values: dict[str, Any] = {
        "full_name": f"Вымышленный колледж «{code.title()}»",
        "short_name": f"Колледж «{code.title()}»",
        "place": "г. Верхнереченск",
        "address": "г. Верхнереченск, ул. Садовая, д. 1",
        "inn": "0000000000",
        "ogrn": "0000000000000",
        "started_on": dt.date(2026, 9, 1),
    }
    organization = Organization.objects.create(code=code, **(values | fields))
    with scope.within(organization):
        starts, ends = ProgramYear.dates_of(YEAR)
        ProgramYear.objects.create(year=YEAR, state="running", starts_on=starts, ends_on=ends)
        Signer.objects.create(
            last="Мещерякова", first="Ольга", middle="Викторовна", gender="f", post="директор", basis="Устава"
        )
    return organization


@pytest.fixture
def college(db: None) -> Organization:
    return make_organization("ромашка")


@pytest.fixture
def lyceum(db: None) -> Organization:
    """The other organisation, which must never be reached from the first."""
    return make_organization("василёк")


@pytest.fixture
def in_college(college: Organization) -> Iterator[Organization]:
    """Opens the scope of the first organisation for the whole test."""
    with scope.within(college):
        yield college


def make_membership(
    organization: Organization, *roles: str, login: str = "", person: Person | None = None
) -> Membership:
    login = login or f"{roles[0]}-{organization.code}"
    account = Account.objects.create_user(login=login, password=PASSWORD, name=f"{roles[0]} {organization.code}")
    with scope.within(organization):
        return Membership.objects.create(account=account, roles=list(roles), person_id=person.pk if person else None)


def make_actor(organization: Organization, *roles: str, person: Person | None = None, login: str = "") -> Actor:
    membership = make_membership(organization, *roles, person=person, login=login)
    with scope.within(organization):
        return actors.of_membership(membership)


@pytest.fixture
def actor_in() -> Callable[..., Actor]:
    """`actor_in(organization, "curator")`: an actor of a new account."""
    return make_actor


@pytest.fixture
def curator(college: Organization) -> Actor:
    return make_actor(college, "curator")


@pytest.fixture
def director(college: Organization) -> Actor:
    return make_actor(college, "director")


def sign_in(membership_or_actor: Any) -> Client:
    account_id = membership_or_actor.account_id
    client = Client(headers={"accept-language": "ru"})
    client.force_login(
        Account.objects.get(pk=account_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """`signed_in(actor)`: a browser-like client with that actor's session."""
    return sign_in


@pytest.fixture
def curator_client(curator: Actor) -> Client:
    return sign_in(curator)


@pytest.fixture
def director_client(director: Actor) -> Client:
    return sign_in(director)


LASTS = ["Берёзкин", "Воробьёв", "Грушин", "Дубов", "Ежов", "Жаворонков", "Зайцев", "Ивушкин", "Калинин", "Лисицын"]


def surname(index: int) -> str:
    """Different surnames for the first hundred: simple, then double."""
    first, second = LASTS[index % len(LASTS)], LASTS[index // len(LASTS) % len(LASTS)]
    return first if index < len(LASTS) else f"{first}-{second}"


def make_people(
    organization: Organization, count: int, *, kind: str = "worker", group: str = "", **fields: Any
) -> list[Person]:
    """`count` invented people. Workers are adults; students are 17 unless `birth_date` is given."""
    born = dt.date(1985, 3, 5) if kind == "worker" else dt.date(2009, 5, 20)
    with scope.within(organization):
        place = StudentGroup.objects.get_or_create(name=group)[0] if group else None
        people = [
            Person(
                kind=kind,
                last=surname(index),
                first="Пётр",
                middle="Ильич",
                gender="m",
                birth_date=fields.get("birth_date", born),
                post=fields.get("post", "преподаватель" if kind == "worker" else ""),
                group=place,
                marks=fields.get("marks", []),
            )
            for index in range(count)
        ]
        return Person.objects.bulk_create(people)


@pytest.fixture
def people_in() -> Callable[..., list[Person]]:
    return make_people


@pytest.fixture(scope="session")
def shared() -> Path:
    """The design papers, where they lie beside the repository. A test that needs them skips without."""
    root = Path(os.environ.get("NASTAVNIK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not root.is_dir():
        pytest.skip("the design papers (shared/) are not beside this clone")
    return root
