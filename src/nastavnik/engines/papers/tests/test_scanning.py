"""A stack from the scanner: every sheet in its document, nothing in a strange one, what was not read is kept."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pypdfium2
import pytest
import segno
from PIL import Image
from typer.testing import CliRunner

from nastavnik.cli.papers import app
from nastavnik.engines import papers
from nastavnik.engines.papers.scanning import scan_stack
from nastavnik.engines.papers.scanning.sources import ScanError

from . import scanner
from .conftest import DAY, read_codes

LETTER, ORDER, CONSENT = "7K3M9QX2PA", "AAAA1111", "BBBB2222"


@pytest.fixture(scope="module")
def printed() -> list[Image.Image]:
    """Pictures of five sheets: a letter, an order of three sheets (the last one landscape), a consent."""
    trees = [
        papers.build(papers.load(template), papers.sample(template), code=code)
        for template, code in (("letter", LETTER), ("order_pairs", ORDER), ("consent_pd_minor", CONSENT))
    ]
    pictures = list(scanner.sheets(papers.write_pdf(trees, date=DAY).data))
    assert len(pictures) == 5
    return pictures


def _stack(folder: Path, pictures: list[Image.Image], quality: int = 75) -> Path:
    path = folder / "stack.pdf"
    path.write_bytes(scanner.stack(pictures, quality))
    return path


def _names(found) -> list[tuple[str, int]]:
    return [(each.document, each.page) for each in found.sheets]


ALL = [(LETTER, 1), (ORDER, 1), (ORDER, 2), (ORDER, 3), (CONSENT, 1)]


@pytest.mark.parametrize("fault", [scanner.FLAT, scanner.HARD, scanner.PHOTO], ids=["flat", "hard", "photo"])
def test_a_shuffled_turned_stack_comes_back_as_documents(fault, printed, tmp_path):
    rng = random.Random(5)
    order = [3, 0, 4, 2, 1]
    dirty = [
        scanner.distorted(printed[place], fault, rng, turns)
        for turns, place in zip((2, 0, 1, 3, 0), order, strict=True)
    ]
    found = scan_stack([_stack(tmp_path, dirty, fault.jpeg)], tmp_path / "out")
    assert _names(found) == [ALL[place] for place in order]
    assert not found.unread and not found.findings
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.pdf" for name in (LETTER, ORDER, CONSENT)
    )
    # Sheets stand upright and in order: the code is read again, in the lower left corner.
    whole = (tmp_path / "out" / f"{ORDER}.pdf").read_bytes()
    assert read_codes(whole) == [f"{ORDER}/{number:03}" for number in (1, 2, 3)]
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(io.BytesIO(whole))]
    assert [width < height for width, height in sizes] == [True, True, False]


@pytest.mark.parametrize(("fault", "allowed"), [(scanner.FLAT, 1.2), (scanner.PHOTO, 2.5)], ids=["flat", "photo"])
def test_a_straightened_sheet_lies_as_it_was_printed(fault, allowed, printed, tmp_path):
    """A black mark at the corner farthest from the code comes back within `allowed` mm of its place."""
    sheet = printed[0].copy()
    sheet.paste(0, (1450, 120, 1470, 140))
    dirty = scanner.distorted(sheet, fault, random.Random(11), 1)
    scan_stack([_stack(tmp_path, [dirty], fault.jpeg)], tmp_path / "out")
    pdf = pypdfium2.PdfDocument(tmp_path / "out" / f"{LETTER}.pdf")
    back = pdf[0].render(scale=scanner.DPI / 72).to_pil().convert("L")

    def ink(at: tuple[int, int]) -> int:
        return 255 - back.resize((1, 1), Image.Resampling.BOX, (*at, at[0] + 20, at[1] + 20)).tobytes()[0]

    x, y = max(((x, y) for x in range(1410, 1492, 2) for y in range(80, 162, 2)), key=ink)
    assert max(abs(x - 1450), abs(y - 120)) <= allowed * scanner.DPI / 25.4


def test_missing_double_and_foreign_sheets_are_named(printed, tmp_path):
    foreign = printed[0].copy()
    foreign.paste(255, (0, 1900, 400, 2339))
    buffer = io.BytesIO()
    segno.make("https://example.org/подарок").save(buffer, kind="png", scale=5)
    foreign.paste(Image.open(buffer).convert("L"), (100, 1950))
    found = scan_stack([_stack(tmp_path, [printed[1], printed[3], printed[1], foreign])], tmp_path / "out")
    assert _names(found) == [(ORDER, 1), (ORDER, 3)]
    assert {(each.kind, each.document, each.page, each.position) for each in found.findings} == {
        ("missing", ORDER, 2, 0),
        ("double", ORDER, 1, 3),
        ("foreign", "", 0, 4),
    }
    assert [each.position for each in found.unread] == [3, 4]
    assert all(each.file and Image.open(each.file).size[0] > 1000 for each in found.unread)
    assert "example.org" in next(each.message for each in found.findings if each.kind == "foreign")


def _from_word(sheet: Image.Image) -> Image.Image:
    """The sheet with the code of its document instead of its own, as Word prints it."""
    from nastavnik.engines.papers import layout
    from nastavnik.engines.papers.codes import qr_png

    mm = scanner.DPI / 25.4
    side, left = round(layout.CODE_SIZE * mm), round(layout.CODE_LEFT * mm)
    top = sheet.height - round((layout.CODE_BOTTOM + layout.CODE_SIZE) * mm)
    done = sheet.copy()
    done.paste(255, (0, top - 20, left + side + 20, sheet.height))
    done.paste(Image.open(io.BytesIO(qr_png(LETTER))).convert("L").resize((side, side)), (left, top))
    return done


@pytest.mark.parametrize("fault", [scanner.FLAT, scanner.HARD, scanner.PHOTO], ids=["flat", "hard", "photo"])
def test_sheets_printed_from_word_are_filed_together_and_their_order_is_said_to_be_unknown(fault, printed, tmp_path):
    rng = random.Random(4)
    word = [scanner.distorted(_from_word(printed[place]), fault, rng) for place in (2, 1, 0)]
    other = scanner.distorted(printed[4], fault, rng)
    found = scan_stack([_stack(tmp_path, [word[0], other, word[1], word[2]], fault.jpeg)], tmp_path / "out")
    assert sorted(_names(found)) == [(LETTER, 1), (LETTER, 2), (LETTER, 3), (CONSENT, 1)]
    assert {each.position: each.page for each in found.sheets if each.document == LETTER} == {1: 1, 3: 2, 4: 3}
    assert [each.ordered for each in sorted(found.sheets, key=lambda each: each.position)] == [
        False,
        True,
        False,
        False,
    ]
    (order,) = found.findings
    assert order.kind == "order" and LETTER in order.message and "порядок" in order.message
    assert len(pypdfium2.PdfDocument(tmp_path / "out" / f"{LETTER}.pdf")) == 3


def test_one_sheet_from_word_is_filed_in_silence_and_too_few_are_noticed(printed, tmp_path):
    one = scan_stack([_stack(tmp_path, [_from_word(printed[0])])], tmp_path / "one")
    assert _names(one) == [(LETTER, 1)] and not one.findings
    few = scan_stack([_stack(tmp_path, [_from_word(printed[0])])], tmp_path / "few", expected={LETTER: 2})
    assert [(each.kind, each.page) for each in few.findings] == [("missing", 2)]


def test_a_short_code_of_goods_is_no_document(printed, tmp_path):
    sheet = printed[0].copy()
    sheet.paste(255, (0, 1900, 400, 2339))
    buffer = io.BytesIO()
    segno.make("4601234567").save(buffer, kind="png", scale=6)
    sheet.paste(Image.open(buffer).convert("L"), (100, 1950))
    found = scan_stack([_stack(tmp_path, [sheet])], tmp_path / "out")
    assert not found.sheets and [each.kind for each in found.unread] == ["foreign"]


def test_known_documents_make_the_last_missing_sheet_and_a_stranger_visible(printed, tmp_path):
    found = scan_stack(
        [_stack(tmp_path, [printed[1], printed[2], printed[4]])], tmp_path / "out", expected={ORDER: 3, LETTER: 1}
    )
    assert [(each.document, each.page, each.pages) for each in found.sheets] == [(ORDER, 1, 3), (ORDER, 2, 3)]
    assert [(each.kind, each.document, each.page) for each in found.findings] == [
        ("foreign", CONSENT, 1),
        ("missing", ORDER, 3),
        ("missing", LETTER, 0),
    ]


def test_an_unread_sheet_is_kept_with_its_place_and_its_neighbours_hint(printed, tmp_path):
    spoilt = printed[2].copy()
    spoilt.paste(255, (0, 2050, 300, 2200))
    found = scan_stack([_stack(tmp_path, [printed[1], spoilt, printed[3]])], tmp_path / "out")
    assert _names(found) == [(ORDER, 1), (ORDER, 3)]
    (unread,) = found.unread
    assert (unread.position, unread.kind, unread.guess) == (2, "unread", f"{ORDER}/002")
    assert unread.file is not None and unread.file.is_file()


def test_two_sheets_on_one_page_go_nowhere(printed, tmp_path):
    both = Image.new("L", (2 * 1654, 2339), 255)
    both.paste(printed[0], (0, 0))
    both.paste(printed[4], (1654, 0))
    found = scan_stack([_stack(tmp_path, [both])], tmp_path / "out")
    assert not found.sheets
    assert [each.kind for each in found.unread] == ["two"]
    assert LETTER in found.unread[0].why and CONSENT in found.unread[0].why


def test_empty_backs_are_passed_over(printed, tmp_path):
    back = scanner.distorted(Image.new("L", printed[0].size, 255), scanner.FLAT, random.Random(1))
    found = scan_stack([_stack(tmp_path, [printed[0], back, printed[4], back])], tmp_path / "out")
    assert _names(found) == [(LETTER, 1), (CONSENT, 1)]
    assert found.blank == (2, 4) and not found.findings


def test_pictures_of_a_telephone_and_a_broken_file_among_them(printed, tmp_path):
    rng = random.Random(2)
    files = []
    for place in (0, 4):
        path = tmp_path / f"{place}.jpg"
        path.write_bytes(scanner.jpeg(scanner.distorted(printed[place], scanner.PHOTO, rng), 70))
        files.append(path)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    found = scan_stack([files[0], broken, files[1]], tmp_path / "out")
    assert _names(found) == [(LETTER, 1), (CONSENT, 1)]
    assert [each.kind for each in found.findings] == ["broken"] and "broken.pdf" in found.findings[0].message


def test_a_picture_of_20000_points_is_refused_and_the_rest_goes_on(printed, tmp_path):
    huge = tmp_path / "huge.png"
    Image.new("1", (20_000, 20_000)).save(huge)
    good = tmp_path / "good.jpg"
    good.write_bytes(scanner.jpeg(printed[0]))
    found = scan_stack([huge, good], tmp_path / "out")
    assert _names(found) == [(LETTER, 1)]
    assert "20000 × 20000" in found.unread[0].why


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4 garbage", b"\xff\xd8\xff garbage"])
def test_what_is_no_scan_is_one_clear_sentence(content, tmp_path):
    path = tmp_path / "stack.pdf"
    path.write_bytes(content)
    with pytest.raises(ScanError, match=r"stack\.pdf"):
        scan_stack([path], tmp_path / "out")


def test_a_second_scan_does_not_replace_the_first(printed, tmp_path):
    stack = _stack(tmp_path, [printed[0]])
    first = scan_stack([stack], tmp_path / "out").sheets[0].file
    before = first.read_bytes()
    second = scan_stack([stack], tmp_path / "out").sheets[0].file
    assert second != first and first.read_bytes() == before


def test_the_command_prints_the_contract_and_tells_the_rest(printed, tmp_path):
    spoilt = printed[2].copy()
    spoilt.paste(255, (0, 2050, 300, 2200))
    stack = _stack(tmp_path, [printed[0], spoilt])
    result = CliRunner().invoke(app, ["scan", str(stack), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == [
        {"document": LETTER, "page": 1, "pages": 1, "file": str((tmp_path / "out" / f"{LETTER}.pdf").resolve())}
    ]
    assert "Страница 2 стопки. Код листа не прочитан." in result.stderr and "0002.jpg" in result.stderr


@pytest.mark.parametrize("name", ["absent.pdf", "archive.pdf"])
def test_the_command_refuses_with_a_sentence(name, tmp_path):
    if name == "archive.pdf":
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("a", "b")
    result = CliRunner().invoke(app, ["scan", str(tmp_path / name), "--out", str(tmp_path / "out")])
    assert result.exit_code == 3 and result.stderr.count("\n") == 1 and name in result.stderr


def test_a_transparent_picture_lies_on_white_paper(tmp_path):
    sheet = next(iter(scanner.sheets(papers.write_pdf([papers.build(papers.load("letter"), papers.sample("letter"), code="7K3M9QX2PA")], date=DAY).data)))  # fmt: skip
    black = Image.new("L", sheet.size, 0)
    Image.merge("RGBA", (black, black, black, sheet.point(lambda value: 255 - value))).save(tmp_path / "photo.png")
    found = scan_stack([tmp_path / "photo.png"], tmp_path / "out")
    assert [each.document for each in found.sheets] == ["7K3M9QX2PA"]


def test_a_tiff_cut_short_is_a_sentence_about_a_picture(tmp_path):
    pages = [Image.new("L", (800, 1100), 250) for _ in range(3)]
    pages[0].save(tmp_path / "whole.tif", save_all=True, append_images=pages[1:])
    data = (tmp_path / "whole.tif").read_bytes()
    (tmp_path / "cut.tif").write_bytes(data[: len(data) // 5])
    with pytest.raises(ScanError, match="повреждён"):
        scan_stack([tmp_path / "cut.tif"], tmp_path / "out")


def test_empty_pages_are_told_before_every_way_of_reading_is_tried(tmp_path):
    """Hundreds of empty backs come with each stack: a code is sought at full length only where some ink is."""
    from nastavnik.engines.papers.scanning import reading, worker

    called = []
    original, worker.find_codes = worker.find_codes, lambda *given: called.append(given) or reading.find_codes(*given)
    try:
        Image.new("L", (1654, 2339), 252).save(tmp_path / "white.png")
        pale = Image.new("L", (1654, 2339), 250)
        pale.paste(235, (100, 2100, 200, 2200))
        pale.save(tmp_path / "pale.png")
        for name, kind, calls in (("white", "blank", 0), ("pale", "blank", 1)):
            assert worker.read_pages(str(tmp_path / f"{name}.png"), 1, 1, {})[0].kind == kind
            assert len(called) == calls
    finally:
        worker.find_codes = original
