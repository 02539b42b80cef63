"""Which of the 120 kinds an activity is. The words live in `kinds.toml`; here is only how they are compared.

A sign is a set of word beginnings that must stand in one sentence. Of two kinds found in the same words the one that
explains more of them wins; kinds found in different words of a point stand side by side.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .model import Doubt
from .raw import RawActivity, RawStage
from .text import stem, words

_GAP = 5
# Words that open a point and say nothing of its kind: «организация и проведение …».
_LIGHT = ("провед", "организац", "осуществл", "обеспечен", "участи")
_FALLBACK = 0.62


@dataclass(frozen=True, slots=True)
class Found:
    """Kinds of one activity in the order of its words; `confidence` 0..1."""

    kinds: tuple[str, ...] = ()
    confidence: float = 0.0
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """Alternatives for one word: exact forms and beginnings. Compared by identity: equal parts share one object."""

    exact: tuple[str, ...]
    beginnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One place of a sign: alternatives for one word, or a chain of such words in their order."""

    chain: tuple[_Word, ...]
    absent: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    signs: tuple[tuple[_Pattern, ...], ...]
    phrases: tuple[str, ...]
    beats: frozenset[str]
    beats_unless: str
    beats_text: frozenset[str]
    covers: frozenset[str]
    from_group: bool
    from_result: bool


@dataclass(frozen=True, slots=True)
class _Match:
    code: str
    positions: frozenset[int]

    @property
    def first(self) -> int:
        return min(self.positions)


@lru_cache(maxsize=1)
def load_kinds() -> tuple[_Kind, ...]:
    """All kinds with their signs compiled; read once."""
    raw = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
    classes = {name: value.split() for name, value in raw["words"].items()}
    shared: dict[str, _Word] = {}
    kinds = []
    for code, entry in raw["kinds"].items():
        kinds.append(
            _Kind(
                code,
                tuple(_compile(sign, classes, shared) for sign in entry["signs"]),
                tuple(entry["phrases"]),
                frozenset(entry.get("beats", ())),
                entry.get("beats_unless", ""),
                frozenset(entry.get("beats_text", ())),
                frozenset(entry.get("covers", ())),
                entry.get("from_group", False),
                entry.get("from_result", False),
            )
        )
    return tuple(kinds)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, _Kind]:
    return {kind.code: kind for kind in load_kinds()}


def _compile(sign: str, classes: dict[str, list[str]], shared: dict[str, _Word]) -> tuple[_Pattern, ...]:
    patterns = []
    for place in sign.split():
        absent, head = place.startswith("!"), place.startswith("^")
        chain = tuple(_word(part, classes, shared) for part in place.lstrip("!^").split("+"))
        patterns.append(_Pattern(chain, absent, head))
    return tuple(sorted(patterns, key=lambda p: p.absent))


def _word(part: str, classes: dict[str, list[str]], shared: dict[str, _Word]) -> _Word:
    if part in shared:
        return shared[part]
    alternatives: list[str] = []
    for option in part.replace("ё", "е").split("|"):
        alternatives += classes[option[1:]] if option.startswith("@") else [option]
    exact = tuple(a for a in alternatives if not a.endswith("*"))
    shared[part] = _Word(exact, tuple(a[:-1] for a in alternatives if a.endswith("*")))
    return shared[part]


# One text -----------------------------------------------------------------------------------------------------------


def kinds_of(text: str) -> list[_Match]:
    """Kinds that signs find in a text, the better explanation of the same words kept, in the order of the words."""
    matches: list[_Match] = []
    offset = 0
    for sentence in re.split(r"(?<=[а-яё»)])[.;]\s+(?=[«\"(]?\w)", text):
        tokens = words(sentence)
        matches += [_Match(m.code, frozenset(p + offset for p in m.positions)) for m in _in_sentence(tokens, sentence)]
        offset += len(tokens)
    best: dict[str, _Match] = {}
    for match in matches:
        known = best.get(match.code)
        if known is None or len(match.positions) > len(known.positions):
            best[match.code] = match
    by_code = _by_code()
    for code in list(best):
        for loser in by_code[code].beats_text:
            best.pop(loser, None)
    return sorted(best.values(), key=lambda m: m.first)


