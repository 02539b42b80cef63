"""The DOCX is what a secretary can go on working with."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from nastavnik.engines import papers

from .conftest import CODES, DAY


def opened(code, data, sheet="7K3M9QX2PA"):
    return Document(io.BytesIO(papers.write_docx(papers.build(papers.load(code), data, code=sheet))))


def test_styles_are_named_in_russian_and_numbering_is_real(sample):
    document = opened("order_pairs", sample("order_pairs"))
    points = [each for each in document.paragraphs if each.style.name == "Пункт"]
    assert len(points) == 10
    assert all(each._p.pPr.numPr is not None for each in points)
    assert not any(re.match(r"\d+\.", each.text) for each in points), "numbers are typed, not counted"
    levels = [each._p.pPr.numPr.ilvl.val for each in points]
    assert levels == [0, 0, 1, 1, 1, 1, 0, 0, 0, 0]


def test_annex_is_landscape_and_its_table_repeats_its_head(sample):
    document = opened("order_pairs", sample("order_pairs"))
    assert document.sections[1].page_width > document.sections[1].page_height
    table = document.tables[-1]
    properties = [row._tr.trPr for row in table.rows]
    assert properties[0].find(qn("w:tblHeader")) is not None
    assert all(each.find(qn("w:cantSplit")) is not None for each in properties)
    grid = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]
    assert [int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in table.rows[1].cells] == grid
    assert abs(sum(grid) * 25.4 / 1440 - 255) < 1


def test_the_head_of_a_table_never_ends_a_sheet(sample):
    table = opened("order_pairs", sample("order_pairs")).tables[-1]
    kept = [all(each.paragraph_format.keep_with_next for cell in row.cells for each in cell.paragraphs)
            for row in table.rows]  # fmt: skip
    assert kept == [True, False, False, False, False]


def test_codes_side_by_side_on_a_card_stand_apart(sample):
    document = opened("slips", sample("slips"))
    rows = [each for each in document.element.body.iter(qn("w:p")) if len(list(each.iter(qn("w:drawing")))) > 1]
    assert rows
    for row in rows:
        shown = ["code" if list(run.iter(qn("w:drawing"))) else "white" for run in row.findall(qn("w:r"))]
        assert shown == ["code", "white", "code"]


def test_language_title_margins_and_no_traces(sample):
    content = papers.write_docx(papers.build(papers.load("order_pairs"), sample("order_pairs"), code="7K3M9QX2PA"))
    document = Document(io.BytesIO(content))
    assert document.core_properties.title == "О закреплении наставнических пар и групп на 2026/27 учебный год"
    assert document.core_properties.language == "ru-RU"
    assert not document.core_properties.author and not document.core_properties.last_modified_by
    section = document.sections[0]
    assert section.left_margin.mm >= 30 and round(section.top_margin.mm) == 20 and round(section.right_margin.mm) == 10
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        styles = archive.read("word/styles.xml").decode()
        assert not [name for name in names if "thumbnail" in name or "comments" in name]
        assert 'w:lang w:val="ru-RU"' in styles and "Times New Roman" in styles
        assert "python-docx" not in archive.read("docProps/core.xml").decode()


def test_the_code_of_the_document_stands_in_every_footer(sample):
    import zxingcpp
    from PIL import Image, ImageOps

    content = papers.write_docx(papers.build(papers.load("order_pairs"), sample("order_pairs"), code="7K3M9QX2PA"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        picture = Image.open(io.BytesIO(archive.read(pictures[0]))).convert("L")
        footers = [archive.read(name).decode() for name in archive.namelist() if "word/footer" in name]
    assert zxingcpp.read_barcodes(ImageOps.expand(picture, 40, 255))[0].text == "7K3M9QX2PA"
    assert len(footers) == 3 and all("7K3M9QX2PA" in each and "<w:drawing>" in each for each in footers)


def test_words_of_docx_and_pdf_are_the_same(sample):
    from .conftest import pdf_text

    for code in ("order_pairs", "consent_pd_minor", "minutes"):
        tree = papers.build(papers.load(code), sample(code))
        document = Document(io.BytesIO(papers.write_docx(tree)))
        docx = "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))
        pdf = pdf_text(papers.write_pdf([tree], date=DAY).data)
        letters = [re.sub(r"[^А-Яа-яЁё]", "", each) for each in (docx, pdf)]
        assert sorted(letters[0]) == sorted(letters[1]), code


def _with_long_names(value):
    """The same data with people whose names and posts hardly fit."""
    if isinstance(value, list):
        return [_with_long_names(each) for each in value]
    if not isinstance(value, dict):
        return value
    done = {key: _with_long_names(each) for key, each in value.items()}
    if "last" in done and "first" in done:
        done["last"] = "Преображенская-Константинопольская"
    if done.get("post"):
        done["post"] = "заместитель директора по учебно-производственной и воспитательной работе с обучающимися"
    return done


def _papers_to_compare(sample):
    """Name, template, data: every kind plain and with long names, the order with 1–100 rows and a word of 200 letters."""
    for code in CODES:
        yield code, code, sample(code)
        yield f"{code}__long", code, _with_long_names(sample(code))
    for count in (1, 2, 30, 100):
        data = sample("order_pairs")
        data["pairs"] = [data["pairs"][place % 4] for place in range(count)]
        yield f"order_pairs__{count}", "order_pairs", data
    for name, word in (("word", "Ж" + "я" * 199), ("words", "Оглы " * 40)):
        data = sample("order_pairs")
        data["pairs"][0]["mentor"] = {**data["pairs"][0]["mentor"], "last": word.strip()}
        yield f"order_pairs__{name}", "order_pairs", data


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_every_paper_with_the_same_number_of_sheets(sample, tmp_path):
    import pypdfium2

    expected = {}
    for name, code, data in _papers_to_compare(sample):
        tree = papers.build(papers.load(code), data, code="7K3M9QX2PA")
        (tmp_path / f"{name}.docx").write_bytes(papers.write_docx(tree))
        expected[name] = papers.write_pdf([tree], date=DAY).pages
    assert len(expected) >= 80
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir",
         str(tmp_path), *(str(tmp_path / f"{name}.docx") for name in expected)],
        check=True, capture_output=True, timeout=480,
    )  # fmt: skip
    sheets = {name: len(pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")) for name in expected}
    apart = {name: (sheets[name], expected[name]) for name in expected if sheets[name] != expected[name]}
    assert all(abs(docx - pdf) <= 1 for docx, pdf in apart.values()), apart
    assert len(apart) <= len(expected) * 0.05, apart
