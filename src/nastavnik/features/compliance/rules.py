"""Severities, sections, keys of findings: pure decisions of the checker."""

from __future__ import annotations

import datetime as dt
import re
import uuid

from nastavnik.kernel.contracts import Finding, FindingRule, Severity

#: severity → mark of the design system, one word, many words; the gravest first
WORDS: dict[Severity, tuple[str, str]] = {
    "block": ("late", "Запрет"),
    "error": ("late", "Нарушение"),
    "warn": ("block", "Замечание"),
    "info": ("why", "К сведению"),
}
ORDER: dict[str, int] = {code: place for place, code in enumerate(WORDS)}
GRAVE = ("block", "error")

#: first word of a rule's code → section of the page
SECTIONS = {
    "consents": ("Согласия и персональные данные", ("PD", "PSY")),
    "pairs": ("Пары и программы", ("PAIR", "PROGRAM", "REPORT", "MEASURE")),
    "people": ("Наставники и наставляемые", ("MENTEE", "MENTOR", "PARTNER")),
    "acts": ("Документы", ("ACT", "DOC", "ORDER", "RETENTION")),
    "roadmap": ("Дорожная карта и год", ("ROADMAP", "ACTIVITY", "YEAR", "EVENT")),
    "open": ("Публикации", ("PUB", "SITE")),
}
OTHER = ("other", "Остальное")

_KEYS = uuid.UUID("6f2c1d0e-53a5-4f0b-9a83-6f8d7c2b41aa")
#: the longest time for which a finding may be accepted, days
LONGEST = 366


def section_of(code: str) -> str:
    """Section of a rule by the first word of its code; rules of later features fall into the last one."""
    word = code.split("_")[0]
    return next((name for name, (_, words) in SECTIONS.items() if word in words), OTHER[0])


def section_title(section: str) -> str:
    return SECTIONS[section][0] if section in SECTIONS else OTHER[1]


def key_of(finding: Finding) -> str:
    """What an acceptance holds to: the rule, the object and the words without figures.

    Counters in a message change daily and must not revive an accepted finding; another person's name must.
    """
    words = re.sub(r"\d+", "", finding.message)
    return str(uuid.uuid5(_KEYS, "|".join([finding.rule, str(finding.object_id), finding.url, words])))


def severity_for(rule: FindingRule, chosen: str) -> Severity:
    """The organisation may lower a severity, never that of law, and never raise it by an unknown word."""
    if rule.legal or chosen not in ORDER or ORDER[chosen] <= ORDER[rule.severity]:
        return rule.severity
    return chosen  # type: ignore[return-value]


def lower_ones(rule: FindingRule) -> list[Severity]:
    """Severities to which the organisation may lower the rule."""
    return [] if rule.legal else [code for code in WORDS if ORDER[code] > ORDER[rule.severity]]


def may_accept(rule: FindingRule) -> bool:
    """What the law forbids now can only be mended; everything else may be accepted with a reason until a date."""
    return not (rule.legal and rule.severity == "block")


def until_is_good(until: dt.date, today: dt.date) -> bool:
    return today <= until <= today + dt.timedelta(days=LONGEST)
