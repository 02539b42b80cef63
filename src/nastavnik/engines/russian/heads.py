"""A phrase read from left to right: which words decline, what depends on them and stays, what a person must be told.

Members of an enumeration are joined with the head if they can only stand in the nominative, with a dependent if they
can only stand in its case; where both readings are open they are weighed, and a doubt is left where neither prevails.
Source: «Русская грамматика» (1980), on government and agreement; documents.md 3.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .dependents import Dependents, follow
from .groups import Group, nominative_group
from .readings import Reading, nominative, ordinals, readings
from .tokens import is_acting, is_code, is_joint, is_quoted, is_word, shortened, shouted, tokenise

_TWO_WAYS = "Слово после запятой, тире или союза можно понять двояко: проверьте падежи."


@dataclass
class Chosen:
    """Tokens of a phrase, those of them that decline, and what must be told to a person.

    `settled`: it is certain that the head does not decline («МБОУ СОШ», «зам. директора»).
    """

    tokens: list[str]
    forms: dict[int, Reading] = field(default_factory=dict)
    heads: list[Reading] = field(default_factory=list)
    settled: bool = False
    doubts: list[str] = field(default_factory=list)
    open: Dependents = field(default_factory=Dependents)

    @property
    def head(self) -> Reading | None:
        """The first noun, or the adjective in its place; None when nothing declines."""
        return self.heads[0] if self.heads else None

    def take(self, group: Group) -> None:
        """Let the group decline."""
        self.forms.update(group.forms)
        self.heads.append(group.head)
        if group.doubt:
            self.doubts.append(group.doubt)


def choose(text: str, before: Reading | None = None) -> Chosen:
    """Decide what declines. `before`: the head that the text is said of, when it stood in brackets after it."""
    found = Chosen(tokenise(text))
    start, joint = 0, "(" if before else ""
    while start < len(found.tokens):
        stop = _joint_after(found.tokens, start)
        group = _member(found, start, stop, joint, before)
        after = start
        if group:
            found.take(group)
            after = group.end
            stop = _joint_after(found.tokens, after - 1) if after > stop else stop
        follow(found, group, after, stop)
        joint = found.tokens[stop] if stop < len(found.tokens) else ""
        start = stop + 1
    if not found.forms:
        first = next((token for token in found.tokens if any(map(str.isalnum, token))), "")
        found.settled |= is_code(first) and any(map(str.isalpha, first))
    return found


def _joint_after(tokens: list[str], start: int) -> int:
    at = start + 1 if start < len(tokens) and is_joint(tokens, start) else start
    return next((i for i in range(at, len(tokens)) if is_joint(tokens, i)), len(tokens))


def _member(found: Chosen, start: int, stop: int, joint: str, before: Reading | None) -> Group | None:
    """The group of one member of the enumeration that declines, if any."""
    first = found.head is None and not found.settled and before is None
    at = _start(found, start, stop, first)
    if at is None:
        return None
    head = found.head or before
    human = head is not None and (head.person or head.kind == "adjective")
    group = nominative_group(found.tokens, at, stop, human)
    if group is None or first:
        return group
    return group if _joins_head(found, group, at, stop, joint, head) else None


def _start(found: Chosen, start: int, stop: int, first: bool) -> int | None:
    """Index of the first word that may decline; figures, letters in quotes, codes and short adjectives are passed over.

    None: nothing declines (`settled` when that is certain).
    """
    capitals = shouted(found.tokens)
    coded, bare = False, True
    for i in range(start, stop):
        token = found.tokens[i]
        if not any(map(str.isalnum, token)):
            continue
        if is_acting(token) or (is_quoted(token) and len(token) > 5):
            found.settled |= first
            return None
        if is_quoted(token):
            continue
        kind = shortened(token)
        if kind == "adjective" or (kind == "either" and _modifies(found.tokens, i + 1, stop)):
            continue
        if kind or _shortened_compound(token.lower()):
            found.settled |= first
            return None
        if ordinals(token):
            return i
        if token.isdigit() and nominative_group(found.tokens, i, stop):
            return i
        if is_code(token) and not capitals:
            bare = bare and not (len(token) > 1 and any(map(str.isalpha, token)))
            coded = coded or (len(token) > 1 and token.isalpha() and not token.isascii())
            continue
        if any("ADVB" in r.marks for r in readings(token.lower())[:1]) and not nominative(token):
            continue
        if coded and _may_depend(token):
            found.settled |= first
            return None
        return i
    found.settled |= first and not bare  # «10 «А», 10 «Б» классы»: the noun is still to come
    return None


def _modifies(tokens: list[str], start: int, stop: int) -> bool:
    """Whether a shortened word is an adjective: a nominative follows that cannot be a genitive («метод. кабинет»)."""
    for i in range(start, stop):
        if tokens[i].isspace():
            continue
        if shortened(tokens[i]):
            return _modifies(tokens, i + 1, stop)
        return is_word(tokens[i]) and bool(nominative(tokens[i])) and not _may_depend(tokens[i])
    return False


def _may_depend(word: str) -> bool:
    """A plural that may as well be the genitive after a shortened head: «НИИ педиатрии», «преп. химии»."""
    own = readings(word.lower())
    plural = all(r.number == "plur" for r in nominative(word))
    return plural and any(r.case == "gent" for r in own if r.known or not any(o.known for o in own))


_SHORTENED = re.compile(r"(?:зам|зав|пом|нач|рук|ком|мин)([а-яё]{4,})")


def _shortened_compound(word: str) -> bool:
    """«замдиректора», «завкафедрой», «Минпросвещения»: the case of the second half is fixed."""
    found = _SHORTENED.fullmatch(word)
    if not found or any(r.known and r.case == "nomn" and "Fixd" not in r.marks for r in readings(word)):
        return False
    return any(r.known and r.case in {"gent", "ablt"} for r in readings(found[1]))


def _joins_head(found: Chosen, group: Group, start: int, stop: int, joint: str, head: Reading | None) -> bool:
    """Whether a later nominative is a second head and no dependent of the first."""
    noun = group.head
    human = head is None or head.person or head.kind == "adjective"
    dependent = found.open.takes(found.tokens, start, stop)
    if not group.has_noun:
        if dependent or head is None:
            return False
        same = any(
            noun.number == r.number and (noun.gender == r.gender or noun.number == "plur") for r in (head, *found.heads)
        )
        if not (same or head.kind == "adjective" or "Subx" in noun.marks):
            found.doubts.append(_TWO_WAYS)
            return False
        return True
    if not dependent:
        if noun.person == human or joint.lower() in {"и", "или", "/"}:
            return True
        if joint == "(":
            return False
        if human and found.heads:  # «методист, учебная часть»: where the person works, or one more of a list
            found.doubts.append(_TWO_WAYS)
        return not human
    if noun.number == "sing" and noun.person:
        return True
    if noun.person and head is not None and head.number == "plur" and human:
        likeliest = readings(noun.word)[0] if "-" not in noun.word else noun
        if likeliest.case == "gent" and likeliest.animacy == "inan":  # «учителя математики и физики»
            return False
        if any(r.kind == "noun" and r.case == "gent" and r.animacy == "inan" for r in readings(noun.word)):
            found.doubts.append(_TWO_WAYS)
        return True
    if head is not None and head.number == "plur" and noun.number == "plur" and not human:
        found.doubts.append(_TWO_WAYS)  # «отделы кадров и практики»
    return False
