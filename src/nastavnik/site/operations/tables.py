"""Which rows make up an installation, and how they are written down and read back, on both databases alike."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps as current_apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from nastavnik.kernel.scope import everywhere

#: Made anew by `migrate`, or worth nothing after a restore.
SKIPPED = {"contenttypes", "sessions", "messages", "staticfiles"}
SKIPPED_MODELS = {"auth.permission", "auth.group", "kernel.oncekey", "kernel.cacherow"}
BATCH = 500


def all_models(apps: Any = current_apps) -> list[type[models.Model]]:
    """Every table of the product in a stable order, many-to-many tables included."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        label = f"{model._meta.app_label}.{model._meta.model_name}"
        if model._meta.app_label in SKIPPED or label in SKIPPED_MODELS or model._meta.proxy or not model._meta.managed:
            continue
        found.append(model)
    return sorted(found, key=lambda model: model._meta.label_lower)


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """All rows of all organisations as plain values by column."""
    names = [field.attname for field in model._meta.concrete_fields]
    with everywhere("a copy holds all organisations"):
        queryset = model._base_manager.order_by("pk").values(*names)
    yield from queryset.iterator(chunk_size=BATCH)


class WholeEncoder(DjangoJSONEncoder):
    """Django's encoder cuts moments to milliseconds, which would break the chain of the journal."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def write_line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, cls=WholeEncoder, separators=(",", ":")).encode() + b"\n"


def load(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Insert rows written by `write_line`, as they are: no derived values, no stamps of now."""
    count = 0
    batch: list[models.Model] = []
    automatic = [field for field in model._meta.concrete_fields if getattr(field, "auto_now", False)]
    automatic += [field for field in model._meta.concrete_fields if getattr(field, "auto_now_add", False)]
    kept = [(field, field.auto_now, field.auto_now_add) for field in automatic]  # type: ignore[attr-defined]
    for field in automatic:
        field.auto_now = field.auto_now_add = False  # type: ignore[attr-defined]
    try:
        with everywhere("a restore holds all organisations"):
            for line in lines:
                batch.append(_object(model, json.loads(line)))
                if len(batch) == BATCH:
                    count += _insert(model, batch)
            count += _insert(model, batch)
    finally:
        for field, now, add in kept:
            field.auto_now, field.auto_now_add = now, add  # type: ignore[attr-defined]
    return count


def _object(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    ready = {}
    for field in model._meta.concrete_fields:
        value = values[field.attname]
        plain = isinstance(field, (models.JSONField, models.ForeignKey))
        ready[field.attname] = value if plain else field.to_python(value)
    return model(**ready)


def _insert(model: type[models.Model], batch: list[models.Model]) -> int:
    if not batch:
        return 0
    queryset: models.QuerySet[Any] = models.QuerySet(model)
    queryset.bulk_create(batch)
    count = len(batch)
    batch.clear()
    return count


def reset_sequences(found: list[type[models.Model]]) -> None:
    """PostgreSQL: the next automatic key comes after the loaded ones."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)
