"""Which lines of a plan without a table are the headings of its stages.

A heading that says so («Этап 1», «II. …») is believed at once. Otherwise the lines that look apart from the others in
one and the same way are headings, if points or sentences stand below them: numbers above nested numbers, headings of
the word processor, bold lines, names of months, lines of capitals, lines that end in a colon.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .document import Line, Para
from .headings import split_number
from .marks import MONTH, looks_like_term, marker_class, marker_of, opens_with_term
from .tails import guessed_tail, labelled, told_tail
from .text import clean

_NAMED = re.compile(
    r"[А-ЯЁ][А-Яа-яё]+(?:-[а-яё]+)?(?:ый|ой|ий|ое|ая|ЫЙ|ОЙ|ИЙ|ОЕ)\s+(?:этап|раздел|блок|модуль|направление|часть|период)\b",
    re.I,
)
_MONTHS = re.compile(rf"{MONTH}[а-яё]*(?:\s*[–—-]\s*{MONTH}[а-яё]*)?(?:\s+20\d\d(?:\s*г(?:\.|ода)?)?)?[.:]?", re.I)


def is_month(text: str) -> bool:
    """Whether a heading is the name of a month or of two: its points are due then."""
    return bool(_MONTHS.fullmatch(text))


def headings_of(lines: list[Line]) -> list[int]:
    """Places of the lines (all with text) that open a stage; empty where the lines are no plan in stages."""
    texts = [with_marker(line.para) for line in lines]
    plain = _plain_numbers_are_stages(lines, texts)
    found = [at for at, line in enumerate(lines) if _says_so(line, texts[at], plain)]
    if len(found) > 1 or any(split_number(texts[at])[2] for at in found):
        return found
    named = [at for at in found if _NAMED.match(texts[at])]
    nested = _heads_of_nested(lines)
    if nested:
        return nested
    for looks in _LOOKS:
        found = [at for at, line in enumerate(lines) if looks(line, texts[at])]
        if _part(found, lines, texts):
            return found
    return named


def unnamed_list(lines: list[Line]) -> int:
    """Where the points of a plan without stages begin: a list of marked or labelled points most of which have a term or
    a person. The count of lines where there is no such list."""
    texts = [clean(line.para.text) for line in lines]
    marked = [bool(line.para.marker or marker_of(text)[0]) for line, text in zip(lines, texts, strict=True)]
    labels = [labelled(text) or {} for text in texts]
    dated = [bool({"terms", "responsible"} & set(one)) for one in labels]
    points = [at for at in range(len(lines)) if marked[at] and not labels[at]]
    named = [at for at, one in enumerate(labels) if "activity" in one]
    if not points and not named:
        # Points without a mark: each is followed by its labels.
        points = [at for at in range(len(lines) - 1) if not labels[at] and dated[at + 1]]
    begin = min([*points[:1], *named[:1]], default=len(lines))
    count = len(points) + len(named)
    tails = sum(
        looks_like_term(text) or bool(told_tail(text)[1]) or bool(guessed_tail(text)[1]) for text in texts[begin:]
    )
    return begin if count >= 3 and sum(dated) + tails >= 0.5 * count else len(lines)


def with_marker(para: Para) -> str:
    """The words of a paragraph behind the number that the program draws before them."""
    text = clean(para.text)
    return f"{para.marker} {text}" if para.marker and para.marker != "-" else text


def _says_so(line: Line, text: str, plain_numbers: bool) -> bool:
    if len(text) > 350:
        return False
    number, title, named = split_number(text)
    if named and len(title) < 320:
        return True
    if _NAMED.match(text) and len(text) < 150 and not line.para.marker:
        return True
    if line.heading and number and "." not in number:
        return True
    if re.match(r"[IVX]{1,5}[.)]\s+\S", text) and len(text) < 200:
        return True
    return plain_numbers and bool(number) and "." not in number and marker_class(number) == "1" and len(text) < 250


def _plain_numbers_are_stages(lines: list[Line], texts: list[str]) -> bool:
    """Whether «1. …», «2. …» are stages: points «1.1» follow them, or they are bold or headings with lists below."""
    if any(split_number(text)[2] for text in texts):
        return False
    tops = [at for at, text in enumerate(texts) if re.match(r"\d{1,2}[.)]?\s+[«А-ЯЁ]", text)]
    if len(tops) < 2 or (any(line.heading for line in lines) and not any(lines[at].heading for at in tops)):
        return False
    nested = sum(at + 1 < len(texts) and bool(re.match(r"\d{1,2}\.\d{1,2}", texts[at + 1])) for at in tops)
    if nested >= 0.5 * len(tops):
        return True
    dashed = sum(
        at + 1 < len(texts)
        and marker_class(marker_of(texts[at + 1])[0]) in {"-", "а"}
        and labelled(texts[at + 1]) is None
        for at in tops
    )
    strong = sum(lines[at].para.bold or lines[at].heading > 0 for at in tops)
    others = sum(line.para.bold for line in lines) - strong
    return dashed >= 0.6 * len(tops) or (strong >= 0.6 * len(tops) and others <= len(tops))


def _heads_of_nested(lines: list[Line]) -> list[int]:
    """Points of a list with deeper points below nearly each of them: the upper ones are stages."""
    marked = [bool(line.para.marker or marker_of(clean(line.para.text))[0]) for line in lines]
    tops = [at for at, line in enumerate(lines) if marked[at] and line.para.level == 0]
    heads = [
        at
        for at in tops
        if at + 1 < len(lines)
        and marked[at + 1]
        and lines[at + 1].para.level > 0
        and labelled(clean(lines[at + 1].para.text)) is None
    ]
    return heads if len(heads) >= 2 and len(heads) >= 0.8 * len(tops) else []


# Lines that look apart ----------------------------------------------------------------------------------------------


def _bare(line: Line, text: str) -> bool:
    """Whether a line may be a heading at all: short, no point of a list, no label, no sentence."""
    unmarked = not line.para.marker and not marker_of(text)[0]
    return unmarked and 3 < len(text) <= 150 and labelled(text) is None and not re.search(r"[.;,]$", text)


_LOOKS: tuple[Callable[[Line, str], bool], ...] = (
    lambda line, text: is_month(text),
    lambda line, text: "stage" in (labelled(text) or {}),
    lambda line, text: line.heading > 1 and _bare(line, text),
    lambda line, text: line.heading > 0 and _bare(line, text),
    lambda line, text: line.para.bold and _bare(line, text),
    lambda line, text: text.isupper() and _bare(line, text),
    lambda line, text: text.endswith(":") and _bare(line, text),
)


def _part(found: list[int], lines: list[Line], texts: list[str]) -> bool:
    """Whether such lines part a list: two of them or more, each with marked or labelled lines below it."""
    while found and found[0] + 1 in found:  # titles of the document stand one below the other
        found.pop(0)
    if len(found) < 2:
        return False
    filled = 0
    for at, following in zip(found, [*found[1:], len(lines)], strict=True):
        body = range(at + 1, following)
        filled += any(
            lines[n].para.marker or marker_of(texts[n])[0] or labelled(texts[n]) or opens_with_term(texts[n])
            for n in body
        )
    return filled >= 0.8 * len(found)
