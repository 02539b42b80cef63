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
from .marks import MONTH, marker_class, marker_of
from .tails import labelled
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
    for looks in _LOOKS:
        found = [at for at, line in enumerate(lines) if looks(line, texts[at])]
        if _part(found, lines, texts):
            return found
    return named


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
    if len(tops) < 2:
        return False
    nested = sum(at + 1 < len(texts) and bool(re.match(r"\d{1,2}\.\d{1,2}", texts[at + 1])) for at in tops)
    if nested >= 0.5 * len(tops):
        return True
    dashed = sum(at + 1 < len(texts) and marker_class(marker_of(texts[at + 1])[0]) in {"-", "а"} for at in tops)
    strong = sum(lines[at].para.bold or lines[at].heading > 0 for at in tops)
    others = sum(line.para.bold for line in lines) - strong
    return dashed >= 0.6 * len(tops) or (strong >= 0.6 * len(tops) and others <= len(tops))


# Lines that look apart ----------------------------------------------------------------------------------------------


def _bare(line: Line, text: str) -> bool:
    """Whether a line may be a heading at all: short, no point of a list, no label, no sentence."""
    unmarked = not line.para.marker and not marker_of(text)[0]
    return unmarked and 3 < len(text) <= 150 and labelled(text) is None and not re.search(r"[.;,]$", text)


_LOOKS: tuple[Callable[[Line, str], bool], ...] = (
    lambda line, text: is_month(text),
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
        filled += any(lines[n].para.marker or marker_of(texts[n])[0] or labelled(texts[n]) for n in body)
    return filled >= 0.8 * len(found)
