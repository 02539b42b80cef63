"""Background work of pairs."""

from __future__ import annotations

from typing import Any

from nastavnik.features.documents import rendering
from nastavnik.features.pairings import notices
from nastavnik.kernel import clock, files, jobs

#: letters in one compile: bounds memory
STEP = 60


@jobs.handler("pairings.notices")
def print_notices(run: jobs.Run) -> dict[str, Any]:
    """One PDF of slips and letters about pairs."""
    from nastavnik.engines import papers

    made = notices.trees(run.by, set(run.args["keys"]))
    if not made:
        return {}
    today = clock.today(run.by.organization)
    parts = []
    for start in range(0, len(made), STEP):
        parts.append(papers.write_pdf(made[start : start + STEP], date=today).data)
        run.progress(min(start + STEP, len(made)), len(made), "Готовим сообщения")
    whole = rendering.join(parts)
    kept = files.store(run.by, whole, name="Сообщения о парах.pdf", media_type="application/pdf")
    return {"files": [{"file": str(kept.pk), "label": "Сообщения о парах одним PDF"}]}
