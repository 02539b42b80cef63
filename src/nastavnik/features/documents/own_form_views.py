"""Pages of the organisation's own Word forms."""

from __future__ import annotations

import uuid

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.documents import own_forms, queries, services
from nastavnik.features.documents.models import OwnForm
from nastavnik.features.documents.tasks import DOCX, file_name
from nastavnik.kernel import files
from nastavnik.kernel.contracts import document_kinds
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.files import MAX_UPLOAD
from nastavnik.kernel.http import Request
from nastavnik.ui.forms import FileDrop, Form
from nastavnik.ui.toasts import say


class UploadForm(Form):
    form = django_forms.FileField(label="Бланк Word", widget=FileDrop(".docx"), help_text="Файл .docx с полями.")


def _get(pk: uuid.UUID) -> OwnForm:
    found = OwnForm.objects.select_related("file").filter(pk=pk).first()
    if found is None or found.kind not in document_kinds:
        raise NotFound()
    return found


def form_list(request: Request) -> HttpResponse:
    """Kinds and the forms that stand in use."""
    used = {form.kind: form for form in OwnForm.objects.filter(ended_at=None).order_by("version")}
    rows = [(kind, used.get(kind.code)) for kind in own_forms.kinds_with_forms()]
    rows.sort(key=lambda row: row[1] is None)
    return render(request, "documents/own_forms.html", {"rows": rows})


def form_of_kind(request: Request, kind: str) -> HttpResponse:
    """Upload a form of one kind; what it may ask is listed beside."""
    spec = document_kinds.get(kind)
    if spec is None or spec not in own_forms.kinds_with_forms():
        raise NotFound()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["form"]
        try:
            if sent.size > MAX_UPLOAD:
                raise InputRefused(f"Файл больше {MAX_UPLOAD // 1024 // 1024} МБ.", field="form")
            made = services.keep_form(by=request.actor, kind=kind, content=sent.read(), name=sent.name)
        except InputRefused as refusal:
            form.add_error("form", refusal.message)
        else:
            say(request, f"Бланк принят, версия {made.version}. Посмотрите образец.")
            return redirect("documents:own_form", kind=kind)
    context = {
        "kind": spec,
        "form": form,
        "kept": list(OwnForm.objects.filter(kind=kind).order_by("-version")),
        "fields": own_forms.known_fields(spec.template),
    }
    return render(request, "documents/own_form.html", context, status=422 if form.errors else 200)


def form_sample(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The form filled with invented people."""
    found = _get(pk)
    return files.attach(own_forms.sample(found), name=f"Образец {found.name}", media_type=DOCX)


def form_file(request: Request, pk: uuid.UUID) -> HttpResponse:
    return files.respond(_get(pk).file)


@require_POST
def form_end(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = _get(pk)
    services.end_form(by=request.actor, form=found)
    say(request, "Снова применяется бланк системы")
    return redirect("documents:own_form", kind=found.kind)


def in_own_form(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A document in the organisation's own Word form."""
    document = queries.get_document(request.actor, pk)
    form = own_forms.in_use(document.kind)
    if form is None or not document.template:
        raise NotFound("Для этого вида своего бланка нет.")
    return files.attach(own_forms.filled(form, document), name=f"{file_name(document)}.docx", media_type=DOCX)
