"""What the points of one list end (or begin) with, all in the same way: «… – до 15 мая – завуч», «… (май, завуч)».

One point alone cannot tell a term behind a dash from a part of its title, and no list of words holds every person
(«пары», «творческая группа»). A whole list can: where nearly every point has the same shape and what stands in the
place of the term is nearly always a term, the shape is the writer's way, and words that nobody knows are read by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .marks import is_bare_term, looks_like_person, looks_like_term, starts_act
from .tails import join_ranges
from .text import clean, title_of

_BRACKET = re.compile(r"^(?P<head>.{6,}?)\s*\((?P<inner>[^()]{2,120})\)[.;]?$", re.S)
_PARTED = {
    "–": re.compile(r"\s+[–—-]\s+|\s+[–—]|[–—]\s+"),
    "|": re.compile(r"\s*\|\s*"),
    "/": re.compile(r"\s*/\s+|\s+/\s*"),
    ";": re.compile(r"\s*;\s+"),
    ".": re.compile(r"(?<=[а-яё»)\d]{2})\.\s+(?=[А-ЯЁ«\d])"),
    ",": re.compile(r",\s+"),
}
_TERM, _PERSON = 70, 90  # letters: longer words are no term, no person


@dataclass(frozen=True, slots=True)
class Tail:
    """A point cut by one shape; "" for what the shape does not hold."""

    title: str
    terms: str = ""
    responsible: str = ""


def regular_tails(texts: list[str]) -> list[Tail | None] | None:
    """Each point cut by the shape that nearly all share, None for a point of another shape; None for other lists."""
    if len(texts) < 3:
        return None
    cut = [dict(_shapes(clean(text).rstrip(" ;"))) for text in texts]
    best: tuple[float, str] = (0.0, "")
    for shape in sorted({name for one in cut for name in one}):
        found = [one[shape] for one in cut if shape in one]
        worth = _worth(found, len(texts), shape)
        if worth > best[0]:
            best = (worth, shape)
    return [one.get(best[1]) for one in cut] if best[1] else None


def _worth(found: list[Tail], count: int, shape: str) -> float:
    """How much a shape is worth: the fields it gives to the points it holds; 0 where it is none."""
    good = [one for one in found if _possible(one)]
    share = len(good) / count
    terms = [looks_like_term(one.terms) for one in good if one.terms]
    people = [looks_like_person(one.responsible) for one in good if one.responsible]
    if share < 0.7 or sum(terms) < 0.7 * len(terms):
        return 0.0
    both = bool(terms) and bool(people)
    if sum(people) < (0.4 if both else 0.6) * len(people):
        return 0.0
    if shape[0] in ",." and not both and share < 0.9:
        return 0.0  # titles have commas of their own
    surety = (sum(terms) + sum(people)) / (len(terms) + len(people))
    return share * (bool(terms) + bool(people)) + 0.3 * surety - 0.01 * len(shape)


def _possible(tail: Tail) -> bool:
    title = title_of(tail.title)
    if len(title) < 6 or is_bare_term(title):
        return False
    if tail.terms and (len(tail.terms) > _TERM or starts_act(tail.terms) or looks_like_person(tail.terms)):
        return False
    return len(tail.responsible) <= _PERSON and not is_bare_term(tail.responsible)


def _shapes(text: str) -> Iterator[tuple[str, Tail]]:
    """Every shape that a point could have, by a name: marks between its parts, t = term, p = person, T = term first."""
    bracket = _BRACKET.match(text)
    if bracket:
        head, inner = bracket.group("head"), bracket.group("inner")
        yield "(t", Tail(head, terms=inner)
        yield "(p", Tail(head, responsible=inner)
        yield from _pair("(", head, inner)
        for mark, pattern in _PARTED.items():
            parts = _parts(head, pattern)
            if len(parts) > 1:
                yield f"{mark}t(p", Tail(_joined(parts[:-1], mark), parts[-1], inner)
                yield f"{mark}p(t", Tail(_joined(parts[:-1], mark), inner, parts[-1])
                yield f"T{mark}(p", Tail(_joined(parts[1:], mark), parts[0], inner)
        first = re.match(r"(?P<term>[^:]{3,40}):\s+(?P<title>.+)$", head)
        if first:
            yield "T:(p", Tail(first.group("title"), first.group("term"), inner)
    for mark, pattern in _PARTED.items():
        parts = _parts(text.rstrip("."), pattern)
        if len(parts) < 2:
            continue
        title, last = _joined(parts[:-1], mark), parts[-1]
        yield f"{mark}t", Tail(title, terms=last)
        yield f"{mark}p", Tail(title, responsible=last)
        yield f"T{mark}", Tail(_joined(parts[1:], mark), parts[0])
        if mark != ",":
            yield from _pair(mark, title, last)
        if len(parts) > 2:
            title = _joined(parts[:-2], mark)
            yield f"{mark}t{mark}p", Tail(title, parts[-2], last)
            yield f"{mark}p{mark}t", Tail(title, last, parts[-2])
            yield f"T{mark}{mark}p", Tail(_joined(parts[1:-1], mark), parts[0], last)


def _pair(mark: str, title: str, both: str) -> Iterator[tuple[str, Tail]]:
    """Two things behind one mark: «до 15 мая, завуч», «завуч, май»."""
    for found in re.finditer(r"[,;/]\s*|\s+[–—-]\s+", both):
        left, right = both[: found.start()], both[found.end() :]
        if looks_like_term(left) and not looks_like_person(left) and not looks_like_term(right):
            yield f"{mark}t,p", Tail(title, left, right)
            return
        if looks_like_term(right) and not looks_like_term(left) and not looks_like_person(right):
            yield f"{mark}p,t", Tail(title, right, left)
            return


def _parts(text: str, pattern: re.Pattern[str]) -> list[str]:
    return join_ranges([part.strip() for part in pattern.split(text)])


def _joined(parts: list[str], mark: str) -> str:
    return (f" {mark} " if mark in "–|/" else f"{mark} ").join(parts)
