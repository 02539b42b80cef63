"""Many rows rewritten quickly: an upsert by key is many times quicker than Django's CASE … WHEN updates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

BATCH = 400


def rewrite(rows: Iterable[Any], fields: Sequence[str]) -> None:
    """Write the named columns of existing rows of one model. Works alike on SQLite and PostgreSQL."""
    every = list(rows)
    if every:
        type(every[0]).objects.bulk_create(
            every, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
        )
