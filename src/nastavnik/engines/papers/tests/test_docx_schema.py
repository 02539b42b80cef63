"""Word opens every paper of ours without repairing it: elements stand in the order of the standard."""

from __future__ import annotations

import io
import zipfile

import pytest

from nastavnik.engines import papers

from .conftest import CODES
from .ooxml import problems


def _docx(code: str, data=None) -> bytes:
    return papers.write_docx(papers.build(papers.load(code), data or papers.sample(code), code="7K3M9QX2PA"))


@pytest.fixture(scope="module")
def order() -> bytes:
    return _docx("order_pairs")


@pytest.mark.parametrize("code", CODES)
def test_every_paper_keeps_the_order_of_elements(code):
    assert problems(_docx(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_paper_without_any_data_keeps_the_order_of_elements(code):
    assert problems(_docx(code, {"org": {}})) == []


def _changed(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text = content.decode()
                assert old in text
                content = text.replace(old, new, 1).encode()
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("word/document.xml", '<w:pStyle w:val="NPoint"/>', '<w:jc w:val="left"/><w:pStyle w:val="NPoint"/>', "порядок в pPr"),
        ("word/document.xml", '<w:titlePg/>', '<w:titlePg/><w:cols/>', "порядок в sectPr"),
        ("word/document.xml", '<w:tblLayout w:type="fixed"/>', '<w:tblLayout w:type="fixed"/><w:tblStyle/>', "порядок в tblPr"),
        ("word/document.xml", "<w:tcPr>", '<w:tcPr><w:vAlign w:val="top"/>', "порядок в tcPr"),
        ("word/document.xml", '<w:b/>', '<w:sz w:val="2"/><w:b/>', "порядок в rPr"),
        ("word/document.xml", "<w:tcPr>", "<w:p/><w:tcPr>", "tcPr не первый"),
        ("word/document.xml", "<w:gridCol", '<w:gridCol w:w="5"/><w:gridCol', "не покрывают"),
        ("word/document.xml", "r:id=\"", "r:id=\"gone", "нет связи"),
        ("word/styles.xml", "<w:qFormat/>", "<w:qFormat/><w:locked/><w:qFormat/>", "qFormat дважды"),
        ("word/numbering.xml", '<w:lvlJc w:val="left"/>', '<w:lvlJc w:val="left"/><w:suff w:val="tab"/>', "порядок в lvl"),
    ],
)  # fmt: skip
def test_the_reading_notices_another_order(part, old, new, told, order):
    assert any(told in each for each in problems(_changed(order, part, old, new)))
