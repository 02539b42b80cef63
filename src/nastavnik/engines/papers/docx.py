"""Tree → DOCX by python-docx: named styles, real numbering, repeated headers, no traces of the machine."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from . import layout
from .codes import qr_png
from .docx_base import base_document, numbering_xml, twips
from .docx_body import Body
from .docx_picture import Pictures
from .tree import Section, Tree

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def write_docx(tree: Tree) -> bytes:
    """One document as DOCX. Its sheets carry the code of the document (a PDF carries that of each sheet)."""
    from docx import Document
    from docx.oxml import parse_xml

    part = Document(BytesIO(base_document(tree.size, tree.spacing))).part
    body = Body(tree, Pictures(part).xml)
    # Parsed whole and put in place at once: moving thousands of elements between documents takes seconds.
    part._element = parse_xml(f"<w:document {NAMESPACES}>{body.xml()}</w:document>")
    part.numbering_part._element = parse_xml(numbering_xml(body.list_ids))
    document = part.document
    _sections(document, tree)
    core = document.core_properties
    core.title, core.language = tree.title[:255], "ru-RU"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def section_xml(section: Section, first: bool, last: bool) -> str:
    """Page set-up of a section."""
    width, height = layout.LANDSCAPE if section.landscape else layout.PORTRAIT
    turned = ' w:orient="landscape"' if section.landscape else ""
    kind = "" if first else '<w:type w:val="nextPage"/>'
    title_page = "<w:titlePg/>" if first else ""
    return (
        f"<w:sectPr>{kind}"
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(layout.TOP)}" w:right="{twips(layout.right_margin(section.framed))}" w:bottom="{twips(layout.BOTTOM)}" '
        f'w:left="{twips(layout.LEFT)}" w:header="{twips(10)}" w:footer="{twips(6)}" w:gutter="0"/>'
        f"{_BORDERS if section.framed else ''}"
        f"{title_page}</w:sectPr>"
    )


_EDGE = (
    f'<w:{{}} w:val="thinThickSmallGap" w:sz="24" w:space="{round(layout.FRAME / layout.MM_PER_PT)}" '
    f'w:color="{layout.FRAME_COLOUR}"/>'
)
_BORDERS = (
    f'<w:pgBorders w:offsetFrom="page">{"".join(_EDGE.format(side) for side in ("top", "left", "bottom", "right"))}'
    "</w:pgBorders>"
)


def _sections(document: Any, tree: Tree) -> None:
    """Numbers of sheets from the second on, the code on every sheet."""
    turned: bool | None = None
    for place, (section, ours) in enumerate(zip(document.sections, tree.sections, strict=True)):
        if place == 0:
            section.header.is_linked_to_previous = False
            _fill(section.header, _PAGE_NUMBER)
            section.first_page_header.is_linked_to_previous = False
            _fill(section.first_page_header, _EMPTY)
        if ours.landscape != turned:
            footers = [section.footer, section.first_page_footer] if place == 0 else [section.footer]
            for footer in footers:
                footer.is_linked_to_previous = False
                _code(footer, tree.code, ours.landscape)
        turned = ours.landscape


_FRAME = 3.0
_EMPTY = f'<w:p {_W}><w:pPr><w:pStyle w:val="Mark"/></w:pPr></w:p>'
_PAGE_NUMBER = (
    f'<w:p {_W}><w:pPr><w:pStyle w:val="Mark"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def _fill(place: Any, *paragraphs: str) -> None:
    from docx.oxml import parse_xml

    element = place._element
    for child in list(element):
        element.remove(child)
    for xml in paragraphs:
        element.append(parse_xml(xml))


def _code(footer: Any, code: str, landscape: bool) -> None:
    """The code in the lower left margin, in a frame of its own that takes no room from the text."""
    if not code:
        _fill(footer, _EMPTY)
        return
    height = (layout.LANDSCAPE if landscape else layout.PORTRAIT)[1]
    top = height - layout.CODE_BOTTOM - layout.CODE_SIZE
    # Wider than the picture by a margin on each side, or LibreOffice squeezes the picture.
    frame = (
        f'<w:framePr w:w="{twips(layout.CODE_SIZE + 2 * _FRAME)}" w:hSpace="0" w:wrap="around" '
        f'w:vAnchor="page" w:hAnchor="page" w:x="{twips(layout.CODE_LEFT - _FRAME)}" w:y="{twips(top)}"/>'
    )
    _fill(
        footer,
        f'<w:p {_W}><w:pPr><w:pStyle w:val="Mark"/>{frame}<w:jc w:val="center"/></w:pPr></w:p>',
        f'<w:p {_W}><w:pPr><w:pStyle w:val="Mark"/>{frame}<w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="13"/></w:rPr><w:t>{code}</w:t></w:r></w:p>',
        _EMPTY,
    )
    from docx.shared import Mm

    run = footer.paragraphs[0].add_run()
    picture = run.add_picture(BytesIO(qr_png(code)), width=Mm(layout.CODE_SIZE), height=Mm(layout.CODE_SIZE))
    properties = picture._inline.docPr
    properties.set("descr", f"Код документа {code}")
    properties.set("name", "Код документа")
