"""Background work of the people."""

from __future__ import annotations

from typing import Any

from nastavnik.features.people import queries, services
from nastavnik.kernel import jobs


@jobs.handler("people.apply_import")
def apply_import(run: jobs.Run) -> dict[str, Any]:
    """Apply a long list. Idempotent: rows that were taken are not taken again."""
    source = queries.get_import(run.by, run.args["source"])
    waiting = source.rows.filter(applied=False, fate__in=("new", "changed", "same")).count()
    if source.state == "applied" and not waiting:
        return {}
    run.progress(0, waiting, "Загружаем строки")
    services.apply_import(by=run.by, source=source)
    run.progress(waiting, waiting, "Список загружен")
    return {"count": waiting}
