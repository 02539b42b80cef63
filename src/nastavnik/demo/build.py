"""The demo: invented organisations built through the services, never through the tables.

A college whose year runs: plan read from a Word file, people from an Excel list, consents on paper, banks, ready pairs,
an order signed and numbered. Beside it a small lyceum, so that walls between organisations can be seen.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from nastavnik.demo import autumn, participants
from nastavnik.demo import people as invented
from nastavnik.demo.plan import plan_docx
from nastavnik.features.consents import services as consents
from nastavnik.features.documents import services as documents
from nastavnik.features.organizations import services as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings import packages
from nastavnik.features.pairings import services as pairings
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import is_minor
from nastavnik.features.roadmap import services as roadmaps
from nastavnik.kernel import actors, clock, jobs, scope
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import ROLES, Account, Membership, Organization

PASSWORD = "учебный-вход-2026"
CODE = "demo"


@dataclass(frozen=True, slots=True)
class Login:
    role: str
    login: str
    password: str
    organization: str
    name: str


class Year:
    """Days of the demo's school year, never later than the real today."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.year = today.year if today.month >= 9 else today.year - 1

    def day(self, month: int, day: int) -> dt.date:
        wanted = dt.date(self.year if month >= 8 else self.year + 1, month, day)
        return min(wanted, self.today)


def logins_path() -> Path:
    return Path(settings.CONFIG.var) / "demo-logins.json"


def exists() -> bool:
    return Organization.objects.filter(code=CODE).exists()


def build(size: str = "college", seed: int = 1, *, say: Callable[[str], None] = lambda words: None) -> list[Login]:
    """Build everything and return a login for each role. Deterministic for a seed (but for random codes)."""
    if exists():
        return logins()
    today = clock.now().date()
    year = Year(today)
    logins_made: list[Login] = []
    with clock.at(year.day(9, 1)):
        account = Account.objects.create_user(login="director", password=PASSWORD, name="Журавлёва Ольга Николаевна")
        college = _found("college", CODE, account, year.year)
    say("организация создана")
    with scope.within(college):
        director = actors.of_membership(Membership.objects.get(account=account))
        logins_made.append(Login("director", "director", PASSWORD, college.short_name, account.name))
        with clock.at(year.day(9, 1)):
            documents.standard_registers(by=director)
            cards = _staff(director, college, logins_made)
        curator = cards["curator"]
        _plan(director, curator, year, say)
        with clock.at(year.day(9, 4)):
            source = people.start_import(
                by=curator, name="Участники программы.xlsx", data=invented.workbook(year.year, size, seed)
            )
            people.apply_import(by=curator, source=source)
        say("список людей загружен")
        made = _consents_and_pairs(director, curator, year, say)
        _autumn(director, cards, year, say)
        _participants(college, cards, made, year, logins_made)
        say("у каждой роли есть свои дела")
    with clock.at(year.day(9, 2)):
        other = Account.objects.create_user(login="lyceum", password=PASSWORD, name="Куратор лицея")
        lyceum = _found("lyceum", "demo-lyceum", other, year.year)
        logins_made.append(Login("curator", "lyceum", PASSWORD, lyceum.short_name, other.name))
    jobs.run_all()
    logins_path().write_text(json.dumps([_plain(item) for item in logins_made], ensure_ascii=False), encoding="utf-8")
    say("файлы подписанных документов сохранены")
    return logins_made


def _plain(item: Login) -> dict[str, str]:
    return {name: getattr(item, name) for name in ("role", "login", "password", "organization", "name")}


