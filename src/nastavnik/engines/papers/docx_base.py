"""The empty DOCX every paper starts from: styles, settings, numbering."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any

from . import layout

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right"}
FONT = "Times New Roman"


def twips(mm: float) -> int:
    """Twentieths of a point."""
    return round(mm * 1440 / 25.4)


@lru_cache(maxsize=16)
def base_document(size: float, spacing: float) -> bytes:
    """An empty document with the styles of `layout.STYLES` at `size` pt; nothing else is left of the stock template."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    styles = document.styles.element
    for style in list(styles):
        if style.tag.endswith(("}style", "}docDefaults", "}latentStyles")):
            styles.remove(style)
    styles.append(parse_xml(_defaults(size)))
    styles.append(parse_xml(_style("Normal", "Normal", layout.Style("Normal"), size, spacing, default=True)))
    styles.append(parse_xml(_style("Mark", "Колонтитул", layout.Style("Колонтитул", size=1), size, 1)))
    for name, style in layout.STYLES.items():
        styles.append(parse_xml(_style(style_id(name), style.title, style, size, spacing)))
    styles.append(parse_xml(_TABLE))
    _settings(document.settings.element)
    _forget(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def style_id(name: str) -> str:
    """Identifier of a style in the file."""
    return "N" + name.title().replace("_", "")


def _defaults(size: float) -> str:
    return (
        f"<w:docDefaults {_NS}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        '<w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _style(ident: str, title: str, style: layout.Style, size: float, spacing: float, default: bool = False) -> str:
    line = round(240 * (1 if ident.startswith("NCell") else spacing))
    own = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>' if style.size else ""
    own = (f'<w:color w:val="{style.colour}"/>' if style.colour else "") + own
    return (
        f'<w:style {_NS} w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""} '
        f'{"" if default else "w:customStyle=" + chr(34) + "1" + chr(34)} w:styleId="{ident}"><w:name w:val="{title}"/>'
        + ("" if default else '<w:basedOn w:val="Normal"/>')
        + "<w:qFormat/><w:pPr>"
        + ("<w:keepNext/>" if style.keep_next else "")
        + f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" w:line="{line}" '
        'w:lineRule="auto"/>'
        + (f'<w:ind w:firstLine="{twips(style.indent)}"/>' if style.indent else "")
        + f'<w:jc w:val="{_ALIGN[style.align]}"/>'
        + (f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "")
        + f"</w:pPr><w:rPr>{'<w:b/><w:bCs/>' if style.bold else ''}{own}</w:rPr></w:style>"
    )


_TABLE = (
    f'<w:style {_NS} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    "<w:tblCellMar>"
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _settings(settings: Any) -> None:
    """The present layout rules of Word instead of the compatibility mode of the stock template."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    for child in list(settings):
        settings.remove(child)
    for xml in (
        f'<w:zoom {_NS} w:percent="100"/>',
        f'<w:defaultTabStop {_NS} w:val="709"/>',
        f'<w:compat {_NS}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
        f'<w:themeFontLang {_NS} w:val="ru-RU"/>',
    ):
        settings.append(parse_xml(xml))
    assert settings.find(qn("w:compat")) is not None


def _forget(document: Any) -> None:
    """Take out what the stock template says of itself: thumbnail, author, comments, dates."""
    package = document.part.package
    for key, rel in list(package.rels.items()):
        if rel.reltype.endswith(("/thumbnail", "/extended-properties")):
            del package.rels[key]
    for key, rel in list(document.part.rels.items()):
        if rel.reltype.endswith(("/customXml", "/stylesWithEffects", "/webSettings")):
            del document.part.rels[key]
    core = document.core_properties._element
    for child in list(core):
        core.remove(child)


def numbering_xml(list_ids: Iterable[int]) -> str:
    """Three levels «1.», «1.1.», «1.1.1.», one numbering for each list."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{"".join(f"%{each}." for each in range(1, level + 2))}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level in range(3)
    )
    ids = sorted(list_ids)
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{each}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for each in ids
    )
    numbers = "".join(f'<w:num w:numId="{each}"><w:abstractNumId w:val="{each}"/></w:num>' for each in ids)
    return f"<w:numbering {_NS}>{abstract}{numbers}</w:numbering>"
