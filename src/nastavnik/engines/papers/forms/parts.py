"""What an uploaded form may carry: no links to other files, no embedded programs, no pictures beyond measure.

The parts are read as XML, as Word will read them: another spelling of the same link (an entity, a prefix, an encoding) is
the same link.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from .sandbox import FormError

# A picture that unpacks to more points chokes whoever opens the paper: A3 at 600 dpi.
MAX_POINTS = 72_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Parts that are programs, documents of other programs or foreign mark-up (ECMA-376-1, 15.2; 17.17.2).
_FORBIDDEN = ("/oleobject", "/package", "/control", "/activexcontrolbinary", "/afchunk", "/attachedtemplate", "/frame",
              "/subdocument", "/vbaproject", "/mailmergesource")  # fmt: skip
_LINKS = ("http://", "https://", "mailto:")
# Fields that fetch or start something (ECMA-376-1, 17.16.5).
_FETCHING = frozenset(
    [
        "INCLUDEPICTURE",
        "INCLUDETEXT",
        "INCLUDE",
        "IMPORT",
        "LINK",
        "DDE",
        "DDEAUTO",
        "DATABASE",
        "EMBED",
        "MACROBUTTON",
        "GOTOBUTTON",
        "RD",
        "CONTROL",
    ]
)
_RAW = re.compile(r"\{\{(?:r|p|tr|tc) ")


def check_parts(docx: bytes) -> None:
    """Raises `FormError` naming what the form may not have."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            low = name.lower()
            if "/embeddings/" in low or "/activex/" in low:
                raise FormError("в него вложен файл или элемент другой программы. Уберите его и оставьте текст.")
            if low.endswith(".rels"):
                _check_links(archive.read(name))
            elif low.startswith("word/") and low.endswith(".xml"):
                _check_words(archive.read(name))
            elif "/media/" in low:
                _check_picture(archive.read(name))


def _elements(data: bytes) -> Iterator[Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return (each for each in etree.fromstring(data, parser).iter() if isinstance(each.tag, str))


def _check_links(data: bytes) -> None:
    for link in _elements(data):
        kind, target = link.get("Type", "").lower(), link.get("Target", "").strip().lower()
        outside = (
            link.get("TargetMode", "").strip().lower() == "external" or "://" in target or target.startswith("\\\\")
        )
        if outside and not (kind.endswith("/hyperlink") and target.startswith(_LINKS)):
            raise FormError("в нём есть ссылка на внешний файл. Вставьте картинки в сам документ.")
        if kind.endswith(_FORBIDDEN):
            raise FormError("в него вложен файл, шаблон или элемент другой программы. Уберите его и оставьте текст.")


def _check_words(data: bytes) -> None:
    fields: list[str] = []
    text: list[str] = []
    for each in _elements(data):
        if each.tag == f"{_W}fldSimple":
            _check_field(each.get(f"{_W}instr", ""))
        elif each.tag == f"{_W}fldChar":
            kind = each.get(f"{_W}fldCharType")
            if kind == "begin":
                fields.append("")
            elif fields:
                _check_field(fields[-1])
                if kind == "end":
                    fields.pop()
        elif each.tag == f"{_W}instrText" and fields:
            fields[-1] += each.text or ""
        elif each.tag == f"{_W}t":
            text.append(each.text or "")
    raw = _RAW.search("".join(text))
    if raw:
        raise FormError(f"«{raw[0]}… }}}}» здесь нельзя: пишите поле просто, «{{{{ поле }}}}».")


def _check_field(instruction: str) -> None:
    word = instruction.split()[0].upper() if instruction.split() else ""
    if word in _FETCHING:
        raise FormError(f"поле Word «{word}» берёт данные из другого места. Уберите его: нажмите на нём Ctrl+Shift+F9.")


def _check_picture(data: bytes) -> None:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None  # the size is checked here, from the head of the file alone
        try:
            with Image.open(io.BytesIO(data)) as picture:
                width, height = picture.size
        except (OSError, ValueError, SyntaxError):
            return  # a drawing of Office, which is no grid of points
    if width * height > MAX_POINTS:
        raise FormError(f"картинка в нём слишком велика ({width} × {height} точек). Уменьшите её и вставьте снова.")
