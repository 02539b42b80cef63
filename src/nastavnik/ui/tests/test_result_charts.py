"""Charts of results: true to their figures, readable without colour, with a table, with small groups hidden."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.template import Context, Template

from nastavnik.ui.charts import AnswersRow, PairedRow, Panel, PulsePoint, diverging, dumbbell, multiples, pulse

ROWS = [
    PairedRow("Планирование", 3.2, 3.5, 0.3, n=14),
    PairedRow("Уверенность", 2.9, 3.8, 0.9, n=14, clear=True, interval="от 0,4 до 1,4", url="/list/"),
    PairedRow("Скрытая"),
    PairedRow("Спокойствие", 3.4, 3.1, -0.3, n=14),
]
ANSWERS = [AnswersRow("Слышит", (0, 1, 2, 6, 9)), AnswersRow("Скрыто"), AnswersRow("Пусто", (0, 0, 0, 0, 0))]
WAVES = [
    PulsePoint("окт", 3, 2, 4, 12),
    PulsePoint("ноя", 4, 3, 5, 30),
    PulsePoint("дек"),
    PulsePoint("янв", 3, 3, 3, 7),
]
PANELS = [Panel("Студенты", ROWS, 14), Panel("Педагоги")]


def charts(paper=False):
    return {
        "dumbbell": dumbbell("До и после", ROWS, scale=(1, 5), paper=paper),
        "diverging": diverging("Ответы", ANSWERS, paper=paper),
        "pulse": pulse("Пульс", WAVES, paper=paper),
        "multiples": multiples("По формам", PANELS, scale=(1, 5), paper=paper),
    }


def parsed(chart):
    return ElementTree.fromstring(str(chart.svg))


def texts(chart):
    return ["".join(node.itertext()) for node in parsed(chart).iter() if node.tag.endswith("text")]


KINDS = sorted(charts())


@pytest.mark.parametrize("kind", KINDS)
def test_chart_is_whole_markup_with_a_text_alternative_and_a_table(kind):
    chart = charts()[kind]
    root = parsed(chart)
    assert root.get("role") == "group"
    title, description = (root.find(name) for name in ("title", "desc"))
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == chart.title and description.text == chart.description
    assert chart.rows and all(len(row) == len(chart.head) for row in chart.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_groups_have_words_and_no_figures(kind):
    chart = charts()[kind]
    hidden = [row for row in chart.rows if any("скрыто" in cell for cell in row)]
    assert hidden and all(not re.search(r"\d", cell.replace("меньше\u00a05", "")) for row in hidden for cell in row)
    assert any("скрыто" in text or text == "< 5" for text in texts(chart))
    assert "скрыто" in chart.description


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_inline_that_the_content_policy_refuses(kind):
    for paper in (False, True):
        assert not re.search(r"style=|<script|\son\w+=", str(charts(paper)[kind].svg))


@pytest.mark.parametrize("kind", KINDS)
def test_paper_spells_out_its_colours_and_the_page_takes_the_themes(kind):
    assert "var(--" in charts()[kind].svg
    paper = str(charts(paper=True)[kind].svg)
    assert "var(" not in paper and 'xmlns="http://www.w3.org/2000/svg"' in paper and "font-size" in paper


def test_every_step_of_answers_but_the_middle_has_a_pattern_of_its_own():
    svg = str(charts()["diverging"].svg)
    drawn = re.findall(r'<pattern id="\w+-(\d)" width="(\d+)".*?rotate\((-?\d+)\)', svg)
    assert [place for place, *_ in drawn] == ["0", "1", "3", "4"] and len({tuple(form) for _, *form in drawn}) == 4


def test_two_charts_on_a_page_do_not_share_ids():
    found = [re.findall(r' id="([^"]+)"', str(chart.svg)) for chart in charts().values()]
    names = [name for one in found for name in one]
    assert len(names) == len(set(names))


def test_bars_are_centred_on_the_middle_of_the_neutral_step():
    root = parsed(diverging("Ответы", [AnswersRow("А", (1, 3, 2, 8, 4)), AnswersRow("Б", (5, 1, 6, 0, 2))]))
    centre = next(
        float(node.get("x1"))
        for node in root.iter()
        if node.tag == "line" and node.get("x1") == node.get("x2") and float(node.get("x1")) > 100
    )
    neutral = [
        node
        for node in root.iter()
        if node.tag == "rect" and node.get("fill") == "var(--div-0)" and node.get("height") == "28"
    ]
    for node in neutral:
        assert float(node.get("x")) + (float(node.get("width")) + 1) / 2 == pytest.approx(centre, abs=0.2)
    widths = [float(node.get("width")) + 1 for node in neutral]
    assert widths[0] / widths[1] == pytest.approx((2 / 18) / (6 / 14), rel=0.03)


def test_counts_stand_inside_and_agreement_at_the_right():
    found = texts(diverging("Ответы", ANSWERS))
    assert {"1", "2", "6", "9"} <= set(found) and "15\u00a0из\u00a018" in found and "нет ответов" in found


def test_dumbbell_draws_the_whole_scale_in_order_of_change():
    chart = dumbbell("До и после", ROWS, scale=(1, 5))
    assert [row[0] for row in chart.rows] == ["Уверенность", "Планирование", "Спокойствие", "Скрытая"]
    found = texts(chart)
    assert [text for text in found if text in "12345"][:5] == ["1", "2", "3", "4", "5"]
    assert chart.rows[0] == ("Уверенность", "2,9", "3,8", "+0,9", "от 0,4 до 1,4", "вряд ли случайно", "14")
    assert "−0,3" in found


def test_dots_stand_where_their_medians_are():
    root = parsed(dumbbell("До и после", [PairedRow("А", 2, 4, 2, n=9, clear=True)], scale=(1, 5)))
    ring, dot = [node for node in root.iter() if node.tag == "circle"][-2:]
    assert (float(ring.get("cx")), float(dot.get("cx"))) == (320, 480)
    assert "--sheet" in ring.get("fill") and "--after" in dot.get("fill")


def test_change_that_may_be_chance_is_dashed_grey_and_said_in_words():
    svg = str(dumbbell("До и после", [PairedRow("А", 2, 4, 2, n=9)], scale=(1, 5)).svg)
    assert "различие не видно" in svg and 'stroke="var(--before)" stroke-width="2" stroke-dasharray="4 3"' in svg


def test_the_line_of_the_pulse_breaks_where_a_wave_is_hidden():
    svg = str(pulse("Пульс", WAVES).svg)
    assert [path.count("L") for path in re.findall(r'<path d="(M[^z"]+)" fill="none"', svg)] == [1, 0]
    radii = [float(value) for value in re.findall(r'r="([\d.]+)"', svg)]
    assert len(radii) == 3 and radii[1] > radii[0] > radii[2]


def test_panels_share_one_axis_and_the_hidden_one_keeps_its_place():
    found = texts(multiples("По формам", PANELS, scale=(1, 5)))
    assert found.count("1") == 2 and found.count("5") == 2
    assert "Студенты, 14" in found and "Педагоги" in found


def test_a_row_links_to_its_own_list_and_nowhere_else():
    svg = str(dumbbell("До и после", ROWS, scale=(1, 5)).svg)
    assert '<a href="/list/">' in svg
    for address in ("javascript:alert(1)", "//evil.example", "https://evil.example"):
        assert "<a " not in dumbbell("x", [PairedRow("А", 2, 4, 2, url=address)], scale=(1, 5)).svg


def test_names_are_inert():
    name = '<script>x</script>" onload="y'
    for chart in (
        dumbbell(name, [PairedRow(name, 2, 3, 1, url='/x/"><script>')], scale=(1, 5)),
        diverging(name, [AnswersRow(name, (1, 1, 1, 1, 1))], options=[name] * 5),
        pulse(name, [PulsePoint(name, 3, 2, 4, 9)]),
        multiples(name, [Panel(name, [PairedRow(name, 2, 3, 1)])], scale=(1, 5)),
    ):
        assert "<script" not in chart.svg and parsed(chart).get("onload") is None
        html = Template("{% load ui %}{% chart c %}").render(Context({"c": chart}))
        assert "<script" not in html


def test_nothing_to_draw_is_still_a_chart():
    for chart in (
        dumbbell("x", [], scale=(1, 10)),
        diverging("x", []),
        pulse("x", []),
        multiples("x", [], scale=(1, 5)),
    ):
        assert parsed(chart).find("title").text == "x" and chart.rows == ()


def test_the_tag_shows_the_table_open_for_print():
    chart = charts()["pulse"]
    page = Template("{% load ui %}{% chart c %}").render(Context({"c": chart}))
    assert "<details>" in page and page.count("<tr>") == 5 and '<th scope="col">Середина</th>' in page
    assert "<details open>" in Template("{% load ui %}{% chart c open=True %}").render(Context({"c": chart}))
