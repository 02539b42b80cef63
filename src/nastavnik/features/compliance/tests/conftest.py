"""A college with a plan, a document, a pair to be checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from nastavnik.features.documents.codes import new_code
from nastavnik.features.documents.models import Document
from nastavnik.features.organizations.queries import require_year
from nastavnik.features.pairings.models import Pairing, PairingMember
from nastavnik.features.roadmap.models import Roadmap
from nastavnik.features.roadmap.services import making
from nastavnik.kernel import actors
from nastavnik.kernel.contracts import Finding, finding_rules

ON = dt.date(2026, 10, 10)


@pytest.fixture
def plan(in_college: Any) -> Roadmap:
    return making.from_builtin(by=actors.shell(in_college), code="college", year=require_year())


@pytest.fixture
def paper(in_college: Any) -> Callable[..., Document]:
    """`paper("regulation", state="registered", …)`: a document as it lies in the table."""

    def make(kind: str, **fields: Any) -> Document:
        values = {
            "code": new_code()[0],
            "title": f"Бумага {kind}",
            "state": "registered",
            "signed_on": dt.date(2026, 9, 20),
            "number": "7-од",
            "number_sort": 7000,
            "program_year": require_year(),
        }
        return Document.objects.create(kind=kind, **(values | fields))

    return make


@pytest.fixture
def pair(in_college: Any, people_in: Any) -> Callable[..., Pairing]:
    def make(**fields: Any) -> Pairing:
        mentor, mentee = people_in(in_college, 2)
        values = {
            "program_year": require_year(),
            "mentor": mentor,
            "form": "teacher_teacher",
            "state": "ordered",
            "starts_on": dt.date(2026, 10, 1),
            "ends_on": dt.date(2027, 5, 31),
        }
        made = Pairing.objects.create(**(values | fields))
        PairingMember.objects.create(pairing=made, person=mentee)
        return made

    return make


@pytest.fixture
def ask() -> Callable[..., list[Finding]]:
    """`ask("ACT_NO_CURATOR")`: what one rule finds on 10 October 2026."""

    def of(code: str, on: dt.date = ON) -> list[Finding]:
        return list(finding_rules[code].check(on))

    return of
