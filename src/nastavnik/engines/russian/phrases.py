"""Declension of posts, departments, groups and organisations: the head noun and what agrees with it, nothing else.

A phrase is split into coordinated segments (commas, «и», slashes). In each, nominative adjectives and the first nominative noun
decline; what depends on them (genitives, prepositions, names in quotes, abbreviations, numbers) stays. Source: documents.md 3.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from . import morph
from .folding import repair
from .forms import Forms
from .gender import patronymic_gender
from .names import decline_name, keep_case
from .wordlist import words

_CASES = ("gent", "datv", "accs", "ablt", "loct")
_TOKEN = re.compile(r"«[^»]*»|\"[^\"]*\"|„[^“]*“|\([^)]*\)|[^\W_]+(?:[-‑/.'’][^\W_]+)*\.?|[^\w\s]|\s+")

# The word after these stays as it is: the doer stands before them, shortened.
_SHORT_HEADS = words("зам зав нач рук пом врио вр ио отв преп секр дир упр спец")
_SHORT_ADJECTIVES = words("ст гл мл вед соц")
_PREPOSITIONS = words("по в на с за из от для при о об к у до над под без во со между через про имени им")
_FIXED_PREFIXES = words(
    "пресс вице экс обер унтер штаб арт веб web бизнес контент топ фитнес it ит медиа видео аудио интернет премьер генерал кадр "
    "смм smm pr пиар hr эйчар био нано кибер спорт рок поп фото теле радио авто мини макси онлайн экспресс блиц шоу ко со "
    "тест кино хай ив event ивент бренд продакт проджект проект дата data digital диджитал скрам бар фуд"
)
_ACTING = re.compile(r"^(и\.?\s*о\.?|врио|вр\.?\s*и\.?\s*о\.?|временно исполняющ\w+)\b", re.I)


def decline_post(text: str) -> Forms:
    """Six cases of a post: «мастер производственного обучения» → «мастеру производственного обучения».

    A second post after a comma, «и» or a slash declines too. «И. о.», «врио», shortened heads («зам. директора») stay.
    Never raises; an empty text gives empty forms.
    """
    return _decline(repair(text), True)


def decline_phrase(text: str) -> Forms:
    """Six cases of a department, a group, an organisation: «учебная часть», «7 «А» класс», «МБОУ СОШ № 12» (stays).

    A person's name at the end («индивидуальный предприниматель Иванов Пётр Ильич») declines as a name.
    """
    return _decline(repair(text), False)


@lru_cache(maxsize=20_000)
def _decline(text: str, post: bool) -> Forms:
    doubts: list[str] = []
    phrase, name = _split_name(text)
    columns: list[list[str]] = [[] for _ in range(5)]
    state = _State(post=post)
    for segment in _segments(phrase):
        forms = _segment(segment, state, doubts)
        for column, form in zip(columns, forms, strict=True):
            column.append(form)
    cells = ["".join(column) for column in columns]
    if name:
        words = name.split()
        forms_of_name = decline_name(*words)
        cells = [
            cell + str(forms_of_name.case(case))
            for cell, case in zip(cells, ("gen", "dat", "acc", "ins", "loc"), strict=True)
        ]
        doubts += forms_of_name.doubts
    if not state.declined and not state.settled and re.search(r"[а-яё]{3}", phrase):
        doubts.append("Главное слово не найдено: текст оставлен без изменений.")
    gen, dat, acc, ins, loc = cells
    return Forms(text, gen, dat, acc, ins, loc, doubts=tuple(dict.fromkeys(doubts)))


@dataclass
class _State:
    """What the earlier segments of the phrase have shown."""

    post: bool
    declined: bool = False
    settled: bool = False  # left unchanged on purpose
    gender: str = ""
    number: str = ""
    plain_tokens: list[str] = field(default_factory=list)


def _split_name(text: str) -> tuple[str, str]:
    """A full name at the end is cut off: three capitalised words of which the last is a patronymic."""
    words = text.split(" ")
    if (
        len(words) >= 4
        and patronymic_gender(words[-1])
        and all(re.fullmatch(r"[А-ЯЁ][а-яё\-]+", w) for w in words[-3:])
    ):
        return text[: len(text) - len(" ".join(words[-3:]))], " ".join(words[-3:])
    return text, ""


def _segments(text: str) -> list[str]:
    """The text cut before commas, semicolons, slashes with spaces and «и»; joined again it is the text."""
    pieces: list[str] = []
    depth = 0
    start = 0
    for i, letter in enumerate(text):
        depth += (letter in "«„(") - (letter in "»“)")
        if depth == 0 and i > start:
            if (
                letter in ",;"
                or (letter == "/" and text[i - 1 : i].isalpha())
                or re.match(r" (и|[–—-]) ", text[i : i + 3])
            ):
                pieces.append(text[start:i])
                start = i
    return [*pieces, text[start:]] if text[start:] else pieces


def _segment(text: str, state: _State, doubts: list[str]) -> tuple[str, ...]:
    joint = re.match(r"^([,;/]\s*| (?:и|[–—-]) )", text)
    lead = joint.group() if joint else ""
    body = text[len(lead) :]
    forms = _phrase(body, state, bool(lead), doubts)
    return tuple(lead + form for form in forms)


@dataclass
class _Word:
    text: str
    readings: tuple[Any, ...]


def _phrase(text: str, state: _State, later: bool, doubts: list[str]) -> tuple[str, ...]:
    """One segment. `later`: not the first, so it must prove that it is a second head and no dependent."""
    if _ACTING.match(text) and not text.lower().startswith("временно исп"):
        state.settled = True
        return (text,) * 5
    tokens = _TOKEN.findall(text)
    start = _skip_lead(tokens, later)
    chosen = _choose(tokens, start, state, later)
    if not chosen:
        if not later and (start is None or _all_fixed(tokens)):
            state.settled = True
        return (text,) * 5
    columns: list[list[str]] = [list(tokens) for _ in range(5)]
    for index, parse in chosen.items():
        for column, case in zip(columns, _CASES, strict=True):
            column[index] = _inflect(tokens[index], parse, case, chosen, doubts)
    state.declined = True
    head = chosen.get(max(chosen), None)
    if head is not None:
        state.gender, state.number = head.tag.gender or "", head.tag.number or ""
    if any(not parse.is_known and "-" not in tokens[i] for i, parse in chosen.items() if parse.tag.POS == "NOUN"):
        doubts.append("Незнакомое слово: проверьте падежи.")
    return tuple("".join(column) for column in columns)


def _all_fixed(tokens: list[str]) -> bool:
    words = [token for token in tokens if re.search(r"\w", token)]
    return all(_is_code(token) or not re.match(r"[а-яё]{2}", token.lower()) or token[0] in '«"„(' for token in words)


def _is_code(token: str) -> bool:
    """Abbreviations and codes: «МБОУ», «ПК-21», «12», «1-ТМ-23»."""
    letters = [c for c in token if c.isalpha()]
    return not letters or (len(token) > 1 and all(c.isupper() for c in letters)) or bool(re.search(r"\d", token))


def _skip_lead(tokens: list[str], later: bool) -> int | None:
    """Index where the phrase proper begins: numbers, letters in quotes, codes and shortened adjectives are passed over.

    None: a shortened head stands first and nothing declines.
    """
    for i, token in enumerate(tokens):
        word = token.rstrip(".").lower()
        if token.isspace() or (not re.search(r"\w", token) and token[0] not in '«"('):
            continue
        if token.endswith(".") and word in _SHORT_ADJECTIVES:
            continue
        if word in _SHORT_HEADS or (token.endswith(".") and len(word) > 1 and i == 0):
            return None
        if re.match(r"(зам|зав)[а-яё]{4,}", word) and not _known_nominative(word):
            return None
        if _is_code(token) or token[0] in '«"(„':
            if token[0] in '«"„' and len(token) > 5:
                return None
            continue
        return i
    return None


def _known_nominative(word: str) -> bool:
    return any(p.is_known and p.tag.case == "nomn" and "Fixd" not in p.tag for p in morph.parses(word))


def _nominative(token: str) -> list[Any]:
    """Readings of a word as a nominative adjective, participle or noun, the dictionary's before guesses."""
    word = token.lower()
    found = [
        p
        for p in morph.parses(word.replace("ё", "ё"))
        if p.tag.POS in {"NOUN", "ADJF", "PRTF"}
        and p.tag.case == "nomn"
        and "Fixd" not in p.tag
        and "Abbr" not in p.tag
    ]
    known = [p for p in found if p.is_known]
    return known or found


