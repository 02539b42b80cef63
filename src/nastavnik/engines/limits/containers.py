"""Guards for files made by others: type, size, archives, macros, passwords, XML tricks.

Nothing here unpacks to disk. An archive's own directory is never believed: members are inflated in small steps and
counted, and what was counted must agree with what the directory says, because the readers later trust it.
"""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import Damaged, EmptyFile, Encrypted, FileRefused, HasMacros, TooBig, UnsafeMarkup, WrongType
from .sniff import TEXT_KINDS, TITLES, clean_name, extension_of, sniff_magic

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ContainerLimits:
    """Bytes of the file, bytes unpacked, members of an archive, allowed compression ratio (for parts over 1 MB)."""

    file_bytes: int = 20 * _MB
    unpacked_bytes: int = 200 * _MB
    members: int = 3000
    ratio: int = 100


DEFAULT_LIMITS = ContainerLimits()
OFFICE_KINDS = frozenset({"docx", "xlsx", "odt", "ods", "doc", "xls", "pdf"})
_MACRO_EXTENSIONS = {"docm": "docx", "dotm": "docx", "xlsm": "xlsx", "xltm": "xlsx", "xlsb": "xlsx"}


def check_container(
    data: bytes,
    filename: str,
    *,
    allowed: frozenset[str] | None = None,
    limits: ContainerLimits = DEFAULT_LIMITS,
) -> str:
    """Check a file before any reader sees it and return its real kind.

    `allowed`: kinds that the caller reads (keys of `sniff.TITLES`; None = office and text kinds). Returns one of
    docx, xlsx, odt, ods, doc, xls, pdf, html, txt, csv, tsv, md; among the text kinds the name decides.
    Raises the subclasses of FileRefused, each with one Russian sentence.
    """
    name = clean_name(filename)
    if not data.strip():
        raise EmptyFile(f"Файл «{name}» пустой: выберите файл, в котором есть текст.")
    if len(data) > limits.file_bytes:
        raise TooBig(
            f"Файл «{name}» больше {limits.file_bytes // _MB} МБ: "
            "уберите из него картинки или сохраните только нужную часть."
        )
    extension = extension_of(filename)
    if extension in _MACRO_EXTENSIONS:
        raise HasMacros(_macros(name, _MACRO_EXTENSIONS[extension]))
    kind = sniff_magic(data)
    if kind == "zip":
        kind = _check_zip(data, name, limits)
    elif kind == "ole":
        kind = _check_ole(data, name)
    elif kind == "pdf" and _is_also_zip(data):
        raise WrongType(f"Файл «{name}» — сразу и PDF, и архив ZIP, такие файлы не принимаются: сохраните его заново.")
    return _agree(kind, extension, name, allowed or (OFFICE_KINDS | TEXT_KINDS))


# What is a web page and bears another name by custom: Office itself opens pages that journals and registers export so.
_PAGES_NAMED = frozenset({"txt", "md", "xls", "doc"})


def _agree(kind: str, extension: str, name: str, allowed: frozenset[str]) -> str:
    if kind == "txt" and extension in TEXT_KINDS:
        kind = extension
    elif kind == "html" and extension in _PAGES_NAMED:
        extension = "html"
    claimed = TITLES.get(extension)
    if kind not in allowed:
        if claimed and extension != kind:
            raise WrongType(f"Файл «{name}» на самом деле — {TITLES[kind]}, а не {claimed}: выберите другой файл.")
        raise WrongType(f"Файл «{name}» — {TITLES[kind]}, такие файлы здесь не читаются: {_advice(allowed)}")
    if extension and extension != kind and not (kind == "txt" and extension not in TITLES):
        real = TITLES[kind]
        raise WrongType(
            f"Файл «{name}» назван не по содержанию: на самом деле это {real}. "
            "Сохраните его из той программы, где он открывается, под верным расширением и загрузите снова."
        )
    return kind


def _advice(allowed: frozenset[str]) -> str:
    shown = [ext for ext in ("docx", "xlsx", "ods", "odt", "doc", "xls", "pdf", "csv", "txt", "html") if ext in allowed]
    return f"подойдут {', '.join('.' + ext for ext in shown)}."


def _macros(name: str, kind: str) -> str:
    return f"В файле «{name}» есть макросы (программа), он не принят: сохраните его как .{kind} без макросов."


def _encrypted(name: str) -> str:
    return f"Файл «{name}» защищён паролем: снимите пароль в той программе, где он сделан, и загрузите снова."


def _damaged(name: str) -> str:
    return f"Файл «{name}» повреждён и не читается: откройте его в своей программе, сохраните заново и загрузите снова."


# Zip containers -----------------------------------------------------------------------------------------------------


