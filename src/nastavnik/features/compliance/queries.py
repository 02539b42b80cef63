"""Findings are computed from facts each time they are asked, never stored."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from nastavnik.features.compliance import rules
from nastavnik.features.compliance.models import AcceptedFinding, RuleSetting
from nastavnik.kernel import clock, memo
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import Figure, Finding, FindingRule, Severity, figures, finding_rules
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.tenancy import Organization

log = logging.getLogger("nastavnik.compliance")


@dataclass(frozen=True, slots=True)
class Found:
    """One finding with its rule, its severity here, and who accepted it, if somebody did."""

    finding: Finding
    rule: FindingRule
    severity: Severity
    accepted: AcceptedFinding | None = None

    @property
    def key(self) -> str:
        return rules.key_of(self.finding)

    @property
    def mark(self) -> str:
        return rules.WORDS[self.severity][0]

    @property
    def word(self) -> str:
        return rules.WORDS[self.severity][1]

    @property
    def section(self) -> str:
        return rules.section_of(self.rule.code)

    @property
    def may_accept(self) -> bool:
        return rules.may_accept(self.rule)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says on a day. `failed`: titles of rules that could not be asked; the others were."""

    on: dt.date
    found: tuple[Found, ...]
    failed: tuple[str, ...] = ()

    @property
    def standing(self) -> list[Found]:
        return [item for item in self.found if item.accepted is None]

    @property
    def accepted(self) -> list[Found]:
        return [item for item in self.found if item.accepted is not None]

    @property
    def grave(self) -> list[Found]:
        return [item for item in self.standing if item.severity in rules.GRAVE]


def reading() -> contextlib.AbstractContextManager[object]:
    """A reading that may break: inside a caller's transaction it must not spoil it, outside it takes no lock."""
    return transaction.atomic() if connection.in_atomic_block else contextlib.nullcontext()


def check(organization: Organization, on: dt.date) -> Verdict:
    """Ask all rules about the organisation in scope on the day, the gravest findings first.

    Nothing is found for days before the organisation began its work here. A rule that breaks is named in `failed`
    and stops no other. The caller has opened the scope of the organisation.
    """
    if organization.started_on is None or on < organization.started_on:
        return Verdict(on, ())
    with memo.remembering(organization):
        return _check(on)


@memo.remembered
def _check(on: dt.date) -> Verdict:
    settings = {item.rule: item for item in RuleSetting.objects.all()}
    accepted = {item.key: item for item in AcceptedFinding.objects.filter(withdrawn_at=None, until__gte=on)}
    found: list[Found] = []
    failed: list[str] = []
    for rule in finding_rules:
        _ask(rule, on, settings.get(rule.code), accepted, found, failed)
    found.sort(key=lambda item: rules.ORDER[item.severity])
    return Verdict(on, tuple(found), tuple(failed))


def _ask(
    rule: FindingRule,
    on: dt.date,
    setting: RuleSetting | None,
    accepted: dict[str, AcceptedFinding],
    found: list[Found],
    failed: list[str],
) -> None:
    """One rule: its answers go to `found`, its title to `failed` when it breaks."""
    if setting is not None and not rule.legal and (setting.off or (setting.valid_from and on < setting.valid_from)):
        return
    try:
        with reading():
            answers = list(rule.check(on))
    except Exception:
        log.exception("rule %s failed", rule.code)
        failed.append(rule.title)
        return
    severity = rules.severity_for(rule, setting.severity if setting else "")
    found += [_found(finding, rule, severity, accepted) for finding in answers]


def _found(
    finding: Finding, rule: FindingRule, severity: Severity, accepted: dict[str, AcceptedFinding]
) -> Found:  # fmt: skip
    allowed = accepted.get(rules.key_of(finding)) if rules.may_accept(rule) else None
    return Found(finding, rule, severity, allowed)


def check_for(actor: Actor, on: dt.date | None = None) -> Verdict:
    """The same for a person who may see it; today by default."""
    actor.must("compliance.view")
    return check(actor.organization, on or clock.today(actor.organization))


def findings_of(
    actor: Actor, *, person_id: uuid.UUID | None = None, object_ids: Iterable[uuid.UUID] = ()
) -> list[Found]:  # fmt: skip
    """Standing findings about a person or about objects (a pair, a document, an activity), the gravest first.

    Empty for those who may not see the checker.
    """
    if not actor.may("compliance.view"):
        return []
    wanted = set(object_ids)
    return [
        item
        for item in check_for(actor).standing
        if (person_id is not None and item.finding.person_id == person_id) or item.finding.object_id in wanted
    ]


def find(actor: Actor, key: str) -> Found:
    """The finding of the key as it stands today. NotFound when its fact has changed meanwhile."""
    found = next((item for item in check_for(actor).found if item.key == key), None)
    if found is None:
        raise NotFound("Этого замечания больше нет: изменился факт, о котором оно говорило.")
    return found


def get_accepted(actor: Actor, pk: uuid.UUID) -> AcceptedFinding:
    actor.must("compliance.view")
    found = AcceptedFinding.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule on the page of rules."""

    rule: FindingRule
    setting: RuleSetting | None
    severity: Severity

    @property
    def word(self) -> str:
        return rules.WORDS[self.severity][1]

    @property
    def off(self) -> bool:
        return bool(self.setting and self.setting.off and not self.rule.legal)


def rule_rows(actor: Actor) -> list[tuple[str, list[RuleRow]]]:
    """All rules by section."""
    actor.must("compliance.view")
    settings = {item.rule: item for item in RuleSetting.objects.all()}
    sections: dict[str, list[RuleRow]] = {}
    for rule in finding_rules:
        setting = settings.get(rule.code)
        row = RuleRow(rule, setting, rules.severity_for(rule, setting.severity if setting else ""))
        sections.setdefault(rules.section_of(rule.code), []).append(row)
    order = [*rules.SECTIONS, rules.OTHER[0]]
    return [(rules.section_title(name), sections[name]) for name in order if name in sections]


def get_rule(code: str) -> FindingRule:
    rule = finding_rules.get(code)
    if rule is None:
        raise NotFound("Такого правила проверки нет.")
    return rule


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    value: int | str
    url: str


def _section(figure: Figure) -> str:
    """Figures of one section stand together: «из них …» follows its whole."""
    return figure.url.strip("/").split("/")[0] or figure.code


def figure_rows(actor: Actor, on: dt.date) -> list[FigureRow]:
    """«Цифры на дату», in their order. A figure that can not be counted is «нет данных» and stops no other."""
    actor.must("compliance.view")
    first: dict[str, int] = {}
    for figure in sorted(figures, key=lambda item: item.order):
        first.setdefault(_section(figure), figure.order * 1000 + len(first))
    rows = []
    for figure in sorted(figures, key=lambda item: (first[_section(item)], item.order)):
        try:
            with reading():
                value = figure.count(on)
        except Exception:
            log.exception("figure %s failed", figure.code)
            value = "нет данных"
        rows.append(FigureRow(figure.label, value, figure.url))
    return rows


def words_of(found: Sequence[Found]) -> dict[str, int]:
    """How many findings of each severity."""
    return {code: sum(1 for item in found if item.severity == code) for code in rules.WORDS}
