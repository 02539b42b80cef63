"""Hostile templates run nothing; hostile data print literally; big data print in time."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from docx import Document

from nastavnik.engines import papers
from nastavnik.engines.papers import DataError, PapersError, TemplateError

from .conftest import DAY, pdf_text, read_codes

HEAD = "code: own_note\ntitle: Записка\nfamily: letter\n---\norg: org\nrows?: list of text — строки\nword?: text — слово\n---\n"
ORG = {"full_name": "Школа", "short_name": "Школа"}


@pytest.mark.threat(56)
@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ org.__class__.__mro__ }}",
        '{{ "{0.__class__}".format(org) }}',
        "{{ org|attr:'__class__' }}",
        "{{ word|map:'upper' }}",
        "{{ [].append(1) }}",
        "{{ org['full_name'] }}",
        "{{ lambda: 1 }}",
        "{{ self }}",
        "{% for x in range(10) %}x{% endfor %}",
        "% for x in range(1000000)\nx\n% end",
        "{{ 'a'*900000000 }}",
        "{{ 9**9**9 }}",
        "{% include '/etc/passwd' %}",
        "{{ settings.SECRET_KEY }}",
        "#image(\"/etc/passwd\") {{ read('/etc/passwd') }}",
    ],
)
def test_a_template_reaches_nothing_of_the_program(attack):
    with pytest.raises(TemplateError):
        papers.parse_template(HEAD + attack)


@pytest.mark.threat(57)
def test_a_template_that_multiplies_its_work_is_stopped():
    bomb = "% for a in rows\n% for b in rows\n% for c in rows\n% for d in rows\nx\n% end\n% end\n% end\n% end"
    template = papers.parse_template(HEAD + bomb)
    with pytest.raises(TemplateError, match="слишком"):
        papers.build(template, {"org": ORG, "rows": ["а"] * 300})


@pytest.mark.threat(57)
def test_text_cannot_be_blown_up():
    template = papers.parse_template(HEAD + "\n\n".join(["{{ word }}"] * 2000))
    with pytest.raises(TemplateError, match="слишком велик"):
        papers.build(template, {"org": ORG, "word": "а" * 19_000})
    data = {"org": ORG, "word": "а" * 19_000}
    with pytest.raises(TemplateError, match="слишком длинный"):
        papers.build(papers.parse_template(HEAD + "{{ (" + " ~ ".join(["word"] * 9) + ")|cap }}"), data)


@pytest.mark.threat(57)
@pytest.mark.parametrize("text", ["(" * 500 + "word" + ")" * 500, "not " * 700 + "word", "word|cap" * 300])
def test_deep_expressions_are_refused_without_a_crash(text):
    with pytest.raises(TemplateError):
        papers.parse_template(HEAD + "{{ " + text + " }}")


@pytest.mark.threat(57)
def test_deep_nesting_is_refused():
    with pytest.raises(TemplateError, match="вложенность"):
        papers.parse_template(HEAD + "% if word\n" * 50 + "x\n" + "% end\n" * 50)


@pytest.mark.threat(58)
def test_fields_outside_the_contract_are_refused_with_the_allowed_ones():
    with pytest.raises(TemplateError, match=r"неизвестное поле «person.passport»: разрешены .*word"):
        papers.parse_template(HEAD + "{{ person.passport }}")


MARKUP = [
    "</w:t></w:r></w:p><w:p>",
    "<script>&amp;]]>",
    "{{ org.inn }}{% end %}",
    '#import "x" #eval("1") $x$ @ref *b* _i_ \\u{41} `c`',
    "% end",
    ":: end",
    "| а | б |",
    "a\x00b\x0bc\ud800d\ufffee\u200bf\u202eg\ufeffh",
    "=cmd|' /C calc'!A0",
    "«„“»'\"",
]


@pytest.mark.threat(59)
@pytest.mark.parametrize("value", MARKUP)
def test_markup_in_data_is_printed_as_it_stands(value, sample):
    data = sample("order_pairs")
    data["pairs"][0]["mentor"].update(last=value, first="Имя")
    data["curator"]["last"] = value
    tree = papers.build(papers.load("order_pairs"), data, code="7K3M9QX2PA")
    document = Document(io.BytesIO(papers.write_docx(tree)))
    cell = document.tables[-1].rows[1].cells[1].text
    letters = [char for char in value if char.isalnum() and char.isascii()]
    assert [char for char in cell.split("Имя")[0] if char.isalnum() and char.isascii()] == letters
    assert not set(cell) & set("\x00\x0b\u200b\u202e\ufeff\ufffe")
    assert len(document.tables[-1].rows) == 5
    result = papers.write_pdf([tree], date=DAY)
    assert result.pages == 3
    assert "ПРИКАЗЫВАЮ" in pdf_text(result.data)


@pytest.mark.threat(60)
def test_signs_the_font_lacks_are_reported_and_do_not_stop_the_pdf(sample):
    data = sample("order_pairs")
    data["pairs"][0]["mentor"]["last"] = "王😀"
    tree = papers.build(papers.load("order_pairs"), data)
    assert {doubt.reason for doubt in tree.doubts} >= {"знака «😀» нет в шрифте документа"}
    assert "□" in pdf_text(papers.write_pdf([tree], date=DAY).data)


def test_letters_of_the_peoples_of_russia_print(sample):
    data = sample("order_pairs")
    data["pairs"][0]["mentor"].update(last="Һәҙиева", first="Гөлнара", middle="Үзбәк ҡыҙы")
    tree = papers.build(papers.load("order_pairs"), data)
    assert not [doubt for doubt in tree.doubts if "шрифте" in doubt.reason]


def test_a_word_longer_than_its_column_stays_on_the_sheet(sample):
    data = sample("order_pairs")
    data["pairs"][0]["mentor"]["last"] = "Ж" * 400
    result = papers.write_pdf([papers.build(papers.load("order_pairs"), data)], date=DAY)
    for page in pypdfium2.PdfDocument(io.BytesIO(result.data)):
        words, width = page.get_textpage(), page.get_width()
        boxes = [words.get_charbox(place) for place in range(words.count_chars())]
        assert all(left >= 0 and right <= width for left, _, right, _ in boxes)


def test_a_row_taller_than_a_sheet_runs_on(sample):
    data = sample("order_pairs")
    data["pairs"][0]["form"] = "очень длинное описание " * 300
    result = papers.write_pdf([papers.build(papers.load("order_pairs"), data)], date=DAY)
    assert pdf_text(result.data).count("описание") == 300


def test_an_empty_table_says_so(sample, text):
    data = sample("mentee_base")
    data["mentees"] = []
    assert "Записей нет" in text("mentee_base", data)


def test_a_thousand_rows_print_in_both_formats_with_readable_codes(sample):
    data = sample("order_pairs")
    data["pairs"] = [data["pairs"][place % 4] for place in range(1000)]
    tree = papers.build(papers.load("order_pairs"), data, code="7K3M9QX2PA")
    content = papers.write_docx(tree)
    result = papers.write_pdf([tree], date=DAY)
    assert len(Document(io.BytesIO(content)).tables[-1].rows) == 1001
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        last = pikepdf.new()
        last.pages.append(pdf.pages[-1])
        out = io.BytesIO()
        last.save(out)
    assert read_codes(out.getvalue()) == [f"7K3M9QX2PA/{result.pages:03}"]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "текст",
        5,
        {"org": 5},
        {"pairs": [1]},
        {"org": {"full_name": "а" * 30_000}},
        {"org": {"full_name": float("nan")}},
    ],
)
def test_data_of_a_wrong_shape_end_in_a_sentence(data):
    with pytest.raises(DataError, match="Данные"):
        papers.build(papers.load("order_pairs"), data)


@pytest.mark.parametrize("code", ["a", "абв1", "AB CD12", "../../etc", "A" * 40])
def test_a_code_that_is_no_code_is_refused(code, sample):
    with pytest.raises(PapersError):
        papers.build(papers.load("letter"), sample("letter"), code=code)


@pytest.mark.parametrize(
    "name",
    [
        {"last": "Ё", "first": "А", "middle": ""},
        {"last": "О", "first": "И", "middle": None, "gender": ""},
        {"last": "Smith-O'Neil", "first": "John", "middle": ""},
        {"last": "Ш" * 200, "first": "Щ" * 200, "middle": "Э" * 200},
        {"last": "—", "first": "…", "middle": ""},
        {"last": "a@b.ru", "first": "\ue0007\ue001", "middle": "https://x.y/z"},
        {"last": 10**400, "first": 7, "middle": ""},
    ],
)
def test_names_of_every_kind_print_in_both_formats(name, sample):
    data = sample("order_pairs")
    for person in (data["curator"], data["secretary"], data["pairs"][0]["mentor"]):
        person.update(name)
    tree = papers.build(papers.load("order_pairs"), data, code="7K3M9QX2PA")
    assert papers.write_docx(tree).startswith(b"PK")
    assert str(name["last"])[0] in pdf_text(papers.write_pdf([tree], date=DAY).data)


def test_one_spoilt_paper_does_not_stop_the_others(sample):
    """What a batch does: each paper by itself, a sentence for the one that can not be made."""
    template, made, told = papers.load("order_pairs"), [], []
    for pairs in (sample("order_pairs")["pairs"], "не список", sample("order_pairs")["pairs"]):
        try:
            made.append(papers.build(template, {**sample("order_pairs"), "pairs": pairs}))
        except PapersError as error:
            told.append(str(error))
    assert len(made) == 2 and told == ["Данные, поле «pairs»: нужен список"]
    assert papers.write_pdf(made, date=DAY).pages == 6


def test_an_empty_data_object_still_prints_a_draft_of_every_paper():
    for each in papers.list_templates():
        tree = papers.build(papers.load(each.code), {}, code="7K3M9QX2PA")
        assert tree.missing
        assert "None" not in papers.text_of(tree)
        assert papers.write_docx(tree).startswith(b"PK")
    assert papers.write_pdf([tree], date=DAY).pages


@pytest.mark.threat("T067")
@pytest.mark.parametrize(
    "attack",
    [
        '#image("/etc/passwd")',
        '#read("/etc/hostname")',
        '#import "@preview/cetz:0.2.2"',
        "http://169.254.169.254/latest/meta-data/",
        '<image href="file:///etc/passwd"/>',
        "@import url(file:///etc/passwd);",
        "![x](file:///etc/passwd)",
    ],
)
def test_text_of_a_user_opens_no_file_and_no_address(attack):
    """The renderer prints it as words: nothing is linked, launched, embedded or asked from outside."""
    tree = papers.build(papers.parse_template(HEAD + "{{ org.short_name }}\n\n:: chart bars\n|! | ряд |\n| {{ word }} | 3 |\n:: end\n"),
                        {"org": {"full_name": "Школа", "short_name": attack}, "word": attack})  # fmt: skip
    pdf = papers.write_pdf([tree], date=DAY).data
    plain = str.maketrans("", "", ' \r\n\u00a0\u200b"«»')
    assert pdf_text(pdf).translate(plain).startswith(attack.translate(plain))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {str(key) for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) for key in thing}
        assert not names & {"/URI", "/Launch", "/GoToR", "/EmbeddedFile", "/EF", "/JS"}
    document = Document(io.BytesIO(papers.write_docx(tree)))
    links = [link for part in document.part.package.iter_parts() for link in part.rels.values()]
    assert links and not [link for link in links if link.is_external]
