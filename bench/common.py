"""A filled organisation in a folder of its own, and timing that reports ratios of medians in one run."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

PASSWORD = "берёза-и-рябина-7"


def start() -> None:
    """Django over an empty SQLite database in a temporary folder."""
    folder = tempfile.mkdtemp(prefix="nastavnik-bench-")
    os.environ["NASTAVNIK_VAR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "nastavnik.site.settings"
    import logging

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    logging.disable(logging.WARNING)
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)


def organization(people: int, pairs: int) -> tuple[Any, Any]:
    """A college with so many people and pairs and a roadmap; returns (curator actor, client)."""
    import datetime as dt

    from django.test import Client

    from nastavnik.features.documents import services as documents
    from nastavnik.features.organizations import services as organizations
    from nastavnik.features.organizations.models import ProgramYear
    from nastavnik.features.pairings.models import Pairing, PairingMember
    from nastavnik.features.people.models import Person
    from nastavnik.features.people.services import derive
    from nastavnik.features.roadmap import services as roadmaps
    from nastavnik.kernel import actors, scope
    from nastavnik.kernel.tenancy import Account

    account = Account.objects.create_user(login="curator", password=PASSWORD, name="Куратор")
    founded = organizations.found(
        requisites={"code": "bench", "full_name": "Колледж для замеров", "short_name": "Колледж", "profile": "college"},
        signer={
            "last": "Журавлёва",
            "first": "Ольга",
            "middle": "Николаевна",
            "gender": "f",
            "post": "директор",
            "basis": "Устава",
        },
        account=account,
        roles=["curator", "director"],
    )
    with scope.within(founded.organization):
        by = actors.of_membership(founded.membership)
        documents.standard_registers(by=by)
        year = ProgramYear.objects.get(state="running")
        rows = [
            derive(
                Person(
                    organization=founded.organization,
                    kind="worker",
                    last=f"Фамильев{number}",
                    first="Пётр",
                    middle="Ильич",
                    post="преподаватель",
                )
            )
            for number in range(people)
        ]
        Person.objects.bulk_create(rows)
        made = [
            Pairing(
                organization=founded.organization, program_year=year, mentor=rows[2 * number], form="teacher_teacher", state="agreed",
                labour_mode="ordered", starts_on=year.starts_on, ends_on=dt.date(year.year + 1, 5, 31),
            )
            for number in range(pairs)
        ]  # fmt: skip
        Pairing.objects.bulk_create(made)
        PairingMember.objects.bulk_create(
            [
                PairingMember(organization=founded.organization, pairing=pair, person=rows[2 * n + 1])
                for n, pair in enumerate(made)
            ]
        )
        roadmaps.from_builtin(by=by, code="college", year=year)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return by, client


def median_ms(act: Callable[[], object], times: int = 15) -> float:
    """Median of `times` runs after two warm ones, in milliseconds."""
    act()
    act()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1000
