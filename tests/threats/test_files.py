"""Files from outside: names, pictures, what is shown inside the browser, what import says of strange files."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from nastavnik.features.people import services as people
from nastavnik.features.people.models import PeopleImport, Person
from nastavnik.kernel import files, pictures
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.files import StoredFile

pytestmark = pytest.mark.django_db

NAMES = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\скан.pdf", "скан.pdf"),
    ("C:\\Документы\\скан.pdf", "скан.pdf"),
    ("скан\r\nX-Evil: 1.pdf", "сканX-Evil_ 1.pdf"),
    ("а\x00б.pdf", "аб.pdf"),
    ("%2e%2e%2fскан.pdf", "_2e_2e_2fскан.pdf"),
    ("фото\u202egpj.exe", "фотоgpj.exe"),
    ("   ", "файл"),
    ("", "файл"),
    ("😀.pdf", "😀.pdf"),
    ("CON", "CON"),
]


@pytest.mark.threat("T073")
@pytest.mark.parametrize(("given", "shown"), NAMES)
def test_a_hostile_name_reaches_neither_the_disk_nor_a_header(curator, in_college, given, shown):
    kept = files.store(curator, b"bytes", name=given, media_type="application/octet-stream")
    assert kept.name == shown
    assert kept.path.name == kept.sha256
    header = files.respond(kept)["Content-Disposition"]
    assert header.startswith("attachment; filename*=UTF-8''")
    assert header.isascii() and not set(header) & set('\r\n\x00"')


@pytest.mark.threat("T073")
def test_a_name_of_five_hundred_letters_is_cut_and_keeps_its_ending(curator, in_college):
    kept = files.store(curator, b"bytes", name="щ" * 500 + ".pdf", media_type="application/pdf")
    assert kept.name.endswith(".pdf")
    assert len(kept.name) <= 130


def photo(size: tuple[int, int] = (40, 20), kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, format=kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def with_place() -> bytes:
    """A photograph lying on its side that knows where it was taken."""
    facts = Image.Exif()
    facts[0x0112] = 6
    facts[0x010F] = "Телефон Липова"
    facts.get_ifd(0x8825)[1] = "N"
    return photo(exif=facts)


@pytest.mark.threat("T075")
@pytest.mark.threat("T061")
def test_a_photograph_is_kept_upright_and_without_its_place_and_owner(curator, in_college):
    kept = files.store(curator, with_place(), name="лист.jpg", media_type="image/jpeg")
    found = Image.open(io.BytesIO(files.read(kept)))
    assert found.size == (20, 40)
    assert not found.getexif()
    assert b"Exif" not in files.read(kept)


@pytest.mark.threat("T075")
def test_colours_of_printers_become_plain(curator, in_college):
    out = io.BytesIO()
    Image.new("CMYK", (10, 10)).save(out, format="JPEG")
    kept = files.store(curator, out.getvalue(), name="лист.jpg", media_type="image/jpeg")
    assert Image.open(io.BytesIO(files.read(kept))).mode == "RGB"


def giant() -> bytes:
    """The heading of a PNG of 30 000 × 30 000, without its 900 million dots."""
    whole = photo((10, 10), "PNG")
    import struct
    import zlib

    body = b"IHDR" + struct.pack(">II", 30_000, 30_000) + whole[24:29]
    return whole[:12] + body + struct.pack(">I", zlib.crc32(body)) + whole[33:]


def moving() -> bytes:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("white", "black")]
    out = io.BytesIO()
    frames[0].save(out, format="PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.threat("T075")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (giant(), "слишком много точек"),
        (moving(), "движется"),
        (photo()[:300], "повреждена"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "повреждена"),
        (photo(kind="BMP"), "повреждена"),
    ],
    ids=["giant", "moving", "cut", "garbage", "other kind"],
)
def test_a_picture_that_can_not_be_a_sheet_is_refused_in_words(curator, in_college, data, words):
    with pytest.raises(InputRefused) as refusal:
        files.store(curator, data, name="лист.png", media_type="image/png")
    assert words in refusal.value.message
    assert not StoredFile.objects.exists()


@pytest.mark.threat("T075")
def test_a_picture_is_measured_before_it_is_decoded(monkeypatch):
    def decoded(*args: object) -> None:
        raise AssertionError("the dots were decoded")

    data = photo()
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    monkeypatch.setattr(Image.Image, "load", decoded)
    with pytest.raises(InputRefused) as refusal:
        pictures.redrawn(data)
    assert "слишком много точек" in refusal.value.message


@pytest.mark.threat("T074")
@pytest.mark.threat("T076")
@pytest.mark.parametrize(
    ("media_type", "how"),
    [("application/pdf", "attachment"), ("text/html", "attachment"), ("image/svg+xml", "attachment")],
)
def test_what_can_carry_scripts_is_never_shown_in_our_own_window(curator, in_college, media_type, how):
    kept = files.store(curator, b"%PDF-1.7 /JavaScript <script>", name="лист.pdf", media_type=media_type)
    answer = files.respond(kept)
    assert answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")


LISTS = {
    "windows": "ФИО;Группа\r\nЁжиков Пётр Ильич;А-1\r\n".encode("cp1251"),
    "unix": "ФИО,Группа\nЁжиков Пётр Ильич,А-1\n".encode(),
    "mark of order": "ФИО\tГруппа\nЁжиков Пётр Ильич\tА-1\n".encode("utf-8-sig"),
    "two bytes": "ФИО\tГруппа\r\nЁжиков Пётр Ильич\tА-1\r\n".encode("utf-16"),
    "old": "ФИО;Группа\nЁжиков Пётр Ильич;А-1\n".encode("koi8-r"),
    "quotes": 'ФИО;Группа\n"Ёжиков Пётр Ильич";"А-1"\n'.encode(),
}


@pytest.mark.threat("T078")
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_in_any_encoding_gives_the_same_person(curator, in_college, kind):
    source = people.start_import(by=curator, name="Список.csv", data=LISTS[kind])
    people.apply_import(by=curator, source=source)
    person = Person.objects.get(last="Ёжиков")
    assert (person.first, person.middle, person.group.name) == ("Пётр", "Ильич", "А-1")


@pytest.mark.threat("T078")
@pytest.mark.parametrize("day", ["31.02.2008", "29.02.2009", "00.01.2008", "12.13.2008"])
def test_a_day_that_does_not_exist_is_never_read_as_another(curator, in_college, day):
    text = f"ФИО\tДата рождения\nЁжиков Пётр Ильич\t{day}\n"
    source = people.start_import(by=curator, name="Список", data=None, text=text)
    row = source.rows.get()
    assert row.problems
    assert not row.data.get("birth_date")


@pytest.mark.threat("T078")
def test_noughts_in_front_and_the_order_of_day_and_month_stay(curator, in_college):
    text = "ФИО\tДата рождения\tТелефон\nЁжиков Пётр Ильич\t05.09.2008\t8 (900) 011-02-03\n"
    source = people.start_import(by=curator, name="Список", data=None, text=text)
    people.apply_import(by=curator, source=source)
    person = Person.objects.get()
    assert (person.birth_date.month, person.birth_date.day, person.phone) == (9, 5, "+79000110203")


@pytest.mark.threat("T072")
@pytest.mark.threat("T078")
@pytest.mark.parametrize(
    "data",
    [b"", photo(), b"%PDF-1.7 nothing", b"MZ\x90\x00", b"PK\x03\x04broken", b"\x00" * 4000],
    ids=["empty", "photo", "pdf", "program", "broken book", "noughts"],
)
def test_a_file_that_is_no_list_is_refused_in_russian_and_leaves_nothing(curator, in_college, data):
    with pytest.raises(InputRefused) as refusal:
        people.start_import(by=curator, name="Список.xlsx", data=data)
    assert any("а" <= letter <= "я" for letter in refusal.value.message.lower())
    assert not PeopleImport.objects.exists()
    assert not StoredFile.objects.exists()
