"""Papers of one's own pair."""

from __future__ import annotations

import uuid

from django.http import HttpResponse

from nastavnik.features.pairings import own_papers, queries
from nastavnik.kernel import files
from nastavnik.kernel.http import Request


def program_pdf(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The programme of the pair as a PDF: the signed paper if there is one, else as it stands now."""
    found = queries.get_pairing(request.actor, pk)
    data = own_papers.program_pdf(by=request.actor, pairing=found)
    return files.attach(data, name="Программа пары.pdf", media_type="application/pdf", inline=True)
