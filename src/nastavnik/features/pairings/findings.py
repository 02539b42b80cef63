"""Rules of the checker about pairs (regulation of the programme, part on pairs, staff, mentors)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence

from nastavnik.engines.schoolyear import add_working_days
from nastavnik.features.consents.rules import Lack
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import queries, rules
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.rules import PairFacts
from nastavnik.features.pairings.states import BEFORE_ORDER, ORDERED
from nastavnik.kernel.contracts import Finding, FindingRule, Link, Severity, finding_rules
from nastavnik.kernel.memo import remembered

#: orders that fix pairs
FIXING = ("order_pairs", "order_amend", "order_replace_mentor")


@remembered
def _living() -> list[Pairing]:
    year = organizations.current_year()
    if year is None:
        return []
    rows = queries.living(year).exclude(state__in=["completed", "terminated"]).select_related("program")
    return list(rows)


@remembered
def _lacks(on: dt.date) -> dict[uuid.UUID, list[Lack]]:
    return queries.consent_lacks(queries.facts(_living()), on)


@remembered
def _all_facts() -> dict[object, PairFacts]:
    return {item.id: item for item in queries.facts(_living())}


def _facts(pairings: Sequence[Pairing]) -> dict[object, PairFacts]:
    """Facts of some of the living pairs: read once for all."""
    known = _all_facts()
    return {item.pk: known[item.pk] for item in pairings}


def _finding(code: str, message: str, pairing: Pairing, fix: Link | None = None) -> Finding:
    url = f"/pairs/{pairing.pk}/"
    return Finding(code, message, url=url, fix=fix or Link("Открыть пару", url), object_id=pairing.pk)


def no_order(on: dt.date) -> Iterable[Finding]:
    pairings = [item for item in _living() if item.state in BEFORE_ORDER and item.starts_on <= on]
    facts = _facts(pairings)
    for item in pairings:
        if item.replaces_id is not None:
            yield _finding(
                "PAIR_NO_ORDER",
                f"Замена наставника с {item.starts_on:%d.%m.%Y} ({facts[item.pk].title}) не закреплена приказом.",
                item,
            )
            continue
        yield _finding(
            "PAIR_NO_ORDER",
            f"Пара {facts[item.pk].title} должна работать с {item.starts_on:%d.%m.%Y}, приказа нет.",
            item,
            Link("Подготовить приказ", "/pairs/?state=before"),
        )


def order_before_consent(on: dt.date) -> Iterable[Finding]:
    """Named in a registered order whose date is earlier than somebody's consent: waits for the mending act."""
    from nastavnik.features.documents.models import Document

    waiting = [item for item in _living() if item.state in BEFORE_ORDER]
    by_id = {str(item.pk): item for item in waiting}
    facts = _facts(waiting)
    orders = Document.objects.filter(kind__in=FIXING, state__in=["registered", "archived"], before_system=False)
    for order in orders:
        for pk in order.subject.get("pairings", []):
            pairing = by_id.get(pk)
            if pairing is not None and order.signed_on:
                yield _finding(
                    "PAIR_ORDER_BEFORE_CONSENT",
                    f"Приказ от {order.signed_on:%d.%m.%Y} № {order.number} раньше согласий пары {facts[pairing.pk].title}.",
                    pairing,
                    Link("Открыть приказ", f"/documents/{order.pk}/"),
                )


def missing_consents(code: str, kind_wanted: Callable[[str], bool]) -> Callable[[dt.date], Iterable[Finding]]:
    def check(on: dt.date) -> Iterable[Finding]:
        by_id = {item.pk: item for item in _living()}
        for pk, lacks in _lacks(on).items():
            for lack in lacks:
                if kind_wanted(lack.kind):
                    yield _finding(code, lack.message, by_id[pk])

    return check


def from_remarks(code: str) -> Callable[[dt.date], Iterable[Finding]]:
    """Findings made of the pair's own remarks of the code."""

    def check(on: dt.date) -> Iterable[Finding]:
        pairings = _living()
        facts = _facts(pairings)
        for item in pairings:
            for remark in rules.remarks(facts[item.pk], on):
                if remark.code == code:
                    yield _finding(code, remark.message, item)

    return check


def labour_mode(on: dt.date) -> Iterable[Finding]:
    pairings = _living()
    facts = _facts(pairings)
    for item in pairings:
        if facts[item.pk].is_staff and not item.labour_mode:
            yield _finding(
                "PAIR_LABOUR_MODE",
                f"{facts[item.pk].title}: не указано, на каком основании работник ведёт наставничество.",
                item,
            )


def no_addendum(on: dt.date) -> Iterable[Finding]:
    from nastavnik.features.documents.models import Document

    pairings = [item for item in _living() if item.state in ORDERED and item.starts_on <= on]
    facts = _facts(pairings)
    signed = {
        document.subject.get("pairing")
        for document in Document.objects.filter(kind="addendum_351_8", state__in=["signed", "registered", "archived"])
    }
    for item in pairings:
        if queries.needs_duties(facts[item.pk]) and str(item.pk) not in signed:
            yield _finding(
                "PAIR_STAFF_NO_ADDENDUM",
                f"С работником {facts[item.pk].mentor.name} не заключено дополнительное соглашение о наставничестве.",
                item,
            )


def term_passed(on: dt.date) -> Iterable[Finding]:
    pairings = [item for item in _living() if item.ends_on < on]
    facts = _facts(pairings)
    for item in pairings:
        yield _finding(
            "PAIR_TERM_PASSED", f"Срок пары {facts[item.pk].title} истёк {item.ends_on:%d.%m.%Y}, итога нет.", item
        )


