"""The dictionary of pairings: forms of mentoring with their variants, kinds of mentoring, reasons to leave and to end.

The data are in `forms.toml` and are a seed that an organisation may rename and widen. Plain Python, no Django.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nastavnik.engines.russian import typo
from nastavnik.kernel.errors import NotFound

DATA = Path(__file__).with_name("forms.toml")


@dataclass(frozen=True, slots=True)
class FormVariant:
    """A role model inside a form; `code` is unique within its form only."""

    code: str
    title: str
    plain: str


@dataclass(frozen=True, slots=True)
class MentoringForm:
    """A form of mentoring.

    `mentor_roles`, `mentee_roles`: codes of participant roles allowed on each side. `staff`: the pair may be two
    workers of one employer, so labour law asks for consents to duties. `minor_mentor`: the mentor may be under
    eighteen (with a representative's consent). `months`: recommended shortest and longest programme, or None.
    `profiles`: kinds of organisation where the form is on from the start; `titles`: their own reading of the title.
    """

    code: str
    title: str
    titles: Mapping[str, str]
    plain: str
    mentor_roles: frozenset[str]
    mentee_roles: frozenset[str]
    staff: bool
    minor_mentor: bool
    months: tuple[int, int] | None
    profiles: frozenset[str]
    variants: tuple[FormVariant, ...]

    def title_for(self, profile: str) -> str:
        """The title as an organisation of this profile (college, school, kindergarten, extra) reads it."""
        return self.titles.get(profile, self.title)

    def allows(self, mentor_role: str, mentee_role: str) -> bool:
        """May these two roles stand on their sides?"""
        return mentor_role in self.mentor_roles and mentee_role in self.mentee_roles

    def variant(self, code: str) -> FormVariant:
        """The variant with this code. Raises NotFound."""
        for variant in self.variants:
            if variant.code == code:
                return variant
        raise NotFound(f"В форме {self.title} нет варианта «{code}».")


@dataclass(frozen=True, slots=True)
class PairingKind:
    """A kind (вид) of mentoring: how the work goes, whatever the form."""

    code: str
    title: str
    plain: str


@dataclass(frozen=True, slots=True)
class DepartureReason:
    """Why a person is gone.

    `sides`: participant roles it may concern, empty for all; `offer`: pause, replace or end, proposed first; `returns`:
    the person is expected back; `ground` continues «в связи с» in an order, "" is written by hand.
    """

    code: str
    title: str
    ground: str
    sides: frozenset[str]
    offer: str
    returns: bool


@dataclass(frozen=True, slots=True)
class EndReason:
    """Why a pair ends early or changes its mentor.

    `uses`: terminate, replace; `initiator`: mentor, mentee, organization, any; `next`: what the mentee is offered
    (new_mentor, support, nothing); `ground` as in DepartureReason.
    """

    code: str
    title: str
    ground: str
    uses: frozenset[str]
    initiator: str
    next: str


@cache
def participant_roles() -> Mapping[str, str]:
    """Russian names of participant roles by code."""
    return MappingProxyType({code: typo(title) for code, title in _raw()["roles"].items()})


@cache
def mentoring_forms() -> Mapping[str, MentoringForm]:
    """Forms by code, the five of the target model first. Raises ValueError for an unknown role: a fault of the file."""
    forms = [_form(row) for row in _raw()["form"]]
    for form in forms:
        unknown = (form.mentor_roles | form.mentee_roles) - participant_roles().keys()
        if unknown:
            raise ValueError(f"forms.toml: {form.code}: {sorted(unknown)}")
    return MappingProxyType({form.code: form for form in forms})


def mentoring_form(code: str) -> MentoringForm:
    """The form with this code. Raises NotFound."""
    try:
        return mentoring_forms()[code]
    except KeyError:
        raise NotFound(f"Формы наставничества «{code}» нет.") from None


def default_forms(profile: str) -> tuple[MentoringForm, ...]:
    """Forms that are on from the start in an organisation of this profile."""
    return tuple(form for form in mentoring_forms().values() if profile in form.profiles)


def forms_for(mentor_role: str, mentee_role: str) -> tuple[MentoringForm, ...]:
    """Forms where these two roles may make a pair; empty when there is none."""
    return tuple(form for form in mentoring_forms().values() if form.allows(mentor_role, mentee_role))


@cache
def pairing_kinds() -> Mapping[str, PairingKind]:
    """Kinds of mentoring by code."""
    return MappingProxyType(
        {row["code"]: PairingKind(row["code"], typo(row["title"]), typo(row["plain"])) for row in _raw()["kind"]}
    )


@cache
def departure_reasons() -> Mapping[str, DepartureReason]:
    """Reasons of departure by code."""
    rows = [
        DepartureReason(
            code=row["code"],
            title=typo(row["title"]),
            ground=typo(row["ground"]),
            sides=frozenset(row["sides"]),
            offer=row["offer"],
            returns=row.get("returns", False),
        )
        for row in _raw()["departure"]
    ]
    return MappingProxyType({reason.code: reason for reason in rows})


@cache
def end_reasons() -> Mapping[str, EndReason]:
    """Reasons to end a pair early or to replace its mentor, by code."""
    rows = [
        EndReason(
            code=row["code"],
            title=typo(row["title"]),
            ground=typo(row["ground"]),
            uses=frozenset(row["uses"]),
            initiator=row["initiator"],
            next=row["next"],
        )
        for row in _raw()["reason"]
    ]
    return MappingProxyType({reason.code: reason for reason in rows})


def _form(row: Mapping[str, Any]) -> MentoringForm:
    months = row.get("months")
    return MentoringForm(
        code=row["code"],
        title=typo(row["title"]),
        titles=MappingProxyType({profile: typo(title) for profile, title in row.get("titles", {}).items()}),
        plain=typo(row["plain"]),
        mentor_roles=frozenset(row["mentor_roles"]),
        mentee_roles=frozenset(row["mentee_roles"]),
        staff=row.get("staff", False),
        minor_mentor=row.get("minor_mentor", False),
        months=(months[0], months[1]) if months else None,
        profiles=frozenset(row["profiles"]),
        variants=tuple(FormVariant(v["code"], typo(v["title"]), typo(v["plain"])) for v in row["variants"]),
    )


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
