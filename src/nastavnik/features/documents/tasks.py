"""Background work of the documents."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from django.db import transaction

from nastavnik.features.documents import acquaintance_papers, rendering, services
from nastavnik.features.documents.models import Document, DocumentFile
from nastavnik.kernel import clock, files, jobs, journal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: documents in one compile of the whole PDF: bounds memory
STEP = 100
REFUSED_SHOWN = 100


@jobs.handler("documents.freeze", follows_acts=True)
def freeze(run: jobs.Run) -> dict[str, Any]:
    """Keep the files of a signed document as they were signed, or with the number once it is entered."""
    document = Document.objects.select_related("signer").get(pk=run.args["document"])
    numbered = bool(document.number)
    role = "numbered" if numbered else "pdf"
    if document.files.filter(role=role).exists():
        return {}
    on = document.signed_on or clock.today(run.by.organization)
    result = rendering.pdf_of_trees([rendering.tree_of(document, numbered=numbered)], on=on)
    name = file_name(document)
    pdf = files.store(run.by, result.data, name=f"{name}.pdf", media_type="application/pdf")
    docx = files.store(run.by, rendering.docx_of(document, numbered=numbered), name=f"{name}.docx", media_type=DOCX)
    with transaction.atomic():
        DocumentFile.objects.create(document=document, role=role, file=pdf)
        DocumentFile.objects.create(document=document, role="docx", file=docx)
        Document.objects.filter(pk=document.pk).update(pages=result.pages)
        journal.record(run.by, "documents.frozen", document, role=role)
    return {}


@jobs.handler("documents.sign_stack")
def sign_stack(run: jobs.Run) -> dict[str, Any]:
    """Mark the signatures of a stack; what could not be marked is told on the page of the work."""
    on = dt.date.fromisoformat(run.args["on"])
    refused = services.sign_stack(by=run.by, shown=dict(run.args["papers"]), on=on, tell=run.progress)
    return {
        "refused": [
            {"title": item.title, "why": why, "url": f"/documents/{item.pk}/"} for item, why in refused[:REFUSED_SHOWN]
        ]
    }


def file_name(document: Document) -> str:
    """Name of the document's file: number and title, no personal data."""
    number = f"{document.number} " if document.number else ""
    return files.clean_name(f"{number}{document.title}"[:100])


@jobs.handler("documents.package")
def package(run: jobs.Run) -> dict[str, Any]:
    """One PDF of all sheets, and a ZIP with PDF/A and DOCX of each document."""
    ids = list(run.args["documents"])
    found = {str(item.pk): item for item in Document.objects.filter(pk__in=ids).select_related("signer")}
    documents = [found[pk] for pk in ids if pk in found]
    total = len(documents)
    today = clock.today(run.by.organization)
    parts: list[bytes] = []
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for start in range(0, total, STEP):
            trees = [rendering.tree_of(item, numbered=True) for item in documents[start : start + STEP]]
            parts.append(rendering.pdf_of_trees(trees, on=today).data)
            for number, (item, tree) in enumerate(zip(documents[start:], trees, strict=False), start=start + 1):
                name = f"{number:03d} {file_name(item)}"
                archive.writestr(f"{name}.pdf", rendering.pdf_of_trees([tree], on=item.signed_on or today).data)
                if run.args.get("docx"):
                    archive.writestr(f"{name}.docx", rendering.docx_of_tree(tree))
                run.progress(number, total, item.title)
    title = run.args["title"]
    whole = rendering.join(parts)
    pdf = files.store(run.by, whole, name=f"{title}.pdf", media_type="application/pdf")
    bundle = files.store(run.by, packed.getvalue(), name=f"{title}.zip", media_type="application/zip")
    with transaction.atomic():
        journal.record(run.by, "documents.package_made", None, title=title, count=total)
    return {
        "files": [
            {"file": str(pdf.pk), "label": "Всё одним PDF"},
            {"file": str(bundle.pk), "label": "ZIP по документам"},
        ]
    }


@jobs.handler("documents.acquaintance")
def acquaintance_sheets(run: jobs.Run) -> dict[str, Any]:
    """One PDF of the sheets of acquaintance and personal extracts of those who have not signed yet."""
    document = Document.objects.select_related("signer").get(pk=run.args["document"])
    rows = list(
        document.people.filter(pk__in=run.args["rows"])
        .select_related("person", "person__group")
        .order_by("person__group__name", "person__last", "person__first", "pk")
    )
    today = clock.today(run.by.organization)
    trees = acquaintance_papers.trees(run.by, document, rows, today)
    parts = []
    for start in range(0, len(trees), STEP):
        parts.append(rendering.pdf_of_trees(trees[start : start + STEP], on=today).data)
        run.progress(min(start + STEP, len(trees)), len(trees), "Готовим листы")
    whole = rendering.join(parts)
    kept = files.store(run.by, whole, name="Листы ознакомления.pdf", media_type="application/pdf")
    with transaction.atomic():
        journal.record(run.by, "documents.acquaintance_printed", document, count=len(rows))
    return {"files": [{"file": str(kept.pk), "label": "Листы ознакомления одним PDF"}]}
