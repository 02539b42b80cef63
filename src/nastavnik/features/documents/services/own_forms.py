"""Own Word forms: taken only after they were filled with invented data, taken away without touching what was made."""

from __future__ import annotations

from django.db import transaction

from nastavnik.features.documents import own_forms
from nastavnik.features.documents.models import OwnForm
from nastavnik.features.documents.services.common import kind_of
from nastavnik.kernel import clock, files, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def keep_form(*, by: Actor, kind: str, content: bytes, name: str) -> OwnForm:
    """Keep the form as the next version of the kind; from now on it is offered beside our Word file.

    Errors: InputRefused when the file is no DOCX, asks an unknown field or anything a form may not.
    """
    by.must("documents.own_forms")
    spec = kind_of(kind)
    if not spec.template:
        raise InputRefused("У этого вида нет текста в системе: бланку нечем заполниться.", field="form")
    fields = own_forms.fields_used(content, name=name, template=spec.template)
    stored = files.store(by, content, name=name, media_type=DOCX)
    with transaction.atomic():
        last = OwnForm.objects.filter(kind=kind).order_by("-version").first()
        form = OwnForm.objects.create(
            kind=kind,
            version=last.version + 1 if last else 1,
            name=stored.name[:200],
            file=stored,
            fields=list(fields),
            added_by=by.label[:200],
        )
        journal.record(by, "documents.own_form_kept", form, kind=kind, version=form.version, fields=list(fields))
    return form


def end_form(*, by: Actor, form: OwnForm) -> OwnForm:
    """Go back to our form: all own versions of the kind are no longer offered; the files stay."""
    by.must("documents.own_forms", form)
    if form.ended_at is not None:
        raise WrongState("Этот бланк уже не применяется.")
    with transaction.atomic():
        now = clock.now()
        OwnForm.objects.filter(kind=form.kind, ended_at=None).update(ended_at=now)
        form.ended_at = now
        journal.record(by, "documents.own_form_ended", form, kind=form.kind)
    return form
