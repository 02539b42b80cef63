"""A stack of signed sheets from a scanner: each sheet is known by its code, marked as given, its picture is kept."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.consents.services.giving import attach_scan, mark_given
from nastavnik.features.consents.services.texts import on_own_page
from nastavnik.kernel import clock, files, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused
from nastavnik.kernel.files import StoredFile

SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(slots=True)
class Filed:
    """What came of a stack: how many sheets were marked; sheets refused (code, reason); pages not read
    (place in the stack, reason, kept picture or None). `pages` of the stack = `known` by their codes + not read + `blank`."""

    marked: int = 0
    pages: int = 0
    known: int = 0
    blank: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[int, str, StoredFile | None]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def start_scan(
    *,
    by: Actor,
    stack: StoredFile,
    on: dt.date,
    requisites_checked: bool,
    own_signature: bool,
    authority_checked: bool,
    back_url: str,
    signed: str = "all",
) -> jobs.Job:
    """Queue the reading of the stack. Errors: InputRefused for a day to come."""
    by.must("consents.mark")
    if on > clock.today(by.organization):
        raise InputRefused("Дата на листе ещё не наступила. Проверьте дату.", field="on")
    with transaction.atomic():
        journal.record(by, "consents.stack_received", None, name=stack.name, on=on)
        return jobs.enqueue(
            by,
            "consents.scan",
            title=f"Скан листов «{stack.name[:120]}»",
            args={
                "file": str(stack.pk),
                "on": on.isoformat(),
                "requisites_checked": requisites_checked,
                "own_signature": own_signature,
                "authority_checked": authority_checked,
                "signed": signed,
            },
            key=f"consents.scan:{stack.pk}",
            back_url=back_url,
        )


def file_stack(*, by: Actor, stack: StoredFile, tell: Callable[[int, int, str], None], **given: Any) -> Filed:
    """Read the stack and mark its sheets, each by itself; repeating it is harmless.

    `given`: what `mark_given` is told of all sheets. Errors: InputRefused when the file can not be read.
    """
    by.must("consents.mark")
    from nastavnik.engines.papers.errors import PapersError
    from nastavnik.engines.papers.scanning import scan_stack

    with tempfile.TemporaryDirectory(prefix="nastavnik-scan-") as name:
        folder = Path(name)
        source = folder / f"stack{SUFFIXES.get(stack.media_type, '.pdf')}"
        source.write_bytes(files.read(stack))
        try:
            found = scan_stack([source], folder / "out")
        except PapersError as error:
            raise InputRefused(str(error)) from error
        documents: dict[tuple[str, Path], int] = Counter((sheet.document, sheet.file) for sheet in found.sheets)
        done = Filed(
            pages=found.positions,
            known=len(found.sheets),
            blank=len(found.blank),
            warnings=[each.message for each in found.findings if each.kind in ("missing", "order")],
        )
        for number, ((code, file), pages) in enumerate(documents.items(), start=1):
            _mark(by, code, file, _seen(code, pages, given, done), done)
            tell(number, len(documents), f"Лист {code}")
        for page in found.unread:
            picture = page.file.read_bytes() if page.file else b""
            kept = (
                files.store(by, picture, name=f"Страница {page.position}.jpg", media_type="image/jpeg")
                if picture
                else None
            )
            done.unread.append((page.position, page.why, kept))
    with transaction.atomic():
        journal.record(by, "consents.scanned", None, marked=done.marked, unread=len(done.unread), name=stack.name)
    return done


def _seen(code: str, pages: int, given: dict[str, Any], done: Filed) -> dict[str, Any]:
    """The second representative signs on a page of the own: when it is not in the stack, only the first has signed."""
    if pages > 1 or given.get("signed") != "all":
        return given
    sheet = ConsentSheet.objects.filter(code=code, second__isnull=False).select_related("text").first()
    if sheet is None or not on_own_page(sheet.text):
        return given
    done.warnings.append(f"Лист {code}: страницы с подписью второго представителя в стопке нет, отмечена одна подпись.")
    return {**given, "signed": "first"}


def _mark(by: Actor, code: str, file: Path, given: dict[str, Any], done: Filed) -> None:
    try:
        with transaction.atomic():
            scan = files.store(by, file.read_bytes(), name=f"Согласие {code}.pdf", media_type="application/pdf")
            consent = mark_given(by=by, code=code, scan=scan, **given)
            if consent.scan_id != scan.pk:  # the sheet had been marked before its picture came
                attach_scan(by=by, consent=consent, scan=scan)
    except DomainError as refusal:
        done.refused.append((code, refusal.message))
    else:
        done.marked += 1
