"""All data of one organisation as documented CSV and JSON, and its files: to leave, to join, to look."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from nastavnik.kernel import actors, files, journal, scope
from nastavnik.kernel.errors import DomainError
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.scope import Owned
from nastavnik.kernel.tenancy import Organization
from nastavnik.site.operations import tables

#: Never leaves: secrets of links, closed notes.
CLOSED = {"kernel.personallink", "support.confidentialnote"}

journal.name_actions({"operations.exported": "Выгружены все данные организации"})


def owned_models() -> list[type[models.Model]]:
    return [model for model in tables.all_models() if issubclass(model, Owned) and tables.label(model) not in CLOSED]


def write(organization: Organization, folder: Path) -> dict[str, int]:
    """Fill an empty folder. Returns rows by table; the export stands in the journal."""
    if folder.exists() and any(folder.iterdir()):
        raise DomainError(f"Папка {folder.name} не пуста. Укажите пустую или новую.")
    (folder / "files").mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    described = ["# Выгрузка", "", f"Организация: {organization.full_name}", ""]
    with scope.within(organization):
        for model in owned_models():
            name = tables.label(model)
            rows = list(model._default_manager.order_by("pk").values(*[f.attname for f in model._meta.concrete_fields]))
            counts[name] = len(rows)
            described += _describe(model, len(rows))
            if rows:
                _write_table(folder / name, rows)
        for stored in StoredFile.objects.all():
            suffix = Path(stored.name).suffix
            (folder / "files" / f"{stored.pk}{suffix}").write_bytes(files.read(stored))
        head = {field.attname: getattr(organization, field.attname) for field in Organization._meta.concrete_fields}
        (folder / "organization.json").write_text(_json(head), encoding="utf-8")
        (folder / "README.md").write_text("\n".join(described) + "\n", encoding="utf-8")
        with transaction.atomic():
            journal.record(actors.shell(organization), "operations.exported", None, rows=sum(counts.values()))
    return counts


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)


def _write_table(stem: Path, rows: list[dict[str, Any]]) -> None:
    stem.with_name(stem.name + ".json").write_text(_json(rows), encoding="utf-8")
    with stem.with_name(stem.name + ".csv").open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(rows[0])
        for row in rows:
            writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> Any:
    """Text of people never becomes a formula in a spreadsheet (quoted, as OWASP advises)."""
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "＝"):
        return "'" + value
    return "" if value is None else value


def _describe(model: type[models.Model], count: int) -> list[str]:
    lines = [f"## {tables.label(model)}: {model._meta.verbose_name}, строк {count}", ""]
    lines += [f"- `{field.attname}`: {field.verbose_name}" for field in model._meta.concrete_fields]
    return [*lines, ""]
