"""The second half of the organisation wall: references across organisations are refused by the database itself.

For every key from one owned model to another, triggers compare `organization_id` of both rows on insert and update.
They are made anew after each `migrate` (SQLite drops a table's triggers when Django rebuilds the table).
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.db import models

from nastavnik.kernel.scope import Owned

MESSAGE = "reference across organizations"


def owned_references() -> list[tuple[Any, Any, Any]]:
    found = []
    for model in apps.get_models(include_auto_created=False):
        if not issubclass(model, Owned) or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            target = field.remote_field.model if isinstance(field, models.ForeignKey) else None
            if target is not None and issubclass(target, Owned):
                found.append((model, field, target))
    return found


def _statements(vendor: str, model: Any, field: Any, target: Any) -> list[str]:
    table, column, other = model._meta.db_table, field.column, target._meta.db_table
    tag = hashlib.sha256(f"{table}.{column}".encode()).hexdigest()[:12]
    if vendor == "sqlite":
        statements = []
        for event in ("insert", "update"):
            name = f"wall_{tag}_{event}"
            statements.append(f'DROP TRIGGER IF EXISTS "{name}"')
            statements.append(
                f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" FOR EACH ROW '
                f'WHEN NEW."{column}" IS NOT NULL AND EXISTS (SELECT 1 FROM "{other}" '
                f'WHERE id = NEW."{column}" AND organization_id <> NEW.organization_id) '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return statements
    function = f"wall_{tag}"
    return [
        f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f'IF NEW."{column}" IS NOT NULL AND EXISTS (SELECT 1 FROM "{other}" '
        f'WHERE id = NEW."{column}" AND organization_id <> NEW.organization_id) '
        f"THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$",
        f'DROP TRIGGER IF EXISTS "{function}" ON "{table}"',
        f'CREATE TRIGGER "{function}" BEFORE INSERT OR UPDATE ON "{table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{function}"()',
    ]


def build(connection: Any) -> int:
    """(Re)make the walls on a database whose tables exist. Returns the number of guarded references."""
    present = set(connection.introspection.table_names())
    count = 0
    with connection.cursor() as cursor:
        for model, field, target in owned_references():
            if model._meta.db_table not in present or target._meta.db_table not in present:
                continue
            for statement in _statements(connection.vendor, model, field, target):
                cursor.execute(statement)
            count += 1
    return count


def tear_down(connection: Any) -> None:
    """Remove all walls before tables are rebuilt: a trigger that names a table being renamed stops the migration."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wall\\_%' ESCAPE '\\'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            return
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'wall\\_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"() CASCADE')


def before_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    from django.db import connections

    tear_down(connections[using])


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    from django.db import connections

    build(connections[using])
