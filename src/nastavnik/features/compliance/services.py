"""Decisions about findings and rules; the folder for an inspection is queued here."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nastavnik.features.compliance import queries, rules
from nastavnik.features.compliance.models import AcceptedFinding, RuleSetting
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import FindingRule
from nastavnik.kernel.errors import InputRefused, WrongState


def accept(*, by: Actor, key: str, reason: str, until: dt.date) -> AcceptedFinding:
    """«Принято с обоснованием» until the day. Raises WrongState for a prohibition of law, InputRefused for bad words."""
    by.must("compliance.accept")
    found = queries.find(by, key)
    if not found.may_accept:
        raise WrongState("Это прямой запрет закона: принять его нельзя, можно только исправить.")
    if found.rule.legal:
        by.must("compliance.accept_legal")
    reason = reason.strip()
    if len(reason) < 5:
        raise InputRefused("Напишите, почему замечание можно принять: это увидит проверяющий.", field="reason")
    if not rules.until_is_good(until, clock.today(by.organization)):
        raise InputRefused("Укажите день от сегодняшнего и не дальше года.", field="until")
    with transaction.atomic():
        AcceptedFinding.objects.filter(key=key, withdrawn_at=None).update(withdrawn_at=clock.now())
        made = AcceptedFinding.objects.create(
            rule=found.rule.code,
            key=key,
            object_id=found.finding.object_id,
            person_id=found.finding.person_id,
            reason=reason[:500],
            until=until,
            accepted_by=by.label[:200],
            accepted_at=clock.now(),
        )
        journal.record(by, "compliance.accepted", made, rule=found.rule.code, reason=reason[:500], until=until)
    return made


def withdraw(*, by: Actor, accepted: AcceptedFinding) -> AcceptedFinding:
    """The finding stands again."""
    by.must("compliance.accept", accepted)
    with transaction.atomic():
        if accepted.withdrawn_at is None:
            accepted.withdrawn_at = clock.now()
            accepted.save(update_fields=["withdrawn_at"])
            journal.record(by, "compliance.withdrawn", accepted, rule=accepted.rule)
    return accepted


def tune(*, by: Actor, rule: FindingRule, off: bool, severity: str, valid_from: dt.date | None) -> RuleSetting:
    """Switch a rule off, lower it, or let it hold from a day. Rules of law refuse (WrongState)."""
    by.must("compliance.tune")
    if rule.legal:
        raise WrongState(f"Правило «{rule.title}» взято из закона: выключить или смягчить его нельзя.")
    if severity and severity not in rules.lower_ones(rule):
        raise InputRefused("Строгость правила можно только снизить.", field="severity")
    with transaction.atomic():
        values = {"off": off, "severity": severity, "valid_from": valid_from}
        made, _ = RuleSetting.objects.update_or_create(rule=rule.code, defaults=values)
        journal.record(by, "compliance.rule_changed", made, rule=rule.code, **values)
    return made


def start_folder(*, by: Actor, on: dt.date, back_url: str) -> jobs.Job:
    """Queue «Папка для проверки» of the current school year; a second press gets the same job."""
    by.must("compliance.export")
    return jobs.enqueue(
        by,
        "compliance.folder",
        title="Папка для проверки",
        args={"on": on.isoformat()},
        key="compliance.folder",
        back_url=back_url,
    )


def note_export(*, by: Actor, action: str, count: int, on: dt.date) -> None:
    """Exports are journaled with their count."""
    by.must("compliance.export")
    with transaction.atomic():
        journal.record(by, action, None, count=count, on=on)