def _in_sentence(tokens: list[str], sentence: str) -> list[_Match]:
    found: dict[str, _Match] = {}
    by_code = _by_code()
    index: dict[_Word, list[int]] = {}
    for position, token in enumerate(tokens):
        for word in _words_of(token):
            index.setdefault(word, []).append(position)
    head = next((p for p, token in enumerate(tokens) if token != "и" and not token.startswith(_LIGHT)), 0)
    for kind in load_kinds():
        for sign in kind.signs:
            if sign[0].chain[0] not in index:
                continue
            positions = _fits(sign, head, index)
            if positions and len(positions) > len(found.get(kind.code, _Match("", frozenset())).positions):
                found[kind.code] = _Match(kind.code, frozenset(positions))
    beaten: set[str] = set()
    lowered = sentence.lower().replace("ё", "е")
    for code in found:
        kind = by_code[code]
        if kind.beats_unless and re.search(kind.beats_unless, lowered):
            continue
        beaten |= kind.beats & found.keys()
    kept = [match for code, match in found.items() if code not in beaten]
    return [m for m in kept if not any(m.positions < other.positions for other in kept)]


def _fits(sign: tuple[_Pattern, ...], head: int, index: dict[_Word, list[int]]) -> set[int]:
    positions: set[int] = set()
    for pattern in sign:
        place = _place(pattern, head, index)
        if pattern.absent:
            if place:
                return set()
        elif not place:
            return set()
        else:
            positions |= place
    return positions


def _place(pattern: _Pattern, head: int, index: dict[_Word, list[int]]) -> set[int]:
    for start in index.get(pattern.chain[0], ()):
        if pattern.head and start > head:
            break
        taken, last = {start}, start
        for word in pattern.chain[1:]:
            nxt = next((p for p in index.get(word, ()) if last < p <= last + _GAP), None)
            if nxt is None:
                break
            taken.add(nxt)
            last = nxt
        else:
            return taken
    return set()


@lru_cache(maxsize=1)
def _lookup() -> tuple[dict[str, list[_Word]], dict[str, list[_Word]]]:
    """Words of signs by exact form and by beginning."""
    exact: dict[str, list[_Word]] = {}
    beginnings: dict[str, list[_Word]] = {}
    for word in {word for kind in load_kinds() for sign in kind.signs for place in sign for word in place.chain}:
        for form in word.exact:
            exact.setdefault(form, []).append(word)
        for form in word.beginnings:
            beginnings.setdefault(form, []).append(word)
    return exact, beginnings


@lru_cache(maxsize=1)
def _deeds() -> dict[str, tuple[str, ...]]:
    """Beginning of a verb → nouns of the same deed. A plan may say «изучить» where the signs say «изучен*»."""
    raw = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
    table: dict[str, tuple[str, ...]] = {}
    for verbs, nouns in raw["deeds"].items():
        for verb in verbs.split():
            table[verb] = tuple(nouns.split())
    return table


# Forms of a verb: the infinitive, the present and the imperative of plural («собираем», «обучаются»).
_VERB = re.compile(r"(?:ть|ти|чь|ться|тись|ем|им|ют|ут|ят|ат|аются|яются|уются|ите|йте)$")


def _nouns_of(token: str) -> tuple[str, ...]:
    if not _VERB.search(token):
        return ()
    deeds = _deeds()
    for length in range(len(token), 3, -1):
        if token[:length] in deeds:
            return deeds[token[:length]]
    return ()


@lru_cache(maxsize=20000)
def _words_of(token: str) -> frozenset[_Word]:
    exact, beginnings = _lookup()
    found: set[_Word] = set()
    for form in (token, *_nouns_of(token)):
        found.update(exact.get(form, ()))
        for length in range(1, len(form) + 1):
            found.update(beginnings.get(form[:length], ()))
    return frozenset(found)


# Likeness to phrases ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _phrases() -> tuple[list[tuple[str, frozenset[str]]], dict[str, float]]:
    bags: list[tuple[str, frozenset[str]]] = []
    counts: dict[str, int] = {}
    for kind in load_kinds():
        for phrase in kind.phrases:
            bag = frozenset(stem(w) for w in words(phrase) if len(w) > 2)
            bags.append((kind.code, bag))
            for word in bag:
                counts[word] = counts.get(word, 0) + 1
    weights = {word: math.log(1 + len(bags) / count) for word, count in counts.items()}
    return bags, weights


