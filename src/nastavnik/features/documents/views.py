"""Pages of the documents."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents import editing, forms, kinds, pages, queries, rendering, reviews, services
from nastavnik.features.documents.models import DocumentFile, Register
from nastavnik.features.documents.rules import OPEN
from nastavnik.features.documents.tasks import DOCX, file_name
from nastavnik.kernel import clock, files
from nastavnik.kernel.errors import InputRefused, NotFound, WrongState
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.ui.toasts import say


@kept
def document_list(request: Request) -> HttpResponse:
    actor = request.actor
    rows = queries.with_counts(queries.visible_documents(actor))
    page = pages.DOCUMENTS.read(request.GET, rows)
    if page.export:
        return pages.export(actor, page.all_rows)
    context = {
        "page": page,
        "position": pages.position(queries.visible_documents(actor)),
        "rows": pages.rows(page, actor),
        "may_draft": actor.may("documents.draft"),
    }
    return render(request, "documents/list.html", context)


def queue(request: Request) -> HttpResponse:
    """«На подпись»: what waits for the pen and what waits for a number."""
    actor = request.actor
    today = clock.today(actor.organization)
    to_sign = pages.signing_rows(queries.waiting_for_signature(actor), actor, today)
    context = {
        "to_agree": list(reviews.waiting_for(actor)[:50]),
        "handed": list(reviews.handed_to(actor)[:100]) if not actor.may("documents.hand") else [],
        "nobody": not actor.may("documents.hand") and actor.person_id is None,
        "to_sign": to_sign,
        **pages.stack_context(to_sign),
        "to_number": pages.rows(queries.waiting_for_number(actor).filter(state="signed"), actor),
        "today": today,
    }
    return render(request, "documents/queue.html", context)


def document(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    return render(request, "documents/document.html", pages.document_context(found, request.actor))


def sheet(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    """Picture of one sheet of the document."""
    found = queries.get_document(request.actor, pk)
    if not found.template:
        raise NotFound("Листа в системе нет: документ издан раньше.")
    try:
        picture, _ = rendering.page_png(pages.pdf_for_show(found), number)
    except IndexError:
        raise NotFound() from None
    return files.attach(picture, name=f"лист {number}.png", media_type="image/png", inline=True)


def download(request: Request, pk: uuid.UUID, form: str) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    if not found.template or form not in ("pdf", "docx"):
        raise NotFound()
    name = f"{file_name(found)}.{form}"
    if form == "pdf":
        return files.attach(
            pages.pdf_to_print(found, request.actor), name=name, media_type="application/pdf", inline=True
        )
    return files.attach(rendering.docx_of(found), name=name, media_type=DOCX)


def stored_file(request: Request, pk: uuid.UUID) -> HttpResponse:
    kept = DocumentFile.objects.select_related("file", "document").filter(pk=pk).first()
    if kept is None or not queries.visible_documents(request.actor).filter(pk=kept.document_id).exists():
        raise NotFound()
    return files.respond(kept.file)


def new(request: Request) -> HttpResponse:
    """All kinds by groups with a search; a named kind goes straight to its heading and from there to its text."""
    activity = pages.activity_of(request)
    wanted = request.POST.get("kind") or request.GET.get("kind", "")
    kind = kinds.BLANKS.get(wanted)
    if kind is None:
        if wanted:
            say(request, "Такой документ начинают не здесь: выберите вид из списка")
        text = request.GET.get("q", "").strip()[:100]
        context = {"groups": editing.blank_groups(text), "q": text, "activity": activity or ""}
        return render(request, "documents/new.html", context)
    form = forms.NewForm(request.POST or None, initial={"kind": kind.code, "title": kind.title})
    if request.method == "POST" and form.is_valid():
        made = services.draft(
            by=request.actor,
            kind=kind.code,
            subject={"by_hand": str(uuid.uuid4())},
            title=form.cleaned_data["title"],
            activity_id=activity,
            edits=kinds.starting_edits(kind.code, request.actor),
        )
        say(request, "Проект подготовлен. Заполните текст.")
        return redirect("documents:edit", pk=made.pk)
    return render(
        request,
        "documents/form.html",
        {"form": form, "heading": kind.title, "button": "Подготовить проект", "activity": activity or ""},
    )


def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    if found.state not in OPEN:
        raise WrongState("Документ подписан: его текст больше не меняется. Изменение вносят новым документом.")
    form = editing.edit_form(request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        services.edit(
            by=request.actor,
            document=found,
            title=form.cleaned_data["title"],
            edits=form.edits(),
            reason=form.cleaned_data.get("reason", ""),
        )
        say(request, "Текст проекта обновлён")
        return redirect("documents:document", pk=pk)
    context = {"form": form, "document": found, "sections": form.sections() if found.kind in kinds.BY_HAND else []}
    return render(request, "documents/edit.html", context, status=422 if form.errors else 200)


@require_POST
def refresh(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.refresh(by=request.actor, document=queries.get_document(request.actor, pk))
    say(request, "Проект обновлён по данным системы")
    return redirect("documents:document", pk=pk)


@require_POST
def give_to_sign(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.mark_printed(by=request.actor, document=queries.get_document(request.actor, pk))
    say(request, "Документ отдан на подпись")
    return redirect("documents:document", pk=pk)


@require_POST
def sign(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    form = forms.SignForm(request.POST)
    if not form.is_valid():
        return render(
            request, "documents/document.html", pages.document_context(found, request.actor, sign_form=form), status=422
        )
    services.sign(by=request.actor, document=found, **form.cleaned_data)
    say(request, "Подпись отмечена. Внесите номер и дату из журнала.")
    return redirect(pages.back(request, found))


@require_POST
def number(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    form = forms.NumberForm(request.POST)
    if not form.is_valid():
        context = pages.document_context(found, request.actor, number_form=form)
        return render(request, "documents/document.html", context, status=422)
    try:
        done = services.register(by=request.actor, document=found, **form.cleaned_data)
    except InputRefused as refusal:
        form.add_error(refusal.field or None, refusal.message)
        context = pages.document_context(found, request.actor, number_form=form)
        return render(request, "documents/document.html", context, status=422)
    say(request, f"Документ зарегистрирован: № {done.number} от {done.signed_on:%d.%m.%Y}")
    return redirect(pages.back(request, found))


@require_POST
def scan(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    form = forms.ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        raise InputRefused(" ".join(str(line) for line in form.errors["scan"]))
    uploaded = form.cleaned_data["scan"]
    kept = files.store(request.actor, uploaded, name=uploaded.name, media_type=uploaded.media_type)
    services.attach_scan(by=request.actor, document=found, scan=kept)
    say(request, "Скан приложен")
    return redirect("documents:document", pk=pk)


@require_POST
def discard(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.discard(by=request.actor, document=queries.get_document(request.actor, pk))
    say(request, "Проект отменён")
    return redirect("documents:list")


def repeal(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_document(request.actor, pk)
    form = forms.RepealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.repeal(by=request.actor, document=found, reason=form.cleaned_data["reason"])
        say(request, "Документ отменён")
        return redirect("documents:document", pk=pk)
    return render(request, "documents/repeal.html", {"form": form, "document": found})


@require_POST
def package(request: Request) -> HttpResponse:
    actor = request.actor
    chosen = pages.uuids(request.POST.getlist("document"))
    visible = set(
        queries.visible_documents(actor).filter(pk__in=chosen).exclude(template="").values_list("pk", flat=True)
    )
    if set(chosen) - visible:
        raise NotFound()
    job = services.start_package(by=actor, document_ids=chosen, title="Документы", back_url=reverse("documents:list"))
    return redirect("organizations:job", pk=job.pk)


def prior(request: Request) -> HttpResponse:
    """An act issued before the system."""
    form = forms.PriorForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        uploaded = values.pop("scan")
        kept = (
            files.store(request.actor, uploaded, name=uploaded.name, media_type=uploaded.media_type)
            if uploaded
            else None
        )
        made = services.record_prior(by=request.actor, scan=kept, **values)
        say(request, "Документ внесён")
        return redirect("documents:document", pk=made.pk)
    return render(
        request,
        "documents/form.html",
        {"form": form, "heading": "Документ, изданный до системы", "button": "Внести документ", "multipart": True},
    )


def registers(request: Request) -> HttpResponse:
    today = clock.today(request.actor.organization)
    return render(request, "documents/registers.html", {"states": queries.registers_state(today)})


def register(request: Request, pk: uuid.UUID | None = None) -> HttpResponse:
    found = None
    if pk is not None:
        found = Register.objects.filter(pk=pk).first()
        if found is None:
            raise NotFound()
    initial: dict[str, Any] = forms.RegisterForm.initial_of(found) if found else {"mask": "{n}", "restarts": "calendar"}
    form = forms.RegisterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_register(by=request.actor, register=found, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Журнал сохранён")
            return redirect("documents:registers")
    return render(
        request, "documents/form.html", {"form": form, "heading": "Журнал регистрации", "button": "Сохранить журнал"}
    )