def _check_zip(data: bytes, name: str, limits: ContainerLimits) -> str:
    too_many = f"В файле «{name}» слишком много вложенных частей: похоже на вредный архив, он не открыт."
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65557))
    if end < 0 or end + 22 > len(data):
        raise Damaged(_damaged(name))
    count, directory_size = struct.unpack("<HI", data[end + 10 : end + 16])
    # The count is 16 bits wide and may lie; each entry of the directory takes at least 46 bytes.
    if count > limits.members or (directory_size != 0xFFFFFFFF and directory_size > limits.members * 1024):
        raise TooBig(too_many)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except FileRefused:
        raise
    except Exception as error:  # zipfile raises many kinds for hostile directories
        raise Damaged(_damaged(name)) from error
    if len(members) > limits.members:
        raise TooBig(too_many)
    names = {member.filename for member in members}
    kind = _zip_kind(data, members, names)
    if any(member.flag_bits & 1 for member in members):
        raise Encrypted(_encrypted(name))
    if kind in {"docx", "xlsx", "odt", "ods"} and _has_macros(names):
        raise HasMacros(_macros(name, kind))
    if kind == "zip":
        return kind
    _inflate_all(data, members, name, limits)
    return kind


def _zip_kind(data: bytes, members: list[zipfile.ZipInfo], names: set[str]) -> str:
    if "mimetype" in names:
        head = data[:200]
        if b"opendocument.text" in head:
            return "odt"
        if b"opendocument.spreadsheet" in head:
            return "ods"
    if "[Content_Types].xml" in names:
        if any(n.startswith("word/") for n in names):
            return "docx"
        if any(n.startswith("xl/") for n in names):
            return "xlsx"
        if any(n.startswith("ppt/") for n in names):
            return "pptx"
    return "zip"


def _has_macros(names: set[str]) -> bool:
    lowered = [n.lower() for n in names]
    return any(n.endswith("vbaproject.bin") or n.startswith(("basic/", "scripts/")) for n in lowered)


def _inflate_all(data: bytes, members: list[zipfile.ZipInfo], name: str, limits: ContainerLimits) -> None:
    bomb = TooBig(f"Файл «{name}» при распаковке становится слишком большим: похоже на вредный архив, он не открыт.")
    spans = sorted((m.header_offset, m.header_offset + 30 + m.compress_size) for m in members)
    if any(nxt[0] < current[1] for current, nxt in itertools.pairwise(spans)):
        raise Damaged(_damaged(name))  # members share bytes: made by hand to inflate beyond measure
    total = 0
    for member in members:
        is_markup = member.filename.lower().endswith((".xml", ".rels", ".vml", ".svg"))
        if member.filename == "META-INF/manifest.xml":
            is_markup = True
        size = 0
        tail = b""
        for chunk in _inflate(data, member, name):
            size += len(chunk)
            total += len(chunk)
            if total > limits.unpacked_bytes or size > max(_MB, member.compress_size * limits.ratio):
                raise bomb
            if is_markup:
                _check_markup(tail + chunk, member.filename, name)
                tail = chunk[-64:]
        if size != member.file_size:
            raise Damaged(_damaged(name))


def _inflate(data: bytes, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Chunks of a member, at most 256 KB each, read past the directory's claims."""
    start = member.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Damaged(_damaged(name))
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    begin = start + 30 + name_length + extra_length
    body = data[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(body), 262144):
            yield body[at : at + 262144]
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Damaged(_damaged(name))
    inflater = zlib.decompressobj(-15)
    try:
        while body and not inflater.eof:
            chunk = inflater.decompress(body, 262144)
            body = inflater.unconsumed_tail
            if not chunk and not body:
                break
            yield chunk
        rest = inflater.flush()
    except zlib.error as error:
        raise Damaged(_damaged(name)) from error
    if rest:
        yield rest


_BAD_MARKS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def _check_markup(chunk: bytes, part: str, name: str) -> None:
    if any(mark in chunk for mark in _BAD_MARKS):
        raise UnsafeMarkup(
            f"В файле «{name}» есть опасная разметка (подстановки XML), он не открыт: "
            "сохраните его заново в Word или Excel."
        )
    if part == "META-INF/manifest.xml" and b"encryption-data" in chunk:
        raise Encrypted(_encrypted(name))


# Old Office and PDF -------------------------------------------------------------------------------------------------


def _check_ole(data: bytes, name: str) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Encrypted(_encrypted(name))
    kind = "doc" if has("WordDocument") else "xls" if has("Workbook") or has("Book\x00") else "ole"
    if kind in {"doc", "xls"} and (has("_VBA_PROJECT") or has("VBA\x00")):
        raise HasMacros(_macros(name, kind))
    return kind


def _is_also_zip(data: bytes) -> bool:
    if b"PK\x05\x06" not in data[-65557:]:
        return False
    try:
        return bool(zipfile.ZipFile(io.BytesIO(data)).infolist())
    except Exception:  # any failure to read it as an archive is the answer «no»
        return False
