"""Small promises: own words, places, doubts, years."""

import io

import pytest

from nastavnik.engines.limits import FileRefused, LimitError
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap, read_roadmap_limited


def plan(*rows, title="Дорожная карта на 2025–2026 учебный год", name="план.txt", year=None):
    text = "\n".join([title, "", "№\tМероприятие\tСрок\tОтветственный", *rows])
    return read_roadmap(text.encode(), name, year=year)


def first(parsed):
    return parsed.stages[0].activities[0]


def test_terms_become_a_schedule_of_the_plans_year():
    parsed = plan("1\tИздание приказа о закреплении пар\tдо 15 сентября\tдиректор")
    assert parsed.period.to_json() == {"text": "на 2025–2026 учебный год", "from": "2025-09-01", "to": "2026-08-31"}
    assert first(parsed).schedule["type"] == "due"
    assert first(parsed).schedule["date"] == "2025-09-15"


def test_a_given_year_wins_and_is_told():
    parsed = plan("1\tИздание приказа о закреплении пар\tдо 15 сентября\tдиректор", year=2026)
    assert first(parsed).schedule["date"] == "2026-09-15"
    assert any("как задано" in w.message for w in parsed.warnings)


def test_initials_keep_their_dot_and_a_hyphenated_line_is_joined():
    parsed = plan("1\tПодготовка методи-<br>ческих материалов\tмай\tЖуравлёва О. В.")
    assert first(parsed).title == "Подготовка методических материалов"
    assert first(parsed).responsible == "Журавлёва О. В."


def test_an_empty_term_stays_empty_and_a_term_in_the_words_is_found():
    parsed = plan("1\tПродолжение поиска наставника (при необходимости)\t\tкуратор", "2\tПодбор пар\t\tкуратор")
    assert [a.terms for a in parsed.stages[0].activities] == ["при необходимости", ""]
    assert any(d.field == "terms" for d in first(parsed).doubts)


def test_what_is_not_understood_is_kept_with_its_place():
    parsed = plan("1\tПодбор пар\tмай\tкуратор", "\t\tF ggs\t", title="План\nПримечание внизу листа: без печати")
    assert any("F ggs" in w.message and "строка" in w.where for w in parsed.warnings)
    assert any("без печати" in w.message for w in parsed.warnings)


def test_numbers_that_excel_took_for_dates_and_fractions():
    import datetime as dt

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["№", "Мероприятие", "Срок"])
    sheet.append([1, "Подготовка", None])
    for at in range(1, 11):
        sheet.append(
            [dt.date(2025, 1, 1) if at == 1 else float(f"1.{at}"), f"Заседание школы молодого педагога {at}", "май"]
        )
    out = io.BytesIO()
    book.save(out)
    parsed = read_roadmap(out.getvalue(), "план.xlsx")
    assert [a.number for a in parsed.stages[0].activities] == [f"1.{at}" for at in range(1, 11)]


def test_the_limited_process_gives_the_same_answer():
    rows = [
        "№\tМероприятие\tСрок\tОтветственный",
        "1\tПодбор пар\tмай\tкуратор",
        "2\tОбучение наставников\tиюнь\tметодист",
    ]
    text = "\n".join(rows).encode()
    assert read_roadmap_limited(text, "план.txt", year=2025) == read_roadmap(text, "план.txt", year=2025)


@pytest.mark.threat("T082")
@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "план.docx"),
        (b"PK\x03\x04" + b"\x00" * 100, "план.docx"),
        (b"%PDF-1.7\n1 0 obj <</Type /Catalog", "план.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900, "план.xls"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "план.png"),
    ],
)
def test_a_broken_file_is_one_sentence(data, name):
    with pytest.raises((LimitError, RoadmapError)) as caught:
        read_roadmap(data, name)
    assert name in str(caught.value)
    assert isinstance(caught.value, FileRefused | RoadmapError)


@pytest.mark.parametrize(
    "noise",
    [
        "🎉" * 50,
        "a\u0301" * 1000,
        "\u202eабв",
        "=HYPERLINK(1)",
        "«" * 300,
        "(" * 500,
        "1) " * 300,
        "- " * 500,
    ],
)
def test_odd_text_never_breaks_the_reading(noise):
    odd = f"1\tПодбор пар {noise}\t{noise}\t{noise}"
    rows = f"№\tМероприятие\tСрок\tОтветственный\n{odd}\n2\tОбучение наставников\tмай\tкуратор"
    parsed = read_roadmap(rows.encode(), "план.md")
    assert parsed.stages[0].activities[-1].title == "Обучение наставников"
