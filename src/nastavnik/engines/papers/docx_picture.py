"""Drawings in DOCX: the vector for Word, a picture of 300 points an inch beside it for programs that show no SVG."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from .coverage import FONTS, check_fonts
from .tree import Picture

_PROGRAM = Path(__file__).with_name("drawing.typ")
_EMU = 36_000
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DRAW = "http://schemas.openxmlformats.org/drawingml/2006"


class Pictures:
    """Puts drawings into the main part of a document."""

    def __init__(self, part: Any) -> None:
        self.part, self.count = part, 0

    def xml(self, picture: Picture) -> str:
        """The run that shows a drawing."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        self.count += 1
        outlines, points = drawn(picture.svg, picture.width)
        png, _ = self.part.get_or_add_image(BytesIO(points))
        name_in_file = PackURI(f"/word/media/drawing{self.count}.svg")
        vector = Part(name_in_file, "image/svg+xml", outlines, self.part.package)
        svg = self.part.relate_to(vector, RELATIONSHIP_TYPE.IMAGE)
        width, height = round(picture.width * _EMU), round(picture.height * _EMU)
        name, alt = f'"Рисунок {self.count}"', f'"{escape(picture.alt[:2000])}"'
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAW}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{self.count + 100}" name={name} descr={alt}/>'
            f'<a:graphic xmlns:a="{_DRAW}/main"><a:graphicData uri="{_DRAW}/picture"><pic:pic xmlns:pic="{_DRAW}/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{self.count + 100}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{png}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{svg}"/></a:ext></a:extLst></a:blip>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


@lru_cache(maxsize=16)
def drawn(svg: str, width: float) -> tuple[bytes, bytes]:
    """A drawing `width` mm wide as SVG whose letters are outlines (no program has to have the font) and as PNG."""
    import typst

    check_fonts()
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    inputs = {"data": json.dumps({"svg": svg, "width": width})}
    compiler = typst.Compiler(str(_PROGRAM), font_paths=found, ignore_system_fonts=True, sys_inputs=inputs)
    outlines, points = compiler.compile(format="svg"), compiler.compile(format="png", ppi=300)
    assert isinstance(outlines, bytes) and isinstance(points, bytes)
    return outlines, points
