"""An independent reading of a PDF against the clauses of ISO 19005-2 (PDF/A-2, level B) that matter to our papers.

Not a full validator: what no writer of ours can produce (forms, sound, optional content, transparency) is refused as a
whole. Content, limits and notes are read in `pdfa_content.py`.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Any

import pikepdf

from . import pdfa_content

_FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript", "/SubmitForm", "/GoToE",
}  # fmt: skip
_CMYK = {"k", "K"}


def problems(data: bytes) -> list[str]:
    """What speaks against PDF/A-2b, each with its clause; empty when nothing was found."""
    found = list(_file(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            return [*found, "6.1.3 зашифрован"]
        found += [f"6.1 {each}" for each in pdf.check_pdf_syntax()]
        found += [*_catalogue(pdf), *_colours(pdf), *_metadata(pdf), *_objects(pdf), *_fonts(pdf), *_tags(pdf)]
        found += pdfa_content.problems(pdf)
    return found


def _file(data: bytes) -> Iterator[str]:
    head, second = ([*data.split(b"\n", 2), b"", b""])[:2]
    if not re.fullmatch(rb"%PDF-1\.[2-7]\r?", head):
        yield "6.1.2 заголовок файла"
    if len(second) < 5 or second[:1] != b"%" or min(second[1:5]) < 128:
        yield "6.1.2 вторая строка без четырёх байтов старше 127"
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3 после конца файла что-то есть"


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    ident = pdf.trailer.get("/ID")
    if ident is None or len(ident) != 2 or not bytes(ident[0]):
        yield "6.1.3 нет идентификатора файла"
    if "/Encrypt" in pdf.trailer:
        yield "6.1.3 есть Encrypt"
    for key in ("/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Collection", "/Requirements", "/NeedsRendering"):
        if key in root:
            yield f"6.4–6.9 в каталоге {key}"
    if "/EmbeddedFiles" in root.get("/Names", {}) or "/JavaScript" in root.get("/Names", {}):
        yield "6.5, 6.8 вложенный файл или сценарий"
    if not re.fullmatch(r"ru(-RU)?", str(root.get("/Lang", ""))):
        yield "6.7.4 язык документа"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "название не показывают вместо имени файла"


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "6.2.3 нет назначения вывода с профилем"
        return
    stream = intents[0].DestOutputProfile
    profile = stream.read_bytes()
    size, version = struct.unpack(">I", profile[:4])[0], profile[8]
    channels = {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(profile[16:20])
    if profile[36:40] != b"acsp" or size != len(profile) or version > 4 or profile[12:16] not in (b"mntr", b"prtr"):
        yield "6.2.3 это не профиль ICC"
    if channels != stream.get("/N"):
        yield "6.2.3 число красок профиля"
    for number, page in enumerate(pdf.pages, 1):
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            spaces = {str(each) for each in operands} if name in ("cs", "CS") else set()
            if (name in _CMYK or "/DeviceCMYK" in spaces) and channels != 4:
                yield f"6.2.4.3 лист {number}: краски, которых нет в профиле"
            if name == "ri" and str(operands[0])[1:] not in (
                "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"
            ):  # fmt: skip
                yield f"6.2.6 лист {number}: способ передачи цвета"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "6.6.2 нет описания XMP"
        return
    text = stream.read_bytes().decode("utf-8")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")) != ("2", "B"):
            yield "6.6.4 XMP не называет PDF/A-2B"
        title, made, tool = xmp.get("dc:title"), xmp.get("xmp:CreateDate"), xmp.get("xmp:CreatorTool")
    if not text.startswith("<?xpacket begin=") or "<?xpacket end=" not in text:
        yield "6.6.2 XMP без обёртки xpacket"
    info = pdf.docinfo
    if not title or ("/Title" in info and str(info.Title) != title):
        yield "6.6.3 название в XMP и в описании расходятся"
    if "/Creator" in info and str(info.Creator) != tool:
        yield "6.6.3 программа в XMP и в описании расходится"
    if "/CreationDate" in info and re.sub(r"\D", "", str(made))[:14] != re.sub(r"\D", "", str(info.CreationDate))[:14]:
        yield "6.6.3 дата в XMP и в описании расходится"
    pages = re.search(r"NPages>(\d+)<", text)
    if pages and int(pages[1]) != len(pdf.pages):
        yield "XMP называет другое число листов"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            yield from _stream(each)
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield from _dictionary(each)
    for number, page in enumerate(pdf.pages, 1):
        group = page.get("/Group")
        if group is not None and group.get("/S") == "/Transparency" and "/CS" not in group:
            yield f"6.2.10 лист {number}: прозрачность без пространства смешения"
        if "/AA" in page or "/PresSteps" in page:
            yield f"6.5.2 лист {number}: действия листа"


def _stream(each: Any) -> Iterator[str]:
    filters = each.get("/Filter", [])
    names = {str(filters)} if isinstance(filters, pikepdf.Name) else {str(name) for name in filters}
    if names & {"/LZWDecode", "/Crypt"}:
        yield "6.1.7.2 сжатие LZW или шифр"
    if {"/F", "/FFilter", "/FDecodeParms"} & set(each.keys()):
        yield "6.1.7.1 поток лежит вне файла"
    if each.get("/Subtype") == "/Image":
        if "/Alternates" in each or "/OPI" in each or each.get("/Interpolate", False):
            yield "6.2.8 картинка с заменой или сглаживанием"
        if each.get("/ColorSpace") == "/DeviceCMYK":
            yield "6.2.4.3 картинка в CMYK"
    if each.get("/Subtype") == "/Form" and ({"/OPI", "/PS", "/Ref"} & set(each.keys())):
        yield "6.2.9 форма со ссылкой наружу"
    if each.get("/Subtype") == "/PS":
        yield "6.2.9 PostScript"


def _dictionary(each: Any) -> Iterator[str]:
    action = str(each.get("/S", ""))
    if action in _FORBIDDEN_ACTIONS and ("/Type" not in each or each.get("/Type") == "/Action"):
        yield f"6.5.1 действие {action}"
    if "/EF" in each and each.get("/Type") == "/Filespec":
        yield "6.8 вложенный файл"
    if each.get("/Type") == "/ExtGState":
        if {"/TR", "/HTP"} & set(each.keys()) or str(each.get("/TR2", "/Default")) != "/Default":
            yield "6.2.5 кривая передачи"
        mode = str(each.get("/BM", "/Normal"))
        see_through = (
            any(float(each.get(key, 1)) < 1 for key in ("/ca", "/CA")) or str(each.get("/SMask", "/None")) != "/None"
        )
        if mode not in ("/Normal", "/Compatible") or see_through:
            yield "6.2.10 прозрачность"
    if each.get("/Type") == "/Annot":
        if str(each.get("/Subtype")) not in ("/Link", "/Popup") and "/AP" not in each:
            yield "6.3.3 пометка без вида"
        if str(each.get("/Subtype")) in ("/3D", "/Sound", "/Screen", "/Movie", "/FileAttachment"):
            yield "6.3.1 запрещённая пометка"
        if not int(each.get("/F", 0)) & 4:
            yield "6.3.2 пометка не печатается"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font" or "/Subtype" not in font:
            continue
        kind, name = str(font.Subtype), str(font.get("/BaseFont", font.get("/Name", "?")))
        if kind in ("/CIDFontType0", "/CIDFontType2"):
            yield from _descendant(font, name)
        elif kind == "/Type0":
            if font.get("/Encoding") not in ("/Identity-H", "/Identity-V") and not isinstance(
                font.get("/Encoding"), pikepdf.Stream
            ):
                yield f"6.2.11.3 {name}: кодировка"
            yield from _to_unicode(font, name)
        elif kind != "/Type3":
            if not _program(font.get("/FontDescriptor", {})):
                yield f"6.2.11.4 {name}: не вложен"
            yield from _to_unicode(font, name)


def _to_unicode(font: Any, name: str) -> Iterator[str]:
    if "/ToUnicode" not in font:
        yield f"6.2.11.7 {name}: нет ToUnicode"
        return
    text = font.ToUnicode.read_bytes()
    targets = re.findall(
        rb"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", text, re.S))
    )
    if any(target.upper() in (b"0000", b"FEFF", b"FFFE") for target in targets):
        yield f"6.2.11.7 {name}: знак без значения"


def _program(descriptor: Any) -> Any:
    return next((descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None)


def _descendant(font: Any, name: str) -> Iterator[str]:
    program = _program(font.get("/FontDescriptor", {}))
    if program is None:
        yield f"6.2.11.4 {name}: не вложен"
        return
    if str(font.Subtype) == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield f"6.2.11.3 {name}: нет CIDToGIDMap"
    if "/FontFile2" in font.FontDescriptor and font.get("/CIDToGIDMap") == "/Identity":
        advance = _advances(program.read_bytes())
        apart = [cid for cid, width in _widths(font) if abs(width - advance(cid)) > 1]
        if apart:
            yield f"6.2.11.5 {name}: ширина {len(apart)} знаков не та, что в шрифте"


def _widths(font: Any) -> Iterator[tuple[int, float]]:
    array, place = list(font.get("/W", [])), 0
    while place < len(array):
        first = int(array[place])
        if isinstance(array[place + 1], pikepdf.Array):
            yield from ((first + number, float(width)) for number, width in enumerate(array[place + 1]))
            place += 2
        else:
            yield from ((cid, float(array[place + 2])) for cid in range(first, int(array[place + 1]) + 1))
            place += 3


def _advances(data: bytes) -> Any:
    """Advance of a glyph in thousandths of an em, from the tables `head`, `hhea`, `hmtx` of the embedded program."""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", data, 20 + 16 * i)[0] for i in range(count)}
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    long = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    return lambda glyph: struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * min(glyph, long - 1))[0] * 1000 / units


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "6.7.2 нет разметки"
        return
    nums = list(root.StructTreeRoot.ParentTree.get("/Nums", []))
    known = [int(each) for each in nums[::2]]
    if known != sorted(set(known)):
        yield "дерево родителей не по порядку"
    pages = [int(page.StructParents) for page in pdf.pages if "/StructParents" in page]
    if len(set(pages)) != len(pdf.pages) or not set(pages) <= set(known):
        yield "лист без места в разметке"