def no_program(on: dt.date) -> Iterable[Finding]:
    pairings = [
        item
        for item in _living()
        if item.state in ORDERED and item.ordered_on and getattr(item, "program", None) is None
        and add_working_days(item.ordered_on, 10) < on
    ]  # fmt: skip
    facts = _facts(pairings)
    for item in pairings:
        yield _finding(
            "PROGRAM_MISSING",
            f"У пары {facts[item.pk].title} нет персонализированной программы, после приказа прошло больше 10 рабочих дней.",
            item,
            Link("Составить программу", f"/pairs/{item.pk}/program/"),
        )


def program_term(on: dt.date) -> Iterable[Finding]:
    for item in _living():
        program = getattr(item, "program", None)
        if program and (program.starts_on < item.starts_on or program.ends_on > item.ends_on):
            yield _finding(
                "PROGRAM_OUTSIDE_TERM",
                "Программа выходит за срок пары.",
                item,
                Link("Исправить программу", f"/pairs/{item.pk}/program/"),
            )


def program_goals(on: dt.date) -> Iterable[Finding]:
    for item in _living():
        program = getattr(item, "program", None)
        if program and (not program.goals or any(not goal.get("measure") for goal in program.goals)):
            yield _finding(
                "PROGRAM_NO_GOALS",
                "В программе есть задача без признака результата.",
                item,
                Link("Дополнить программу", f"/pairs/{item.pk}/program/"),
            )


def member_left(on: dt.date) -> Iterable[Finding]:
    for item in _living():
        for person in (item.mentor, *(member.person for member in item.members.all())):
            if person.left_on and person.left_on <= on:
                yield _finding(
                    "PAIR_MEMBER_LEFT",
                    f"{person.short_name}: выбытие {person.left_on:%d.%m.%Y}, пара не изменена.",
                    item,
                )


def duplicate(on: dt.date) -> Iterable[Finding]:
    seen: dict[object, Pairing] = {}
    for item in _living():
        if item.replaces_id is not None and item.state in BEFORE_ORDER:
            continue  # comes when the one it replaces ends
        for member in item.members.all():
            if member.person_id in seen:
                yield _finding("PAIR_DUPLICATE", f"{member.person.short_name} состоит в двух парах сразу.", item)
            seen[member.person_id] = item


def register() -> None:
    table: list[tuple[str, str, Severity, str, Callable[[dt.date], Iterable[Finding]], bool]] = [
        ("PAIR_NO_ORDER", "Пара без приказа", "error", "Р-145, АЗ-1128", no_order, False),
        (
            "PAIR_ORDER_BEFORE_CONSENT",
            "Приказ раньше согласия",
            "error",
            "АЗ-1128; ТК РФ, ст. 351.8",
            order_before_consent,
            True,
        ),
        (
            "PAIR_NO_PARTICIPATION",
            "Нет согласия на участие",
            "block",
            "Р-145, АЗ-1128",
            missing_consents("PAIR_NO_PARTICIPATION", lambda kind: kind.endswith("_participation")),
            False,
        ),
        (
            "PAIR_STAFF_NO_CONSENT",
            "Нет согласия работника на обязанности",
            "block",
            "ТК РФ, ст. 351.8",
            missing_consents("PAIR_STAFF_NO_CONSENT", lambda kind: kind == "consent_duties"),
            True,
        ),
        (
            "PD_PAIR_NO_CONSENT",
            "В паре человек без согласия на обработку данных",
            "block",
            "152-ФЗ, ст. 6, 9",
            missing_consents("PD_PAIR_NO_CONSENT", lambda kind: kind.startswith("consent_pd_") or kind == ""),
            True,
        ),
        (
            "PAIR_STAFF_NO_ADDENDUM",
            "Нет дополнительного соглашения",
            "block",
            "ТК РФ, ст. 351.8, 57, 72",
            no_addendum,
            True,
        ),
        ("PAIR_LABOUR_MODE", "Не указано основание наставничества", "warn", "ТК РФ, ст. 351.8", labour_mode, False),
        (
            "PAIR_OVER_CAPACITY",
            "Слишком много наставляемых",
            "block",
            "положение организации",
            from_remarks("PAIR_OVER_CAPACITY"),
            False,
        ),
        ("PAIR_FORM_ROLES", "Форма не подходит участникам", "error", "Р-145", from_remarks("PAIR_FORM_ROLES"), False),
        ("PAIR_SELF", "Наставник сам себе", "block", "логика", from_remarks("PAIR_SELF"), False),
        ("PAIR_TERM_LENGTH", "Необычный срок пары", "warn", "АЗ-1128", from_remarks("PAIR_TERM_LENGTH"), False),
        ("PAIR_TERM_PASSED", "Срок пары истёк", "error", "Р-145, этап 7", term_passed, False),
        ("PAIR_DUPLICATE", "Один человек в двух парах", "warn", "положение организации", duplicate, False),
        ("PAIR_MEMBER_LEFT", "Участник выбыл", "error", "положение организации", member_left, False),
        ("PROGRAM_MISSING", "Нет персонализированной программы", "error", "АЗ-1128, Р-145", no_program, False),
        ("PROGRAM_OUTSIDE_TERM", "Программа выходит за срок пары", "error", "логика", program_term, False),
        ("PROGRAM_NO_GOALS", "Нет измеримых задач", "warn", "АЗ-1128", program_goals, False),
    ]
    for code, title, severity, source, check, legal in table:
        finding_rules.add(FindingRule(code, title, severity, source, check, legal))
