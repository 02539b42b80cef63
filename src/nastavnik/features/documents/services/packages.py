"""A package: many papers as one PDF and one ZIP, with progress."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence

from nastavnik.kernel import jobs
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused


def start_package(
    *, by: Actor, document_ids: Sequence[uuid.UUID], title: str, back_url: str = "", docx: bool = True
) -> jobs.Job:
    """Queue the making of one PDF (all sheets) and one ZIP (a file for each document, DOCX too)."""
    by.must("documents.print")
    if not document_ids:
        raise InputRefused("Не выбран ни один документ. Отметьте нужные строки.")
    ids = [str(pk) for pk in dict.fromkeys(document_ids)]
    return jobs.enqueue(
        by,
        "documents.package",
        title=title,
        args={"documents": ids, "title": title, "docx": docx},
        total=len(ids),
        key=f"package:{hashlib.sha256(chr(10).join(ids).encode()).hexdigest()[:32]}",
        back_url=back_url,
    )
