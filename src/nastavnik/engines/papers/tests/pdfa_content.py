"""What `pdfa.py` leaves out: operators and glyphs of the content, limits of size, pictures, notes, names of XMP.

Clauses of ISO 19005-2; limits of ISO 32000-1, annex C, as ISO 19005-2, 6.1.13 makes them binding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from nastavnik.engines.russian.wordlist import words

_OPERATORS = words(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG "
    "rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
) | {"INLINE IMAGE"}
_INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
_BLENDS = words(
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference "
    "Exclusion Hue Saturation Color Luminosity"
)
# Which resources an operator names by its last operand.
_RESOURCES = {"Do": "/XObject", "Tf": "/Font", "gs": "/ExtGState", "sh": "/Shading"}
_PLAIN_SPACES = {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"}
# Namespaces whose properties PDF/A knows without an extension schema.
_NAMESPACES = {
    "adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/",
    "http://ns.adobe.com/xap/1.0/t/pg/", "http://ns.adobe.com/pdf/1.3/", "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#", "http://www.aiim.org/pdfa/ns/property#",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#", "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
}  # fmt: skip
_DEEPEST, _LONGEST_STRING, _LONGEST_NAME, _MOST = 28, 32_767, 127, 8_388_607


def problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What speaks against PDF/A-2b, each with its clause."""
    for number, page in enumerate(pdf.pages, 1):
        where = f"лист {number}:"
        box = [float(each) for each in page.mediabox]
        if not (3 <= box[2] - box[0] <= 14_400 and 3 <= box[3] - box[1] <= 14_400):
            yield f"6.1.13 {where} размер листа"
        if "/Resources" not in page.obj:
            yield f"6.2.2 {where} нет своих ресурсов"
        yield from (f"{each[0]} {where} {each[1]}" for each in _content(page, page.obj.get("/Resources", {})))
        for note in page.get("/Annots", []):
            yield from (f"{each[0]} {where} {each[1]}" for each in _note(note))
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form":
            yield from (f"{clause} форма: {told}" for clause, told in _content(each, each.get("/Resources", {})))
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield from _limits(each)
            yield from _graphics(each)
    if len(pdf.objects) > _MOST:
        yield "6.1.13 слишком много объектов"
    yield from _root(pdf)
    yield from _xmp(pdf)


def _content(place: Any, resources: Any) -> Iterator[tuple[str, str]]:
    depth, font = 0, None
    for operands, operator in pikepdf.parse_content_stream(place):
        name = str(operator)
        if name not in _OPERATORS:
            yield "6.2.2", f"неизвестный оператор {name}"
        depth += {"q": 1, "Q": -1}.get(name, 0)
        if not 0 <= depth <= _DEEPEST:
            yield "6.1.13", "вложенность q"
        if name in _RESOURCES:
            named = str(operands[0])
            known = resources.get(_RESOURCES[name], {})
            if named not in known:
                yield "6.2.2", f"{named} нет в ресурсах"
            elif name == "Tf":
                font = known[named]
        if name in ("cs", "CS") and str(operands[0]) not in _PLAIN_SPACES | set(resources.get("/ColorSpace", {})):
            yield "6.2.2", f"{operands[0]} нет в ресурсах"
        if name in ("Tj", "'", '"', "TJ") and font is not None:
            shown = operands[0] if name == "TJ" else [operands[-1]]
            yield from _glyphs(font, [bytes(each) for each in shown if isinstance(each, pikepdf.String)])
    if depth:
        yield "6.2.2", "q без Q"


def _glyphs(font: Any, shown: list[bytes]) -> Iterator[tuple[str, str]]:
    """Codes of two bytes are glyphs: none of them may be the sign for an absent one, none may lack a width."""
    if font.get("/Encoding") != "/Identity-H":
        return
    for text in shown:
        if len(text) % 2:
            yield "6.2.11.3", "нечётная длина строки"
        if any(text[place : place + 2] == b"\0\0" for place in range(0, len(text), 2)):
            yield "6.2.11.8", "знак .notdef"


