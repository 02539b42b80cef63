"""What follows a head: dependents that stay, a second nominative that declines, words that nothing explains.

Source: «Русская грамматика» (1980), on government; Розенталь, § 197–199 (apposition).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from . import compounds
from .groups import Group, belongs, nominative_group, only_nominative
from .readings import Reading, agree, nominative, nominative_adjectives, readings
from .tokens import IN_HONOUR, is_code, is_preposition, is_quoted, is_word, shortened, shouted
from .wordlist import words

if TYPE_CHECKING:
    from .heads import Chosen

# Nouns that may stand after the genitive of a kind of body and name the body itself: «учреждение … Дом творчества».
_INSTITUTIONS = words(
    "школа гимназия лицей колледж техникум училище институт университет академия дом дворец центр станция сад ясли "
    "клуб студия интернат больница поликлиника библиотека музей театр комбинат лагерь корпус пансион"
)
_PLACES = words("село посёлок поселок деревня станица хутор аул слобода")


@dataclass
class Dependents:
    """Cases in which dependents of the head have been met: a later member may continue any of them."""

    cases: set[str] = field(default_factory=set)

    def takes(self, tokens: list[str], start: int, stop: int) -> bool:
        """Whether the words from `start` may be one more dependent in a case already open."""
        if not self.cases:
            return False
        left: set[tuple[str, str, str]] = set()
        for i in range(start, stop):
            token = tokens[i]
            if token.isspace():
                continue
            if not is_word(token) or is_preposition(token):
                break
            own = [r for r in readings(token.lower()) if r.case in self.cases]
            for noun in own:
                if noun.kind == "noun" and (
                    not left or any(c == noun.case and n == noun.number and g in {"", noun.gender} for c, n, g in left)
                ):
                    return True
            modifiers = {(r.case, r.number, r.gender) for r in own if r.kind == "adjective"}
            left = {m for m in modifiers if not left or m in left} if modifiers else set()
            if not left:
                return False
        return bool(left)


def follow(found: Chosen, group: Group | None, start: int, stop: int) -> None:
    """Walk over what stands between a head and the next joint; appositions are added to `found`."""
    head = group.head if group else None
    direct = group is not None
    preposition = head is not None and "PRTF" in head.marks  # «замещающий должность» governs without one
    capitals = shouted(found.tokens)
    i = start
    while i < stop:
        token = found.tokens[i]
        lowered = token.lower()
        i += 1
        if token.isspace():
            continue
        if lowered in IN_HONOUR:
            return
        if is_preposition(token):
            preposition, direct = True, False
            continue
        if not is_word(token) or (is_code(token) and not capitals):
            if any(map(str.isalpha, token)) or is_quoted(token):
                direct = False
                found.open.cases |= {"gent", "datv", "ablt", "loct"} if preposition else {"gent"}
            continue
        if _verb(lowered):
            found.doubts.append("Это похоже на предложение, а не на название: проверьте падежи.")
        if head is not None and head.person and token.istitle() and _somebody(lowered):
            found.doubts.append(f"«{token}» похоже на фамилию или имя без инициалов: проверьте падежи.")
        if direct and head is not None:
            end = _apposition(found, head, i - 1, stop)
            if end:
                i = end
                continue
        ungoverned = only_nominative(lowered) and not (preposition and _accusative(lowered))
        if head is not None and ungoverned:
            end = _second_name(found, head, i - 1, stop)
            i = end or i
        else:
            found.open.cases |= _oblique(lowered, preposition)
        direct = False


@lru_cache(maxsize=20_000)
def _verb(word: str) -> bool:
    own = readings(word)
    return any("VERB" in r.marks and r.known for r in own) and all(r.kind == "other" for r in own)


@lru_cache(maxsize=20_000)
def _somebody(word: str) -> bool:
    """A person's name or surname that may be a nominative, and no other noun of the dictionary."""
    own = [r for r in readings(word) if r.known and r.kind == "noun" and r.case == "nomn"]
    return bool(own) and all(r.marks & {"Name", "Surn"} for r in own)


