"""What the pages of documents are given: prepared rows and steps, no queries in templates."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.features.documents import (
    acquaintances,
    amending,
    forms,
    own_forms,
    queries,
    rendering,
    reviews,
    services,
)
from nastavnik.features.documents.models import STATES, Document
from nastavnik.features.documents.policies import signs, worked_on
from nastavnik.features.documents.rules import IN_FORCE, OPEN, words_of
from nastavnik.features.documents.services.registers import propose_number
from nastavnik.features.documents.services.reviews import demanded
from nastavnik.kernel import clock, files, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import Obstacle, document_kinds
from nastavnik.kernel.http import Request
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.lists import Choice, ListSpec, Search, Sort
from nastavnik.ui.shapes import Action, Fact, HistoryRow, NoteCard, RouteStep
from nastavnik.ui.toasts import is_own_path


def _kinds_used() -> Iterable[tuple[str, str]]:
    used = Document.objects.values_list("kind", flat=True).distinct().order_by()
    return sorted(((code, title_of(code)) for code in used), key=lambda item: item[1])


def title_of(code: str) -> str:
    kind = document_kinds.get(code)
    return kind.title if kind else code


DOCUMENTS = ListSpec(
    filters=(
        Search("q", "Заголовок, номер или код с листа", queries.find),
        Choice("state", "Состояние", STATES, lambda rows, value: rows.filter(state=value), every="Все состояния"),
        Choice("kind", "Вид", _kinds_used, lambda rows, value: rows.filter(kind=value), every="Все виды"),
    ),
    sorts=(
        Sort("new", "created_at", "pk", descending=True),
        Sort("title", "title", "pk"),
        Sort("number", "register__code", "register_period", "number_sort", "pk"),
        Sort("date", "signed_on", "pk"),
    ),
    words="документ,документа,документов",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: the paper, its state in words, the cell where the number is typed."""

    document: Document
    mark: str
    words: str
    can_number: bool
    hint: str


def rows(found: Iterable[Document], actor: Actor) -> list[Row]:
    """Lines of the list; the proposed number costs a query for each register, not for each line."""
    hints: dict[Any, str] = {}
    today = clock.today(actor.organization)
    lines = []
    work = worked_on(actor)
    for item in found:
        mark, words = words_of(item.state, item.number)
        waits = item.state in ("printed", "signed")
        hint = ""
        if waits and item.register is not None:
            if item.register_id not in hints:
                hints[item.register_id] = propose_number(item.register, item.signed_on or today)
            hint = hints[item.register_id]
        lines.append(Row(item, mark, words, waits and (work is None or item.pk in work), hint))
    return lines


def position(found: QuerySet[Document]) -> str:
    """One sentence about all papers."""
    counts = dict(found.order_by().values_list("state").annotate(Count("pk")))
    total = sum(counts.values())
    if not total:
        return "Документов пока нет. Первые появятся из дорожной карты: у каждого мероприятия есть кнопка."
    signed = sum(counts.get(state, 0) for state in IN_FORCE)
    parts = [f"Зарегистрировано {signed} из\u00a0{total}"]
    waiting = sum(counts.get(state, 0) for state in OPEN)
    if waiting:
        parts.append(f"в работе {waiting}")
    if counts.get("signed"):
        parts.append(f"без номера {counts['signed']}")
    return ", ".join(parts) + "."


def export(actor: Actor, found: Any) -> HttpResponse:
    headers = ["Вид", "Заголовок", "Состояние", "Номер", "Дата", "Журнал", "Подписал", "Ознакомлено", "Код на листе"]
    lines = [
        [
            title_of(item.kind),
            item.title,
            words_of(item.state, item.number)[1],
            item.number,
            item.signed_on,
            item.register.name if item.register else "",
            str(item.signer or ""),
            f"{item.acquainted} из {item.to_acquaint}" if item.to_acquaint else "",
            item.code,
        ]
        for item in found
    ]
    with transaction.atomic():
        journal.record(actor, "documents.exported", None, count=len(lines))
    return xlsx_answer("Документы", headers, lines)


@dataclass(frozen=True, slots=True)
class SigningRow:
    document: Document
    blocks: Sequence[Obstacle]
    warnings: Sequence[Obstacle]
    may_sign: bool

    @property
    def forbidden(self) -> bool:
        return any(item.legal for item in self.blocks)


