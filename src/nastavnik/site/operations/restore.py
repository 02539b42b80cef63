"""From a copy into an empty installation. Everything is verified before anything is touched."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from nastavnik.kernel.errors import DomainError
from nastavnik.site.operations import tables
from nastavnik.site.operations.backup import FORMAT

BROKEN = "Копия повреждена: {}. Возьмите другую копию."


def verify(path: Path) -> dict[str, Any]:
    """The manifest of a whole copy. Raises DomainError naming what is wrong; changes nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
            if manifest.get("format") != FORMAT:
                raise DomainError("Это не копия Наставника или она сделана другой, несовместимой версией.")
            names = set(archive.namelist()) - {"manifest.json"}
            if names != set(manifest["members"]):
                raise DomainError(BROKEN.format("состав не совпадает с описью"))
            for name, expected in manifest["members"].items():
                if ".." in PurePosixPath(name).parts or name.startswith("/"):
                    raise DomainError(BROKEN.format("недопустимое имя внутри"))
                digest = hashlib.sha256()
                with archive.open(name) as member:
                    while chunk := member.read(1 << 20):
                        digest.update(chunk)
                if digest.hexdigest() != expected["sha256"]:
                    raise DomainError(BROKEN.format(f"не совпала контрольная сумма {name}"))
    except FileNotFoundError:
        raise DomainError(f"Файла {path.name} нет. Проверьте имя.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise DomainError(BROKEN.format("файл не читается целиком")) from error
    return manifest


def refuse_if_not_empty() -> None:
    from nastavnik.kernel.tenancy import Account, Organization

    present = set(connection.introspection.table_names())
    if "kernel_organization" in present and (Organization.objects.exists() or Account.objects.exists()):
        raise DomainError(
            "Здесь уже есть данные. Восстанавливают только в пустую установку: укажите другую папку или базу."
        )


def apply(path: Path) -> dict[str, int]:
    """Restore a verified copy; returns the number of rows by table. One transaction: all or nothing."""
    manifest = verify(path)
    refuse_if_not_empty()
    executor = MigrationExecutor(connection)
    known = {f"{app}.{name}" for app, name in executor.loader.graph.nodes}
    newer = [name for name in manifest["migrations"] if name not in known]
    if newer:
        raise DomainError(
            f"Копия сделана более новой версией ({manifest['version']}). Обновите программу и повторите восстановление."
        )
    targets = _leaves(executor, set(manifest["migrations"]))
    executor.migrate(targets)
    executor.loader.build_graph()
    state = executor.loader.project_state(targets)
    models = {tables.label(model): model for model in tables.all_models(state.apps)}
    counts: dict[str, int] = {}
    with zipfile.ZipFile(path) as archive:
        _unpack_media(archive, manifest)
        with transaction.atomic():
            for name, expected in manifest["counts"].items():
                if name not in models:
                    raise DomainError(BROKEN.format(f"неизвестная таблица {name}"))
                with archive.open(f"data/{name}.jsonl") as member:
                    counts[name] = tables.load(models[name], member)
                if counts[name] != expected:
                    raise DomainError(BROKEN.format(f"в таблице {name} не то число строк"))
            tables.reset_sequences(list(models.values()))
        _keep_secret(json.loads(archive.read("settings.json")))
    call_command("migrate", verbosity=0, interactive=False)
    return counts


def _leaves(executor: MigrationExecutor, applied: set[str]) -> list[tuple[str, str]]:
    """The last applied migration of each app, as the copy's database had them."""
    graph = executor.loader.graph
    leaves = []
    for node in graph.nodes:
        if f"{node[0]}.{node[1]}" not in applied:
            continue
        children = [child for child in graph.node_map[node].children if child.key[0] == node[0]]
        if not any(f"{child.key[0]}.{child.key[1]}" in applied for child in children):
            leaves.append(node)
    return leaves


def _unpack_media(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    root = Path(settings.MEDIA_ROOT)
    for name in manifest["members"]:
        if not name.startswith("media/"):
            continue
        target = root / PurePosixPath(name).relative_to("media")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as member, target.open("wb") as out:
            while chunk := member.read(1 << 20):
                out.write(chunk)


def _keep_secret(kept: dict[str, Any]) -> None:
    """The copy's key replaces the one this empty installation made for itself; a key set by hand stays."""
    path = Path(settings.CONFIG.var) / "secret_key"
    if path.exists() and not settings.CONFIG.secret_key:
        path.write_text(kept["secret_key"])
        os.chmod(path, 0o600)
