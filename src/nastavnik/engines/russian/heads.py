"""Which words of one segment decline: nominative adjectives up to the first nominative noun, or an adjective alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .readings import Reading, agree, nominative, nominative_adjectives, nominative_nouns, readings
from .wordlist import words

_TOKEN = re.compile(r"«[^»]*»|\"[^\"]*\"|„[^“]*“|\([^)]*\)|[^\W_]+(?:[-‑/.'’][^\W_]+)*\.?|[^\w\s]|\s+|_+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")

# «зам. директора», «преп. химии»: the head itself is shortened and cannot decline.
_SHORT_HEADS = words("зам зав нач рук пом врио вр ио отв преп секр дир упр спец")
_SHORT_ADJECTIVES = words("ст гл мл вед соц мед кл худ муз тех уч техн науч")
_PREPOSITIONS = words("по в на с за из от для при о об к у до над под без во со между через про имени им")
# Nouns that may stand after the genitive of a kind of body and name the body itself: «учреждение … Дом творчества».
_INSTITUTIONS = words(
    "школа гимназия лицей колледж техникум училище институт университет академия дом дворец центр станция сад "
    "ясли клуб студия "
    "интернат больница поликлиника библиотека музей театр комбинат лагерь корпус пансион"
)


@dataclass
class Chosen:
    """Tokens of a segment, those of them that decline, and what must be told to a person."""

    tokens: list[str]
    forms: dict[int, Reading] = field(default_factory=dict)
    settled: bool = False
    doubts: list[str] = field(default_factory=list)

    @property
    def head(self) -> Reading | None:
        """The noun, or the adjective in its place; None when nothing declines."""
        nouns = [reading for reading in self.forms.values() if reading.kind == "noun"]
        return nouns[0] if nouns else next(iter(self.forms.values()), None)


def choose(text: str, before: Reading | None, later: bool) -> Chosen:
    """Decide for one segment. `later`: not the first one; then `before` is the head already found, if any.

    A later segment must prove that it is a second head and no dependent: a singular nominative of the same animacy.
    """
    found = Chosen(_TOKEN.findall(text))
    start = _start(found)
    if start is None:
        return found
    places = [i for i in range(start, len(found.tokens)) if not found.tokens[i].isspace()]
    end = _nominal_group(found, places, before, later)
    if not found.forms:
        first = next((token for token in found.tokens if re.search(r"\w", token)), "")
        found.settled = is_code(first) and any(letter.isalpha() for letter in first)
        return found
    head = found.head
    if head and head.person:
        _second_person(found, places, end)
    elif head and head.kind == "noun":
        _own_name(found, places, end)
    return found


def is_code(token: str) -> bool:
    """Abbreviations and codes: «МБОУ», «ПК-21», «12», «1-ТМ-23»."""
    letters = [c for c in token if c.isalpha()]
    if not letters or any(c.isdigit() for c in token):
        return True
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _start(found: Chosen) -> int | None:
    """Index of the first word that may decline; numbers, letters in quotes, codes and short adjectives are passed over.

    None: nothing declines (`settled` when that is certain).
    """
    shouted = _shouted(found.tokens)
    for i, token in enumerate(found.tokens):
        word = token.rstrip(".").lower()
        if not re.search(r"\w", token):
            continue
        if token[0] in '«"„(':
            if len(token) > 5 or i == len(found.tokens) - 1:
                found.settled = True
                return None
            continue
        if token.endswith(".") and word in _SHORT_ADJECTIVES:
            continue
        if word in _SHORT_HEADS or (token.endswith(".") and len(word) > 1) or _shortened_compound(word):
            found.settled = True
            return None
        if is_code(token) and not shouted:
            continue
        if any("ADVB" in r.marks for r in readings(word)[:1]) and not nominative(word):
            continue
        return i
    found.settled = True
    return None


def _shortened_compound(word: str) -> bool:
    """«замдиректора», «завкафедрой»: the case of the second half is fixed."""
    if not re.match(r"(зам|зав)[а-яё]{4,}", word):
        return False
    return not any(r.known and r.case == "nomn" and "Fixd" not in r.marks for r in readings(word))


def _shouted(tokens: list[str]) -> bool:
    """Everything in capitals: then capitals do not mean an abbreviation."""
    plain = [token for token in tokens if token.isalpha()]
    return bool(plain) and all(word.isupper() for word in plain) and any(len(word) > 6 for word in plain)


def _nominal_group(found: Chosen, places: list[int], before: Reading | None, later: bool) -> int:
    """Fill `forms` with adjectives and a head; returns the index in `places` after the head."""
    adjectives: list[tuple[int, list[Reading]]] = []
    shouted = _shouted(found.tokens)
    at = 0
    for at, i in enumerate(places):
        token = found.tokens[i]
        if token[0] == "(" and adjectives:  # «крестьянское (фермерское) хозяйство»
            continue
        if token.lower() in _PREPOSITIONS or not _WORD.fullmatch(token) or (is_code(token) and not shouted):
            break
        nouns = _head_nouns(token, before, later)
        own = nominative_adjectives(token)
        fitting = _fitting(adjectives, nouns)
        if fitting and not (own and not adjectives and _agreeing_noun_follows(found.tokens, places[at + 1 :], own)):
            found.forms.update(fitting[0])
            found.forms[i] = fitting[1]
            return at + 1
        if nouns and nouns[0].person and adjectives and not own:
            found.doubts.append("Прилагательное и существительное стоят в разных родах: проверьте падежи.")
            found.forms.update({place: readings_[0] for place, readings_ in adjectives})
            found.forms[i] = nouns[0]
            return at + 1
        if not own:
            break
        adjectives.append((i, own))
    else:
        at = len(places)
    noun = _noun_after_preposition(found.tokens, places[at:], adjectives)
    if noun:
        found.forms.update(noun)
    else:
        _adjective_as_head(found, adjectives, at, places, before, later)
    return at


def _head_nouns(token: str, before: Reading | None, later: bool) -> list[Reading]:
    nouns = nominative_nouns(token)
    if "-" in token:
        # «учитель-предметник»: the last half decides, unless the whole stands in the dictionary.
        first, last = token.split("-", 1)[0], token.rsplit("-", 1)[-1]
        known = [r for r in nouns if r.known]
        # «инженер-электроник»: the last half is no noun of the dictionary; «детский сад-ясли»: the first one agrees.
        nouns = known or [*(nominative_nouns(last) or nouns), *(r for r in nominative_nouns(first) if r.known)]
    singular = [r for r in nouns if r.number == "sing"]
    if later:
        return [
            r
            for r in singular
            if before is None or r.person == before.person or (before.kind == "adjective" and r.person)
        ]
    people = [r for r in singular if r.person]
    return people or singular or nouns


def _fitting(
    adjectives: list[tuple[int, list[Reading]]], nouns: list[Reading]
) -> tuple[dict[int, Reading], Reading] | None:
    """The adjectives' readings that agree with one of the nouns, and that noun."""
    for noun in nouns:
        chosen: dict[int, Reading] = {}
        for i, own in adjectives:
            agreeing = next((r for r in own if agree(r, noun)), None)
            if agreeing is None:
                break
            chosen[i] = agreeing
        else:
            return chosen, noun
    return None


