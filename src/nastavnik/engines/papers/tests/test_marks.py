"""Ticks in the boxes of a questionnaire come back as answers; what is unclear is shown to a person."""

from __future__ import annotations

import json
import random

import pytest
from PIL import Image, ImageDraw
from typer.testing import CliRunner

from nastavnik.cli.papers import app
from nastavnik.engines import papers
from nastavnik.engines.papers.scanning import scan_stack

from . import scanner
from .conftest import DAY

MM = scanner.DPI / 25.4


@pytest.fixture(scope="module")
def printed():
    tree = papers.build(papers.load("questionnaire"), papers.sample("questionnaire"), code="7K3M9QX2PA")
    result = papers.write_pdf([tree], date=DAY)
    return result.boxes, list(scanner.sheets(result.data))


def _draw(picture: Image.Image, box, how: str, rng: random.Random) -> None:
    x, y, side = box.x * MM, box.y * MM, box.side * MM
    draw = ImageDraw.Draw(picture)

    def at(u: float, v: float) -> tuple[float, float]:
        return x + (u + rng.uniform(-0.08, 0.08)) * side, y + (v + rng.uniform(-0.08, 0.08)) * side

    if how == "tick":
        draw.line([at(0.1, 0.5), at(0.4, 0.9), at(1.1, -0.3)], fill=40, width=4)
    elif how == "cross":
        draw.line([at(0.1, 0.1), at(0.9, 0.9)], fill=60, width=4)
        draw.line([at(0.9, 0.1), at(0.1, 0.9)], fill=60, width=4)
    elif how == "dot":
        draw.point([at(0.5, 0.5)], fill=60)
    elif how == "black":
        draw.rectangle([x, y, x + side, y + side], fill=30)
    elif how == "pencil":
        draw.line([at(0.15, 0.5), at(0.4, 0.85), at(0.95, 0.1)], fill=150, width=2)
    elif how == "beside":
        draw.line(
            [(x - side * 0.9, y + side / 2), (x - side * 0.65, y + side * 0.9), (x - side * 0.25, y)], fill=40, width=4
        )
    elif how == "circled":
        draw.ellipse([x - side / 2, y - side / 2, x + side * 1.5, y + side * 1.5], outline=40, width=4)
    elif how == "struck out":
        draw.line([at(0.1, 0.5), at(0.4, 0.9), at(1.1, -0.3)], fill=40, width=4)
        draw.line([(x - side, y + side / 2), (x + 2 * side, y + side / 2)], fill=40, width=3)


def _scan(pictures, boxes, fault, folder, seed=3):
    rng = random.Random(seed)
    dirty = [scanner.distorted(each, fault, rng, rng.choice((0, 2))) for each in pictures]
    folder.mkdir(exist_ok=True)
    path = folder / "stack.pdf"
    path.write_bytes(scanner.stack(dirty, fault.jpeg))
    found = scan_stack([path], folder / "out", boxes=boxes)
    return [mark for sheet in sorted(found.sheets, key=lambda each: each.page) for mark in sheet.marks]


def test_places_and_words_of_the_boxes_are_known(printed):
    boxes, pictures = printed
    assert len(boxes) > 8 and len({box.question for box in boxes}) >= 3
    assert all(box.label and "\u00a0" not in box.label for box in boxes)
    for box in boxes:
        # The outline is dark where it is said to be, the inside is white.
        sheet = pictures[box.page - 1]
        x, y, side = (round(each * MM) for each in (box.x, box.y, box.side))
        edge = sheet.crop((x - 2, y - 2, x + side + 3, y + 3)).tobytes()
        assert min(edge) < 120
        assert min(sheet.crop((x + 5, y + 5, x + side - 5, y + side - 5)).tobytes()) > 200


@pytest.mark.parametrize("fault", [scanner.FLAT, scanner.PHOTO], ids=["flat", "photo"])
def test_ticks_and_crosses_come_back(fault, printed, tmp_path):
    boxes, pictures = printed
    rng = random.Random(9)
    sheets = [each.copy() for each in pictures]
    wanted = []
    for number, box in enumerate(boxes):
        how = ("tick", "", "cross", "")[number % 4]
        # As many marks as the question allows: more are a contradiction, told below.
        ticked = sum(want for other, want in zip(boxes, wanted, strict=False) if other.question == box.question)
        if box.most and ticked >= box.most:
            how = ""
        _draw(sheets[box.page - 1], box, how, rng)
        wanted.append(bool(how))
    marks = _scan(sheets, boxes, fault, tmp_path)
    assert [mark.label for mark in marks] == [box.label for box in boxes]
    wrong = [mark for mark, want in zip(marks, wanted, strict=True) if mark.marked != want and not mark.doubtful]
    assert not wrong
    assert sum(mark.doubtful for mark in marks) <= len(marks) // 8


