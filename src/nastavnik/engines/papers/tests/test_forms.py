"""An organisation's own Word form: filled with the same Russian, and a hostile one reaches nothing."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import docx
import pytest
from PIL import Image

from nastavnik.engines import papers
from nastavnik.engines.papers.errors import DataError
from nastavnik.engines.papers.forms import FormError, check_form, fill_form


def form(*lines: str, table: tuple[str, ...] = ()) -> bytes:
    """A Word file of these paragraphs, then a table of these cells, a row each."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(rows=0, cols=1)
        for cell in table:
            made.add_row().cells[0].text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    return [each.text for each in document.paragraphs] + [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]


def test_a_form_speaks_the_same_russian_as_our_templates(sample):
    filled = fill_form(
        form(
            "Поручить {{ curator|who_short('dat') }} с {{ start|long }}.",
            "{% if control %}Контроль: {{ control|fio('acc') }}.{% endif %}",
            table=("{%tr for pair in pairs %}", "{{ loop.index }}. {{ pair.mentor|fio }}", "{%tr endfor %}"),
        ),
        sample("order_pairs"),
        kind="order_pairs",
    )
    found = words(filled.data)
    # Our templates also tie one-letter words to the next one; an organisation's own words are left as they are.
    assert found[0].replace("\u00a0", " ") == words_of(
        "Поручить {{ curator|who_short:dat }} с {{ start|long }}.", sample
    ).replace("\u00a0", " ")
    assert [each.split(". ", 1)[0] for each in found[2:]] == ["1", "2", "3", "4"]
    assert filled.names == ("control", "curator", "pairs", "start")


def words_of(line, sample) -> str:
    """The same line by a template of ours."""
    source = papers.source("order_pairs")
    head, fields, _ = source.split("\n---\n", 2)
    text = f"{head.replace('family: order', 'family: form')}\n---\n{fields}\n---\n< {line}\n"
    return papers.text_of(papers.build(papers.parse_template(text), sample("order_pairs"))).strip()


def test_data_without_a_kind_are_taken_as_they_are():
    filled = fill_form(form("{{ human|fio('gen') }}, {{ day|long }}"), {
        "human": {"last": "Король", "first": "Елена", "middle": "Павловна", "gender": "f"}, "day": "2026-09-05"
    })  # fmt: skip
    assert words(filled.data) == ["Король Елены Павловны, 5\u00a0сентября\u00a02026\u00a0г."]


def test_an_absent_value_becomes_a_line_for_the_pen():
    assert words(fill_form(form("Приказ № {{ number }}"), {"number": None}).data) == ["Приказ № " + "_" * 20]


def test_marks_of_markup_in_data_stay_text():
    filled = fill_form(form("{{ a }}"), {"a": "</w:t><w:br/> & {{ b }} {% if %}"})
    assert words(filled.data) == ["</w:t><w:br/> & {{ b }} {% if %}"]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("{{ mentro|fio }}", "похоже на «mentor»"),
        ("{{ mentor.lats }}", "похоже на «last»"),
        ("{{ mentor|foi }}", "Похоже на «fio»"),
        ("{{ mentor|fio('дат') }}", "неизвестный падеж"),
        ("{{ mentor }}", "целиком"),
        ("{% if mentor %}", "записано с ошибкой"),
        ("{{ mentor", "записано с ошибкой"),
    ],
)
def test_a_wrong_field_is_named(field, why):
    data = {"mentor": {"last": "Ким", "first": "Анна", "gender": "f"}}
    with pytest.raises(papers.PapersError, match=why):
        fill_form(form(field), data)


@pytest.mark.threat(36)
@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ mentor.__class__ }}",
        "{{ mentor['__class__'] }}",
        "{{ mentor.items() }}",
        "{{ mentor.last.format(mentor) }}",
        "{{ self._TemplateReference__context }}",
        "{% for a in range(10000000) %}x{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% set a = 1 %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ mentor|attr('__class__') }}",
        "{{ lipsum.__globals__ }}",
        "{% call m() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with a = mentor %}{{ a.last }}{% endwith %}",
        "{% autoescape false %}{{ mentor.last }}{% endautoescape %}",
    ],
)
def test_nothing_outside_the_data_is_reached(attack):
    with pytest.raises(FormError) as caught:
        fill_form(form(attack), {"mentor": {"last": "Ким", "first": "Анна"}})
    assert str(caught.value).startswith("Бланк: ") and "Traceback" not in str(caught.value)


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            target.writestr(item, content if item.filename == name else source.read(item))
        if name not in source.namelist():
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 garbage", b"%PDF-1.7"])
def test_what_is_no_word_file_is_a_sentence(data):
    with pytest.raises(FormError):
        fill_form(data, {})


def test_a_form_that_fetches_from_elsewhere_is_refused():
    link = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://example.org/a.dotm" TargetMode="External"/></Relationships>'
    )
    with pytest.raises(FormError, match="внешний файл"):
        fill_form(_with_part(form("{{ a }}"), "word/_rels/settings.xml.rels", link), {"a": "б"})