def signing_rows(found: QuerySet[Document], actor: Actor, on: dt.date) -> list[SigningRow]:
    """The queue with what stands in the way of each."""
    lines = []
    asked = demanded()
    work = worked_on(actor)
    for item in found[:50]:
        obstacles = services.obstacles_of(item, on, asked=asked)
        blocks = [one for one in obstacles if one.severity == "block"]
        lines.append(
            SigningRow(item, blocks, [one for one in obstacles if one.severity == "warn"], signs(actor, item, work))
        )
    return lines


def stack_context(rows: Sequence[SigningRow]) -> dict[str, Any]:
    """Papers of the queue that nothing stands in the way of, to be marked in one press; one is no stack."""
    rows = [row for row in rows if row.may_sign]
    clean = [row for row in rows if not row.blocks]
    if len(clean) < 2:
        return {"stack": []}
    rest = len(rows) - len(clean)
    words = "Отметим подпись одной датой на всех документах, к которым нет замечаний; номера внесёте потом."
    if rest:
        words += f" С замечаниями остаётся {rest}: их подписывают по одному."
    return {"stack": clean, "stack_words": words}


def pdf_for_show(document: Document) -> bytes:
    """The kept file of a signed document, else its draft of now."""
    kept = document.files.filter(role__in=["numbered", "pdf"]).select_related("file").order_by("-added_at").first()
    if kept is not None and (kept.role == "numbered" or not document.number):
        return files.read(kept.file)
    return rendering.pdf_of(document)


def pdf_to_print(document: Document, actor: Actor) -> bytes:
    """The sheets and, where it is asked for, the sheet of visas after them."""
    pdf = pdf_for_show(document)
    if document.state not in OPEN or not reviews.wants_sheet(document):
        return pdf
    today = clock.today(actor.organization)
    sheet = rendering.pdf_of_trees([reviews.visa_tree(document, actor, today)], on=today).data
    return rendering.join([pdf, sheet])


def document_context(
    document: Document, actor: Actor, *, sign_form: Any = None, number_form: Any = None
) -> dict[str, Any]:
    """Everything the page of one document shows."""
    today = clock.today(actor.organization)
    is_open = document.state in OPEN
    obstacles = services.obstacles_of(document, today) if is_open else []
    blocks = [item for item in obstacles if item.severity == "block"]
    hint = propose_number(document.register, document.signed_on or today) if document.register else ""
    people = list(queries.people_of(document))
    named = sum(1 for row in people if row.must_acquaint)
    done = sum(1 for row in people if row.must_acquaint and row.acquainted_on)
    sheets = sheet_count(document) if document.template else 0
    rounds = reviews.rounds(document, actor)
    return {
        "document": document,
        "kind_title": title_of(document.kind),
        "state": words_of(document.state, document.number),
        "is_open": is_open,
        "sheets": range(1, sheets + 1),
        "blocks": blocks,
        "forbidden": any(item.legal for item in blocks),
        "notes": [note(item) for item in obstacles],
        "sign_form": sign_form or forms.SignForm(initial={"on": today, "shown_hash": document.content_hash}),
        "number_form": number_form or forms.NumberForm(initial={"number": "", "on": document.signed_on}),
        "number_hint": hint,
        "may_sign": signs(actor, document),
        "may_draft": actor.may("documents.draft"),
        "rounds": rounds,
        "own_form": own_forms.in_use(document.kind) if document.template else None,
        "mine": next((row for one in rounds for row in one.rows if row.mine), None),
        "sendable": document.state in ("draft", "agreed"),
        "office": reviews.office_people() if actor.may("documents.hand") else [],
        "handed": list(document.handings.select_related("person")),
        "today": today,
        "can_number": document.state in ("printed", "signed") and actor.may("documents.register", document),
        "scan_form": forms.ScanForm(),
        "people": people,
        "named": named,
        "amendable": actor.may("documents.draft") and amending.amendable(document),
        "changed_by": list(document.amended_by.exclude(state="cancelled").order_by("created_at")),
        "acquaintances": list(acquaintances.with_progress(document.acquaintances.all(), today)),
        "acquainted": done,
        "files": list(queries.files_of(document)),
        "facts": facts(document),
        "route": route(document, done, named, rounds),
        "history": [HistoryRow(line.at, f"{line.what} — {line.who}") for line in queries.history(document)],
        "activity_url": reverse("roadmap:activity", args=[document.activity_id]) if document.activity_id else "",
    }


