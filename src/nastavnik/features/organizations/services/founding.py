"""How an organisation comes to be: the first start, the practice one, a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from nastavnik.features.accounts import services as accounts
from nastavnik.features.organizations import rules, setup_code
from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.features.organizations.services.requisites import check_numbers
from nastavnik.kernel import actors, clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, WrongState
from nastavnik.kernel.registry import hooks
from nastavnik.kernel.scope import within
from nastavnik.kernel.tenancy import Account, Membership, Organization


@dataclass(frozen=True, slots=True)
class Founded:
    organization: Organization
    membership: Membership


def found(
    *,
    requisites: Mapping[str, Any],
    signer: Mapping[str, Any],
    account: Account,
    roles: list[str],
    year: int | None = None,
    practice: bool = False,
) -> Founded:
    """Make an organisation with its signer, running school year and first membership, in one transaction.

    Nobody acts in an organisation that is not there yet, so there is no `by`: the callers answer for the right to it
    (the code of the first start, the policy of the practice one, the shell). `year` is its September; by default the
    school year of today.
    """
    check_numbers(requisites.get("inn", ""), requisites.get("ogrn", ""))
    with transaction.atomic():
        codes = set(Organization.objects.values_list("code", flat=True))
        fields = {"code": rules.code_of(requisites["short_name"], codes), **requisites}
        organization = Organization(is_practice=practice, **fields)
        today = clock.today(organization)
        organization.started_on = organization.started_on or today
        organization.save()
        with within(organization):
            first = year if year is not None else school_year(today)
            starts, ends = ProgramYear.dates_of(first)
            ProgramYear.objects.create(year=first, state="running", starts_on=starts, ends_on=ends)
            Signer.objects.create(**signer)
            membership = Membership.objects.create(account=account, roles=roles)
            journal.record(
                actors.of_membership(membership), "organizations.founded", organization, practice=practice, roles=roles
            )
    return Founded(organization, membership)


def school_year(day: dt.date) -> int:
    """The year of the September that opens the school year; from July on the coming one is prepared."""
    return day.year if day.month >= 7 else day.year - 1


def first_start(
    *,
    code: str,
    requisites: Mapping[str, Any],
    signer: Mapping[str, Any],
    login: str,
    password: str,
    name: str = "",
    roles: list[str],
) -> Founded:
    """The set-up of an empty installation. The one-time code is the right to do it.

    Errors: NotFound (an organisation exists: set-up is closed for ever), InputRefused (code, login, password).
    """
    if not setup_code.needed():
        raise NotFound()
    if not setup_code.matches(code):
        raise InputRefused(
            "Код не подошёл. Он напечатан в окне сервера и лежит в файле setup_code рядом с базой данных.", field="code"
        )
    with transaction.atomic():
        account = accounts.make_account(login=login, password=password, name=name)
        founded = found(requisites=requisites, signer=signer, account=account, roles=roles)
        if not setup_code.burn():
            raise WrongState("Систему уже настраивают в другом окне. Обновите страницу.")
    return founded


PRACTICE_SIGNER = {
    "last": "Образцова",
    "first": "Вера",
    "middle": "Павловна",
    "gender": "f",
    "post": "директор",
    "basis": "Устава",
}


def create_practice(*, by: Actor) -> Founded:
    """An organisation for learning, with a membership for whoever makes it. One for an account is enough: the second
    press gives the first. People are invented later: the hook `organizations.practice_created` lets others fill it.
    """
    by.must("organizations.practice", by.organization)
    if by.account_id is None:
        raise WrongState("Учебную организацию создают из учётной записи, под которой в ней будут работать.")
    own = by.organization
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=by.account_id)
        there = accounts.practice_of(account)
        if there is not None:
            return Founded(there.organization, there)
        founded = found(
            requisites={
                "profile": own.profile,
                "full_name": "Учебная организация (все люди вымышлены)",
                "short_name": "Учебная организация",
                "place": "г. Верхнереченск",
                "time_zone": own.time_zone,
            },
            signer=PRACTICE_SIGNER,
            account=account,
            roles=["curator", "director"],
            practice=True,
        )
        journal.record(by, "organizations.practice_made", own, organization=founded.organization.pk)
    with within(founded.organization):
        hooks.fire("organizations.practice_created", organization=founded.organization, by=by)
    return founded