def test_loops_within_loops_end_in_a_sentence():
    """Ten thousand million rounds would take hours: the process is ended."""
    rows = {"rows": [{"name": "а"}] * 3000}
    bomb = form(
        "{% for a in rows %}{% for b in rows %}{% for c in rows %}{{ c.name }}{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(FormError, match=r"прочитан|памяти"):
        fill_form(bomb, rows, seconds=4)


def test_a_form_is_checked_on_the_sample_before_it_is_kept():
    assert check_form(form("{{ signer|short }}"), kind="order_pairs") == ("signer",)
    with pytest.raises(FormError, match="похоже на «signer»"):
        check_form(form("{{ singer|short }}"), kind="order_pairs")


_RELS = "word/_rels/document.xml.rels"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _changed(name: str, change) -> bytes:
    """A form whose part `name` (new or old) went through `change`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form("{{ word }}"))) as old, zipfile.ZipFile(out, "w") as new:
        for each in {*old.namelist(), name}:
            data = old.read(each) if each in old.namelist() else b""
            new.writestr(each, change(data) if each == name else data)
    return out.getvalue()


def _link(xml: str, encoding: str = "utf-8"):
    def change(data: bytes) -> bytes:
        text = data.decode().replace("</Relationships>", xml + "</Relationships>")
        return text.encode() if encoding == "utf-8" else ("\ufeff" + text.replace("UTF-8", "UTF-16")).encode(encoding)

    return change


@pytest.mark.threat("T071")
@pytest.mark.parametrize(
    ("xml", "encoding"),
    [
        (f"<Relationship Id='x' Type='{_TYPE}image' Target='http://h/x' TargetMode = 'External'/>", "utf-8"),
        (f'<Relationship Id="x" Type="{_TYPE}image" Target="http://h/x" TargetMode="Ex&#116;ernal"/>', "utf-8"),
        (f'<Relationship Id="x" Type="{_TYPE}image" Target="http://h/x" TargetMode="External"/>', "utf-16-le"),
        (f'<Relationship Id="x" Type="{_TYPE}image" Target="http://h/hyperlink" TargetMode="External"/>', "utf-8"),
        (f'<Relationship Id="x" Type="{_TYPE}hyperlink" Target="file:///etc/passwd" TargetMode="External"/>', "utf-8"),
        (f'<Relationship Id="x" Type="{_TYPE}aFChunk" Target="page.html"/>', "utf-8"),
        (f'<Relationship Id="x" Type="{_TYPE}oleObject" Target="embeddings/a.bin"/>', "utf-8"),
    ],
)
def test_a_link_to_elsewhere_is_seen_however_it_is_spelt(xml, encoding):
    with pytest.raises(FormError):
        fill_form(_changed(_RELS, _link(xml, encoding)), {"word": "слово"})


@pytest.mark.threat("T071")
@pytest.mark.parametrize(
    "name", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "word/Embeddings/a.xlsx"]
)
def test_parts_of_other_programs_are_refused(name):
    with pytest.raises(FormError, match="другой программы"):
        fill_form(_changed(name, lambda data: b"<a/>"), {"word": "слово"})


@pytest.mark.threat("T071")
@pytest.mark.parametrize("words", [["INCLUDEPICTURE ", '"http://h/x"'], ["DDE", "AUTO cmd"], [" LINK Excel.Sheet"]])
def test_fields_that_fetch_are_refused_and_others_stay(words):
    def field(parts):
        runs = "".join(f"<w:r><w:instrText>{escape(each)}</w:instrText></w:r>" for each in parts)
        edge = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        return lambda data: data.replace(
            b"</w:p>", (edge.format("begin") + runs + edge.format("end") + "</w:p>").encode(), 1
        )

    with pytest.raises(FormError, match="поле Word"):
        fill_form(_changed("word/document.xml", field(words)), {"word": "слово"})
    assert fill_form(_changed("word/document.xml", field([" PA", "GE "])), {"word": "слово"}).data


def test_a_picture_beyond_measure_is_refused_before_it_is_unpacked():
    document, out = docx.Document(), io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    document.add_picture(out, width=100_000)
    form_with_picture = io.BytesIO()
    document.save(form_with_picture)
    with pytest.raises(FormError, match="20000 × 20000"):
        fill_form(form_with_picture.getvalue(), {})


@pytest.mark.parametrize(
    ("field", "printed"),
    [("{{ none }}", "____________________"), ("{{ true }}", "да"), ("{{ 2.50 }}", "2,5"), ("{{ none|or_line }}", "____________________"),
     ("{{ day ~ '!' }}", "05.09.2026!"), ("{{ rows|each('cap')|join }}", "А, Б"), ("{% for a in absent %}{{ a }}{% endfor %}.", ".")],
)  # fmt: skip
def test_constants_and_joined_values_print_in_russian(field, printed):
    filled = fill_form(form(field), {"day": "2026-09-05", "rows": ["а", "б"], "absent": None})
    assert docx.Document(io.BytesIO(filled.data)).paragraphs[0].text == printed


@pytest.mark.parametrize(
    "field",
    ["{{ self }}", "{{ who|fio(case='dat') }}", "{{ who|fio(*rows) }}", "{% for x in who %}{{ x }}{% endfor %}", "{{ word > n }}",
     "{% for x in word %}{{ x }}{% endfor %}", "{% for x in n %}{{ x }}{% endfor %}", "{{r word }}", "{{ rows|each('zzz') }}"],
)  # fmt: skip
def test_what_would_print_nonsense_is_refused(field):
    data = {"who": {"last": "Иванов", "first": "Ян"}, "word": "слово", "n": 2, "rows": ["а"]}
    with pytest.raises(FormError) as caught:
        fill_form(form(field), data)
    assert "повреждён" not in str(caught.value)


def test_too_much_data_is_told_at_once():
    with pytest.raises(DataError, match="слишком много данных"):
        fill_form(form("{{ word }}"), {"word": ["а" * 1_000_000] * 10})
