"""What a file really is, by its first bytes; the name is only a claim."""

from __future__ import annotations

import re
import unicodedata

# Names a person understands, in the instrumental-free form «на самом деле это …».
TITLES: dict[str, str] = {
    "docx": "документ Word (.docx)",
    "xlsx": "книга Excel (.xlsx)",
    "odt": "текстовый документ OpenDocument (.odt)",
    "ods": "таблица OpenDocument (.ods)",
    "doc": "документ Word старого образца (.doc)",
    "xls": "книга Excel старого образца (.xls)",
    "pdf": "документ PDF",
    "html": "веб-страница (.html)",
    "txt": "простой текст",
    "csv": "таблица CSV",
    "tsv": "таблица с табуляцией (.tsv)",
    "md": "текст с разметкой Markdown",
    "pptx": "презентация PowerPoint",
    "ole": "файл Office старого образца неизвестного вида",
    "zip": "архив ZIP",
    "rar": "архив RAR",
    "7z": "архив 7-Zip",
    "gz": "архив GZIP",
    "rtf": "документ RTF",
    "png": "картинка PNG",
    "jpeg": "картинка JPEG",
    "gif": "картинка GIF",
    "tiff": "картинка TIFF",
    "webp": "картинка WebP",
    "svg": "картинка SVG",
    "exe": "программа для Windows",
    "elf": "программа для Linux",
    "php": "программа на PHP",
    "script": "программа (скрипт)",
    "xml": "данные XML",
    "sqlite": "база данных SQLite",
    "binary": "двоичный файл неизвестного вида",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"Rar!\x1a", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"SQLite format 3\x00", "sqlite"),
)

TEXT_KINDS = frozenset({"txt", "csv", "tsv", "md", "html"})
_EXTENSION_ALIASES = {"htm": "html", "xhtml": "html", "markdown": "md", "text": "txt", "tab": "tsv", "jpg": "jpeg"}


def clean_name(filename: str) -> str:
    """File name fit to be shown: last part of the path, no control or direction marks, at most 80 characters."""
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}).strip(" .")
    if len(name) > 80:
        stem, _, extension = name.rpartition(".")
        name = f"{stem[:70]}….{extension[:8]}" if stem else name[:79] + "…"
    return name or "файл без имени"


def extension_of(filename: str) -> str:
    """Lower-case extension without the dot, aliases folded («htm» → «html»); empty where there is none."""
    name = clean_name(filename)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return _EXTENSION_ALIASES.get(extension, extension)


def sniff_magic(data: bytes) -> str:
    """Kind by the first bytes; a text kind is only «txt», «html», «svg», «xml», «php», «script» here."""
    head = data[:1024]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in head:
        return "pdf"
    if looks_like_text(data):
        return _text_kind(data)
    return "binary"


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes may be text of any usual encoding: no control bytes except in UTF-16."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in sample:
        # UTF-16 without a mark: every second byte of Russian or Latin text is 0x04 or 0x00.
        odd, even = sample[1::2], sample[0::2]
        half = max(1, len(sample) // 2)
        return max(sum(b in (0, 4) for b in odd), sum(b in (0, 4) for b in even)) / half > 0.8
    controls = sum(b < 32 and b not in (9, 10, 11, 12, 13, 26, 27) for b in sample)
    return controls <= len(sample) // 1000


def _text_kind(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    if head.startswith(b"<?php"):
        return "php"
    if head.startswith(b"#!"):
        return "script"
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    if re.match(rb"(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*(<!doctype svg|<svg)", head, re.S):
        return "svg"
    if head.startswith(b"<?xml"):
        return "html" if b"<html" in head else "xml"
    return "txt"
