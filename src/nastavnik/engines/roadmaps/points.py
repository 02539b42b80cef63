"""One cell or paragraph that lists several acts, split into its points.

Numbers («1)», «1.»), letters and dashes are points, whether drawn by the program, typed at the start of a line or
typed in the middle of a line («… колледжа: – приказ … – подготовка …»). A point that ends in a colon or has deeper
points below it is the group of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Para
from .marks import marker_class, marker_of, opens_with_term, starts_act
from .text import clean, join_lines, title_of


@dataclass(slots=True)
class Point:
    """A leaf act of a cell. `run`: how often the numbering has begun anew before it; `line`: its paragraph from 0."""

    text: str
    marker: str = ""
    group: str = ""
    group_is_point: bool = False
    run: int = 0
    line: int = 0


@dataclass(slots=True)
class _Item:
    text: str
    marker: str
    level: int
    line: int
    bold: bool = False


def split_points(paras: list[Para]) -> list[Point]:
    """Leaf points of a cell in their order; a cell without marks gives one point per real paragraph."""
    items: list[_Item] = []
    for line, para in enumerate(_join_lone_marks(paras)):
        items += _items_of(para, line, items[-1].marker if items else "")
    return _leaves(_merge_lines(items))


def merge_soft(paras: list[Para]) -> list[Para]:
    """Lines of a narrow column joined to paragraphs."""
    merged: list[Para] = []
    for para in paras:
        if merged and not para.hard and not para.marker:
            before = merged[-1]
            text = join_lines([before.text, para.text])
            merged[-1] = Para(text, before.marker, before.level, before.bold, before.hard)
        else:
            merged.append(para)
    return merged


def _join_lone_marks(paras: list[Para]) -> list[Para]:
    """«1.» alone in a line belongs to the words of the next line."""
    joined: list[Para] = []
    lone = ""
    for para in paras:
        if not para.marker and re.fullmatch(r"\s*(?:\d{1,2}[.)]|[-–—•])\s*", para.text):
            lone = para.text.strip()
            joined.append(Para(""))
            continue
        if lone:
            para = Para(f"{lone} {para.text}", para.marker, para.level, para.bold)
            lone = ""
        joined.append(para)
    return joined


def _items_of(para: Para, line: int, above: str) -> list[_Item]:
    text = clean(para.text)
    marker = para.marker.strip().rstrip(".)")
    if not marker:
        found, rest = marker_of(text)
        if found != "-" or para.hard:  # a dash at the start of a narrow line is a dash of the sentence
            marker, text = found, rest
        drawn = False
    else:
        drawn = True
    items: list[_Item] = []
    for at, (number, piece) in enumerate(_split_numbers(text, marker or above)):
        own = marker if at == 0 and not number else number
        for bullet, part in _split_dashes(piece):
            mark = "-" if bullet else own
            items.append(_Item(part.strip(), mark, para.level if drawn else 0, line, para.bold))
            if not para.hard and at == 0 and not own and not bullet:
                items[-1].level = -1  # a soft line: may continue the one above
    return [item for item in items if item.text]


_INLINE = re.compile(r"(?:(?<=^)|(?<=[\s.;:)]))(\d{1,2})([.)])\s*(?=[«\"(]?[А-ЯЁа-яё])")


def _split_numbers(text: str, first: str) -> list[tuple[str, str]]:
    """Split «1) … 2) …» inside a line. Only a run that counts 1, 2, 3 … (and may begin anew at 1) is a list."""
    expected = int(first) + 1 if re.fullmatch(r"\d{1,2}", first) else 1
    cuts: list[tuple[int, int, str]] = []
    style = ""
    for match in _INLINE.finditer(text):
        number, end = int(match.group(1)), match.group(2)
        upper = text[match.end() : match.end() + 2].lstrip('«"(')[:1].isupper()
        if end == "." and not upper:
            continue
        if end == "." and re.search(r"(?:№|\bп\.|\bст\.|\bот|\bч\.)\s*$", text[: match.start()]):
            continue
        restart = number == 1 and expected > 2
        if number != expected and not restart:
            continue
        if style and end != style:
            continue
        style = style or end
        cuts.append((match.start(), match.end(), match.group(1)))
        expected = number + 1
    if not cuts or (
        len(cuts) == 1 and expected == 2 and cuts[0][0] > 0 and not text[: cuts[0][0]].rstrip().endswith(":")
    ):
        return [("", text)]
    pieces: list[tuple[str, str]] = []
    if cuts[0][0] > 0:
        pieces.append(("", text[: cuts[0][0]]))
    for at, (_, end_of_mark, number_text) in enumerate(cuts):
        stop = cuts[at + 1][0] if at + 1 < len(cuts) else len(text)
        pieces.append((number_text, text[end_of_mark:stop]))
    return pieces


_DASH = re.compile(r"(?:(?<=\s)|(?<=[,;:.]))[-–—−•●▪]\s*(?=[«\"(]?[А-ЯЁа-яё])")
_JOINING = re.compile(
    r"(?:при|для|не|это|во?|со?|на|по|или|и|а|ко?|от|из|до|за|под|над|об?|через|если|как|то|есть|без|между|у|чтобы)$"
)


def _split_dashes(text: str) -> list[tuple[bool, str]]:
    """Split «…: – приказ … – подготовка …». A dash inside a phrase («пара – наставник», «Приложение 2 – Дорожная
    карта») stays: a new point begins after a mark of punctuation or with a word that names an act."""
    colon = re.search(r":\s*[-–—−•●▪]\s*(?=[«\"(]?[А-ЯЁа-яё])", text)
    starts = [0]
    opened = False
    if colon:
        for match in _DASH.finditer(text):
            if match.start() < colon.start():
                continue
            before = text[: match.start()].rstrip()
            word = re.match(r"[«\"(]?(\w+)", text[match.end() :])
            first = word.group(1).lower() if word else ""
            if _JOINING.match(first) or re.search(r"\d$", before):
                continue
            if (
                match.start() - colon.start() <= 3
                or (before[-1:] in ".,;:»)" and opened)
                or starts_act(text[match.end() :])
            ):
                starts.append(match.start())
                opened = True
    if len(starts) == 1:
        return [(False, text)]
    pieces = []
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else len(text)
        piece = text[start:stop]
        if at:
            piece = re.sub(r"^\s*[-–—−•●▪]\s*", "", piece)
        pieces.append((at > 0, piece))
    return pieces


def _merge_lines(items: list[_Item]) -> list[_Item]:
    """Join a line that goes on with the sentence of the line above."""
    merged: list[_Item] = []
    for item in items:
        above = merged[-1] if merged else None
        if above and not item.marker and _continues(above.text, item):
            above.text = join_lines([above.text, item.text])
        else:
            merged.append(item)
    return merged


def _continues(above: str, item: _Item) -> bool:
    text = item.text
    closed = above.rstrip()[-1:] in ".;:!?"
    if item.level == -1:  # a line that ended because the column was narrow
        return True
    if opens_with_term(text):
        return False
    if text[:1].islower() and not starts_act(text) and not closed:
        return True
    # A paragraph torn by a page: the line above ends in the middle of a phrase.
    return text[:1].islower() and bool(
        re.search(r"(?:,|\b(?:и|в|на|с|по|для|о|об|или|к|от|из|при|за))$", above.rstrip())
    )


def _leaves(items: list[_Item]) -> list[Point]:
    points: list[Point] = []
    lead = ""
    group: _Item | None = None
    run = 0
    last_number = 0
    umbrella = _umbrella(items)
    for at, item in enumerate(items):
        number = int(item.marker) if re.fullmatch(r"\d{1,2}", item.marker) else 0
        if number == 1 and last_number >= 1 and (group is None or _depth(item) <= _depth(group)):
            run += 1
        if number:
            last_number = number
        if group is not None and not _below(item, group, items):
            group = None
        following = items[at + 1] if at + 1 < len(items) else None
        if at == 0 and umbrella:
            lead = title_of(item.text)
            continue
        if following is not None and _is_head(item, following):
            group = item
            continue
        name = title_of(group.text) if group else lead
        is_point = bool(group and group.marker)
        points.append(Point(item.text, item.marker, name, is_point, run, item.line))
    return points


def _depth(item: _Item) -> int:
    order = {"": 0, "1": 1, "1.1": 2, "а": 3, "-": 3}
    return item.level * 10 + order[marker_class(item.marker)]


def _is_head(item: _Item, following: _Item) -> bool:
    """Whether a point only introduces what follows: it ends in a colon, or deeper points come below it."""
    if not following.marker:
        return item.text.rstrip().endswith(":") and not item.marker
    if item.text.rstrip().endswith(":"):
        return _depth(following) > _depth(item) or not item.marker
    if item.marker and following.level > item.level:
        return True
    return bool(item.marker) and following.marker.startswith(item.marker + ".")


def _below(item: _Item, group: _Item, items: list[_Item]) -> bool:
    if not group.marker:
        return True
    if item.marker.startswith(group.marker + ".") or item.level > group.level:
        return True
    return (
        bool(item.marker) and _depth(item) > _depth(group) and marker_class(item.marker) != marker_class(group.marker)
    )


def _umbrella(items: list[_Item]) -> bool:
    """Whether the first paragraph is the heading of the others without a colon: it ends in «;», they in «.» or nothing
    and begin with small letters or the name of a document; or it is unmarked and bold before marked points."""
    if len(items) < 2 or items[0].marker:
        return False
    first, rest = items[0], items[1:]
    if first.text.rstrip().endswith(":"):
        return True
    if first.bold and not any(item.bold for item in rest) and all(item.marker for item in rest):
        return True
    if len(items) < 3 or not first.text.rstrip().endswith(";"):
        return False
    return not any(item.text.rstrip().endswith(";") for item in rest) and any(item.text[:1].islower() for item in rest)
