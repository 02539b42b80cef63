"""A phrase cut into tokens, and what a token is by its writing alone: quoted, bracketed, a code, a shortened word."""

from __future__ import annotations

import re
from functools import lru_cache

from .wordlist import words

PREPOSITIONS = words(
    "по в на с за из от для при о об к ко у до над под без во со между через про обо ради против среди около вне "
    "перед передо вместо кроме после возле вокруг внутри напротив вдоль помимо насчёт сверх вследствие ввиду согласно "
    "благодаря вопреки навстречу сквозь близ из-за из-под посредством касательно относительно"
)
# What follows stands in the genitive already and never changes: «школа имени Иванова».
IN_HONOUR = words("имени им им. памяти")
# «ст. преподаватель»: always an adjective. Other shortened words are judged by what follows them.
_SHORT_ADJECTIVES = words("ст гл мл вед соц мед кл худ муз тех уч техн науч хоз метод физ ген")
_SHORT_HEADS = words("зам зав нач рук пом врио вр ио отв преп секр дир упр спец")
_CONJUNCTIONS = words("и И или ИЛИ а")
# «д-р», «зам-ль»: the middle of the word is left out.
_CONTRACTED = re.compile(r"[а-яё]+-[бвгджзклмнпрстфхцчшщь]{1,2}")
_DASHES = frozenset("-–—")

_ACTING = re.compile(r"(?:и\.?\s?о\.?|вр\.?\s?и\.?\s?о\.?|врио|врид|и\.?\s?д\.?)(?=\s)", re.I)
_TOKEN = re.compile(
    r"«[^»]*»|\"[^\"]*\"|„[^“]*“|\([^)]*\)|[^\W_]+(?:(?:[-‑.'’]|[+#]+[-‑]|/(?=[^\W_]))[^\W_]+)*\.?|[^\w\s]|\s+|_+"
)
_EITHER = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)/([^\W\d_]{3,}(?:-[^\W\d_]+)*)")
_WORD = re.compile(r"[^\W_]*[а-яёА-ЯЁ][^\W_]*(?:[-‑][^\W_]+)*|(?:[A-Za-z0-9./+#]+[-‑])+[а-яё][а-яё-]+")


def tokenise(text: str) -> list[str]:
    """Words, spaces, signs; what stands in quotes or brackets is one token, and so is «и. о.». Joined they are the text.

    «учитель/воспитатель» falls apart at the slash, «п/о» and «UX/UI-дизайнер» do not.
    """
    tokens: list[str] = []
    at, opening = 0, True
    while at < len(text):
        found = (_ACTING.match(text, at) if opening else None) or _TOKEN.match(text, at)
        token = found.group() if found else text[at]
        at += len(token)
        either = _EITHER.fullmatch(token) if "/" in token else None
        if either and len(either[1]) > 2 and not either[1].isupper():
            tokens += [either[1], "/", either[2]]
        else:
            tokens.append(token)
        opening = token in ",;" or (opening and token.isspace())
    return tokens


@lru_cache(maxsize=20_000)
def is_acting(token: str) -> bool:
    """«и. о.», «ВрИО»: an acting post, nothing of which declines."""
    found = _ACTING.match(token + " ")
    return bool(found) and found.end() == len(token)  # type: ignore[union-attr]


@lru_cache(maxsize=20_000)
def is_word(token: str) -> bool:
    """Whether the token is a word (perhaps with hyphens) that grammar knows: it holds Russian letters and no dot."""
    return bool(_WORD.fullmatch(token))


@lru_cache(maxsize=20_000)
def is_code(token: str) -> bool:
    """Abbreviations and codes that never change: «МБОУ», «ПК-21», «12», «1-ТМ-23», «Б», «junior»."""
    letters = [c for c in token if c.isalpha()]
    if not letters or (any(c.isdigit() for c in token) and not re.search(r"[-‑][а-яё]{4}|^[а-яё]{4,}[-‑]", token)):
        return True
    if not re.search(r"[а-яёА-ЯЁ]", token):
        return True
    capitals = sum(c.isupper() for c in letters)
    return capitals == len(letters) or (capitals > 1 and "-" not in token and 2 * capitals >= len(letters))


def is_preposition(token: str) -> bool:
    """«по», «с»; «ДО», «ВО» in capitals are parts of an abbreviated name."""
    return token in PREPOSITIONS or (token.istitle() and len(token) > 1 and token.lower() in PREPOSITIONS)


def is_joint(tokens: list[str], i: int) -> bool:
    """Whether the token parts two members of an enumeration: a comma, «и», a slash, a dash between spaces."""
    token = tokens[i]
    if token in {";", "/"} or token in _CONJUNCTIONS:
        return True
    around = tokens[max(0, i - 1) : i] + tokens[i + 1 : i + 2]
    if token == ",":
        return not (len(around) == 2 and all(part.isdigit() for part in around))  # «0,5 ставки»
    if token not in _DASHES or len(around) < 2:
        return False
    spaces = sum(part.isspace() for part in around)
    # «учитель -логопед» with a space too many; «электро- и автотележки» is no joint.
    following = next((part for part in tokens[i + 1 :] if not part.isspace()), "и")
    return spaces == 2 or (spaces == 1 and following not in _CONJUNCTIONS)


def is_quoted(token: str) -> bool:
    """A name in quotes or a remark in brackets."""
    return token[0] in '«"„('


@lru_cache(maxsize=20_000)
def shortened(token: str) -> str:
    """«adjective» for «ст.», «head» for «зам.» and «зам», «either» for another word with a dot, «» for a whole word."""
    word = token.rstrip(".").lower()
    dotted = token.endswith(".")
    if dotted and word in _SHORT_ADJECTIVES:
        return "adjective"
    if word in _SHORT_HEADS or (dotted and "." in word) or _CONTRACTED.fullmatch(word):
        return "head"
    return "either" if dotted and len(word) > 1 else ""


def shouted(tokens: list[str]) -> bool:
    """Everything in capitals: then capitals do not mean an abbreviation."""
    plain = [token for token in tokens if token.isalpha()]
    return bool(plain) and all(word.isupper() for word in plain) and any(len(word) > 6 for word in plain)
