"""Rules of the checker about the roadmap and the school year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.states import LIVING
from nastavnik.features.roadmap import queries as roadmap
from nastavnik.features.roadmap.evidence import ActivityProgress, RoadmapProgress
from nastavnik.features.roadmap.models import ManualClosing
from nastavnik.kernel import scope
from nastavnik.kernel.contracts import Finding, FindingRule, Link, finding_rules
from nastavnik.kernel.tenancy import Organization
from nastavnik.ui.text import count_phrase, date_phrase


def _progress(on: dt.date) -> list[RoadmapProgress]:
    return roadmap.progress_of(organizations.current_year(), on)


def _started_on() -> dt.date:
    """The day the organisation began here: terms that passed earlier are no findings."""
    found = Organization.objects.filter(pk=scope.current_organization_id()).first()
    return (found.started_on if found else None) or dt.date.max


def _name(row: ActivityProgress) -> str:
    number = row.activity.number.rstrip(".")
    title = row.activity.title if len(row.activity.title) <= 90 else f"{row.activity.title[:88].rstrip()}…"
    return f"{number} «{title}»" if number else f"«{title}»"


def _url(row: ActivityProgress) -> str:
    return reverse("roadmap:activity", args=[row.activity.pk])


def _finding(rule: str, message: str, row: ActivityProgress, fix: Link) -> Finding:
    return Finding(rule, message, _name(row), _url(row), fix, (), None, row.activity.pk)


def not_approved(on: dt.date) -> Iterable[Finding]:
    """The plan is worked by and nobody approved it."""
    for progress in _progress(on):
        begun = [row for row in progress.rows if row.finished and row.state != "na"]
        if progress.roadmap.approved_version or not begun:
            continue
        url = reverse("roadmap:approval", args=[progress.roadmap.pk])
        message = (
            f"Дорожная карта «{progress.roadmap.title}» не утверждена, а по ней уже сделано "
            f"{count_phrase(len(begun), 'мероприятие,мероприятия,мероприятий')}."
        )
        fix = Link("Утвердить дорожную карту", url)
        yield Finding("ROADMAP_NOT_APPROVED", message, progress.roadmap.title, url, fix, (), None, progress.roadmap.pk)


def overdue(on: dt.date) -> Iterable[Finding]:
    started = _started_on()
    for progress in _progress(on):
        for row in progress.rows:
            if row.state == "late" and row.due and row.due >= started:
                label = row.current.tool.button if row.current else "Отметить выполнение"
                message = f"Мероприятие {_name(row)} опоздало: срок был {date_phrase(row.due, today=on)}."
                yield _finding("ACTIVITY_OVERDUE", message, row, Link(label, _url(row)))


def no_evidence(on: dt.date) -> Iterable[Finding]:
    """Closed by hand with neither a file nor words; what was done before the system is told by its paper."""
    rows = {row.activity.pk: row for progress in _progress(on) for row in progress.rows}
    closings = ManualClosing.objects.filter(activity__in=list(rows), reopened_at=None, before_system=False, file=None)
    for closing in closings.filter(happened_on__lte=on, note__regex=r"^\s*$"):
        row = rows[closing.activity_id]
        message = f"Мероприятие {_name(row)} отмечено выполненным вручную, подтверждения нет."
        yield _finding("ACTIVITY_NO_EVIDENCE", message, row, Link("Приложить подтверждение", _url(row)))


def no_responsible(on: dt.date) -> Iterable[Finding]:
    """Nobody is named, or the named person has left. One finding for all nameless points of a plan."""
    for progress in _progress(on):
        waiting = [row for row in progress.rows if not row.finished]
        nameless = [row for row in waiting if not row.activity.responsible and not row.activity.responsible_person_id]
        if len(nameless) > 3:
            url = reverse("roadmap:one", args=[progress.roadmap.pk])
            words = count_phrase(len(nameless), "мероприятия,мероприятий,мероприятий")
            yield Finding(
                "ACTIVITY_NO_RESPONSIBLE",
                f"У {words} дорожной карты «{progress.roadmap.title}» нет ответственного.",
                progress.roadmap.title,
                url,
                Link("Назначить ответственных", url),
                (),
                None,
                progress.roadmap.pk,
            )
        else:
            for row in nameless:
                message = f"У мероприятия {_name(row)} нет ответственного."
                yield _finding("ACTIVITY_NO_RESPONSIBLE", message, row, Link("Назначить ответственного", _edit(row)))
        for row in waiting:
            person = row.activity.responsible_person
            if person is not None and person.left_on and person.left_on <= on:
                day = date_phrase(person.left_on, today=on)
                message = f"За мероприятие {_name(row)} отвечает {person.short_name}: выбытие {day}."
                yield _finding("ACTIVITY_NO_RESPONSIBLE", message, row, Link("Назначить другого", _edit(row)))


def _edit(row: ActivityProgress) -> str:
    return reverse("roadmap:activity_edit", args=[row.activity.pk])


def two_facts(on: dt.date) -> Iterable[Finding]:
    """Two points of one plan ask for the same order: one order proves both."""
    for progress in _progress(on):
        first: dict[str, ActivityProgress] = {}
        for row in progress.rows:
            for one in row.kinds:
                if not one.kind.document.startswith("order_") or one.kind.repeats:
                    continue
                if one.code not in first:
                    first[one.code] = row
                    continue
                if row.finished and first[one.code].finished:
                    continue
                message = (
                    f"Мероприятия {_name(first[one.code])} и {_name(row)} доказывает один и тот же документ: "
                    f"второй не нужен."
                )
                yield _finding("ACTIVITY_TWO_FACTS", message, row, Link("Открыть мероприятие", _url(row)))


def year_over(on: dt.date) -> Iterable[Finding]:
    """The school year has ended by the calendar and pairs of it are still open."""
    year = organizations.current_year()
    if year is None or year.state != "running" or on <= year.ends_on:
        return
    living = Pairing.objects.filter(program_year=year, removed_at=None, state__in=LIVING).count()
    if living:
        message = f"{year.title} закончился. Открытых пар: {living}."
        fix = Link("Завершить пары", reverse("pairings:list"))
        yield Finding("YEAR_CLOSE_OPEN_PAIRS", message, year.title, fix.url, fix, (), None, year.pk)


def register() -> None:
    own = "положение организации"
    model = "Р-145, АЗ-1128"
    rules = [
        FindingRule("ROADMAP_NOT_APPROVED", "Дорожная карта не утверждена", "error", model, not_approved),
        FindingRule("ACTIVITY_OVERDUE", "Мероприятие опоздало", "warn", own, overdue),
        FindingRule("ACTIVITY_NO_EVIDENCE", "Нет подтверждения", "warn", own, no_evidence),
        FindingRule("ACTIVITY_NO_RESPONSIBLE", "Нет ответственного", "warn", "Р-145", no_responsible),
        FindingRule("ACTIVITY_TWO_FACTS", "Один документ на два мероприятия", "info", "порядок работы", two_facts),
        FindingRule("YEAR_CLOSE_OPEN_PAIRS", "Год закончился, пары открыты", "block", own, year_over),
    ]
    for rule in rules:
        if rule.code not in finding_rules:
            finding_rules.add(rule)