def _agree(adjective: Any, noun: Any) -> bool:
    a, n = adjective.tag, noun.tag
    if a.number != n.number:
        return False
    return a.number == "plur" or a.gender == n.gender or n.gender == "ms-f" or (n.gender is None)


def _choose(tokens: list[str], start: int | None, state: _State, later: bool) -> dict[int, Any]:
    """Which tokens decline and by which reading."""
    if start is None:
        return {}
    places = [i for i in range(start, len(tokens)) if not tokens[i].isspace()]
    adjectives: list[tuple[int, list[Any]]] = []
    for at, i in enumerate(places):
        token = tokens[i]
        if (
            token.lower() in _PREPOSITIONS
            or not re.fullmatch(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*", token)
            or (_is_code(token) and len(token) > 1 and not _shouted(tokens))
        ):
            break
        nouns = _heads(token, state, later)
        readings = _nominative(token)
        adjective = [p for p in readings if p.tag.POS in {"ADJF", "PRTF"}]
        fitting = _fit(adjectives, nouns) if nouns else None
        if fitting is not None and not (adjective and not adjectives and _follows_noun(tokens, places, at, adjective)):
            chosen = fitting
            chosen[i] = _best_noun(nouns, chosen)
            _apposition(tokens, places, at, chosen, state)
            return chosen
        if not adjective:
            break
        adjectives.append((i, adjective))
    return _substantive(tokens, places, adjectives, state, later)


def _shouted(tokens: list[str]) -> bool:
    """Everything in capitals: then capitals do not mean an abbreviation."""
    words = [t for t in tokens if t.isalpha()]
    return len(words) > 1 and all(w.isupper() for w in words) and any(len(w) > 5 for w in words)


def _heads(token: str, state: _State, later: bool) -> list[Any]:
    nouns = [p for p in _nominative(token) if p.tag.POS == "NOUN" and "Name" not in p.tag and "Surn" not in p.tag]
    if not nouns and "-" in token:
        last = token.lower().rsplit("-", 1)[-1]
        nouns = [p for p in _nominative(last) if p.tag.POS == "NOUN"]
    if later:
        nouns = [p for p in nouns if p.tag.number == "sing" and (not state.post or p.tag.animacy == "anim")]
    singular = [p for p in nouns if p.tag.number == "sing"]
    if singular and not later:
        # «физики» is no head where a singular reading exists; in posts people come before things.
        people = [p for p in singular if p.tag.animacy == "anim"]
        return (people or singular) if state.post else singular
    return nouns


def _fit(adjectives: list[tuple[int, list[Any]]], nouns: list[Any]) -> dict[int, Any] | None:
    """The adjectives' readings that agree with one of the nouns, or None."""
    for noun in nouns:
        chosen = {}
        for i, readings in adjectives:
            agreeing = [p for p in readings if _agree(p, noun)]
            if not agreeing:
                break
            chosen[i] = agreeing[0]
        else:
            return chosen
    return None


def _best_noun(nouns: list[Any], chosen: dict[int, Any]) -> Any:
    for noun in nouns:
        if all(_agree(adjective, noun) for adjective in chosen.values()):
            return noun
    return nouns[0]


def _follows_noun(tokens: list[str], places: list[int], at: int, adjective: list[Any]) -> bool:
    """«учёный секретарь», «дежурный администратор»: the word is an adjective here, as an agreeing noun comes next."""
    for i in places[at + 1 :]:
        nominative = _nominative(tokens[i]) if tokens[i].isalpha() or "-" in tokens[i] else []
        nouns = [p for p in nominative if p.tag.POS == "NOUN"]
        if nouns:
            return any(_agree(a, n) for a in adjective for n in nouns)
        if not nominative:
            return False
    return False


def _substantive(
    tokens: list[str], places: list[int], adjectives: list[tuple[int, list[Any]]], state: _State, later: bool
) -> dict[int, Any]:
    """No noun followed: a substantivised adjective is the head («заведующий», «старшая вожатая»)."""
    if not adjectives:
        return {}
    count = len(adjectives)
    after = next((tokens[i] for i in places if i > adjectives[-1][0]), "")
    while count > 1 and after and _modifies(adjectives[count - 1][1], after):
        count -= 1
        after = tokens[adjectives[count][0]] if False else after
    kept = adjectives[:count]
    first = kept[0][1]
    if not later and state.post is False and not any("Subx" in p.tag for p in first) and after:
        return {}
    for reading in first:
        if later and state.declined and (reading.tag.gender, reading.tag.number) != (state.gender, state.number):
            continue
        if later and not state.declined:
            continue
        if reading.tag.number == "plur" and later:
            continue
        chosen = {kept[0][0]: reading}
        for i, readings in kept[1:]:
            same = [p for p in readings if p.tag.gender == reading.tag.gender and p.tag.number == reading.tag.number]
            if not same:
                break
            chosen[i] = same[0]
        return chosen
    return {}


def _modifies(adjective: list[Any], noun: str) -> bool:
    """Whether the adjective's word may also belong to the following oblique noun («заведующий основной школой»)."""
    if not noun.replace("-", "").isalpha():
        return False
    word = adjective[0].word
    oblique = [p for p in morph.parses(word) if p.tag.POS in {"ADJF", "PRTF"} and p.tag.case != "nomn"]
    for n in morph.parses(noun.lower()):
        if n.tag.POS == "NOUN" and n.tag.case != "nomn":
            for a in oblique:
                if a.tag.case == n.tag.case and a.tag.number == n.tag.number and a.tag.gender in (None, n.tag.gender):
                    return True
    return False


def _apposition(tokens: list[str], places: list[int], at: int, chosen: dict[int, Any], state: _State) -> None:
    """A second nominative animate noun right after the head is the same person: «врач психиатр»."""
    head = chosen[places[at]]
    if head.tag.number != "sing":
        return
    for i in places[at + 1 : at + 2]:
        token = tokens[i]
        if not re.fullmatch(r"[а-яё]+(-[а-яё]+)*", token):
            return
        people = [
            p
            for p in _nominative(token)
            if p.is_known
            and p.tag.POS == "NOUN"
            and p.tag.number == "sing"
            and p.tag.animacy == "anim"
            and p.tag.gender == "masc"
        ]
        if people and head.tag.animacy == "anim" and "Name" not in people[0].tag:
            chosen[i] = people[0]


def _inflect(token: str, parse: Any, case: str, chosen: dict[int, Any], doubts: list[str]) -> str:
    lowered = token.lower()
    if "-" in lowered and parse.tag.POS == "NOUN":
        return keep_case(token, _hyphenated(lowered, parse, case))
    if "-" in lowered:
        prefix, last = lowered.rsplit("-", 1)
        part = _reading_like(last, parse)
        return keep_case(token, f"{prefix}-{_form(part, case, _animacy(chosen))}") if part else token
    return keep_case(token, _form(parse, case, _animacy(chosen)))


def _animacy(chosen: dict[int, Any]) -> str:
    nouns = [p for p in chosen.values() if p.tag.POS == "NOUN"]
    return (nouns[0].tag.animacy or "anim") if nouns else "anim"


def _reading_like(word: str, parse: Any) -> Any:
    for p in _nominative(word):
        if p.tag.POS in {"ADJF", "PRTF"} and p.tag.gender == parse.tag.gender and p.tag.number == parse.tag.number:
            return p
    return None


def _hyphenated(word: str, parse: Any, case: str) -> str:
    """Both halves of «педагог-психолог» decline, a shortened first one («пресс-») does not."""
    halves = word.split("-")
    result = []
    for at, half in enumerate(halves):
        last = at == len(halves) - 1
        if not last and (half in _FIXED_PREFIXES or half.endswith("о") or half.isascii() or len(half) < 3):
            result.append(half)
            continue
        readings = [p for p in _nominative(half) if "Name" not in p.tag and "Surn" not in p.tag]
        nouns = [p for p in readings if p.tag.POS == "NOUN" and p.tag.number == parse.tag.number] or readings
        people = [p for p in nouns if p.tag.animacy == "anim"]
        chosen = (people or nouns)[:1] if parse.tag.animacy == "anim" else nouns[:1]
        if not chosen or (not last and parse.tag.animacy == "anim" and not people and chosen[0].tag.POS == "NOUN"):
            result.append(half)
            continue
        result.append(_form(chosen[0], case, parse.tag.animacy or "anim"))
    return "-".join(result)


def _form(parse: Any, case: str, animacy: str) -> str:
    tag = parse.tag
    wanted = {case, tag.number} if tag.number else {case}
    if tag.POS in {"ADJF", "PRTF"}:
        if tag.number == "sing" and tag.gender:
            wanted.add(tag.gender)
        if case == "accs" and (tag.number == "plur" or tag.gender == "masc"):
            wanted.add(animacy)
    found = parse.inflect(wanted)
    word: str = found.word if found else parse.word
    if case == "loct":
        return word
    return word
