"""Documents by the hundred: one PDF/A with every sheet's own code, tags and bookmarks of all, memory that stays."""

from __future__ import annotations

import io

import pikepdf
import pytest

from nastavnik.engines import papers
from nastavnik.engines.papers.guess import guess_pages

from .conftest import DAY, pdf_text, read_codes


@pytest.fixture(scope="module")
def many():
    """Forty documents of two kinds: more than one compile holds."""
    kinds = [("letter", {"subject": "О практике"}), ("order_pairs", {})]
    trees = [
        papers.build(papers.load(kind), {**papers.sample(kind), **more}, code=f"AB{number:04}")
        for number in range(20)
        for kind, more in kinds
    ]
    return papers.write_pdf(trees, date=DAY)


def test_every_document_of_a_batch_is_where_it_is_said_to_be(many):
    assert many.pages == 80
    assert [(part.code, part.first, part.pages) for part in many.parts[38:]] == [("AB0019", 77, 1), ("AB0019", 78, 3)]
    with pikepdf.open(io.BytesIO(many.data)) as pdf, pikepdf.new() as some:
        some.pages.extend([pdf.pages[place] for place in (0, 40, 76, 79)])
        out = io.BytesIO()
        some.save(out)
    assert read_codes(out.getvalue()) == ["AB0000/001", "AB0010/001", "AB0019/001", "AB0019/003"]


def test_a_long_order_is_given_as_many_codes_as_it_has_sheets():
    """One code short means laying the whole document out twice."""
    data = papers.sample("order_pairs")
    tree = papers.build(
        papers.load("order_pairs"), {**data, "pairs": [data["pairs"][n % len(data["pairs"])] for n in range(100)]}
    )
    pages = papers.write_pdf([tree], date=DAY).pages
    assert pages <= guess_pages(tree) <= pages + 1


def test_a_joined_file_is_still_pdfa_and_tagged(many):
    with pikepdf.open(io.BytesIO(many.data)) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
            assert meta.get("xmpTPg:NPages", "80") == "80"
        assert pdf.Root.OutputIntents and pdf.Root.Lang and pdf.trailer.ID
        assert len(pdf.pages) == 80
        numbers = [int(page.obj.StructParents) for page in pdf.pages]
        tree = pdf.Root.StructTreeRoot
        keys = [int(key) for key in list(tree.ParentTree.Nums)[::2]]
        assert keys == sorted(set(numbers)) == list(range(80)) and int(tree.ParentTreeNextKey) == 80
        # Every page's tags lead back to that very page.
        for page, number in zip(pdf.pages, numbers, strict=True):
            parents = tree.ParentTree.Nums[2 * number + 1]
            assert {parent.Pg.objgen for parent in parents if "/Pg" in parent} == {page.obj.objgen}
        ids = [str(each) for each in list(tree.IDTree.Names)[::2]]
        assert ids == sorted(ids) and len(ids) == len(set(ids))
        titles, item = [], pdf.Root.Outlines.First
        while item is not None:
            titles.append(str(item.Title))
            item = item.get("/Next")
        assert len(titles) == int(pdf.Root.Outlines.Count) == 20 * 3
        assert not any("группна" in title for title in titles)


def test_the_same_batch_gives_the_same_bytes():
    trees = [papers.build(papers.load("letter"), papers.sample("letter"), code=f"AB{n:04}") for n in range(40)]
    assert papers.write_pdf(trees, date=DAY).data == papers.write_pdf(trees, date=DAY).data


def test_files_of_several_compiles_are_joined_by_one_call(many):
    one = papers.write_pdf([papers.build(papers.load("certificate"), papers.sample("certificate"))], date=DAY)
    joined = papers.join_pdf([many.data, one.data])
    assert "СЕРТИФИКАТ" in pdf_text(joined)
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        assert len(pdf.pages) == 81 and pdf.Root.OutputIntents
    with pytest.raises(papers.WriteError, match="Нечего"):
        papers.join_pdf([])
