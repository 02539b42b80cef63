"""Rules of the checker about the banks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from nastavnik.features.banks import queries, rules
from nastavnik.features.banks.states import ADMITTED
from nastavnik.features.consents import queries as consents
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.rules import age_on
from nastavnik.kernel.contracts import Finding, FindingRule, Link, finding_rules


def _entries(side: str, states: Iterable[str] = ()) -> list[Any]:
    year = organizations.current_year()
    if year is None:
        return []
    rows = queries.entries(side, year).exclude(state="invited").order_by("pk")
    return list(rows.filter(state__in=list(states)) if states else rows)


def _found(rule: str, side: str, entry: Any, message: str, fix: Link) -> Finding:
    return Finding(
        rule,
        message,
        entry.person.full_name,
        reverse(f"banks:{side}", args=[entry.pk]),
        fix,
        (),
        entry.person_id,
        entry.pk,
    )


def _card(side: str, entry: Any, label: str) -> Link:
    return Link(label, reverse(f"banks:{side}", args=[entry.pk]))


def no_consent(on: dt.date) -> list[Finding]:
    found = []
    for side in queries.MODELS:
        entries = _entries(side)
        missing = queries.without_basis([entry.person_id for entry in entries], on)
        for entry in entries:
            if entry.person_id in missing:
                name = entry.person.short_name
                message = f"{name}: есть в банке, но согласия на обработку персональных данных нет."
                fix = Link("Запросить согласие", f"/people/{entry.person_id}/")
                found.append(_found("PD_NO_CONSENT_BANK", side, entry, message, fix))
    return found


def consent_after_use(on: dt.date) -> list[Finding]:
    """The data were taken (a questionnaire, an admission) before the day from which the basis holds."""
    found = []
    for side in queries.MODELS:
        entries = _entries(side)
        since = consents.latest_dates([entry.person_id for entry in entries], "bank", on)
        for entry in entries:
            used = min((day for day in (entry.applied_on, entry.admitted_on) if day), default=None)
            day = since.get(entry.person_id)
            if used is not None and day is not None and day > used:
                message = f"{entry.person.short_name}: согласие от {day:%d.%m.%Y}, а данные внесены {used:%d.%m.%Y}."
                fix = Link("Проверить дату согласия", f"/people/{entry.person_id}/")
                found.append(_found("PD_CONSENT_AFTER_USE", side, entry, message, fix))
    return found


def mentee_age(on: dt.date) -> list[Finding]:
    found = []
    for entry in _entries("mentee"):
        age = age_on(entry.person.birth_date, on)
        if entry.person.kind == "student" and age is not None and age < rules.YOUNGEST_MENTEE:
            message = f"{entry.person.short_name}: возраст {age}, модель рассчитана на 10–19 лет."
            found.append(_found("MENTEE_AGE", "mentee", entry, message, _card("mentee", entry, "Открыть запись")))
    return found


def mentor_age(on: dt.date) -> list[Finding]:
    found = []
    for entry in _entries("mentor", ADMITTED):
        age = age_on(entry.person.birth_date, on)
        if age is not None and age < 18 and not rules.minor_may_mentor(entry.forms):
            message = (
                f"{entry.person.short_name}: наставнику нет 18 лет. Оставьте одну форму, где студент или ученик "
                "помогает младшему, и получите согласие представителя."
            )
            fix = Link("Сменить форму", reverse("banks:edit", args=["mentor", entry.pk]))
            found.append(_found("MENTOR_AGE", "mentor", entry, message, fix))
    return found


def _not_prepared(rule: str, field: str, words: str, button: str) -> Callable[[dt.date], list[Finding]]:
    def check(on: dt.date) -> list[Finding]:
        return [
            _found(rule, "mentor", entry, f"{entry.person.short_name}: {words}", _card("mentor", entry, button))
            for entry in _entries("mentor", ("admitted", "trained", "paired"))
            if getattr(entry, field) is None
        ]

    return check


def register() -> None:
    law = "152-ФЗ, ст. 6, 9"
    model = "распоряжение Минпросвещения России от 25.12.2019 № Р-145"
    add = finding_rules.add
    add(FindingRule("PD_NO_CONSENT_BANK", "В банке без согласия", "block", law, no_consent, legal=True))
    add(
        FindingRule(
            "PD_CONSENT_AFTER_USE", "Согласие позже внесения данных", "error", law, consent_after_use, legal=True
        )
    )
    add(FindingRule("MENTEE_AGE", "Возраст наставляемого", "warn", model, mentee_age))
    add(FindingRule("MENTOR_AGE", "Возраст наставника", "block", f"{model}; 273-ФЗ, ст. 34", mentor_age))
    add(
        FindingRule(
            "MENTOR_NOT_TRAINED", "Наставник не прошёл обучение", "warn", model,
            _not_prepared("MENTOR_NOT_TRAINED", "trained_on", "обучение не отмечено.", "Отметить обучение"),
        )
    )  # fmt: skip
    add(
        FindingRule(
            "MENTOR_NOT_INTERVIEWED", "С наставником не было собеседования", "warn", model,
            _not_prepared(
                "MENTOR_NOT_INTERVIEWED", "interviewed_on", "собеседование не отмечено.", "Отметить собеседование"
            ),
        )
    )  # fmt: skip
