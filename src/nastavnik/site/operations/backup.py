"""Everything in one file, while the server runs: rows of one moment, stored files, settings, a manifest of hashes."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from nastavnik import __version__
from nastavnik.kernel import clock
from nastavnik.kernel.errors import DomainError
from nastavnik.site.operations import tables

FORMAT = "nastavnik-backup/1"
PARTIAL = ".backup-"


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """All reads of the block see one moment. On SQLite a plain read transaction, so that writers are not stopped."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        cursor.execute("SELECT 1 FROM kernel_organization LIMIT 1")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


class _Counted(io.RawIOBase):
    """Passes bytes into a member of the archive, counting and hashing them."""

    def __init__(self, target: Any) -> None:
        self.target = target
        self.size = 0
        self.digest = hashlib.sha256()

    def put(self, data: bytes) -> None:
        self.target.write(data)
        self.size += len(data)
        self.digest.update(data)


def make(path: Path) -> dict[str, Any]:
    """Write the copy to `path` (which must not exist) and return its manifest.

    The file appears under its name only when it is whole. Raises DomainError when it can not be written.
    """
    if path.exists():
        raise DomainError(f"Файл {path.name} уже есть. Укажите другое имя: прежняя копия не перезаписывается.")
    members: dict[str, dict[str, Any]] = {}
    _sweep(path.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=PARTIAL)
    fcntl.flock(handle, fcntl.LOCK_EX)  # tells a copy being written from one whose writer was killed
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            counts: dict[str, int] = {}
            with snapshot():
                applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
                for model in tables.all_models():
                    name = f"data/{tables.label(model)}.jsonl"
                    with archive.open(name, "w", force_zip64=True) as member:
                        out = _Counted(member)
                        counts[tables.label(model)] = 0
                        for row in tables.rows(model):
                            out.put(tables.write_line(row))
                            counts[tables.label(model)] += 1
                    members[name] = {"sha256": out.digest.hexdigest(), "size": out.size}
            for source in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
                if source.is_file() and not source.name.startswith("tmp"):
                    name = f"media/{source.relative_to(settings.MEDIA_ROOT).as_posix()}"
                    members[name] = _copy(archive, source, name, zipfile.ZIP_STORED)
            kept = {
                "secret_key": settings.SECRET_KEY,
                "env": {key: value for key, value in os.environ.items() if key.startswith("NASTAVNIK_")},
            }
            data = json.dumps(kept, ensure_ascii=False).encode()
            archive.writestr("settings.json", data)
            members["settings.json"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            manifest = {
                "format": FORMAT,
                "version": __version__,
                "made_at": clock.now().isoformat(),
                "migrations": applied,
                "counts": counts,
                "members": members,
            }
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        with open(temporary, "rb") as made:
            os.fsync(made.fileno())
        os.chmod(temporary, 0o600)
        os.replace(temporary, path)
    except OSError as error:
        raise DomainError(f"Копию не удалось записать: {error.strerror}. Освободите место и повторите.") from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        os.close(handle)
    return manifest


def _sweep(folder: Path) -> None:
    """Remove what killed copies have left: personal data must not lie about."""
    for left in folder.glob(f"{PARTIAL}*"):
        with contextlib.suppress(OSError), left.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _copy(archive: zipfile.ZipFile, source: Path, name: str, method: int) -> dict[str, Any]:
    info = zipfile.ZipInfo(name)
    info.compress_type = method
    with source.open("rb") as opened, archive.open(info, "w", force_zip64=True) as member:
        out = _Counted(member)
        while chunk := opened.read(1 << 20):
            out.put(chunk)
    return {"sha256": out.digest.hexdigest(), "size": out.size}