def sheet_count(document: Document) -> int:
    import io

    import pypdfium2

    source = pypdfium2.PdfDocument(io.BytesIO(pdf_for_show(document)))
    try:
        return len(source)
    finally:
        source.close()


def named(document: Document) -> str:
    """Title with number and date, as people cite it."""
    if document.number and document.signed_on:
        return f"{document.title}, №\u00a0{document.number} от {document.signed_on:%d.%m.%Y}"
    return document.title


def facts(document: Document) -> list[Fact]:
    rows = [Fact("Вид", title_of(document.kind)), Fact("Код на листе", document.code)]
    if document.register:
        rows.append(Fact("Журнал", document.register.name))
    if document.signer:
        rows.append(Fact("Подписывает", f"{document.signer.post} {document.signer}"))
    if document.amends:
        rows.append(Fact("Изменяет", named(document.amends), reverse("documents:document", args=[document.amends_id])))
    for item in document.cancelled_by.exclude(state="cancelled"):
        rows.append(Fact("Утратил силу", named(item), reverse("documents:document", args=[item.pk])))
    if document.before_system:
        rows.append(Fact("Откуда", "издан до системы"))
    if document.note:
        rows.append(Fact("Примечание", document.note))
    if document.overrule_reason:
        rows.append(Fact("Подписан несмотря на замечания", document.overrule_reason))
    return rows


def route(document: Document, done: int, named: int, rounds: Sequence[reviews.Round]) -> list[RouteStep]:
    """The way of the paper: what is behind and what is ahead, by name."""
    order = ["draft", "printed", "signed", "registered"]
    if document.state == "cancelled":
        return [RouteStep("stop", "Отменён", document.note)]
    place = order.index(
        {"review": "draft", "agreed": "draft", "archived": "registered"}.get(document.state, document.state)
    )
    signer = str(document.signer) if document.signer else "подписывающее лицо не указано"
    steps = [
        ("Проект подготовлен", document.created_by),
        ("Отдан на подпись", ""),
        ("Подписан", f"{signer}, {document.signed_on:%d.%m.%Y}" if document.signed_on else signer),
        ("Внесены номер и дата", f"№ {document.number}" if document.number else ""),
    ]
    kind = document_kinds.get(document.kind)
    if kind is not None and not kind.numbered:
        steps.pop()
    found = [
        RouteStep("done" if index <= place else ("wait" if index == place + 1 else "none"), what, detail)
        for index, (what, detail) in enumerate(steps)
    ]
    if rounds:
        last = rounds[0]
        agreed = sum(row.step.state == "agreed" for row in last.rows)
        state = {"agreed": "done", "returned": "late", "open": "wait"}.get(last.review.state, "na")
        if last.is_open:  # one thing is waited for at a time
            found[1] = RouteStep("none", found[1].what, found[1].detail)
        found.insert(1, RouteStep(state, "Согласован", f"{agreed} из\u00a0{len(last.rows)}"))
    if named:
        state = "done" if done == named else "part" if done else "none"
        found.append(RouteStep(state, "Ознакомлены", f"{done} из\u00a0{named}"))
    return found


def note(item: Obstacle) -> NoteCard:
    action = Action(item.fix.label, item.fix.url) if item.fix else None
    source = "По закону: подписать нельзя, пока не исправлено" if item.legal else ""
    return NoteCard("late" if item.severity == "block" else "wait", item.message, source, "", action)


def back(request: Request, document: Document) -> str:
    """Where the form came from, if that is an own path; else the document."""
    wanted = request.POST.get("next", "")
    return wanted if is_own_path(wanted) else reverse("documents:document", args=[document.pk])


def activity_of(request: Request) -> uuid.UUID | None:
    found = uuids([request.POST.get("activity") or request.GET.get("activity") or ""])
    return found[0] if found else None


def uuids(values: Iterable[str]) -> list[uuid.UUID]:
    """Well-formed ids of a list; what is not an id is dropped."""
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except (ValueError, AttributeError):
            continue
    return found
