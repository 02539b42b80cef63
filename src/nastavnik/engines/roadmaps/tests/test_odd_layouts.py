"""Files as they really come: two plans in one, tables in tables, footnotes, text boxes, columns copied apart."""

import io
import zipfile

import pytest

from nastavnik.engines.limits import LimitError
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap

from . import layouts, prose_layouts, text_files
from .plans import invented
from .score import compare, plain

_HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]


def whole(plan, parsed, *, columns=0.95):
    """Whether stages and activities are read whole and their columns with them."""
    score = compare(plan, parsed)
    assert (score.f1("stages"), score.f1("activities")) == (1.0, 1.0), [
        (s.title, [a.title for a in s.activities]) for s in parsed.stages
    ]
    assert score.f1("columns") >= columns


def titles(parsed):
    return [a.title for stage in parsed.stages for a in stage.activities]


def told(parsed):
    return " ".join(w.message for w in parsed.warnings)


# Two plans ----------------------------------------------------------------------------------------------------------


def two_plans(first, second):
    import docx

    document = docx.Document()
    for title, rows in ((first[0], first[1:]), (second[0], second[1:])):
        document.add_paragraph("УТВЕРЖДАЮ")
        document.add_paragraph(title)
        table = document.add_table(rows=0, cols=4)
        for row in (_HEAD, *rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


REPAIRS = (
    "План мероприятий по подготовке зданий к зиме",
    ("1", "Ремонт кровли", "до 1 августа", "завхоз"),
    ("2", "Промывка отопления", "июль", "завхоз"),
    ("3", "Закупка песка", "август", "завхоз"),
)
MENTORING = (
    "Дорожная карта наставничества на 2025–2026 учебный год",
    ("1", "Формирование банка наставников", "до 1 октября", "куратор"),
    ("2", "Обучение наставников", "октябрь", "методист"),
)


def test_of_two_plans_the_one_on_mentoring_is_read_and_both_are_named():
    parsed = read_roadmap(two_plans(REPAIRS, MENTORING), "планы.docx", year=2025)
    assert titles(parsed) == ["Формирование банка наставников", "Обучение наставников"]
    assert [(p.title, p.activities, p.chosen) for p in parsed.plans] == [
        (REPAIRS[0], 3, False),
        (MENTORING[0], 2, True),
    ]
    assert REPAIRS[0] in parsed.warnings[0].message
    assert [p["number"] for p in parsed.to_json()["plans"]] == [1, 2]


def test_the_other_plan_of_a_file_can_be_asked_for():
    parsed = read_roadmap(two_plans(REPAIRS, MENTORING), "планы.docx", year=2025, plan=1)
    assert titles(parsed) == ["Ремонт кровли", "Промывка отопления", "Закупка песка"]
    assert [p.chosen for p in parsed.plans] == [True, False]


def test_one_plan_in_parts_stays_one():
    parts = (
        ("План мероприятий на I полугодие", *MENTORING[1:]),
        ("План мероприятий на II полугодие", ("3", "Итоговый круглый стол", "май", "куратор")),
    )
    parsed = read_roadmap(two_plans(*parts), "план.docx", year=2025)
    assert len(titles(parsed)) == 3
    assert parsed.plans == () and "plans" not in parsed.to_json()


# Tables in tables, footnotes, boxes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["classic", "stage_column"])
def test_a_plan_inside_a_table_that_lays_the_page_out_is_read_from_word(layout):
    import docx

    plan = invented(41)
    rows = layouts.TABLES[layout](plan)
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.paragraphs[0].text = plan.title
    inner = frame.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            text, across, down = text_files.spans(cell)
            target = inner.cell(r, c)
            if across > 1 or down > 1:
                target = target.merge(inner.cell(r + down - 1, c + across - 1))
            target.text = text
    out = io.BytesIO()
    document.save(out)
    parsed = read_roadmap(out.getvalue(), "план.docx", year=2025)
    whole(plan, parsed)
    assert plain(parsed.title) == plain(plan.title)


def test_a_plan_inside_a_table_that_lays_the_page_out_is_read_from_a_page():
    plan = invented(42)
    page = layouts.to_html(plan, layouts.classic(plan)).decode()
    framed = page.replace("<body>", "<body><table><tr><td>Меню сайта</td><td>").replace(
        "</body>", "</td></tr></table></body>"
    )
    whole(plan, read_roadmap(framed.encode(), "план.html", year=2025))


def test_a_small_table_inside_a_cell_stays_in_the_cell():
    rows = "".join(
        f"<tr><td>{n}</td><td>{title}</td><td><table><tr><td>до {n} мая</td></tr></table></td><td>куратор</td></tr>"
        for n, title in ((1, "Сбор согласий"), (2, "Формирование базы наставников"))
    )
    head = "".join(f"<th>{h}</th>" for h in _HEAD)
    parsed = read_roadmap(f"<table><tr>{head}</tr>{rows}</table>".encode(), "план.html", year=2025)
    assert [(a.title, a.terms) for a in parsed.stages[0].activities] == [
        ("Сбор согласий", "до 1 мая"),
        ("Формирование базы наставников", "до 2 мая"),
    ]


def edited(data, change, more=None):
    """A .docx with its document part changed and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name == "word/document.xml" else part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def small_docx():
    return two_plans(MENTORING, ("Подписи", ("x", "y", "z", "w")))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_footnote_of_word_stays_out_of_the_text_and_is_told():
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>При наличии заявок.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = edited(
        small_docx(),
        lambda text: text.replace("Обучение наставников</w:t></w:r>", f"Обучение наставников</w:t></w:r>{mark}"),
        {"word/footnotes.xml": notes},
    )
    parsed = read_roadmap(data, "план.docx", year=2025)
    assert titles(parsed)[1] == "Обучение наставников"
    assert "Обучение наставников»: При наличии заявок" in told(parsed)


def test_a_mark_of_a_footnote_on_a_page_stays_out_of_the_text():
    head = "".join(f"<th>{h}</th>" for h in _HEAD)
    row = "<tr><td>1</td><td>Обучение наставников<sup>1</sup></td><td>май<sup>[2]</sup></td><td>методист</td></tr>"
    more = "<tr><td>2</td><td>Сбор согласий</td><td>июнь</td><td>куратор</td></tr>"
    parsed = read_roadmap(f"<table><tr>{head}</tr>{row}{more}</table>".encode(), "план.html", year=2025)
    first = parsed.stages[0].activities[0]
    assert (first.title, first.terms) == ("Обучение наставников", "май")


def test_a_star_of_a_footnote_stays_out_of_a_title():
    rows = "1;Обучение наставников*;май**;методист\n2;Сбор согласий;июнь;куратор\n* при наличии заявок"
    parsed = read_roadmap(f"{';'.join(_HEAD)}\n{rows}".encode(), "план.csv", year=2025)
    assert titles(parsed)[0] == "Обучение наставников"


def test_a_text_box_is_words_of_its_own_lines_and_counts_once():
    box = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in ("УТВЕРЖДАЮ", "Директор лицея"))
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    shape = f"<w:txbxContent>{box}</w:txbxContent>"
    run = (
        f'<w:p><w:r><mc:AlternateContent {mc}><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{shape}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    data = edited(small_docx(), lambda text: text.replace("<w:body>", f"<w:body>{run}", 1))
    from nastavnik.engines.roadmaps.readers.docx import read_docx

    lines = [block.para.text for block in read_docx(data, "план.docx").blocks[:3] if hasattr(block, "para")]
    assert lines == ["УТВЕРЖДАЮ", "Директор лицея", "УТВЕРЖДАЮ"]
    assert len(titles(read_roadmap(data, "план.docx", year=2025))) == 2


def test_hidden_and_deleted_words_of_word_are_not_read():
    old = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайно</w:t></w:r><w:del w:id="1"><w:r><w:delText>убрано</w:delText></w:r></w:del>'
    new = '<w:ins w:id="2"><w:r><w:t xml:space="preserve"> и кураторов</w:t></w:r></w:ins>'
    data = edited(
        small_docx(),
        lambda text: text.replace("Обучение наставников</w:t></w:r>", f"Обучение наставников</w:t></w:r>{old}{new}"),
    )
    assert titles(read_roadmap(data, "план.docx", year=2025))[1] == "Обучение наставников и кураторов"


# Pasted text --------------------------------------------------------------------------------------------------------


def by_columns(plan, rows):
    width = len(rows[0])
    lines = [plan.title, *(str(cell) for cell in rows[0])]
    for column in range(width):
        for row in rows[1:]:
            cell = row[column]
            if cell is not None and text_files.spans(cell)[0]:
                lines.append(text_files.spans(cell)[0])
    return "\n".join(lines)


def test_a_table_copied_column_by_column_gets_its_rows_back():
    plan = invented(51)
    rows = layouts.classic(plan)
    for at, stage in enumerate(row for row in rows if isinstance(row[0], tuple)):
        stage[0], stage[1] = f"{at + 1}", plan.stages[at].title
    whole(plan, read_roadmap(by_columns(plan, rows).encode(), "план.txt", year=2025))


def test_all_numbers_first_without_stages():
    plan = invented(52)
    rows = layouts.no_stages(plan)
    whole(plan, read_roadmap(by_columns(plan, rows).encode(), "план.txt", year=2025))


def aligned(plan, *, width=38):
    """Text of a viewer that keeps the layout: columns apart by spaces, long cells go on in the next line."""
    import textwrap

    lines = [plan.title, "", f"{'№':<6}{'Мероприятие':<{width + 2}}{'Срок':<26}Ответственный"]
    for stage in plan.stages:
        lines.append(f"{stage.number}. {stage.title}")
        for a in stage.activities:
            a.result = ""
            parts = textwrap.wrap(a.title, width)
            lines.append(f"{a.number:<6}{parts[0]:<{width + 2}}{a.terms:<26}{a.responsible}")
            lines += [f"{'':<6}{part}" for part in parts[1:]]
    return "\n".join(lines)


def test_columns_kept_apart_by_spaces_line_by_line_are_a_table():
    plan = invented(53)
    whole(plan, read_roadmap(aligned(plan).encode(), "план.txt", year=2025))


# Stamps, contents, orders -------------------------------------------------------------------------------------------


def test_a_stamp_of_an_electronic_signature_is_no_part_of_the_plan():
    stamp = "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ\nСертификат 00C1AB23456789DEF0123456\nВладелец: Иволгина А. П.\nДействителен с 01.03.2025 по 01.03.2026\n"
    plan = invented(54)
    text = stamp + prose_layouts.headed_list(plan) + "\n" + stamp
    parsed = read_roadmap(text.encode(), "план.txt", year=2025)
    whole(plan, parsed)
    assert "00C1AB" not in str(parsed.to_json()["stages"])


def test_points_of_an_order_with_terms_and_persons_are_a_plan_when_they_are_its_annex():
    plan = invented(55)
    lines = ["ПРИКАЗ", "О внедрении наставничества", "ПРИКАЗЫВАЮ:", "1. Утвердить дорожную карту (приложение).", ""]
    text = "\n".join(lines) + "\nПриложение к приказу от 29.08.2025 № 114\n" + prose_layouts.headed_list(plan)
    whole(plan, read_roadmap(text.encode(), "приказ.txt", year=2025))


def test_a_raised_figure_typed_in_word_is_a_mark_and_no_word():
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    data = edited(
        small_docx(),
        lambda text: text.replace("Обучение наставников</w:t></w:r>", f"Обучение наставников</w:t></w:r>{mark}"),
    )
    assert titles(read_roadmap(data, "план.docx", year=2025))[1] == "Обучение наставников"


def test_a_word_file_of_an_unknown_coding_is_refused_with_a_sentence():
    def change(text):
        return text.replace("encoding='UTF-8'", "encoding='UUF-8'").replace('encoding="UTF-8"', 'encoding="UUF-8"')

    with pytest.raises((RoadmapError, LimitError), match=r"план\.docx"):
        read_roadmap(edited(small_docx(), change), "план.docx", year=2025)


def test_points_with_bullets_of_word_below_sentences_are_points():
    import docx

    document = docx.Document()
    document.add_paragraph("План наставничества на 2025–2026 учебный год")
    for name in ("Направление 1. Подготовка", "Направление 2. Работа"):
        document.add_paragraph().add_run(name).bold = True
        for act in ("Утвердить положение (до 5 мая, отв. директор).", "Собрать согласия (июнь, отв. завуч)."):
            document.add_paragraph(act, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    parsed = read_roadmap(out.getvalue(), "план.docx", year=2025)
    assert [s.title for s in parsed.stages] == ["Подготовка", "Работа"]
    assert [(a.title, a.terms, a.responsible) for a in parsed.stages[0].activities] == [
        ("Утвердить положение", "до 5 мая", "директор"),
        ("Собрать согласия", "июнь", "завуч"),
    ]
