"""A stack signed with the pen at one sitting is marked in one press; each paper stands or falls by itself."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from nastavnik.features.documents.models import Document
from nastavnik.features.documents.policies import signs, worked_on
from nastavnik.features.documents.rules import OPEN
from nastavnik.features.documents.services.signing import sign
from nastavnik.kernel import clock, jobs
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused

MOST = 500


def start_signing(*, by: Actor, shown: Mapping[uuid.UUID, str], on: dt.date, back_url: str) -> jobs.Job:
    """Queue the marking; each paper asks the policy again. `shown`: hash of what the signer saw, by document.

    Errors: InputRefused for an empty or too great stack and for a day to come.
    """
    work = worked_on(by)
    for document in Document.objects.filter(pk__in=shown):
        if not signs(by, document, work):
            by.must("documents.sign", document)
    if not shown:
        raise InputRefused("Не отмечен ни один документ. Отметьте подписанные листы.")
    if len(shown) > MOST:
        raise InputRefused(f"Документов больше {MOST}. Отметьте стопку частями.")
    if on > clock.today(by.organization):
        raise InputRefused("Дата подписания ещё не наступила. Укажите сегодняшнюю или прошедшую.", field="on")
    papers = sorted((str(pk), hashed) for pk, hashed in shown.items())
    return jobs.enqueue(
        by,
        "documents.sign_stack",
        title=f"Подписи на документах: {len(papers)}",
        args={"papers": papers, "on": on.isoformat()},
        total=len(papers),
        key="documents.sign_stack",
        back_url=back_url,
    )


def sign_stack(
    *, by: Actor, shown: Mapping[str, str], on: dt.date, tell: Callable[[int, int, str], None]
) -> list[tuple[Document, str]]:
    """Mark each paper that still waits; those that could not be marked, with the reason. Repeating it is harmless."""
    refused = []
    found = list(Document.objects.filter(pk__in=shown, state__in=OPEN).select_related("signer").order_by("created_at"))
    for number, document in enumerate(found, start=1):
        try:
            sign(by=by, document=document, on=on, shown_hash=shown[str(document.pk)])
        except DomainError as refusal:
            refused.append((document, refusal.message))
        tell(number, len(found), document.title)
    return refused
