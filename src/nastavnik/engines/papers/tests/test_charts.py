"""Charts and designed sheets: the numbers drawn are the numbers given, in both formats, as vectors."""

from __future__ import annotations

import io
import re
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines import papers
from nastavnik.engines.papers import charts
from nastavnik.engines.papers.tree import Picture

from .conftest import DAY, pdf_text, read_codes

CHART = """code: own_chart
title: Диаграмма
family: report
---
rows?: list — строки
  name: text — подпись
  a?: text — первый ряд
  b?: text — второй ряд
---
=# ОТЧЁТ
:: chart bars %
|! Что | До | После |
% for row in rows
| {{ row.name }} | {{ row.a }} | {{ row.b }} |
% end
:: end
"""


def _picture(rows):
    tree = papers.build(papers.parse_template(CHART), {"rows": rows})
    (found,) = [each for each in tree.sections[0].blocks if isinstance(each, Picture)]
    return found


def _bars(svg: str, fill: str) -> list[float]:
    return [float(width) for width in re.findall(rf'width="([\d.]+)" height="33" fill="{fill}"', svg)]


def test_length_of_a_bar_is_in_proportion_to_its_number():
    found = _picture([{"name": "уверенность", "a": "20", "b": "80"}, {"name": "цели", "a": "12,5", "b": None}])
    svg = re.sub(r'height="30"', 'height="33"', found.svg)
    first, second = _bars(svg, charts.FILLS[0])[-2:], _bars(svg, charts.FILLS[1])[-2:]
    assert first[0] / second[0] == pytest.approx(0.25, abs=0.005)
    assert first[1] / second[0] == pytest.approx(12.5 / 80, abs=0.005)
    assert "12,5\u00a0%" in found.svg and "нет данных" in found.svg


def test_what_a_chart_shows_is_told_in_words_too():
    found = _picture([{"name": "уверенность", "a": "20", "b": "80"}])
    assert found.alt == "Диаграмма. уверенность: До 20\u00a0%, После 80\u00a0%."


@pytest.mark.parametrize("word", ["много", "1e999", "nan", "12 из 30"])
def test_a_word_for_a_number_is_refused(word):
    with pytest.raises(papers.DataError, match="диаграмме"):
        _picture([{"name": "уверенность", "a": word, "b": "1"}])


def test_a_chart_without_rows_says_so():
    text = papers.text_of(papers.build(papers.parse_template(CHART), {"rows": []}))
    assert "Данных для диаграммы нет." in text


def test_an_unknown_kind_of_chart_is_refused_when_saved():
    with pytest.raises(papers.TemplateError, match="bars, columns, lines"):
        papers.parse_template(CHART.replace("chart bars", "chart pie"))


@settings(deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12), st.sampled_from(charts.KINDS))
def test_nothing_of_a_chart_leaves_its_picture(values, kind):
    rows = [[f"строка {place}", repr(value)] for place, value in enumerate(values)]
    svg, height = charts.draw(charts.read_chart(kind, ["", "ряд"], rows, ""), 168)
    for x, y, width, tall in re.findall(r'<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg):
        assert float(x) >= -0.11 and float(x) + float(width) <= 1680.11
        assert float(y) >= -0.11 and float(y) + float(tall) <= height * 10 + 0.11


def test_a_report_keeps_its_charts_as_vectors_in_both_formats(sample):
    tree = papers.build(papers.load("monitoring_report"), sample("monitoring_report"), code="7K3M9QX2PA")
    result = papers.write_pdf([tree], date=DAY)
    words = pdf_text(result.data)
    assert "71,5" in words and "Уверенность в выборе профессии" in words
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        assert not any(page.get_images() if hasattr(page, "get_images") else dict(page.images) for page in pdf.pages)
    with zipfile.ZipFile(io.BytesIO(papers.write_docx(tree))) as archive:
        drawings = [name for name in archive.namelist() if name.endswith(".svg")]
        assert len(drawings) == 3
        body = archive.read("word/document.xml").decode()
        assert body.count("svgBlip") == 3 and "На входе 48" in body.replace("\u00a0", " ")


@pytest.mark.parametrize("code", ["certificate", "award_diploma", "thank_letter"])
def test_an_award_is_one_framed_sheet_with_its_code(code, sample):
    tree = papers.build(papers.load(code), sample(code), code="7K3M9QX2PA")
    result = papers.write_pdf([tree], date=DAY)
    assert read_codes(result.data) == ["7K3M9QX2PA/001"]
    with zipfile.ZipFile(io.BytesIO(papers.write_docx(tree))) as archive:
        assert b"<w:pgBorders" in archive.read("word/document.xml")


def test_a_code_for_the_telephone_opens_its_address():
    template = papers.parse_template(
        "code: own\ntitle: Приглашение\nfamily: letter\n---\nlink: text — ссылка\n---\n=# ПРИГЛАШЕНИЕ\n:: qr {{ link }}\n"
    )
    tree = papers.build(template, {"link": "https://example.org/l/7K3M9QX2PA"})
    assert read_codes(papers.write_pdf([tree], date=DAY).data) == ["https://example.org/l/7K3M9QX2PA"]