def _accusative(word: str) -> bool:
    return any(r.case == "accs" for r in readings(re.sub(r"^[^а-яё]+-", "", word)))


@lru_cache(maxsize=20_000)
def _oblique(word: str, preposition: bool) -> frozenset[str]:
    """Cases in which a dependent may stand; the accusative needs a preposition (or a participle before)."""
    found = {r.case for r in readings(re.sub(r"^[^а-яё]+-", "", word)) if r.kind in {"noun", "adjective"}}
    return frozenset(found - {"nomn", "voct"} - (set() if preposition else {"accs", "loct"}))


def _apposition(found: Chosen, head: Reading, start: int, stop: int) -> int:
    """A second nominative right after the head: «врач психиатр», «участковый уполномоченный», «город Вымышленск»."""
    token = found.tokens[start]
    if head.kind == "noun" and not head.person:
        return _place(found, head, start)
    if head.number != "sing" or token != token.lower() or belongs(token, found.tokens, start + 1, stop):
        return 0
    people = [r for r in compounds.nouns(token) if r.known and r.person and r.number == "sing"]
    # Only a form that is nothing but nominative: «няня» yes, «сестры» (also genitive) no.
    if people and head.person and not any(r.kind == "noun" and r.case == "gent" for r in readings(token)):
        found.forms[start] = people[0]
        return start + 1
    end = 0
    for i in range(start, stop):  # «участковый уполномоченный», «врач-психиатр детский участковый»
        if found.tokens[i].isspace():
            continue
        own = [r for r in nominative_adjectives(found.tokens[i]) if agree(r, head)]
        if not own or belongs(found.tokens[i], found.tokens, i + 1, stop) or head.kind != "noun":
            break
        found.forms[i] = own[0]
        end = i + 1
    return end


def _place(found: Chosen, head: Reading, start: int) -> int:
    """«город Вымышленск» declines; after «село», «посёлок» usage wavers (Розенталь, § 197)."""
    token = found.tokens[start]
    if not token[0].isupper() or not (head.lemma == "город" or head.lemma in _PLACES):
        return 0
    own = [r for r in nominative(token) if r.number == "sing" and r.kind == "noun" and r.gender in {"masc", "femn"}]
    if head.lemma == "город" and own and "-" not in token:
        found.forms[start] = own[0]
        if not own[0].known and not re.search(r"(?:ск|цк|град|бург)$", token):
            found.doubts.append(f"Название «{token}» незнакомо: проверьте падежи.")
    else:
        found.doubts.append(f"Название «{token}» может и склоняться, и нет: проверьте падежи.")
    return start + 1


def _second_name(found: Chosen, head: Reading, start: int, stop: int) -> int:
    """A nominative that no word governs: an own name of a body («… Дом творчества»), else something to ask about."""
    group = nominative_group(found.tokens, start, stop)
    human = head.person or head.kind == "adjective"
    token = found.tokens[start]
    if group and group.has_noun and not human and group.head.number == "sing" and group.head.lemma in _INSTITUTIONS:
        found.forms.update(group.forms)
        return group.end
    if group and group.has_noun and human and group.head.person and token.islower():
        found.take(group)
        found.doubts.append(f"Перед словом «{token}» нет ни запятой, ни союза: проверьте падежи.")
        return group.end
    named_place = any("Geox" in r.marks for r in nominative(token))
    if named_place and token[0].isupper() and not human:
        return 0  # «депо Энск», «станция Вязьма»: the name of a thing other than a town stays (Розенталь, § 197)
    if not shortened(token) and not (group and not group.has_noun and not human):
        found.doubts.append(f"Слово «{token}» ни с чем не согласовано и оставлено без изменений: проверьте.")
    return 0
