"""Background work of consents: many sheets as one PDF by group."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from nastavnik.features.consents import services
from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.consents.papers import sheet_trees, slip_trees
from nastavnik.features.documents import rendering
from nastavnik.kernel import clock, files, jobs, journal
from nastavnik.ui.text import count_phrase

#: sheets in one step: bounds memory, lets the progress move
STEP = 60
UNREAD_SHOWN = 50


@jobs.handler("consents.print")
def print_sheets(run: jobs.Run) -> dict[str, Any]:
    """One PDF of the sheets, by group and name, each sheet with its own code."""
    from nastavnik.engines import papers

    ids = list(run.args["sheets"])
    rows = ConsentSheet.objects.filter(pk__in=ids).select_related(
        "person", "person__group", "representative", "representative__group", "second", "second__group", "text"
    )
    sheets = sorted(
        rows, key=lambda sheet: (sheet.person.group.name if sheet.person.group else "", str(sheet.person), sheet.kind)
    )
    today = clock.today(run.by.organization)
    parts: list[bytes] = []
    for start in range(0, len(sheets), STEP):
        trees = sheet_trees(sheets[start : start + STEP], run.by.organization)
        parts.append(papers.write_pdf(trees, date=today).data)
        run.progress(min(start + STEP, len(sheets)), len(sheets), "Готовим листы")
    whole = rendering.join(parts)
    kept = files.store(run.by, whole, name="Листы согласий.pdf", media_type="application/pdf")
    return {"files": [{"file": str(kept.pk), "label": "Листы согласий одним PDF"}]}


@jobs.handler("consents.slips")
def print_slips(run: jobs.Run) -> dict[str, Any]:
    """Cut-out slips of the people who still owe, a heading for each group."""
    from nastavnik.engines import papers

    today = clock.today(run.by.organization)
    trees, count = slip_trees(run.by, [uuid.UUID(pk) for pk in run.args["people"]], today)
    if not trees:
        return {}
    run.progress(0, len(trees), "Готовим листочки")
    data = papers.write_pdf(trees, date=today).data
    kept = files.store(run.by, data, name="Листочки-напоминания.pdf", media_type="application/pdf")
    with transaction.atomic():
        journal.record(run.by, "consents.slips_printed", None, count=count)
    return {"files": [{"file": str(kept.pk), "label": "Листочки одним PDF"}]}


@jobs.handler("consents.scan")
def read_stack(run: jobs.Run) -> dict[str, Any]:
    """Mark the sheets of a scanned stack; pages that were not read are kept and named."""
    stack = files.StoredFile.objects.get(pk=run.args["file"])
    given = {name: run.args[name] for name in ("requisites_checked", "own_signature")}
    given["authority_checked"] = run.args.get("authority_checked", False)
    given["signed"] = run.args.get("signed", "all")
    done = services.file_stack(
        by=run.by, stack=stack, on=dt.date.fromisoformat(run.args["on"]), tell=run.progress, **given
    )
    sheets = count_phrase(done.marked, "лист,листа,листов")
    return {
        "summary": (f"Отмечено: {sheets}." if done.marked else "Ни одного листа отметить не удалось.")
        + f" В стопке {count_phrase(done.pages, 'страница,страницы,страниц')}: узнали {done.known}, "
        f"не разобрали {len(done.unread)}, пустых {done.blank}.",
        "refused": [
            *({"title": f"Лист {code}", "why": why, "url": "/consents/mark/"} for code, why in done.refused),
            *({"title": "", "why": words, "url": ""} for words in done.warnings),
            *(
                {"title": "Отметить по коду", "why": f"Страница {place}: {why}", "url": "/consents/mark/"}
                for place, why, _ in done.unread[:UNREAD_SHOWN]
            ),
        ],
        "files": [
            {"file": str(kept.pk), "label": f"Страница {place}"}
            for place, _, kept in done.unread[:UNREAD_SHOWN]
            if kept
        ],
    }
