"""A template that is taken can be printed: what would fail or vanish later is refused when it is saved."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from nastavnik.engines import papers
from nastavnik.engines.papers import DataError, TemplateError

from .conftest import DAY, pdf_text

HEAD = (
    "code: own_note\ntitle: Записка\nfamily: letter\n---\norg: org\nrows?: list of text — строки\nword?: text — слово\n"
    "n?: number — число\nday?: date — день\nwho?: person — кто\nyes?: flag — да\npairs?: list — пары\n  who: person — кто\n---\n"
)
DATA = {"org": {"full_name": "Школа", "short_name": "Школа"}, "rows": ["один", "два"], "word": "слово", "n": 5,
        "day": "2026-09-05", "who": {"last": "Иванов", "first": "Пётр"}, "yes": True,
        "pairs": [{"who": {"last": "Белов", "first": "Ян"}}]}  # fmt: skip


def printed(body: str, **data) -> str:
    tree = papers.build(papers.parse_template(HEAD + body), {**DATA, **data})
    assert papers.write_docx(tree).startswith(b"PK")
    assert papers.write_pdf([tree], date=DAY).pages
    return papers.text_of(tree)


BLOCKS = {
    "line": "знак", "row": "| знак |", "table": ":: table 1\n| знак |\n:: end", "signatures": ":: signatures\n| знак |\n:: end",
    "stamp": ":: stamp\nзнак\n:: end", "columns": ":: columns 1\nзнак\n:: end", "annex": ":: annex\nзнак\n:: end",
    "cards": ":: cards 2\n:: card\nзнак\n:: end\n:: end", "card": ":: card\nзнак\n:: end", "next": "знак\n:: next",
    "chart": ":: chart bars\n|! | ряд |\n| знак | 3 |\n:: end", "lines": "знак\n:: lines 2", "qr": ":: qr знак",
}  # fmt: skip
HOMES = {"": "{}", "card": ":: cards 2\n:: card\n{}\n:: end\n:: end"} | {
    name: f":: {name}\n{{}}\n:: end" for name in ("table 1", "signatures", "stamp", "columns 1 1", "cards 2", "annex", "letter", "chart bars")
}  # fmt: skip


@pytest.mark.parametrize("home", HOMES)
def test_a_block_inside_another_prints_or_is_refused_at_once(home):
    for source in BLOCKS.values():
        body = HOMES[home].format(source)
        try:
            template = papers.parse_template(HEAD + body)
        except TemplateError as error:
            assert error.line or "нет" in error.message
            continue
        tree = papers.build(template, DATA)
        assert "знак" in papers.text_of(tree), body
        assert papers.write_docx(tree).startswith(b"PK")
        assert papers.write_pdf([tree], date=DAY).pages


@pytest.mark.parametrize(
    "body",
    [
        ":: table ² 3\n| а | б |\n:: end", ":: table 0 0\n| а | б |\n:: end", ":: table size=0 1\n| а |\n:: end",
        ":: table size=900 1\n| а |\n:: end", ":: table " + "9" * 400 + "\n| а |\n:: end", ":: space 12c", ":: space pen",
        ":: columns 1c 1\nа\n:: end", ":: cards pen\n:: card\nа\n:: end\n:: end", ":: pagebreak 5", ":: stamp 5\nа\n:: end",
        ":: annex a b\nа\n:: end", ":: annex Ж\nа\n:: end", ":: qr " + "я" * 200, ":: chart bars\n| а | 1 |\n:: end",
        ":: columns 1 1\nа\n:: next\nб\n:: next\nв\n:: end", ":: letterhead ПРИКАЗ",
    ],
)  # fmt: skip
def test_arguments_no_block_can_take_are_refused_at_once(body):
    with pytest.raises(TemplateError, match="строка"):
        papers.parse_template(HEAD + body)


@pytest.mark.parametrize("body", [":: table 1 1\n| а | б | в |\n:: end", ":: table 1 1\n|= а | б |\n:: end", ":: signatures\n| а | б | в | г |\n:: end"])  # fmt: skip
def test_cells_beyond_the_columns_are_not_lost(body):
    with pytest.raises(TemplateError, match="ячеек, а столбцов"):
        papers.parse_template(HEAD + body)


@pytest.mark.parametrize(
    "words",
    [
        "who|fio:dativ", "who|fio|long", "who|fio|fio", "who", "pairs", "pairs|join", "pairs|first", "pairs|each:fio|join",
        "rows|each:fio", "who ~ 'а'", "word|box|cap", "rows|numbered|cap", "day < word", "day == '2026-09-05'", "n in rows",
        "who == org", "(who if yes else word)|fio", "word|or_line:'а'", "loop.index", "rows|gen", "day|gen", "n|dat", "org|gen",
        "'а'|long", "5|long", "word|g:'а','б'", "none|default:who", "word|before:word", "who|comma", "who|lines", "rows|join:5",
        "word|cap|upto", "n|count:word,'а','б'",
    ],
)  # fmt: skip
def test_what_a_filter_or_a_sign_can_not_take_is_refused_at_once(words):
    with pytest.raises(TemplateError, match="строка 15"):
        papers.parse_template(HEAD + "{{ " + words + " }}")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("(who|fio:gen if who else '—')|cap", "Иванова Петра"),
        ("pairs|first", ""),
        ("(pairs|first).who", ""),
        ("'да' if word == '' else 'нет'", "нет"),
        ("rows|each:cap|join_and", "Один и Два"),
        ("rows", "один, два"),
        ("none|default:(rows|numbered)", "1)\u00a0один\n2)\u00a0два"),
        ("'а ' ~ (day|num) ~ '; ' ~ n", "а 05.09.2026; 5"),
        ("who|post|default:word", None),
        ("who|post|default:(word)", "слово"),
    ],
)
def test_sound_expressions_are_taken(words, wanted):
    if not wanted:
        with pytest.raises(TemplateError):
            papers.parse_template(HEAD + "{{ " + words + " }}")
        return
    assert printed("{{ " + words + " }}").rstrip("\n").replace("\u00a0", " ") == wanted.replace("\u00a0", " ")


def test_an_absent_text_equals_an_empty_one():
    assert printed("{{ 'пусто' if word == '' else 'есть' }}", word=None) == "пусто\n"


@pytest.mark.parametrize("name", ["loop", "annex", "true", "if"])
def test_words_of_the_language_name_no_row_and_no_field(name):
    with pytest.raises(TemplateError):
        papers.parse_template(HEAD + f"% for {name} in rows\nа\n% end")
    with pytest.raises(TemplateError, match="занято"):
        papers.parse_template(f"code: own\ntitle: Т\nfamily: letter\n---\n{name}: text\n---\nа")


@pytest.mark.parametrize("fields", ["a: text\n  b: text", "a: list of text\n  b: text", "a: person\n  last: date", "a: org of person"])  # fmt: skip
def test_fields_that_contradict_themselves_are_refused(fields):
    with pytest.raises(TemplateError, match="строка"):
        papers.parse_template(f"code: own\ntitle: Т\nfamily: letter\n---\n{fields}\n---\nтекст")


@pytest.mark.parametrize(
    "head", ["code: ../../etc", "code: <b>", "title: " + "т" * 600, "landscape: да", "title: Т\ntitle: Ж"]
)
def test_a_head_that_is_not_what_it_says_is_refused(head):
    key = head.partition(":")[0]
    lines = [line for line in ("code: own", "title: Т", "family: letter") if not line.startswith(key)]
    with pytest.raises(TemplateError):
        papers.parse_template("\n".join([*lines, head]) + "\n---\na?: text\n---\nтекст")


@pytest.mark.parametrize(
    "where", ["% if title\n{}\n% end", "% for one in rows\n{}\n% end", "% if title\n{}\n% else\nиное\n% end"]
)
def test_a_requisite_that_a_condition_can_take_away_is_no_requisite(where):
    source = papers.source("withdrawal")
    line = next(each for each in source.split("\n") if each.startswith("@purpose"))
    text = source.replace(line, "\n" + where.format(line)).replace(
        "\n---\n", "\n---\ntitle?: text\nrows?: list of text\n", 1
    )
    with pytest.raises(TemplateError, match="purpose"):
        papers.catalogue.read_template(text)
    whole = where.replace("иное", "@purpose иное") if "else" in where else "{}"
    text = source.replace(line, "\n" + whole.format(line)).replace(
        "\n---\n", "\n---\ntitle?: text\nrows?: list of text\n", 1
    )
    assert papers.catalogue.read_template(text)


@pytest.mark.threat("T060")
@pytest.mark.parametrize("char", ["\x01", "\x0b", "\ufffe", "\u202e", "\ud800", "\u200b", "\x85"])
def test_hidden_characters_in_a_template_are_taken_out(char):
    text = printed(f"аб{char}вг")
    assert text.replace(" ", "") == "абвг\n"


def test_annexes_of_a_loop_are_numbered_in_their_order():
    text = printed("см.{{ annex.list }}\n\n% for one in rows\n:: annex list\nк письму\n:: end\n{{ one }}\n% end")
    assert text.replace("\u00a0", " ").split("\n")[:-1] == [
        "см. 1", "Приложение 1 к письму", "один", "Приложение 2 к письму", "два",
    ]  # fmt: skip


def test_a_paper_of_absent_fields_is_an_empty_sheet():
    tree = papers.build(papers.parse_template(HEAD + "{{ word }}"), {})
    assert papers.write_pdf([tree], date=DAY).pages == 1


@pytest.mark.parametrize("body", ["{_999}", ":: table 1 9\n| {_150} | б |\n:: end", ":: columns 1 3\n{_170}\n:: next\nб\n:: end", ":: signatures\n| {_170} | б |\n:: end"])  # fmt: skip
def test_a_blank_stays_in_its_column(body):
    tree = papers.build(papers.parse_template(HEAD + body + "\n\nконец"), DATA)
    page = pypdfium2.PdfDocument(io.BytesIO(papers.write_pdf([tree], date=DAY).data))[0]
    right = max(each.get_bounds()[2] for each in page.get_objects(max_depth=1))
    assert right < page.get_width() - 9 * 72 / 25.4
    words = page.get_textpage()
    letter = pdf_text(papers.write_pdf([tree], date=DAY).data).find("б")
    if letter >= 0:
        left = words.get_charbox(letter)[0]
        rules = [each.get_bounds() for each in page.get_objects(max_depth=1) if each.get_bounds()[0] < left - 3]
        assert all(bounds[2] < left + 3 or bounds[2] - bounds[0] > 450 for bounds in rules if bounds[3] - bounds[1] < 2)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1234567.0, "1234567"), (12345.67, "12345,67"), (0.1 + 0.2, "0,3"), (-0.0, "0"), (1e11, "100000000000"), (-5, "-5"), (2.5, "2,5")],
)  # fmt: skip
def test_numbers_print_whole(value, wanted):
    assert printed("{{ n }}", n=value) == wanted + "\n"


@pytest.mark.parametrize(
    ("filter_", "value"), [("money", -5), ("in_words", 2.5), ("count:'а','б','в'", "пять"), ("count:'а','б','в'", "²")]
)
def test_numbers_that_would_be_printed_wrong_are_refused_with_their_place(filter_, value):
    name = "n" if isinstance(value, int | float) else "word"
    with pytest.raises(DataError) as caught:
        printed("{{ " + name + "|" + filter_ + " }}", **{name: value})
    assert caught.value.path == name


@pytest.mark.parametrize(
    "value", ["2026-09-05 не точно", 20260905, "0026-09-05", "9999-12-31", "٢٠٢٦-٠٩-٠٥", "2026-W36-6", True]
)
def test_what_is_no_sure_date_is_refused(value):
    with pytest.raises(DataError, match="day"):
        printed("{{ day }}", day=value)


def test_a_number_of_five_thousand_figures_is_refused():
    with pytest.raises(DataError, match="word"):
        printed("{{ word }}", word=10**5000)


def test_an_error_met_while_printing_names_its_line_and_place():
    template = papers.parse_template(HEAD + "% for one in pairs\n\n:: qr {{ one.who.last }}\n% end")
    with pytest.raises(TemplateError, match=r"строка 17.*длиннее"):
        papers.build(template, {**DATA, "pairs": [{"who": {"last": "я" * 300}}]})
    with pytest.raises(DataError, match=r"pairs\[1\]\.who\.birth_date"):
        papers.build(template, {**DATA, "pairs": [{"who": {"birth_date": "вчера"}}]})
