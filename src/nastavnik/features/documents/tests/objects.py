"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.engines import papers
from nastavnik.features.documents.codes import new_code
from nastavnik.features.documents.models import (
    Acquaintance,
    Document,
    DocumentFile,
    DocumentPerson,
    Handing,
    OwnForm,
    Register,
    Review,
    ReviewStep,
)
from nastavnik.features.organizations.models import Signer
from nastavnik.features.people.models import Person
from nastavnik.kernel import actors, files, scope


def document(organization: Any) -> Any:
    with scope.within(organization):
        made = Document.objects.create(
            code=new_code()[0],
            kind="minutes",
            title="Протокол",
            template="order_pairs",
            data=papers.sample("order_pairs"),
            signer=Signer.objects.first(),
            created_at=dt.datetime(2026, 9, 10, tzinfo=dt.UTC),
        )
        return made.pk


def document_file(organization: Any) -> Any:
    with scope.within(organization):
        kept = files.store(actors.system(organization), b"%PDF-1.4", name="a.pdf", media_type="application/pdf")
        return DocumentFile.objects.create(document_id=document(organization), role="scan", file=kept).pk


def register(organization: Any) -> Any:
    with scope.within(organization):
        return Register.objects.create(code="ПР", name="Протоколы").pk


def registered_order(organization: Any) -> Any:
    pk = document(organization)
    with scope.within(organization):
        Document.objects.filter(pk=pk).update(
            kind="order_team", state="registered", number="1-од", signed_on=dt.date(2026, 9, 15)
        )
    return pk


def acquaintance(organization: Any) -> Any:
    with scope.within(organization):
        return Acquaintance.objects.create(
            document_id=document(organization), audience="наставники", started_on=dt.date(2026, 9, 11), started_by="я"
        ).pk


def given_to_read(organization: Any, actor: Any) -> Any:
    """A signed act that calls the actor to sign."""
    pk = registered_order(organization)
    with scope.within(organization):
        DocumentPerson.objects.create(document_id=pk, person_id=actor.person_id, must_acquaint=True)
    return pk


def _review(organization: Any, person_id: Any) -> Any:
    with scope.within(organization):
        made = Document.objects.get(pk=document(organization))
        Document.objects.filter(pk=made.pk).update(state="review")
        review = Review.objects.create(
            document=made, content_hash=made.content_hash, started_on=dt.date(2026, 10, 1), started_by="я"
        )
        return ReviewStep.objects.create(review=review, person_id=person_id, post="методист")


def review_step(organization: Any) -> Any:
    with scope.within(organization):
        person = Person.objects.create(kind="worker", last="Ольхин", first="Лев", post="методист")
        return _review(organization, person.pk).pk


def reviewed_document(organization: Any) -> Any:
    with scope.within(organization):
        return ReviewStep.objects.select_related("review").get(pk=review_step(organization)).review.document_id


def _handed(make: Any, document_of: Any) -> Any:
    """A maker of an object whose document was handed to the actor."""

    def related(organization: Any, actor: Any) -> Any:
        pk = make(organization)
        with scope.within(organization):
            Handing.objects.create(
                document_id=document_of(pk), person_id=actor.person_id, handed_on=dt.date(2026, 10, 1), handed_by="я"
            )
        return pk

    return related


def _docx() -> bytes:
    import io

    import docx

    made = docx.Document()
    made.add_paragraph("{{ subject }}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def own_form(organization: Any) -> Any:
    """A form of letters."""
    with scope.within(organization):
        system = actors.system(organization)
        kept = files.store(system, _docx(), name="бланк.docx", media_type="application/msword")
        return OwnForm.objects.create(kind="letter", name="бланк.docx", file=kept, fields=["subject"], added_by="я").pk


def document_of_own_form(organization: Any) -> Any:
    with scope.within(organization):
        if not OwnForm.objects.filter(kind="letter").exists():
            own_form(organization)
        pk = document(organization)
        Document.objects.filter(pk=pk).update(kind="letter", template="letter", data=papers.sample("letter"))
        return pk


RELATED = {
    "paper_to_read": {"*": given_to_read},
    "document": {"office": _handed(document, lambda pk: pk)},
    "document_file": {"office": _handed(document_file, lambda pk: DocumentFile.objects.get(pk=pk).document_id)},
    "acquaintance": {"office": _handed(acquaintance, lambda pk: Acquaintance.objects.get(pk=pk).document_id)},
    "document_of_own_form": {"office": _handed(document_of_own_form, lambda pk: pk)},
    "reviewed_document": {"office": _handed(reviewed_document, lambda pk: pk)},
    "review_step": {"office": lambda organization, actor: _review(organization, actor.person_id).pk},
}
OBJECTS = {
    "paper_to_read": document,
    "own_form": own_form,
    "document_of_own_form": document_of_own_form,
    "acquaintance": acquaintance,
    "review_step": review_step,
    "reviewed_document": reviewed_document,
    "registered_order": registered_order,
    "document": document,
    "document_file": document_file,
    "register": register,
}