def _agreeing_noun_follows(tokens: list[str], places: list[int], own: list[Reading]) -> bool:
    """«учёный секретарь», «рабочий комитет»: the word is an adjective here."""
    for i in places:
        nouns = nominative_nouns(tokens[i]) if _WORD.fullmatch(tokens[i]) else []
        if nouns:
            return any(agree(a, n) for a in own for n in nouns)
        if not _WORD.fullmatch(tokens[i]) or not nominative_adjectives(tokens[i]):
            return False
    return False


def _noun_after_preposition(
    tokens: list[str], places: list[int], adjectives: list[tuple[int, list[Reading]]]
) -> dict[int, Reading]:
    """«подготовительная к школе группа»: the head comes after a preposition with its noun."""
    if not adjectives or not places or tokens[places[0]].lower() not in _PREPOSITIONS:
        return {}
    governed = False
    for i in places[1:]:
        if not _WORD.fullmatch(tokens[i]):
            return {}
        if not governed:
            governed = any(r.kind == "noun" for r in readings(tokens[i].lower())[:1])
            continue
        fitting = _fitting(adjectives, [noun for noun in nominative_nouns(tokens[i]) if noun.known])
        return {**fitting[0], i: fitting[1]} if fitting else {}
    return {}


def _adjective_as_head(
    found: Chosen,
    adjectives: list[tuple[int, list[Reading]]],
    at: int,
    places: list[int],
    before: Reading | None,
    later: bool,
) -> None:
    """«заведующий отделением», «старшая вожатая», «…, ответственный за питание»."""
    if not adjectives or (later and before is None):
        return
    kept = list(adjectives)
    while len(kept) > 1 and (
        _governed(kept[-1][1][0].word) or _belongs_to(kept[-1][1][0].word, found.tokens, places[at:])
    ):
        kept.pop()
    if later and _belongs_to(kept[0][1][0].word, found.tokens, places[at:]):  # «… и родной литературы»
        return
    for reading in kept[0][1]:
        if later and before is not None and (reading.gender, reading.number) != (before.gender, before.number):
            continue
        chosen = {kept[0][0]: reading}
        for i, own in kept[1:]:
            same = next((r for r in own if (r.gender, r.number) == (reading.gender, reading.number)), None)
            if same is None:
                break
            chosen[i] = same
        found.forms.update(chosen)
        return


