"""A plan written as the points of an order: «1. Заместителю директора …: 1.1. разработать … до 15 мая»."""

from __future__ import annotations

import re

from .document import Line
from .marks import is_signature, looks_like_person, marker_of, term_at_end, terms_in
from .raw import RawActivity, RawStage
from .sections import with_marker
from .tails import split_tail
from .text import clean, join_lines, title_of

BIDS = re.compile(r"п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*ю|распоряжаюсь|обязываю", re.I)
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=\S)")
_VERB = re.compile(r"[а-яё-]{3,}(?:ать|ять|ить|еть|уть|оть|сти|зти|йти|чь)(?:ся)?\b", re.I)


def plan_of_order(lines: list[Line]) -> RawStage | None:
    """The points of an order as one stage without a name; None where they are not dated deeds of several people, so
    that the order only puts a document into force or names somebody."""
    begin = next((at for at, line in enumerate(lines) if BIDS.search(line.para.text)), None)
    if begin is None:
        return None
    stage = RawStage()
    person, group, above = "", "", ""
    for line in _points_below(lines[begin + 1 :]):
        text = with_marker(line.para)
        match = _NUMBER.match(text)
        number, words = (match.group(1), text[match.end() :]) if match else ("", marker_of(text)[1])
        if number and not (above and number.startswith(above + ".")):
            person, group, above = "", "", ""
        if words.endswith(":"):
            above = number
            person, group = (title_of(words), "") if looks_like_person(words) else ("", title_of(words))
            continue
        stage.activities.append(_deed(words, number, person, line))
        stage.activities[-1].group = group
    dated = sum(bool(activity.terms) for activity in stage.activities)
    return stage if dated >= 3 and dated >= 0.5 * len(stage.activities) else None


def _points_below(lines: list[Line]) -> list[Line]:
    """Lines down to the signature; what has neither a number nor a mark goes on with the line above."""
    found: list[Line] = []
    for line in lines:
        text = clean(line.para.text)
        if is_signature(text) or re.match(r"с приказом ознакомлен", text, re.I):
            break
        marked = _NUMBER.match(with_marker(line.para)) or line.para.marker or marker_of(text)[0]
        if found and not marked and not found[-1].para.text.rstrip().endswith((".", ";", ":")):
            para = found[-1].para
            joined = type(para)(join_lines([para.text, text]), para.marker, para.level, para.bold, para.hard)
            found[-1] = Line(joined, found[-1].place)
        elif text:
            found.append(line)
    return found


def _deed(words: str, number: str, person: str, line: Line) -> RawActivity:
    """One deed: the person it bids stands above it or before the verb, its term at the end."""
    title, fields, _ = split_tail(title_of(words))
    if not person:
        verb = _VERB.search(title)
        if verb and verb.start() > 3 and looks_like_person(title[: verb.start()]):
            person, title = title_of(title[: verb.start()]), title[verb.start() :]
    terms = fields.get("terms", "") or term_at_end(title) or terms_in(title, cell="")
    if terms and title.endswith(terms):
        title = title[: -len(terms)]
    return RawActivity(
        title_of(title),
        number=number,
        terms=terms,
        responsible=fields.get("responsible", person),
        result=fields.get("result", ""),
        place=line.place,
    )
