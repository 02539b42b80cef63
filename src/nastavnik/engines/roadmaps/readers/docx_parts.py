"""What a Word document says beside its text: how lists count, what styles mean, the words of footnotes."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

#: What a broken archive of XML raises: bad packing, bad XML, a coding that nobody knows.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    LookupError,
    ValueError,
    EOFError,
    NotImplementedError,
    OSError,
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


@dataclass(slots=True)
class Numbering:
    """Automatic numbers: format and text of each level of each list, and how far each list has counted."""

    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    restarted: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str:
        """The marker of the next paragraph of this list, as Word draws it («1.2», «а)», «-»)."""
        key = self.abstract.get(list_id, list_id)
        kind, text, start = self.levels.get((key, level), ("decimal", f"%{level + 1}.", 1))
        if kind == "bullet":
            return "-"
        if kind == "none":
            return ""
        shared = (list_id if list_id in self.restarted else key, level)
        self.counts[shared] = self.counts.get(shared, start - 1) + 1
        for below in range(level + 1, 9):
            self.counts.pop((shared[0], below), None)
        marker = text
        for depth in range(level + 1):
            number = self.counts.get((shared[0], depth), 1)
            depth_kind = self.levels.get((key, depth), ("decimal", "", 1))[0]
            marker = marker.replace(f"%{depth + 1}", _figure(number, depth_kind))
        return marker.strip()


def _figure(number: int, kind: str) -> str:
    if kind in {"lowerLetter", "russianLower", "upperLetter", "russianUpper"}:
        return "абвгдежзиклмнопрстуфхцчшщэюя"[(number - 1) % 28]
    if kind in {"upperRoman", "lowerRoman"}:
        roman = ""
        for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while number >= value:
                roman, number = roman + letters, number - value
        return roman
    return str(number)


@dataclass(slots=True)
class Styles:
    """What paragraph styles mean: heading level, list, bold."""

    heading: dict[str, int] = field(default_factory=dict)
    numbering: dict[str, tuple[str, int]] = field(default_factory=dict)
    bold: set[str] = field(default_factory=set)


def figure(text: str, default: int = 0) -> int:
    """A number of an attribute; `default` where a damaged file has something else there."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default


def part(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    """The root of a part of the archive, its names as in the usual (not strict) Word; None where it is missing."""
    if name not in archive.namelist():
        return None
    raw = archive.read(name)
    if _STRICT[1:-1].encode() in raw:
        raw = raw.replace(_STRICT[1:-1].encode(), W[1:-1].encode())
    return ET.fromstring(raw)


def read_numbering(root: ET.Element | None) -> Numbering:
    """Lists of the document with the levels that draw their numbers."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(W + "abstractNum"):
        key = abstract.get(W + "abstractNumId", "")
        for level in abstract.iter(W + "lvl"):
            _add_level(numbering, "a" + key, level)
    for number in root.iter(W + "num"):
        list_id = number.get(W + "numId", "")
        link = number.find(W + "abstractNumId")
        numbering.abstract[list_id] = "a" + (link.get(W + "val", "") if link is not None else "")
        if number.find(W + "lvlOverride/" + W + "startOverride") is not None:
            numbering.restarted.add(list_id)
    return numbering


def _add_level(numbering: Numbering, key: str, level: ET.Element) -> None:
    depth = figure(level.get(W + "ilvl", ""))
    kind = value(level, "numFmt") or "decimal"
    start = value(level, "start") or "1"
    numbering.levels[(key, depth)] = (kind, value(level, "lvlText"), figure(start, 1))


def read_styles(root: ET.Element | None) -> Styles:
    """Paragraph styles that make headings, lists or bold words."""
    styles = Styles()
    if root is None:
        return styles
    for style in root.iter(W + "style"):
        key = style.get(W + "styleId", "")
        name = value(style, "name").lower()
        if name.startswith(("heading ", "заголовок ")) and name[-1].isdigit():
            styles.heading[key] = figure(name[-1], 1)
        elif name in {"title", "название"}:
            styles.heading[key] = 1
        list_id = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if list_id is not None:
            depth = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            level = depth.get(W + "val", "0") if depth is not None else "0"
            styles.numbering[key] = (list_id.get(W + "val", ""), figure(level))
        if on(style.find(f"{W}rPr/{W}b")):
            styles.bold.add(key)
    return styles


def read_notes(archive: zipfile.ZipFile) -> dict[tuple[str, str], str]:
    """Words of footnotes and endnotes by (kind of reference, number)."""
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = part(archive, f"word/{kind}s.xml")
        for note in root.iter(W + kind) if root is not None else ():
            words = " ".join("".join(t.text or "" for t in p.iter(W + "t")) for p in note.iter(W + "p"))
            if words.strip() and note.get(W + "type", "normal") == "normal":
                notes[(f"{kind}Reference", note.get(W + "id", ""))] = " ".join(words.split())
    return notes


def value(element: ET.Element, tag: str) -> str:
    """The value of a child `tag`, "" where it is missing."""
    found = element.find(W + tag)
    return "" if found is None else found.get(W + "val", "")


def on(element: ET.Element | None) -> bool:
    """Whether a switch («bold», «hidden») stands and is not turned off."""
    return element is not None and element.get(W + "val", "1") not in {"0", "false", "off"}