def _governed(word: str) -> bool:
    """Whether the word is a noun in another case: «заведующий мастерской», «дежурный по столовой»."""
    return any(r.kind == "noun" and r.known and r.case not in ("nomn", "accs") for r in readings(word))


def _belongs_to(word: str, tokens: list[str], places: list[int]) -> bool:
    """Whether the adjective's word may belong to an oblique noun after it («сварщик ручной дуговой сварки»)."""
    oblique = [r for r in readings(word) if r.kind == "adjective" and r.case != "nomn"]
    for i in places:
        if not _WORD.fullmatch(tokens[i]):
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


def _second_person(found: Chosen, places: list[int], end: int) -> None:
    """A second nominative of a person right after the head is the same person: «врач психиатр»."""
    if end >= len(places) or found.head is None or found.head.number != "sing":
        return
    i = places[end]
    if not re.fullmatch(r"[а-яё]+(?:-[а-яё]+)*", found.tokens[i]):
        return
    if _belongs_to(found.tokens[i], found.tokens, places[end + 1 :]):  # «депутат городской думы»
        return
    people = [r for r in nominative_nouns(found.tokens[i]) if r.known and r.person and r.number == "sing"]
    # Only a form that is nothing but nominative: «няня» yes, «сестры» (also genitive) no.
    if people and not any(r.kind == "noun" and r.case == "gent" for r in readings(found.tokens[i])):
        found.forms[i] = people[0]
        return
    for i in places[end:]:  # «участковый уполномоченный», «врач-психиатр детский участковый»
        own = [r for r in nominative_adjectives(found.tokens[i]) if agree(r, found.head)]
        if not own or _belongs_to(found.tokens[i], found.tokens, [place for place in places if place > i]):
            return
        found.forms[i] = own[0]


def _own_name(found: Chosen, places: list[int], end: int) -> None:
    """«учреждение дополнительного образования Дом творчества»: the name in the nominative declines as well."""
    for at in range(end, len(places)):
        inner = Chosen(found.tokens)
        previous = found.tokens[places[at - 1]].lower()
        if previous in _PREPOSITIONS or not _WORD.fullmatch(found.tokens[places[at]]):
            continue
        stop = _nominal_group(inner, places[at:], None, False)
        head = inner.head
        if not head or head.kind != "noun" or head.number != "sing" or head.lemma not in _INSTITUTIONS:
            continue
        if min(inner.forms) == places[at] and stop:
            found.forms.update(inner.forms)
            return
