"""A guard over every request of every test: what pages remember is right only while no fact is written in silence.

A request that writes a row of an organisation must also move the end of its journal: by an entry, or by `stir`.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import connection

from nastavnik.kernel.journal import JournalHead
from nastavnik.kernel.scope import Owned

WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
#: rows that no remembered page shows: unfinished forms, lists being settled, work in progress, links' own state
SILENT = {
    "questionnaires_draft",
    "people_importrow",
    "people_peopleimport",
    "kernel_job",
    "kernel_personallink",
}


@functools.cache
def _facts() -> frozenset[str]:
    owned = (model for model in apps.get_models() if issubclass(model, Owned))
    return frozenset(model._meta.db_table for model in owned) - SILENT


class _Watch:
    def __init__(self) -> None:
        self.written: set[str] | None = None
        self.path = ""

    def begin(self, environ: dict[str, Any] | None = None, **_: Any) -> None:
        self.written = set()
        self.path = (environ or {}).get("PATH_INFO", "")

    def end(self, **_: Any) -> None:
        written, self.written = self.written or set(), None
        silent = written & _facts()
        if silent and JournalHead._meta.db_table not in written:
            raise AssertionError(f"{self.path} wrote {sorted(silent)} and the journal does not know")

    def look(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.written is not None and (found := WRITE.match(sql)):
            self.written.add(found.group(1))
        try:
            return execute(sql, params, many, context)
        except Exception:
            self.written = None  # a refused statement takes its transaction back: there is nothing to compare
            raise


@contextlib.contextmanager
def watch_requests() -> Iterator[None]:
    watch = _Watch()
    request_started.connect(watch.begin)
    request_finished.connect(watch.end)
    try:
        with connection.execute_wrapper(watch.look):
            yield
    finally:
        request_started.disconnect(watch.begin)
        request_finished.disconnect(watch.end)