def logins() -> list[Login]:
    """Logins of a demo already built; empty when there is none."""
    path = logins_path()
    return [Login(**row) for row in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def _found(name: str, code: str, account: Account, year: int) -> Organization:
    facts = dict(invented.facts()[name])
    genitive = facts.pop("full_name_gen")
    made = organizations.found(
        requisites={
            **facts,
            "code": code,
            "name_forms": {"gen": genitive},
            "profile": "college" if name == "college" else "school",
        },
        signer={**invented.facts()["signer"], "basis": "Устава"},
        account=account,
        roles=["director", "curator"] if name == "lyceum" else ["director"],
        year=year,
        practice=True,
    )
    return made.organization


def _login(
    organization: Organization, role: str, login: str, name: str, person: Person | None, found: list[Login]
) -> Actor:
    with transaction.atomic():
        account = Account.objects.create_user(login=login, password=PASSWORD, name=name)
        membership = Membership.objects.create(account=account, roles=[role], person_id=person.pk if person else None)
    found.append(Login(role, login, PASSWORD, organization.short_name, name))
    return actors.of_membership(membership)


def _staff(director: Actor, organization: Organization, found: list[Login]) -> dict[str, Actor]:
    made = {}
    for role, (last, first, middle, post) in invented.facts()["staff"].items():
        person = people.add_person(by=director, last=last, first=first, middle=middle, post=post)
        made[role] = _login(organization, role, role, f"{last} {first} {middle}", person, found)
        if role == "tutor":
            people.save_group(by=director, group=None, name=invented.facts()["names"]["groups"][0], tutor=person)
    return made


def _plan(director: Actor, curator: Actor, year: Year, say: Callable[[str], None]) -> None:
    with clock.at(year.day(9, 1)):
        program_year = ProgramYear.objects.get(state="running")
        source = roadmaps.read_plan(
            by=curator, name="Дорожная карта.docx", data=plan_docx(year.year), year=program_year
        )
        roadmap = roadmaps.accept(by=curator, source=source)
        roadmaps.take_suggestions(by=curator, roadmap=roadmap)
    say("план прочитан из файла Word")
    with clock.at(year.day(9, 3)):
        document = roadmaps.draft_approval(by=curator, roadmap=roadmap)
        _sign(director, curator, document, year.day(9, 3), "12-од")


def _sign(director: Actor, curator: Actor, document: Any, on: dt.date, number: str) -> None:
    signed = documents.sign(by=director, document=document, on=on, shown_hash=document.content_hash)
    documents.register(by=curator, document=signed, number=number)


def _consents_and_pairs(director: Actor, curator: Actor, year: Year, say: Callable[[str], None]) -> list[Pairing]:
    """Ready pairs of the heads of departments; most consents have come, some are still owed. Returns all pairs."""
    workers = list(Person.objects.filter(kind="worker").order_by("last", "first"))
    mentors = [person for person in workers if "mentor" in person.marks]
    young = [person for person in workers if "mentee" in person.marks]
    students = [
        person for person in Person.objects.filter(kind="student").order_by("last", "first") if "mentee" in person.marks
    ]
    students.sort(key=lambda person: not is_minor(person.birth_date, year.today))
    with clock.at(year.day(9, 10)):
        starts, ends = year.day(10, 1), dt.date(year.year + 1, 5, 31)
        couples = [(mentor, mentee, "teacher_teacher") for mentor, mentee in zip(mentors, young, strict=False)]
        rest = mentors[len(couples) :]
        couples += [(mentor, mentee, "teacher_student") for mentor, mentee in zip(rest, students, strict=False)]
        made = [
            pairings.propose(
                by=curator, mentor=mentor, mentees=[mentee], form=form, starts_on=starts, ends_on=ends, source="table"
            )
            for mentor, mentee, form in couples
        ]
        sheets = packages.needed_sheets(by=curator, pairing_ids=[item.pk for item in made])
    say(f"готовых пар внесено: {len(made)}")
    owing = 3 if len(made) > 6 else 1
    late = {member.person_id for item in made[-owing:] for member in item.members.all()}
    for sheet in sheets:
        if sheet.person_id in late:
            continue
        with clock.at(year.day(9, 18)):
            consents.mark_given(
                by=curator,
                code=sheet.code,
                on=year.day(9, 17),
                requisites_checked=True,
                own_signature=True,
                authority_checked=True,
            )
    say("согласия на бумаге отмечены")
    ready = made[:-owing]
    with clock.at(year.day(10, 1)):
        order = pairings.draft_order(by=curator, pairing_ids=[item.pk for item in ready])
        _sign(director, curator, order, year.day(10, 1), "13-од")
    with clock.at(year.day(10, 8)):
        pairings.fill_programs(by=curator, pairing_ids=[item.pk for item in ready[: len(ready) // 2]])
    say("приказ о закреплении пар подписан")
    return made


def _autumn(director: Actor, staff: dict[str, Actor], year: Year, say: Callable[[str], None]) -> None:
    curator = staff["curator"]
    autumn.papers(director=director, curator=curator, year=year.year, today=year.today)
    autumn.by_hand(curator=curator, year=year.year, today=year.today)
    autumn.read_acts(curator=curator, on=year.day(9, 29))
    say("приказы, протоколы и ознакомление внесены")
    autumn.other_consents(curator=curator, on=year.day(10, 9))
    autumn.banks_filled(curator=curator, on=year.day(10, 22))
    pairs = list(Pairing.objects.filter(state__in=["ordered", "active"]).order_by("order_line"))
    autumn.addenda(director=director, curator=curator, office=staff["office"], pairs=pairs, on=year.day(10, 1))
    say("согласия, запросы и дополнительные соглашения внесены")


def _participants(
    organization: Organization, staff: dict[str, Actor], made: list[Pairing], year: Year, found: list[Login]
) -> None:
    """A mentor, a mentee, a parent and a newcomer who may come in with a password of their own, and something for each."""
    curator = staff["curator"]
    free = participants.waiting(made)[:3]
    participants.consented(curator=curator, people=free, on=year.day(10, 5))
    with clock.at(year.day(10, 5)):
        participants.told(curator=curator, on=year.day(10, 5))
        pairing = participants.chosen(made, year.today)
        parent = participants.furnish(curator=curator, pairing=pairing)
    with clock.at(year.day(10, 12)):
        participants.second_order(curator=curator, office=staff["office"], made=made)
        offered = [
            participants.proposed(
                curator=curator, person=person, mentor=pairing.mentor, starts_on=pairing.starts_on,
                ends_on=pairing.ends_on,
            )
            for person in free[:1]
        ]  # fmt: skip
        participants.surveys(curator=curator, made=[*made, *offered], opens_on=year.day(10, 5), today=year.today)
    participants.accompanied(curator=curator, supporter=staff["supporter"], people=free[1:], today=year.day(10, 12))
    mentee = pairing.members.select_related("person").get().person
    newcomer = made[-1].members.select_related("person").get().person
    accounts = [
        ("mentor", "mentor", pairing.mentor), ("mentee", "mentee", mentee), ("mentee", "newcomer", newcomer),
        *([("representative", "parent", parent)] if parent else []),
    ]  # fmt: skip
    for role, login, person in accounts:
        _login(organization, role, login, person.full_name, person, found)


def role_words(role: str) -> str:
    return ROLES[role]
