"""Kinds that the signs of `kinds.toml` find in a text, act by act.

A point is cut into its acts. Of two kinds found in the same words of an act the one that explains more of them wins;
kinds found in different words stand side by side.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .asides import asides
from .clauses import Clause, clauses
from .signs import Match, by_code, matches
from .text import words


def sentences(text: str) -> list[str]:
    """Clauses parted by a full stop or a semicolon: signs do not reach over them."""
    return re.split(r"(?<=[а-яё»)])[.;]\s+(?=[«\"(]?\w)", text)


def acts_of(text: str) -> list[Clause]:
    """The acts of a text, each with its words; positions count the words of the whole text."""
    found: list[Clause] = []
    offset = 0
    for sentence in sentences(text):
        parts = clauses(sentence.lower().replace("ё", "е"))
        found += [[(position + offset, word) for position, word in part] for part in parts]
        offset += len(words(sentence))
    return found


def kinds_of(text: str) -> list[Match]:
    """Kinds that signs find in a text, the better explanation of the same words kept, in the order of the words."""
    return list(_kinds_of(text))


@lru_cache(maxsize=5000)
def _kinds_of(text: str) -> tuple[Match, ...]:
    matches: list[Match] = []
    offset = 0
    for sentence in sentences(text):
        tokens = words(sentence)
        matches += [Match(m.code, frozenset(p + offset for p in m.positions)) for m in _in_sentence(sentence)]
        offset += len(tokens)
    best: dict[str, Match] = {}
    for match in matches:
        known = best.get(match.code)
        if known is None or len(match.positions) > len(known.positions):
            best[match.code] = match
    kinds = by_code()
    for code in list(best):
        for loser in kinds[code].beats_text:
            best.pop(loser, None)
    return tuple(sorted(best.values(), key=lambda m: m.first))


def guess_of(text: str) -> list[Match]:
    """Where no sign fits: the one kind whose subject the text names (`weak` signs), or nothing."""
    found: list[Match] = []
    for sentence in sentences(text):
        tokens = list(enumerate(words(sentence)))
        found = list(matches(tokens, weak=True).values())
        if found:
            break
    # More words speak for it, then words that stand earlier: a point opens with its act.
    return sorted(found, key=lambda m: (-len(m.positions), sum(m.positions)))[:1]


def _in_sentence(sentence: str) -> list[Match]:
    lowered = sentence.lower().replace("ё", "е")
    said = asides(lowered)
    whole = list(enumerate(words(sentence)))
    parts = clauses(lowered)
    kept: list[Match] = []
    for part in parts if len(parts) > 1 else ():
        kept += _in_clause(part, " ".join(word for _, word in part), said)
    # A clause that says nothing by itself may go on what another began.
    told = {p for m in kept for p in m.positions}
    silent = {p for part in parts if not any(p in told for p, _ in part) for p, _ in part}
    if silent or len(parts) < 2:
        known = {m.code for m in kept}
        known |= {loser for code in known for loser in by_code()[code].beats}
        kept += [
            match
            for match in _in_clause(whole, lowered, said)
            if match.code not in known and (not told or match.positions & silent)
        ]
    acts = [m for m in kept if not m.is_aside(said)]
    return acts or kept


def _in_clause(clause: Clause, lowered: str, said: frozenset[int]) -> list[Match]:
    """Kinds of one act; of two that explain the same words the better one."""
    kinds = by_code()
    found = matches(clause, said)
    joints = [p for p, word in clause if word == "и"]
    beaten = set()
    for code, match in found.items():
        kind = kinds[code]
        if kind.beats_unless and re.search(kind.beats_unless, lowered):
            continue
        for loser in kind.beats & found.keys():
            other = found[loser]
            # Of two kinds that beat each other the one with more words stays.
            stronger = code not in kinds[loser].beats or len(match.positions) >= len(other.positions)
            if stronger and not _side_by_side(match, other, joints):
                beaten.add(loser)
    kept = [match for code, match in found.items() if code not in beaten]
    kept = [m for m in kept if not any(m.positions < other.positions for other in kept)]
    return [m for m in kept if not any(_outdone(m, other, clause) for other in kept)]


def _outdone(match: Match, other: Match, clause: Clause) -> bool:
    """Whether another kind explains most of the words together with more of the others, and no «и» parts the two."""
    shared = len(match.positions & other.positions)
    if 2 * shared <= len(match.positions) or len(match.positions) >= len(other.positions):
        return False
    begin, end = min(match.first, other.first), max(*match.positions, *other.positions)
    return not any(word == "и" and begin < position < end for position, word in clause)


def _side_by_side(left: Match, right: Match, joints: list[int]) -> bool:
    """Whether one act has two objects, one for each: «изучение приказов и шаблонов»."""
    shared = left.positions & right.positions
    first, second = sorted((left.positions - shared, right.positions - shared), key=lambda p: min(p, default=0))
    if not (first and second):
        return False
    if not shared:  # «консультации и памятки»: two acts without a verb, the second right behind the «и»
        return any(max(first) < joint and min(second) - joint in (1, 2) for joint in joints)
    return max(shared) < min(first) and any(max(first) < joint < min(second) for joint in joints)
