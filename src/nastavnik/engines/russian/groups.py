"""The nominative group: modifiers that agree, and the noun (or the adjective in its place) that they agree with.

Modifiers may be enumerated («учебный и методический отделы»), parted by a bracket or by what depends on them
(«ответственный за питание педагог»). Source: «Русская грамматика» (1980), § on agreement; Розенталь, § 192–194.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import compounds
from .quantities import quantity
from .readings import Reading, agree, nominative, nominative_adjectives, ordinals, readings
from .tokens import IN_HONOUR, is_code, is_joint, is_preposition, is_quoted, is_word, shouted

Modifier = tuple[int, Sequence[Reading]]


@dataclass
class Group:
    """Tokens that decline, by index; the head; the index after the last of them; what a person must be told."""

    forms: dict[int, Reading]
    head: Reading
    end: int
    doubt: str = ""

    @property
    def has_noun(self) -> bool:
        """False for «заведующий» or a lone participle."""
        return self.head.kind == "noun"


def nominative_group(tokens: list[str], start: int, stop: int, human: bool = False) -> Group | None:
    """The group that begins at `start`; None when the words there are no nominative.

    `stop`: the next joint. `human`: what went before names a person.
    """
    counted = quantity(tokens, start, stop)
    if counted:
        forms, head, end = counted
        return Group(forms, head, end)
    modifiers: list[Modifier] = []
    capitals = shouted(tokens)
    i = start
    while i < len(tokens):
        token = tokens[i]
        joint = i >= stop and is_joint(tokens, i)
        if joint and not (modifiers and _more_modifiers(tokens, i + 1, modifiers)):
            break
        if joint:
            stop = next((j for j in range(i + 1, len(tokens)) if is_joint(tokens, j)), len(tokens))
        if joint or token.isspace() or (is_quoted(token) and modifiers and (token[0] == "(" or len(token) < 6)):
            i += 1  # «крестьянское (фермерское) хозяйство», «учебный и методический отделы»
            continue
        numbered = ordinals(token)
        if numbered:
            modifiers.append((i, numbered))
            i += 1
            continue
        if is_preposition(token) or not is_word(token) or (is_code(token) and not capitals):
            break
        found = _noun_here(tokens, i, stop, modifiers, human)
        if found:
            return found
        own = nominative_adjectives(token)
        if not own:
            break
        modifiers.append((i, own))
        i += 1
    return _after_dependents(tokens, i, modifiers) or _adjective_alone(tokens, i, stop, modifiers)


def _noun_here(tokens: list[str], i: int, stop: int, modifiers: list[Modifier], human: bool) -> Group | None:
    named = head_nouns(tokens[i])
    own = nominative_adjectives(tokens[i])
    doubt = ""
    if modifiers and named and named[0].number == "plur" and not named[0].person:
        alone, doubt = _governs(modifiers, named[0], human)
        if alone:
            return None
    fitting = _fitting(modifiers, named)
    modifying = own and (
        _noun_follows(tokens, i + 1, stop, [*modifiers, (i, own)])
        or (i < stop and _more_modifiers(tokens, stop + 1, [*modifiers, (i, own)]))
    )
    if fitting and not modifying:
        forms, noun = fitting
        return Group({**forms, i: noun}, noun, i + 1, doubt)
    if named and named[0].person and not own and any(own_[0].parse for _, own_ in modifiers):
        forms = {place: own_[0] for place, own_ in modifiers}
        doubt = "Прилагательное и существительное стоят в разных родах: проверьте падежи."
        return Group({**forms, i: named[0]}, named[0], i + 1, doubt)
    return None


def _governs(modifiers: list[Modifier], noun: Reading, human: bool) -> tuple[bool, str]:
    """Whether the last modifier is a head by itself, and the noun after it no nominative; the doubt when both may be.

    «исполняющие обязанности», «педагоги, реализующие программы»: an object; «учащиеся школы», «рабочие цеха»: a
    genitive after an adjective in the place of a person's name.
    """
    last = next((r for r in modifiers[-1][1] if r.number == "plur"), None)
    if last is None:
        return False, ""
    if "PRTF" in last.marks:
        governing = "tran" in last.marks and "actv" in last.marks
        return last.word.endswith("ся") or (governing and (human or last.lemma == "исполнять")), ""
    genitive = any(r.kind == "noun" and r.case == "gent" and r.number == "sing" for r in readings(noun.word))
    if genitive and any("Subx" in r.marks or r.kind == "noun" for r in nominative(last.word)):
        return human, "Первое слово может быть и прилагательным, и названием людей: проверьте падежи."
    return False, ""


@lru_cache(maxsize=20_000)
def head_nouns(token: str) -> Sequence[Reading]:
    """Nominative nouns of a token, persons before things and one before many."""
    named = compounds.nouns(token.lower())
    many = {r.lemma for r in named if r.number == "plur" and r.person}
    # «сторожа» are many of «сторож», whatever else the dictionary knows.
    singular = [r for r in named if r.number == "sing" and r.word[:-1] not in many]
    people = [r for r in singular if r.person]
    return people or singular or [r for r in named if r.person] or named


def _more_modifiers(tokens: list[str], start: int, modifiers: list[Modifier]) -> bool:
    """Whether one more modifier stands after the joint, and after that a noun for all of them."""
    shared = list(modifiers)
    for i in range(start, len(tokens)):
        token = tokens[i]
        if token.isspace() or (shared != modifiers and is_joint(tokens, i)):
            continue
        named = head_nouns(token) if is_word(token) and len(shared) > len(modifiers) else ()
        if _fitting(shared, named):
            return True
        own = ordinals(token) or (nominative_adjectives(token) if is_word(token) and not is_code(token) else ())
        if not own:
            return False
        shared.append((i, own))
    return False


def _fitting(modifiers: list[Modifier], named: Sequence[Reading]) -> tuple[dict[int, Reading], Reading] | None:
    """The modifiers' readings that agree with one of the nouns, and that noun.

    Several modifiers in the singular may share a plural noun: «первый и второй курсы».
    """
    for noun in named:
        chosen: dict[int, Reading] = {}
        for i, own in modifiers:
            agreeing = next((r for r in own if agree(r, noun)), None)
            if agreeing is None and noun.number == "plur" and len(modifiers) > 1:
                agreeing = next((r for r in own if r.gender == noun.gender and r.number == "sing"), None)
            if agreeing is None:
                break
            chosen[i] = agreeing
        else:
            return chosen, noun
    return None


def _noun_follows(tokens: list[str], start: int, stop: int, modifiers: list[Modifier]) -> bool:
    """«учёный секретарь», «рабочий комитет»: the last of the modifiers, though a noun elsewhere, is none here."""
    for i in range(start, stop):
        if tokens[i].isspace():
            continue
        named = compounds.nouns(tokens[i].lower()) if is_word(tokens[i]) else ()
        if named:
            return _fitting(modifiers, named) is not None
        if not is_word(tokens[i]) or not nominative_adjectives(tokens[i]):
            return False
    return False


def _after_dependents(tokens: list[str], start: int, modifiers: list[Modifier]) -> Group | None:
    """«подготовительная к школе группа», «назначенный приказом наставник»: the head comes after what depends on them."""
    if not modifiers or start >= len(tokens):
        return None
    participle = any("PRTF" in r.marks for r in modifiers[-1][1])
    if not (participle or is_preposition(tokens[start])):
        return None
    governed = False
    for i in range(start, len(tokens)):
        token = tokens[i]
        if token.isspace() or (is_preposition(token) and not governed):
            continue
        if not is_word(token) or is_joint(tokens, i) or token.lower() in IN_HONOUR:
            return None
        fitting = _fitting(modifiers, [noun for noun in compounds.nouns(token.lower()) if noun.known])
        if governed and fitting:
            return Group({**fitting[0], i: fitting[1]}, fitting[1], i + 1)
        own = [r for r in readings(token.lower()) if r.case not in {"nomn", "voct"}]
        if not own or (governed and is_preposition(token)):
            return None
        governed = governed or any(r.kind == "noun" for r in own)
    return None


def _adjective_alone(tokens: list[str], end: int, stop: int, modifiers: list[Modifier]) -> Group | None:
    """«заведующий отделением», «старшая вожатая», «…, ответственный за питание»."""
    kept = [m for m in modifiers if m[0] < stop]
    end = min(end, stop)
    while len(kept) > 1 and (_governed(kept[-1][1][0].word) or belongs(kept[-1][1][0].word, tokens, end, stop)):
        end = kept.pop()[0]
    if not kept or all(reading.parse is None for _, own in kept for reading in own):
        return None
    for reading in kept[0][1]:
        chosen = {kept[0][0]: reading}
        for i, own in kept[1:]:
            same = next((r for r in own if (r.gender, r.number) == (reading.gender, reading.number)), None)
            if same is None:
                break
            chosen[i] = same
        return Group(chosen, reading, max(chosen) + 1)
    return None


def _governed(word: str) -> bool:
    """Whether the word is a noun in another case: «заведующий мастерской», «дежурный по столовой»."""
    return any(r.kind == "noun" and r.known and r.case not in ("nomn", "accs") for r in readings(word))


def belongs(word: str, tokens: list[str], start: int, stop: int) -> bool:
    """Whether an adjective may belong to an oblique noun after it («сварщик ручной дуговой сварки»)."""
    oblique = [r for r in readings(word.lower()) if r.kind == "adjective" and r.case != "nomn"]
    for i in range(start, stop):
        if tokens[i].isspace():
            continue
        if not is_word(tokens[i]):
            return False
        following = readings(tokens[i].lower())
        for n in following:
            if n.kind == "noun" and n.case != "nomn":
                for a in oblique:
                    if a.case == n.case and a.number == n.number and a.gender in {"", n.gender}:
                        return True
        if not any(r.kind == "adjective" for r in following):
            return False
    return False


@lru_cache(maxsize=20_000)
def only_nominative(word: str) -> bool:
    """Whether a lower-case word can be nothing but a nominative (or the accusative that looks the same)."""
    word = re.sub(r"^[^а-яё]+-", "", word)
    own = readings(word)
    own = tuple(r for r in own if r.known) or own
    return bool(nominative(word)) and not any(
        r.case not in {"nomn", "accs", "voct"} or "Fixd" in r.marks or r.kind == "other" for r in own
    )
