"""An independent reading of a DOCX against the sequences of ECMA-376, part 1 (WordprocessingML, annex A).

Word repairs or refuses a file whose children stand in another order; LibreOffice and python-docx say nothing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIDES = "top left start bottom right end insideH insideV"

# 17.3.1 (paragraph), 17.3.2 (run), 17.4 (table), 17.6.17 (section), 17.7.4.17 (style), 17.9 (numbering), 17.15.1.78.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns cellDel cellMerge tcPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "numPr": "ilvl numId numberingChange ins",
    "tblBorders": _SIDES,
    "tblCellMar": _SIDES,
    "tcMar": _SIDES,
    "pgBorders": _SIDES,
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins trackRevisions "
    "defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids "
    "mathPr attachedSchema themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}
# What may come but once, and what may come any number of times.
_MANY = {"tr", "tc", "style", "abstractNum", "num", "lvl", "lvlOverride", "headerReference", "footerReference",
         "tblStylePr", "bookmarkStart", "bookmarkEnd"}  # fmt: skip
_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}


def problems(data: bytes) -> list[str]:
    """What stands where the schema does not want it, each with its part; empty when nothing was found."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    found = [f"{name}: {each}" for name in sorted(parts) if name.startswith("word/") and name.endswith(".xml")
             for each in _part(ElementTree.fromstring(parts[name]))]  # fmt: skip
    return found + list(_relations(parts))


def _part(root: ElementTree.Element) -> Iterator[str]:
    ids = [each.get("id") for each in root.iter() if each.tag.endswith("}docPr")]
    if len(ids) != len(set(ids)):
        yield "два рисунка с одним номером"
    for element in root.iter():
        name = element.tag.removeprefix(_W)
        children = [each.tag.removeprefix(_W) for each in element]
        if name in _ORDERS:
            yield from _sequence(name, children)
        if name in _FIRST and _FIRST[name] in children[1:]:
            yield f"{_FIRST[name]} не первый в {name}"
        if name == "tc" and (not children or children[-1] != "p"):
            yield "ячейка кончается не абзацем"
        if name == "tbl":
            yield from _columns(element)
        if name == "body" and "sectPr" in children[:-1]:
            yield "sectPr не последний в body"


def _sequence(name: str, children: list[str]) -> Iterator[str]:
    order = _ORDERS[name].split()
    places = []
    for child in children:
        if child not in order:
            yield f"{child} не бывает в {name}"
        else:
            # References to headers and footers come in any order among themselves.
            places.append(0 if child.endswith("Reference") else order.index(child))
            if child not in _MANY and children.count(child) > 1:
                yield f"{child} дважды в {name}"
    if places != sorted(places):
        yield f"порядок в {name}: {' '.join(children)}"


def _columns(table: ElementTree.Element) -> Iterator[str]:
    """Cells of each row cover the grid, no more and no less."""
    grid = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
    for row in table.findall(f"{_W}tr"):
        spans = [cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in row.findall(f"{_W}tc")]
        if sum(1 if span is None else int(span.get(f"{_W}val", "1")) for span in spans) != grid:
            yield "ячейки строки не покрывают столбцов"


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    """Every r:id of a part leads to a part that is there."""
    for name, data in parts.items():
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        folder, _, file = name.rpartition("/")
        rels = parts.get(f"{folder}/_rels/{file}.rels", b"<r/>")
        known = {each.get("Id"): each for each in ElementTree.fromstring(rels)}
        for element in ElementTree.fromstring(data).iter():
            for key, value in element.attrib.items():
                if "officeDocument/2006/relationships}" not in key:
                    continue
                target = known.get(value)
                if target is None:
                    yield f"{name}: нет связи {value}"
                elif target.get("TargetMode") != "External" and f"{folder}/{target.get('Target')}" not in parts:
                    yield f"{name}: связь {value} ведёт в никуда"
