"""Lists in documents: Word, OpenDocument, PDF, web pages."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
import typst

from nastavnik.engines.lists import ListUnreadable, PeopleList, read_people

from .corpus import TODAY
from .test_layouts import told, wanted

ROWS = [
    ["№", "ФИО", "Должность", "Телефон"],
    ["1", "Вымыслов Пётр Ильич", "учитель русского языка и литературы", "89001112233"],
    ["2", "Скетчева Анна Львовна", "педагог-психолог", "+7 900 111 22 34"],
    ["3", "Макетов Лев Ильич", "методист", ""],
]
PEOPLE = """
Вымыслов Пётр Ильич; post=учитель русского языка и литературы phone=+79001112233
Скетчева Анна Львовна; post=педагог-психолог phone=+79001112234
Макетов Лев Ильич; post=методист
"""


def _without_rows(lines: list[str]) -> list[str]:
    return [line.partition(": ")[2] for line in lines]


def _answer() -> list[str]:
    return _without_rows(wanted("\n".join(f"0: {line}" for line in PEOPLE.strip().splitlines())))


def _word(title: str, rows: list[list[str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Директор ____________ И. И. Придуманов")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _open_document() -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in ROWS
    )
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:text><text:p>Педагоги</text:p>"
        f"<table:table>{cells}</table:table></office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def _page() -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    return (
        "<!DOCTYPE html><html><head><title>Выгрузка</title><style>td{color:red}</style></head><body>"
        f"<h2>Педагоги</h2><table>{cells}</table></body></html>"
    ).encode()


def _pdf(ruled: bool) -> bytes:
    cells = ", ".join(f"[{text}]" for row in ROWS for text in row)
    stroke = "0.5pt" if ruled else "none"
    return typst.compile(
        f"#set page(width: 16cm, height: auto)\nПедагоги колледжа\n"
        f"#table(columns: (1cm, 5cm, 5cm, 4cm), stroke: {stroke}, {cells})\n".encode()
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _word("Педагоги", ROWS)),
        ("a.odt", _open_document()),
        ("a.html", _page()),
        ("a.pdf", _pdf(ruled=True)),
        ("b.pdf", _pdf(ruled=False)),
    ],
    ids=["word", "open document", "web page", "pdf with rules", "pdf without rules"],
)
def test_a_table_is_read_from_any_document(name: str, data: bytes) -> None:
    found = read_people(data, name, today=TODAY)
    assert _without_rows(told(found)) == _answer()
    assert found.columns == {"№": "number", "ФИО": "full_name", "Должность": "post", "Телефон": "phone"}
    assert found.problems == ()


def _read(document: docx.document.Document) -> PeopleList:
    out = io.BytesIO()
    document.save(out)
    return read_people(out.getvalue(), "a.docx", today=TODAY)


def test_a_word_document_without_a_table_is_read_as_text() -> None:
    document = docx.Document()
    for line in ("Список группы ТМ-21", "Вымыслов Пётр Ильич, 05.09.2008 г.р.", "Скетчева Анна Львовна"):
        document.add_paragraph(line)
    assert told(_read(document)) == wanted(
        "2: Вымыслов Пётр Ильич; birth_date=2008-09-05 group=ТМ-21\n3: Скетчева Анна Львовна; group=ТМ-21"
    )


def test_cards_in_tables_of_a_word_document() -> None:
    document = docx.Document()
    for title, name in (("Карточка наставника", "Вымыслов Пётр Ильич"), ("Карточка наставляемого", "Ли Ян Ильич")):
        document.add_paragraph(title)
        table = document.add_table(2, 2)
        for row, texts in zip(table.rows, (("ФИО", name), ("Телефон", "89001112233")), strict=True):
            row.cells[0].text, row.cells[1].text = texts
    assert _without_rows(told(_read(document))) == _without_rows(
        wanted(
            "0: Вымыслов Пётр Ильич; phone=+79001112233 roles=mentor\n0: Ли Ян Ильич; phone=+79001112233 roles=mentee"
        )
    )


def test_cells_merged_downwards_in_a_word_table_hold_for_each_row() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, texts in zip(
        table.rows, (("Группа", "ФИО"), ("ТМ-21", "Вымыслов Пётр Ильич"), ("", "Ли Ян Ильич")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = texts
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [person.group for person in _read(document).people] == ["ТМ-21", "ТМ-21"]


def test_deleted_words_of_a_word_document_are_nobody() -> None:
    plain = _word("Педагоги", ROWS)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = text.replace(
                    b"<w:body>",
                    "<w:body><w:p><w:del><w:r><w:delText>Ли Ян Ильич</w:delText></w:r></w:del></w:p>".encode(),
                )
            target.writestr(name, text)
    found = read_people(out.getvalue(), "a.docx", today=TODAY)
    assert len(found.people) == 3
    assert "Ли" not in str(found.to_json())


def test_a_scan_is_refused_with_advice() -> None:
    with pytest.raises(ListUnreadable, match="скан"):
        read_people(typst.compile(b"#rect()"), "a.pdf", today=TODAY)


def test_words_and_addresses_torn_in_narrow_columns_of_a_pdf_are_made_whole() -> None:
    source = (
        "#set page(width: 16cm, height: auto)\n#set text(hyphenate: false)\n"
        "#table(columns: (4cm, 4cm, 3cm), [ФИО], [Долж-#linebreak()ность], [E-mail], "
        "[Вымыслов#linebreak()Пётр Ильич], [педагог-#linebreak()психолог], [petr\\@exam#linebreak()ple.org])\n"
    )
    (person,) = read_people(typst.compile(source.encode()), "a.pdf", today=TODAY).people
    assert (str(person.name), person.post, person.email) == (
        "Вымыслов Пётр Ильич", "педагог-психолог", "petr@example.org",
    )  # fmt: skip


def test_documents_made_to_fill_the_memory_are_read_or_refused_soon() -> None:
    wide = "<table>" + "<tr>" + "<td colspan=1000 rowspan=1000>Ли Ян Ильич" * 2000
    assert read_people(wide.encode(), "a.html", today=TODAY).people == ()
    deep = b"<w:body>" + b"<w:sdt><w:sdtContent>" * 5000 + b"</w:sdtContent></w:sdt>" * 5000
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_word("Педагоги", ROWS))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:body>", deep))
    with pytest.raises(ListUnreadable):
        read_people(out.getvalue(), "a.docx", today=TODAY)