def test_marks_go_through_the_command(printed, tmp_path):
    data, pdf, places = tmp_path / "data.json", tmp_path / "sheet.pdf", tmp_path / "boxes.json"
    data.write_text(json.dumps(papers.sample("questionnaire"), ensure_ascii=False), encoding="utf-8")
    run = CliRunner()
    made = run.invoke(app, ["render", "questionnaire", "--data", str(data), "--to", str(pdf), "--code", "7K3M9QX2PA",
                            "--boxes", str(places)])  # fmt: skip
    assert made.exit_code == 0
    seen = run.invoke(app, ["scan", str(pdf), "--out", str(tmp_path / "out"), "--boxes", str(places)])
    assert seen.exit_code == 0 and json.loads(seen.stdout)[0]["document"] == "7K3M9QX2PA"
    marks = json.loads((tmp_path / "out" / "marks.json").read_text(encoding="utf-8"))
    assert [mark["label"] for mark in marks] == [box.label for box in printed[0]]
    assert not any(mark["marked"] or mark["doubtful"] for mark in marks)


def test_a_blacked_out_box_is_shown_to_a_person(printed, tmp_path):
    boxes, pictures = printed
    sheets = [each.copy() for each in pictures]
    _draw(sheets[boxes[2].page - 1], boxes[2], "black", random.Random(1))
    marks = _scan(sheets, boxes, scanner.FLAT, tmp_path)
    assert marks[2].marked and marks[2].doubtful
    assert not any(mark.marked for place, mark in enumerate(marks) if place != 2)


@pytest.mark.parametrize("how", ["pencil", "beside", "circled", "struck out"])
@pytest.mark.parametrize("fault", [scanner.FLAT, scanner.PHOTO], ids=["flat", "photo"])
def test_a_mark_that_may_be_an_answer_is_never_read_as_a_sure_one(how, fault, printed, tmp_path):
    boxes, pictures = printed
    sheets, rng = [each.copy() for each in pictures], random.Random(4)
    unclear = list(range(1, len(boxes), 3))
    for place in unclear:
        _draw(sheets[boxes[place].page - 1], boxes[place], how, rng)
    marks = _scan(sheets, boxes, fault, tmp_path)
    assert all(marks[place].doubtful for place in unclear)
    assert not any(mark.marked for place, mark in enumerate(marks) if place not in unclear)


def test_a_sheet_laid_askew_takes_no_box_for_its_neighbour(printed, tmp_path):
    boxes, pictures = printed
    sheets, rng = [each.copy() for each in pictures], random.Random(4)
    wanted = [place % 3 == 1 for place in range(len(boxes))]
    for box, want in zip(boxes, wanted, strict=True):
        if want:
            _draw(sheets[box.page - 1], box, "tick", rng)
    for seed in (1, 2, 8):
        marks = _scan(sheets, boxes, scanner.HARD, tmp_path / str(seed), seed)
        assert all(mark.doubtful or mark.marked == want for mark, want in zip(marks, wanted, strict=True))


def test_two_marks_on_a_scale_and_all_of_a_question_are_shown(printed, tmp_path):
    boxes, pictures = printed
    sheets, rng = [each.copy() for each in pictures], random.Random(4)
    first = boxes[0].question
    scale = next(
        [one, other]
        for one in boxes
        for other in boxes
        if one != other and (one.y, one.question) == (other.y, other.question)
    )
    for box in [each for each in boxes if each.question == first] + scale:
        _draw(sheets[box.page - 1], box, "tick", rng)
    marks = _scan(sheets, boxes, scanner.FLAT, tmp_path)
    for box, mark in zip(boxes, marks, strict=True):
        assert mark.doubtful == (box.question in (first, scale[0].question)), box


OWN = """code: own_form
title: Опрос
family: form
---
one: list of text — ответы
few: list of text — ответы
most: number — сколько отметить
---
< Куда вы пойдёте?
% for each in one
-- {{ each|box:1 }}
% end
< Что вам помогло?
% for each in few
-- {{ each|box:(most) }}
% end
"""


@pytest.mark.parametrize(("ticked", "unclear"), [((0, 25), "one"), ((25, 41, 42), "few"), ((25, 40), ""), ((), "")])
def test_more_marks_than_a_question_allows_are_shown_even_on_two_sheets(ticked, unclear, tmp_path):
    data = {
        "one": [f"Путь {n}, по которому мы пойдём вместе с наставником до конца года" for n in range(40)],
        "few": ["Беседа", "Пример", "Книга", "Случай"],
        "most": 1,
    }
    tree = papers.build(papers.parse_template(OWN), data, code="7K3M9QX2PA")
    printed = papers.write_pdf([tree], date=DAY)
    assert printed.boxes[0].page != printed.boxes[39].page and {box.most for box in printed.boxes} == {1}
    rng = random.Random(4)
    sheets = list(scanner.sheets(printed.data))
    for place in ticked:
        _draw(sheets[printed.boxes[place].page - 1], printed.boxes[place], "tick", rng)
    marks = _scan(sheets, printed.boxes, scanner.FLAT, tmp_path)
    assert [place for place, mark in enumerate(marks) if mark.marked] == sorted(ticked)
    expected = {"one": range(40), "few": range(40, 44), "": range(0)}[unclear]
    assert [place for place, mark in enumerate(marks) if mark.doubtful] == list(expected)