def nearest(text: str) -> tuple[str, float]:
    """The kind whose phrase is most like the text and the likeness 0..1 (cosine over stems, rare words weigh more)."""
    bags, weights = _phrases()
    bag = frozenset(stem(w) for w in words(text) if len(w) > 2)
    unknown = math.log(1 + len(bags))
    own = math.sqrt(sum(weights.get(w, unknown) ** 2 for w in bag)) or 1.0
    best = ("", 0.0)
    for code, phrase in bags:
        shared = sum(weights[w] ** 2 for w in bag & phrase)
        if shared:
            likeness = shared / (own * math.sqrt(sum(weights[w] ** 2 for w in phrase)))
            if likeness > best[1]:
                best = (code, likeness)
    return best


# A whole plan -------------------------------------------------------------------------------------------------------


def recognise(stages: list[RawStage]) -> list[Found]:
    """Kinds of every activity, in the order of stages and activities; what the plan as a whole says is used too."""
    flat = [(stage, activity) for stage in stages for activity in stage.activities]
    found = [list(kinds_of(activity.title)) for _, activity in flat]
    guesses: dict[int, float] = {}
    for at, (_, activity) in enumerate(flat):
        if activity.context:
            for match in kinds_of(activity.context):
                if not found[at] or (match.code == "quality_monitoring" and found[at][0].code == "annual_report"):
                    found[at].append(match)
        if not found[at]:
            found[at] = kinds_of(f"{activity.group}. {activity.title}")[:1] if activity.group else []
        if not found[at]:
            code, likeness = nearest(activity.title)
            if likeness >= _FALLBACK:
                found[at] = [_Match(code, frozenset({0}))]
                guesses[at] = likeness
    codes = [[m.code for m in matches] for matches in found]
    _from_groups([a for _, a in flat], codes)
    _from_results(stages, codes)
    _order_brings_regulation(codes)
    answers = []
    for at, names in enumerate(codes):
        answers.append(_answer(flat[at][1], tuple(dict.fromkeys(names)), found[at], guesses.get(at)))
    return answers


def _from_groups(activities: list[RawActivity], codes: list[list[str]]) -> None:
    by_code = _by_code()
    at = 0
    while at < len(activities):
        end = at + 1
        while end < len(activities) and activities[end].group == activities[at].group:
            end += 1
        if activities[at].group:
            inside = {code for names in codes[at:end] for code in names}
            covered = {c for code in inside for c in by_code[code].covers}
            for match in kinds_of(activities[at].group):
                if by_code[match.code].from_group and match.code not in inside | covered:
                    codes[at].append(match.code)
        at = end


def _from_results(stages: list[RawStage], codes: list[list[str]]) -> None:
    by_code = _by_code()
    inside = {code for names in codes for code in names}
    at = 0
    for stage in stages:
        if len(stage.activities) == 1 and stage.activities[0].own_result and len(stages) > 1:
            for match in kinds_of(stage.activities[0].result):
                if by_code[match.code].from_result and match.code not in inside:
                    codes[at].append(match.code)
        at += len(stage.activities)


def _order_brings_regulation(codes: list[list[str]]) -> None:
    """The order that approves the regulation stands for both where the plan names the regulation nowhere else."""
    if any("regulation" in names for names in codes):
        return
    for names in codes:
        if "order_regulation" in names:
            names.insert(names.index("order_regulation") + 1, "regulation")
            return


def _answer(activity: RawActivity, codes: tuple[str, ...], matches: list[_Match], guess: float | None) -> Found:
    if not codes:
        doubt = Doubt("kinds", "Вид мероприятия не узнан: выберите его или оставьте «вручную».", _near(activity.title))
        return Found((), 0.0, (doubt,))
    if guess is not None:
        doubt = Doubt("kinds", "Вид мероприятия угадан по сходству слов: проверьте его.", codes)
        return Found(codes, round(0.8 * guess, 2), (doubt,))
    fewest = min(len(m.positions) for m in matches)
    confidence = {1: 0.75, 2: 0.88, 3: 0.94}.get(fewest, 0.97)
    doubts: tuple[Doubt, ...] = ()
    if confidence < 0.8:
        doubts = (Doubt("kinds", "Вид мероприятия узнан по одному слову: проверьте его.", _near(activity.title)),)
    return Found(codes, confidence, doubts)


def _near(text: str) -> tuple[str, ...]:
    code, likeness = nearest(text)
    return (code,) if likeness > 0.25 else ()
