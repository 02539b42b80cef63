"""Only files that are what they say they are reach a reader."""

import io
import struct
import time
import zipfile

import pytest

from nastavnik.engines.limits import (
    ContainerLimits,
    Damaged,
    EmptyFile,
    Encrypted,
    HasMacros,
    TooBig,
    UnsafeMarkup,
    WrongType,
    check_container,
)


def office(parts: dict[str, bytes], kind: str = "word") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


DOCX = office({"word/document.xml": b"<w/>"})
XLSX = office({"xl/workbook.xml": b"<w/>"})


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (DOCX, "План.DOCX", "docx"),
        (DOCX, "план.docx.", "docx"),
        (XLSX, "план.xlsx", "xlsx"),
        ("Этап 1".encode("cp1251"), "план.txt", "txt"),
        ("Этап;1".encode("utf-16"), "план.csv", "csv"),
        (b"<!DOCTYPE html><html></html>", "plan.htm", "html"),
        (b"<!DOCTYPE html><html></html>", "выгрузка.xls", "html"),
        (b"%PDF-1.7 ...", "plan.pdf", "pdf"),
        ("Этап 1".encode(), "план", "txt"),
    ],
)
def test_content_and_name_agree(data, name, kind):
    assert check_container(data, name) == kind


@pytest.mark.threat("T072")
@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (DOCX, "план.xlsx", "документ Word"),
        (XLSX, "план.xls", "книга Excel"),
        (b"MZ\x90\x00" + b"\x00" * 200, "план.docx", "программа для Windows"),
        (b"<?php echo 1;", "plan.pdf", "программа на PHP"),
        (b"<!doctype html><html>", "план.xlsx", "веб-страница"),
        (b"<svg xmlns='x'/>", "plan.docx", "картинка SVG"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "план.pdf", "картинка PNG"),
        (b"%PDF-1.4 " + DOCX, "план.pdf", "архив ZIP"),
        (b"\x00\x01\x02\x03" * 100, "план.txt", "двоичный файл"),
        (b"MZ\x90\x00" + b"\x00" * 200, "план\u202excod.exe", "программа для Windows"),
    ],
)
def test_a_lying_name_is_refused_with_the_real_type(data, name, words):
    with pytest.raises(WrongType) as caught:
        check_container(data, name)
    assert words in str(caught.value)
    assert "\u202e" not in str(caught.value)


@pytest.mark.threat("T068")
def test_empty_and_oversized_files():
    with pytest.raises(EmptyFile, match="пустой"):
        check_container(b" \n", "план.docx")
    with pytest.raises(TooBig, match="больше 1 МБ"):
        check_container(b"x" * 2_000_000, "план.txt", limits=ContainerLimits(file_bytes=1024 * 1024))


@pytest.mark.threat("T069")
def test_bombs_are_stopped_while_unpacking():
    began = time.monotonic()
    with pytest.raises(TooBig, match="при распаковке"):
        check_container(office({"word/document.xml": b" " * 60_000_000}), "план.docx")
    with pytest.raises(TooBig, match="вложенных частей"):
        check_container(office({f"word/{n}.xml": b"" for n in range(3500)}), "план.docx")
    assert time.monotonic() - began < 2


@pytest.mark.threat("T069")
def test_a_directory_that_lies_about_sizes_is_refused():
    honest = office({"word/document.xml": b"<a>" + b"x" * 5000 + b"</a>"})
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = honest.replace(struct.pack("<I", size), struct.pack("<I", 10))
    with pytest.raises(Damaged):
        check_container(lying, "план.docx")


@pytest.mark.threat("T071")
def test_macros_entities_and_passwords():
    with pytest.raises(HasMacros):
        check_container(office({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}), "план.docx")
    with pytest.raises(HasMacros):
        check_container(DOCX, "план.docm")
    xxe = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(UnsafeMarkup):
            check_container(office({"word/document.xml": xxe.encode(encoding)}), "план.docx")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Encrypted, match="паролем"):
        check_container(ole, "план.docx")


def test_a_cut_file_is_named_as_damaged():
    with pytest.raises(Damaged, match="повреждён"):
        check_container(DOCX[:60], "план.docx")
