"""Rules of the checker about papers: acts that must be in force, registers, signatures, acquaintance, scans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from nastavnik.engines.schoolyear import add_working_days
from nastavnik.features.documents import queries as documents
from nastavnik.features.documents.models import Document, DocumentFile, DocumentPerson
from nastavnik.features.documents.rules import IN_FORCE, SIGNED
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.states import ORDERED
from nastavnik.features.people.models import Person
from nastavnik.features.roadmap import queries as roadmap
from nastavnik.kernel.contracts import DocumentKind, Finding, FindingRule, Link, document_kinds, finding_rules
from nastavnik.ui.text import date_phrase, of_phrase

#: working days in which people named in an act are made acquainted with it
ACQUAINT_DAYS = 3
#: calendar days after which a signed sheet should have its scan
SCAN_DAYS = 14


def _work_goes_on() -> bool:
    """The school year has begun in earnest: there is a plan or a pair."""
    year = organizations.current_year()
    if year is None:
        return False
    return bool(roadmap.current_roadmaps(year)) or Pairing.objects.filter(program_year=year, removed_at=None).exists()


def _draft(kind: str) -> str:
    return reverse("documents:new") + f"?kind={kind}"


def _prior(kind: str) -> str:
    return reverse("documents:prior") + f"?kind={kind}"


def _named(document: Document) -> str:
    number = f" № {document.number}" if document.number else ""
    day = f" от {document.signed_on:%d.%m.%Y}" if document.signed_on else ""
    title = document.title if len(document.title) <= 100 else f"{document.title[:98].rstrip()}…"
    return f"«{title}»{day}{number}"


def _about(rule: str, message: str, document: Document, fix: Link) -> Finding:
    url = reverse("documents:document", args=[document.pk])
    return Finding(rule, message, document.title, url, fix, (), None, document.pk)


def no_regulation(on: dt.date) -> Iterable[Finding]:
    pairs = Pairing.objects.filter(removed_at=None, state__in=ORDERED, starts_on__lte=on).count()
    if pairs and not documents.in_force("regulation", on) and not documents.in_force("order_regulation", on):
        message = f"Положение о наставничестве не утверждено. Пар уже закреплено: {pairs}."
        yield Finding("ACT_NO_REGULATION", message, fix=Link("Подготовить положение", _draft("regulation")))


def no_curator(on: dt.date) -> Iterable[Finding]:
    """No order, or everybody it names has left."""
    if not _work_goes_on():
        return
    orders = documents.in_force("order_curator", on)
    fix = Link("Подготовить приказ", _draft("order_curator"))
    if not orders and not documents.in_force("order_launch", on):
        yield Finding("ACT_NO_CURATOR", "Куратор не назначен приказом.", fix=fix)
        return
    for order in orders[:1]:
        named = list(DocumentPerson.objects.filter(document=order).select_related("person"))
        gone = [item.person for item in named if item.person.left_on and item.person.left_on <= on]
        if named and len(gone) == len(named):
            message = f"{gone[0].short_name}: куратор по приказу {_named(order)}, выбытие {gone[0].left_on:%d.%m.%Y}."
            yield _about("ACT_NO_CURATOR", message, order, fix)


def _missing_act(rule: str, kind: str, message: str, label: str) -> FindingRule:
    title = "Не назначен ответственный за персональные данные" if rule == "PD_NO_RESPONSIBLE" else "Нет политики"
    source = "152-ФЗ, ст. 22.1" if rule == "PD_NO_RESPONSIBLE" else "152-ФЗ, ст. 18.1, ч. 2"

    def check(on: dt.date) -> Iterable[Finding]:
        if Person.objects.exists() and not documents.in_force(kind, on):
            yield Finding(rule, message, fix=Link(label, _prior(kind)))

    return FindingRule(rule, title, "error", source, check, legal=True)


def number_gap(on: dt.date) -> Iterable[Finding]:
    """Only where the system gives the numbers: a paper register also holds orders about other matters."""
    for state in documents.registers_state(on):
        if state.missing and state.register.in_system:
            shown = ", ".join(str(number) for number in state.missing[:10])
            more = " и ещё" if len(state.missing) > 10 else ""
            url = reverse("documents:register", args=[state.register.pk])
            message = f"В журнале «{state.register.name}» пропущены номера: {shown}{more}."
            fix = Link("Открыть журнал", url)
            yield Finding("DOC_NUMBER_GAP", message, state.register.name, url, fix, (), None, state.register.pk)


def date_order(on: dt.date) -> Iterable[Finding]:
    for state in documents.registers_state(on):
        for document in state.backward:
            if document.before_system:
                continue
            message = f"{_named(document)}: дата раньше, чем у предыдущего номера журнала «{state.register.name}»."
            url = reverse("documents:document", args=[document.pk])
            yield _about("DOC_DATE_ORDER", message, document, Link("Проверить номер и дату", url))


def not_acquainted(on: dt.date) -> Iterable[Finding]:
    rows = Document.objects.filter(before_system=False, state__in=SIGNED, signed_on__lte=on).annotate(
        named=Count("people", filter=Q(people__must_acquaint=True, people__person__left_on=None)),
        done=Count(
            "people",
            filter=Q(people__must_acquaint=True, people__person__left_on=None, people__acquainted_on__lte=on),
        ),
    )
    for document in rows.order_by("signed_on"):
        term = add_working_days(document.signed_on, ACQUAINT_DAYS)
        if document.done < document.named and term < on:
            url = reverse("documents:acquaintance", args=[document.pk])
            message = (
                f"{_named(document)}: ознакомлены {of_phrase(document.done, document.named)}, "
                f"срок был {date_phrase(term, today=on)}."
            )
            yield _about("DOC_NOT_ACQUAINTED", message, document, Link("Отметить ознакомление", url))


def scan_missing(on: dt.date) -> Iterable[Finding]:
    scan = DocumentFile.objects.filter(document=OuterRef("pk"), role="scan")
    last = on - dt.timedelta(days=SCAN_DAYS)
    rows = Document.objects.filter(~Exists(scan), before_system=False, state__in=SIGNED, signed_on__lt=last)
    for document in rows.order_by("signed_on"):
        url = reverse("documents:document", args=[document.pk]) + "#scan"
        message = f"{_named(document)}: подписанный лист не сканирован больше {SCAN_DAYS} дней."
        yield _about("DOC_SCAN_MISSING", message, document, Link("Приложить скан", url))


def signer_no_power(on: dt.date) -> Iterable[Finding]:
    """Signed by a person on a day outside the dates of the signer's power."""
    rows = Document.objects.filter(before_system=False, state__in=SIGNED, signed_on__lte=on).exclude(signer=None)
    for document in rows.select_related("signer"):
        signer, day = document.signer, document.signed_on
        early = signer.valid_from is not None and day < signer.valid_from
        late = signer.valid_to is not None and day > signer.valid_to
        if early or late:
            message = f"{_named(document)}: {signer} не имеет права подписи на эту дату."
            url = reverse("organizations:signer", args=[signer.pk])
            yield _about("DOC_SIGNER_NO_POWER", message, document, Link("Проверить срок полномочий", url))


