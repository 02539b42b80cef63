"""What documents give others: kinds begun from a blank, tools, evidence, lines of the day, search, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from nastavnik.features.documents import (
    acquaintances,
    amending,
    kinds,
    numbering,
    own,
    personal,
    queries,
    readers,
    reviews,
)
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.policies import worked_on
from nastavnik.features.documents.rules import IN_FORCE, OPEN, SIGNED, WORDS, words_of
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DueItem,
    DueSource,
    EvidenceAnswer,
    EvidenceRule,
    Figure,
    Hit,
    Link,
    NavItem,
    SearchSource,
    dues,
    evidence,
    figures,
    navigation,
    search_sources,
    tools,
)
from nastavnik.ui.text import people_phrase

kinds.register_plain()
amending.register()


def _new(ref: ActivityRef) -> str:
    return reverse("documents:new") + "?" + urlencode({"kind": ref.document, "activity": ref.activity_id})


for _code, _label, _button in (
    ("document", "Документ по образцу", "Подготовить документ"),
    ("minutes", "Протокол", "Составить протокол"),
    ("letter", "Письмо", "Подготовить письмо"),
    ("note", "Справка", "Составить справку"),
    ("listing", "Перечень", "Составить перечень"),
    ("sheet", "Ведомость", "Заполнить ведомость"),
    ("agreement", "Соглашение", "Подготовить соглашение"),
):
    tools.add(ActivityTool(_code, _label, _button, _new))
tools.add(
    ActivityTool(
        "acquaintance",
        "Ознакомление под подпись",
        "Ознакомить под подпись",
        lambda ref: reverse("documents:acquaint_list") + "?" + urlencode({"activity": str(ref.activity_id)}),
    )
)
acquaintances.register()
readers.register()
own.register()
personal.register()
reviews.register()


def _documents(refs: Sequence[ActivityRef]) -> dict[str, list[Document]]:
    """Documents of all asked kinds, by kind, in one query; the cancelled ones too: they say why a proof fell away."""
    wanted = {ref.document for ref in refs if ref.document}
    wanted |= {kinds.general_of(code) for code in wanted} - {""}
    found: dict[str, list[Document]] = {}
    for item in Document.objects.filter(kind__in=wanted).order_by("signed_on", "created_at"):
        found.setdefault(item.kind, []).append(item)
    return found


def _own(ref: ActivityRef, documents: list[Document]) -> list[Document]:
    """Those begun from this activity if there are any, else all of the year (a kind of its own)."""
    started = [item for item in documents if item.activity_id == ref.activity_id]
    if started or ref.document in kinds.SHARED:
        return started
    kept = [item for item in documents if item.kind == ref.document]
    return [item for item in kept if item.program_year_id in (ref.program_year_id, None)]


def _answer(refs: Sequence[ActivityRef], on: dt.date, enough: tuple[str, ...]) -> list[EvidenceAnswer]:
    documents = _documents(refs)
    answers = []
    for ref in refs:
        every = [*documents.get(ref.document, []), *documents.get(kinds.general_of(ref.document), [])]
        own = _own(ref, [item for item in every if item.state != "cancelled"])
        ready = [item for item in own if item.state in enough and item.signed_on and item.signed_on <= on]
        links = tuple(Link(_name(item), reverse("documents:document", args=[item.pk])) for item in (ready or own)[-5:])
        if ready:
            first = ready[0]
            words = f"Зарегистрирован № {first.number}" if first.number else words_of(first.state, "")[1]
            answers.append(EvidenceAnswer("done", words, 1, 1, first.signed_on, links))
        elif own:
            answers.append(EvidenceAnswer("part", WORDS[own[-1].state][1], 0, 1, None, links))
        else:
            ended = [item for item in _own(ref, every) if item.signed_on]
            words = f"Документ отменён. {ended[-1].note}".strip() if ended else "Документа ещё нет"
            answers.append(EvidenceAnswer("none", words, 0, 1))
    return answers


def _name(item: Document) -> str:
    if item.number and item.signed_on:
        return f"{item.title}, № {item.number} от {item.signed_on:%d.%m.%Y}"
    return f"{item.title} ({words_of(item.state, item.number)[1].lower()})"


evidence.add(
    EvidenceRule("document_registered", "Документ зарегистрирован", lambda refs, on: _answer(refs, on, IN_FORCE))
)
evidence.add(EvidenceRule("document_signed", "Документ подписан", lambda refs, on: _answer(refs, on, SIGNED)))


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    found = []
    work = worked_on(actor)
    waiting = queries.waiting_for_signature(actor)
    to_sign = list((waiting if work is None else waiting.filter(pk__in=work))[:20])
    if to_sign:
        mine = work is not None or actor.may("documents.sign")
        found.append(
            DueItem(
                title=f"На подпись: {len(to_sign)}",
                why=", ".join(item.title for item in to_sign[:3]),
                url=reverse("documents:queue"),
                button="Отметить подпись" if mine else "Посмотреть документы",
                mark="wait",
                waits=not mine,
                order=20,
            )
        )
    unnumbered = list(numbering.to_number(actor).filter(state="signed")[:20])
    if unnumbered:
        found.append(
            DueItem(
                title=f"Внести номера: {len(unnumbered)}",
                why="Подписано, но номера и даты из журнала ещё нет: "
                + ", ".join(item.title for item in unnumbered[:2]),
                url=reverse("documents:numbers"),
                button="Внести номера",
                mark="part",
                order=30,
            )
        )
    return found + _reading(actor, on)


def _reading(actor: Actor, on: dt.date) -> list[DueItem]:
    """Acquaintances where somebody has not signed: the first to fall due is named."""
    rows = acquaintances.with_progress(acquaintances.visible(actor), on)
    waiting = [item for item in rows.exclude(document__state="cancelled") if item.done < item.total]
    if not waiting:
        return []
    missing = sum(item.total - item.done for item in waiting)
    terms = [item.due_on for item in waiting if item.due_on]
    return [
        DueItem(
            title=f"Ознакомить под подпись: ждём {people_phrase(missing, 'gen')}",
            why=", ".join(f"{item.document.title} ({item.audience})" for item in waiting[:2]),
            url=reverse("documents:acquaint_page", args=[waiting[0].pk])
            if len(waiting) == 1
            else reverse("documents:acquaint_list"),
            button="Отметить подписи",
            due=min(terms, default=None),
            mark="late" if any(term < on for term in terms) else "wait",
            order=45,
        )
    ]


dues.add(DueSource("documents", frozenset({"curator", "director", "office"}), _due))


def _find(actor: Actor, text: str) -> list[Hit]:
    rows = queries.find(queries.visible_documents(actor), text)[:8]
    return [
        Hit(item.title, words_of(item.state, item.number)[1], reverse("documents:document", args=[item.pk]))
        for item in rows
    ]


search_sources.add(SearchSource("documents", "Документы", frozenset({"curator", "director", "office"}), _find))


PAPER = frozenset({"curator", "director", "office"})
navigation.add(NavItem("documents", "Документы", "documents:list", "file-text", PAPER, 70, prefix="/documents/"))

figures.add(
    Figure(
        "documents_registered",
        "Зарегистрировано документов",
        lambda on: Document.objects.filter(state__in=IN_FORCE, signed_on__lte=on).exclude(kind=kinds.OUTSIDE).count(),
        order=80,
        url="/documents/",
    )
)
figures.add(
    Figure(
        "documents_open",
        "Документов в работе",
        lambda on: Document.objects.filter(state__in=OPEN).count(),
        order=81,
        url="/documents/",
    )
)
