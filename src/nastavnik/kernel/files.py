"""Stored files: immutable, content-addressed per organisation. The row is written after the file is safe."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.http import HttpResponse

from nastavnik.kernel import pictures
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NoSpace, NotFound
from nastavnik.kernel.scope import Owned

#: Of what came from outside only pictures are shown inside the browser, drawn anew; all else is downloaded: a PDF may
#: carry scripts.
PICTURES = {"image/png", "image/jpeg"}
MAX_UPLOAD = 30 * 1024 * 1024


class StoredFile(Owned):
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField("имя", max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "файл"

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return _folder(self.organization_id) / self.sha256[:2] / self.sha256


def _folder(organization_id: object) -> Path:
    return Path(settings.MEDIA_ROOT) / str(organization_id)


def clean_name(name: str, *, default: str = "файл") -> str:
    """A name fit to be shown and sent in a header: no path, control, bidirectional or reserved characters."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(ch for ch in unicodedata.normalize("NFC", name) if unicodedata.category(ch)[0] != "C")
    name = re.sub(r'[<>:"|?*%]', "_", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if dot and len(suffix) <= 10:
        name = f"{stem[:120].strip()}.{suffix}"
    else:
        name = name[:130]
    return name or default


def store(by: Actor, content: bytes | IO[bytes], *, name: str, media_type: str) -> StoredFile:
    """Write the bytes, then the row. A picture is drawn anew, without what a telephone writes into it.

    Raises InputRefused above the limit and for a picture that is damaged or too large, NoSpace when the disk is full.
    """
    data = content if isinstance(content, bytes) else content.read(MAX_UPLOAD * 10 + 1)
    if len(data) > MAX_UPLOAD * 10:
        raise InputRefused(f"Файл «{clean_name(name)}» больше {MAX_UPLOAD * 10 // 1024 // 1024} МБ.")
    if media_type in PICTURES:
        data, media_type = pictures.redrawn(data)
    digest = hashlib.sha256(data).hexdigest()
    target = _folder(by.organization_id) / digest[:2] / digest
    if not target.exists():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(data)
                    out.flush()
                    os.fsync(out.fileno())
                os.replace(temporary, target)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)
                raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NoSpace("Закончилось место на диске: файл не сохранён. Освободите место и повторите.") from error
            raise
    return StoredFile.objects.create(
        organization=by.organization,
        sha256=digest,
        size=len(data),
        media_type=media_type,
        name=clean_name(name),
    )


def read(stored: StoredFile) -> bytes:
    try:
        return stored.path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"Файла «{stored.name}» нет в хранилище. Восстановите его из резервной копии.") from None


def disposition(name: str, *, inline: bool) -> str:
    """Content-Disposition with a Russian name (RFC 6266); the name can not inject a header."""
    how = "inline" if inline else "attachment"
    return f"{how}; filename*=UTF-8''{quote(clean_name(name), safe='')}"


def protect(response: HttpResponse, *, name: str, inline: bool = False) -> HttpResponse:
    response["Content-Disposition"] = disposition(name, inline=inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "no-store, private"
    return response


def respond(stored: StoredFile) -> HttpResponse:
    """The stored file as an answer: never from a public folder, sniffing off, sandboxed."""
    response = HttpResponse(read(stored), content_type=stored.media_type)
    return protect(response, name=stored.name, inline=stored.media_type in PICTURES)


def attach(data: bytes, *, name: str, media_type: str, inline: bool = False) -> HttpResponse:
    """Bytes made on the fly (an export, a draft) as an answer."""
    return protect(HttpResponse(data, content_type=media_type), name=name, inline=inline)
