"""Which of the 120 kinds an activity is. The words live in `kinds.toml`; here is how acts are told apart.

A point is cut into its acts. Of two kinds found in the same words of an act the one that explains more of them wins;
kinds found in different words stand side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .clauses import Clause, asides, clauses
from .likeness import nearest
from .model import Doubt
from .raw import RawActivity, RawStage
from .signs import Match, by_code, matches
from .text import words

# How often all kinds of a point were right, by how many were found; and of guesses, by the words that speak for them.
# Counted by bench/reading.py on wordings that were not seen before, rounded down. A kind that the example phrases
# do not suggest as well was right less often.
_SURE = {1: 0.96, 2: 0.84, 3: 0.7}
_SURE_UNLIKE = 0.88
_SURE_MORE = 0.6
_GUESS = {1: 0.4, 2: 0.6}


@dataclass(frozen=True, slots=True)
class Found:
    """Kinds of one activity in the order of its words; `confidence` 0..1, that all of them are right and none is
    missing. `spoken`: for each kind the words of the title that speak of it, "" where the plan around it does.
    """

    kinds: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    confidence: float = 0.0
    doubts: tuple[Doubt, ...] = ()


# One text -----------------------------------------------------------------------------------------------------------


def sentences(text: str) -> list[str]:
    """Clauses parted by a full stop or a semicolon: signs do not reach over them."""
    return re.split(r"(?<=[а-яё»)])[.;]\s+(?=[«\"(]?\w)", text)


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


# A whole plan -------------------------------------------------------------------------------------------------------


def recognise(stages: list[RawStage]) -> list[Found]:
    """Kinds of every activity, in the order of stages and activities; what the plan as a whole says is used too."""
    flat = [(stage, activity) for stage in stages for activity in stage.activities]
    found = [list(kinds_of(activity.title)) for _, activity in flat]
    guesses: dict[int, float] = {}
    spoken = [{m.code: _quote(a.title, m) for m in matches} for (_, a), matches in zip(flat, found, strict=True)]
    for at, (_, activity) in enumerate(flat):
        if activity.context:
            for match in kinds_of(activity.context):
                if not found[at] or (match.code == "quality_monitoring" and found[at][0].code == "annual_report"):
                    found[at].append(match)
        if not found[at]:
            found[at] = kinds_of(f"{activity.group}. {activity.title}")[:1] if activity.group else []
        if not found[at]:
            found[at] = guess_of(activity.title)
            if found[at]:
                spoken[at] = {m.code: _quote(activity.title, m) for m in found[at]}
                guesses[at] = _GUESS[min(2, len(found[at][0].positions))]
    codes = [[m.code for m in matches] for matches in found]
    _from_groups([a for _, a in flat], codes)
    _from_results(stages, codes)
    _order_brings_regulation(codes)
    answers = []
    for at, names in enumerate(codes):
        answers.append(_answer(flat[at][1], tuple(dict.fromkeys(names)), spoken[at], guesses.get(at)))
    return answers


def _quote(title: str, match: Match) -> str:
    """The title from the first to the last word of a match."""
    tokens = list(re.finditer(r"[а-яa-z0-9]+", title.lower().replace("ё", "е")))
    held = [tokens[p] for p in match.positions if p < len(tokens)]
    return title[min(m.start() for m in held) : max(m.end() for m in held)] if held else ""


def _from_groups(activities: list[RawActivity], codes: list[list[str]]) -> None:
    kinds = by_code()
    at = 0
    while at < len(activities):
        end = at + 1
        while end < len(activities) and activities[end].group == activities[at].group:
            end += 1
        if activities[at].group:
            inside = {code for names in codes[at:end] for code in names}
            covered = {c for code in inside for c in kinds[code].covers}
            for match in kinds_of(activities[at].group):
                if kinds[match.code].from_group and match.code not in inside | covered:
                    codes[at].append(match.code)
        at = end


def _from_results(stages: list[RawStage], codes: list[list[str]]) -> None:
    kinds = by_code()
    inside = {code for names in codes for code in names}
    at = 0
    for stage in stages:
        if len(stage.activities) == 1 and stage.activities[0].own_result and len(stages) > 1:
            for match in kinds_of(stage.activities[0].result):
                if kinds[match.code].from_result and match.code not in inside:
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


def _answer(activity: RawActivity, codes: tuple[str, ...], spoken: dict[str, str], guess: float | None) -> Found:
    if not codes:
        doubt = Doubt("kinds", "Вид мероприятия не узнан: выберите его или оставьте «вручную».", _near(activity.title))
        return Found(doubts=(doubt,))
    words_of = tuple(spoken.get(code, "") for code in codes)
    if guess is not None:
        doubt = Doubt("kinds", "Вид мероприятия угадан по предмету, о котором оно говорит: проверьте его.", codes)
        return Found(codes, words_of, guess, (doubt,))
    confidence = _SURE.get(len(codes), _SURE_MORE)
    if len(codes) == 1 and nearest(activity.title)[0] not in codes:
        confidence = _SURE_UNLIKE
    doubts: tuple[Doubt, ...] = ()
    if len(codes) > 2:
        doubts = (Doubt("kinds", f"В мероприятии узнано видов: {len(codes)}. Проверьте, все ли они верны.", codes),)
    return Found(codes, words_of, confidence, doubts)


def _near(text: str) -> tuple[str, ...]:
    code, likeness = nearest(text)
    return (code,) if likeness > 0.25 else ()