def repealed_in_use(on: dt.date) -> Iterable[Finding]:
    """Pairs that rest on an order which is cancelled (by an amending act or in the paper register)."""
    pairs: dict[object, int] = {}
    rows = Pairing.objects.filter(removed_at=None, state__in=ORDERED).exclude(order_document_id=None)
    for document_id in rows.values_list("order_document_id", flat=True):
        pairs[document_id] = pairs.get(document_id, 0) + 1
    repealing = Document.objects.filter(cancels=OuterRef("pk"), state__in=IN_FORCE, signed_on__lte=on)
    for document in Document.objects.filter(Q(state="cancelled") | Q(Exists(repealing)), pk__in=list(pairs)):
        message = f"{_named(document)}: приказ утратил силу. Пар, основанных на нём: {pairs[document.pk]}."
        fix = Link("Подготовить новый приказ", reverse("pairings:list"))
        yield _about("ORDER_REPEALED_IN_USE", message, document, fix)


def register() -> None:
    """Two kinds of acts that the law asks for and nobody drafts here are recorded by number and date."""
    kinds = [
        ("order_pd_responsible", "Приказ об ответственном за обработку персональных данных", "order", "ОД"),
        ("pd_policy", "Политика обработки персональных данных", "approved", ""),
    ]
    for code, title, family, book in kinds:
        if code not in document_kinds:
            document_kinds.add(DocumentKind(code, title, family, "", book))  # type: ignore[arg-type]
    local, papers = "положение организации", "правила делопроизводства организации"
    rules = [
        FindingRule("ACT_NO_REGULATION", "Нет положения", "error", "АЗ-1128; 273-ФЗ, ст. 28", no_regulation),
        FindingRule("ACT_NO_CURATOR", "Куратор не назначен", "error", "Р-145, АЗ-1128", no_curator),
        _missing_act(
            "PD_NO_RESPONSIBLE",
            "order_pd_responsible",
            "Не внесён приказ об ответственном за обработку персональных данных.",
            "Внести приказ",
        ),
        _missing_act(
            "PD_NO_POLICY", "pd_policy", "Не внесена политика обработки персональных данных.", "Внести политику"
        ),
        FindingRule("DOC_NUMBER_GAP", "Пропущены номера", "warn", papers, number_gap),
        FindingRule("DOC_DATE_ORDER", "Дата не по порядку", "error", papers, date_order),
        FindingRule("DOC_NOT_ACQUAINTED", "Не ознакомлены", "error", "ТК РФ, ст. 22, 68", not_acquainted),
        FindingRule("DOC_SCAN_MISSING", "Нет скана", "warn", local, scan_missing),
        FindingRule("DOC_SIGNER_NO_POWER", "Подписант без полномочий", "error", "устав организации", signer_no_power),
        FindingRule("ORDER_REPEALED_IN_USE", "Приказ отменён, пары остались", "error", local, repealed_in_use),
    ]
    for rule in rules:
        if rule.code not in finding_rules:
            finding_rules.add(rule)
