"""Every shipped template: fills cleanly, prints in both formats, keeps the marks of PDF/A."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from nastavnik.engines import papers

from .conftest import CODES, DAY, pdf_text, read_codes

CONSENTS = [code for code in CODES if code.startswith("consent_")]


@pytest.mark.parametrize("code", CODES)
def test_sample_fills_the_whole_sheet(code, sample):
    tree = papers.build(papers.load(code), sample(code), code="7K3M9QX2PA")
    words = re.sub(r" *\| *", "\n", papers.text_of(tree))
    assert not tree.missing
    assert not re.search(r"None|\{\{|\}\}|\{%|  |\(\)|,,|;;| ,| \.(?!\.)|«»", words), words
    assert not re.search(r"\d [а-я]+ \d{4} г\.", words), "a date may be torn apart"


@pytest.mark.parametrize("code", CODES)
def test_pdf_is_declared_pdfa_with_fonts_language_title_and_codes(code, sample):
    tree = papers.build(papers.load(code), sample(code), code="7K3M9QX2PA")
    result = papers.write_pdf([tree], date=DAY)
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
            assert meta["dc:title"] == tree.title
        assert str(pdf.Root.Lang).lower().startswith("ru")
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert pdf.Root.OutputIntents
        assert len(pdf.pages) == result.pages == result.parts[0].pages
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                assert any(key.startswith("/FontFile") for key in inner.FontDescriptor)
                assert "LiberationSerif" in str(inner.BaseFont)
    if code in ("order_launch", "pair_notice", "mentee_base"):
        assert read_codes(result.data) == [f"7K3M9QX2PA/{n:03}" for n in range(1, result.pages + 1)]


@pytest.mark.parametrize("code", CODES)
def test_schema_describes_the_sample(code, sample):
    found = papers.schema(papers.load(code))
    data = sample(code)
    assert set(data) <= set(found["properties"])
    assert set(found["required"]) <= set(data)
    assert all(each.get("description") for each in found["properties"].values())


def test_all_kinds_asked_for_are_there():
    known = {each.code for each in papers.list_templates()}
    wanted = """consent_pd_adult consent_pd_minor consent_pd_mentor consent_distribution consent_image consent_transfer
        consent_mentor_participation consent_mentee_participation consent_duties consent_psych_diagnostics withdrawal
        addendum_351_8 order_pairs order_launch order_regulation order_curator order_team order_mentors order_pay
        order_reward order_final_event order_terminate order_replace_mentor regulation roadmap personal_program
        mentee_base mentor_base acquaintance minutes letter rep_notice slips register questionnaire order_amend
        meeting_diary monitoring_report certificate award_diploma thank_letter"""
    assert set(wanted.split()) <= known


@pytest.mark.parametrize("code", CONSENTS)
def test_a_consent_fits_one_sheet_and_is_signed_by_pen(code, sample):
    tree = papers.build(papers.load(code), sample(code), code="7K3M9QX2PA")
    assert papers.write_pdf([tree], date=DAY).pages == 1
    words = papers.text_of(tree)
    assert "(подпись)" in words and "_____ 20___ г." in words
    assert "□" not in words.replace("☐", "")


def test_no_box_of_a_consent_is_ticked_beforehand(sample, text):
    for code in CONSENTS:
        assert not re.search(r"[☑☒✓✔]", text(code, sample(code)))


def test_passport_is_never_taken_from_data():
    for code in CODES:
        assert "passport" not in papers.source(code) and "snils" not in papers.source(code)


def test_many_documents_go_into_one_file_with_their_places(sample):
    first = papers.build(papers.load("order_pairs"), sample("order_pairs"), code="AAAA1111")
    second = papers.build(papers.load("consent_pd_minor"), sample("consent_pd_minor"), code="BBBB2222")
    bare = papers.build(papers.load("letter"), sample("letter"))
    result = papers.write_pdf([first, second, bare, first], date=DAY)
    assert [(part.code, part.first, part.pages) for part in result.parts] == [
        ("AAAA1111", 1, 3),
        ("BBBB2222", 4, 1),
        ("", 5, 1),
        ("AAAA1111", 6, 3),
    ]
    codes = read_codes(result.data)
    assert codes[3:6] == ["BBBB2222/001", "0 codes", "AAAA1111/001"]


def test_same_trees_and_date_give_the_same_bytes(sample):
    tree = papers.build(papers.load("letter"), sample("letter"), code="7K3M9QX2PA")
    assert papers.write_pdf([tree], date=DAY).data == papers.write_pdf([tree], date=DAY).data


def test_words_of_the_pdf_are_selectable(sample):
    tree = papers.build(papers.load("order_pairs"), sample("order_pairs"))
    words = re.sub(r"\s+", " ", pdf_text(papers.write_pdf([tree], date=DAY).data))
    assert "ПРИКАЗЫВАЮ" in words and "Грум-Гржимайло Никита Фомич" in words


def test_a_missing_font_stops_the_print(sample, monkeypatch, tmp_path):
    monkeypatch.setattr("nastavnik.engines.papers.coverage.FONTS", tmp_path)
    with pytest.raises(papers.FontMissing, match="LiberationSerif-Regular"):
        papers.write_pdf([papers.build(papers.load("letter"), sample("letter"))], date=DAY)


def test_the_list_tells_the_same_as_the_templates_themselves():
    for each in papers.list_templates():
        template = papers.load(each.code)
        assert (each.title, each.register, each.keep, each.pd, each.needs, each.version) == (
            template.title,
            template.register,
            template.keep,
            template.pd,
            template.needs,
            template.version,
        )


def test_slip_carries_a_readable_code_of_each_link_beside_its_words(sample):
    data = sample("slips")
    addresses = sorted(link["url"] for slip in data["slips"] for link in slip.get("links", ()))
    pdf = papers.write_pdf([papers.build(papers.load("slips"), data)], date=DAY).data
    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        found += [code.text for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil().convert("L"))]
    assert sorted(found) == addresses and len(addresses) > 3
    assert papers.write_docx(papers.build(papers.load("slips"), data)).startswith(b"PK")
