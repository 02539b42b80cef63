"""Every PDF of ours is PDF/A-2b as far as an independent reading can tell, alone, joined and in hundreds."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pytest

from nastavnik.engines import papers
from nastavnik.engines.papers.pdf import titled

from .conftest import CODES, DAY
from .pdfa import problems


def _pdf(code: str, sheet: str = "7K3M9QX2PA") -> bytes:
    return papers.write_pdf([papers.build(papers.load(code), papers.sample(code), code=sheet)], date=DAY).data


@pytest.fixture(scope="module")
def letter() -> bytes:
    return _pdf("letter")


@pytest.mark.parametrize("code", CODES)
def test_every_paper_keeps_the_clauses_of_pdf_a(code):
    assert problems(_pdf(code)) == []


def test_joined_files_keep_the_clauses_of_pdf_a(letter):
    joined = papers.join_pdf([letter, _pdf("order_pairs", "AAAA1111"), _pdf("monitoring_report", "BBBB2222"), letter])
    assert problems(joined) == []


@pytest.mark.slow
def test_three_hundred_sheets_in_one_file_keep_the_clauses_of_pdf_a(sample):
    template, data = papers.load("consent_pd_minor"), sample("consent_pd_minor")
    trees = [papers.build(template, data, code=f"AB{number:06}") for number in range(300)]
    result = papers.write_pdf(trees, date=DAY)
    assert result.pages == 300
    assert problems(result.data) == []


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")
def test_another_reader_has_nothing_to_complain_of(letter, tmp_path):
    for name, data in (("one.pdf", letter), ("two.pdf", papers.join_pdf([letter, _pdf("minutes")]))):
        (tmp_path / name).write_bytes(data)
        told = subprocess.run(["pdfinfo", str(tmp_path / name)], capture_output=True, text=True, check=True)
        assert told.stderr == "" and "Tagged:          yes" in told.stdout


def _spoilt(data: bytes, how) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        how(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _without(*path: str):
    def act(pdf: pikepdf.Pdf) -> None:
        place = pdf.Root
        for name in path[:-1]:
            place = place[name]
        del place[path[-1]]

    return act


def _every_font(change):
    def act(pdf: pikepdf.Pdf) -> None:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
                change(each)

    return act


def _drop(name: str):
    return lambda each: each.__delitem__(name) if name in each else None


def _wider(font) -> None:
    if "/W" in font:
        font.W = pikepdf.Array([font.W[0], pikepdf.Array([9999])])


def _part_three(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"part>2<", b"part>3<"))


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def _see_through(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Group = pikepdf.Dictionary(Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency)


def _cmyk(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"1 0 0 0 k")


def _paint(operators: bytes):
    return lambda pdf: pdf.pages[0].contents_add(operators)


def _note(**entries):
    def act(pdf: pikepdf.Pdf) -> None:
        square = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], **entries)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(square)])

    return act


def _absent_glyph(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.keys()))
    pdf.pages[0].contents_add(f"BT {font} 9 Tf <0000> Tj ET".encode())


def _own_schema(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes().replace(b"<rdf:Description", b'<rdf:Description xmlns:own="urn:own"', 1)
    pdf.Root.Metadata.write(text)


def _with(value, *path: str):
    def act(pdf: pikepdf.Pdf) -> None:
        place = pdf.Root
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value

    return act


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (_without("/OutputIntents"), "6.2.3"),
        (_without("/Metadata"), "6.6.2"),
        (_without("/Lang"), "6.7.4"),
        (_without("/MarkInfo"), "6.7.2"),
        (_without("/ViewerPreferences", "/DisplayDocTitle"), "название не показывают"),
        (_part_three, "6.6.4"),
        (_script, "6.5.1"),
        (_see_through, "6.2.10"),
        (_cmyk, "6.2.4.3"),
        (_every_font(_drop("/ToUnicode")), "6.2.11.7"),
        (_every_font(_drop("/FontDescriptor")), "6.2.11.4"),
        (_every_font(_wider), "6.2.11.5"),
        (_paint(b"1 2 strange"), "6.2.2"),
        (_paint(b"/Gone Do"), "6.2.2"),
        (_paint(b"q"), "6.2.2"),
        (_paint(b"q " * 30 + b"Q " * 30), "6.1.13"),
        (_absent_glyph, "6.2.11.8"),
        (_note(), "6.3.2"),
        (_note(F=4 | 2), "6.3.2"),
        (_note(F=4, AA=pikepdf.Dictionary()), "6.4.1"),
        (_with(pikepdf.String("ж" * 40_000), "/Own"), "6.1.13"),
        (_with(3_000_000_000, "/Own"), "6.1.13"),
        (_with(pikepdf.Dictionary(Strange=1), "/Perms"), "6.1.12"),
        (_own_schema, "6.6.2.3"),
    ],
)
def test_the_reading_notices_what_breaks_the_clauses(spoil, clause, letter):
    assert any(each.startswith(clause) for each in problems(_spoilt(letter, spoil)))


def test_a_file_of_another_shape_is_left_as_it_is(letter):
    foreign = _spoilt(letter, lambda pdf: None)
    assert titled(foreign) == foreign and titled(b"") == b"" and titled(letter) == letter