def _note(note: Any) -> Iterator[tuple[str, str]]:
    flags, kind = int(note.get("/F", 0)), str(note.get("/Subtype"))
    if kind != "/Popup" and (not flags & 4 or flags & (1 | 2 | 32 | 256)):
        yield "6.3.2", "пометка не печатается или скрыта"
    if "/AP" in note and set(note.AP.keys()) - {"/N"}:
        yield "6.3.3", "у пометки несколько видов"
    if "/AA" in note or (kind == "/Widget" and "/A" in note):
        yield "6.4.1", "действие поля"
    if float(note.get("/CA", 1)) < 1:
        yield "6.2.10", "прозрачная пометка"
    if str(note.get("/A", {}).get("/S", "/GoTo")) not in ("/GoTo", "/GoToR", "/Thread", "/URI", "/Named"):
        yield "6.5.1", "действие пометки"


def _limits(each: Any) -> Iterator[str]:
    for key, value in each.items():
        for one in value if isinstance(value, pikepdf.Array) else [value]:
            if isinstance(one, pikepdf.String) and len(bytes(one)) > _LONGEST_STRING:
                yield f"6.1.13 длинная строка {key}"
            if isinstance(one, pikepdf.Name) and len(str(one).encode()) > _LONGEST_NAME + 1:
                yield f"6.1.13 длинное имя {key}"
            if isinstance(one, int) and not isinstance(one, bool) and not -(2**31) <= one < 2**31:
                yield f"6.1.13 большое число {key}"


def _graphics(each: Any) -> Iterator[str]:
    if "/Intent" in each and each.get("/Subtype") == "/Image" and str(each.Intent) not in _INTENTS:
        yield "6.2.6 способ передачи цвета картинки"
    if each.get("/Subtype") == "/Image" and int(each.get("/BitsPerComponent", 1)) not in (1, 2, 4, 8, 16):
        yield "6.2.8 глубина цвета"
    if str(each.get("/Subtype2")) == "/PS":
        yield "6.2.9 PostScript"
    if each.get("/Type") == "/ExtGState":
        if "/RI" in each and str(each.RI) not in _INTENTS:
            yield "6.2.6 способ передачи цвета"
        if str(each.get("/BM", "/Normal"))[1:] not in _BLENDS:
            yield "6.2.10 способ смешения"
        halftone = each.get("/HT")
        if isinstance(halftone, pikepdf.Dictionary) and (
            int(halftone.get("/HalftoneType", 1)) not in (1, 5) or "/HalftoneName" in halftone
        ):
            yield "6.2.5 растр"
    if each.get("/Type") == "/Font" and each.get("/Subtype") == "/Type0":
        inner = each.DescendantFonts[0].get("/CIDSystemInfo", {})
        encoding = each.get("/Encoding")
        if isinstance(encoding, pikepdf.Stream) and encoding.get("/CIDSystemInfo", {}) != inner:
            yield "6.2.11.3.1 набор знаков шрифта и кодировки"
        if str(encoding).startswith("/Identity") and bytes(inner.get("/Registry", pikepdf.String("Adobe"))) != b"Adobe":
            yield "6.2.11.3.1 набор знаков шрифта"
    if str(each.get("/S")) == "/Named" and str(each.get("/N")) not in (
        "/NextPage",
        "/PrevPage",
        "/FirstPage",
        "/LastPage",
    ):
        yield "6.5.1 действие Named"


def _root(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if set(root.get("/Perms", {}).keys()) - {"/UR3", "/DocMDP"}:
        yield "6.1.12 права"
    if "/AlternatePresentations" in root.get("/Names", {}):
        yield "6.10 показ слайдов"
    for intent in root.get("/OutputIntents", []):
        if "/DestOutputProfileRef" in intent:
            yield "6.2.3 профиль вне файла"


def _xmp(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        return
    if stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML":
        yield "6.6.2.1 поток описания"
    text = stream.read_bytes().decode("utf-8")
    head = re.match(r"<\?xpacket [^>]*>", text)
    if head and re.search(r"\b(bytes|encoding)=", head[0]):
        yield "6.6.2.1 обёртка xpacket"
    described = set(re.findall(r"namespaceURI>([^<]+)<", text))
    strange = set(re.findall(r'xmlns:\w+="([^"]+)"', text)) - _NAMESPACES - described
    if strange:
        yield f"6.6.2.3 свойства без схемы: {', '.join(sorted(strange))}"
    if not re.search(r'xmlns:pdfaid="http://www\.aiim\.org/pdfa/ns/id/"', text):
        yield "6.6.4 приставка pdfaid"
