"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.engines import papers
from nastavnik.features.documents.codes import new_code
from nastavnik.features.documents.models import Acquaintance, Document, DocumentFile, DocumentPerson, Register
from nastavnik.features.organizations.models import Signer
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


RELATED = {"document": {"*": given_to_read}}
OBJECTS = {
    "acquaintance": acquaintance,
    "registered_order": registered_order,
    "document": document,
    "document_file": document_file,
    "register": register,
}
