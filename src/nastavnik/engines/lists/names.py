"""Names of people in cells: repairing the writing, telling surname, first name and patronymic apart (see `name_order`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from nastavnik.engines.russian.firstnames import first_name_genders
from nastavnik.engines.russian.folding import fold, repair
from nastavnik.engines.russian.gender import PATRONYMIC_PARTICLES, patronymic_gender

from .model import Name
from .name_order import INITIAL, LAST_FIRST, order_of

_PARTICLES = frozenset(
    [
        "де",
        "ди",
        "да",
        "дю",
        "дель",
        "дос",
        "ла",
        "ле",
        "фон",
        "ван",
        "дер",
        "ден",
        "бен",
        "ибн",
        "аль",
        "эль",
        "эд",
        "бин",
    ]
)
_NO_LAST_POINT = re.compile(r"(?<![^\W\d_])([А-ЯЁ])\.\s?([А-ЯЁ])$")
_INITIALS_BARE = re.compile(r"(?<=[а-яё] )([А-ЯЁ])([А-ЯЁ])$")
_INITIALS_GLUED = re.compile(r"(?<![^\W\d_])([^\W\d_])\.\s*(?:-\s*([^\W\d_])\.\s*)?([^\W\d_])\.")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_LEAD = re.compile(r"^\s*(?:\d{1,4}\s*[.)]\s*|[-–—•*]\s+)+")
_LETTERS = re.compile(r"[^\W\d_]")
_GOOD_WORD = re.compile(r"[^\W\d_][^\W\d_'’ʼ`\-‑–.]*(?:[-‑–'’ʼ`][^\W\d_]+)*\.?|[^\W\d_]\.-[^\W\d_]\.")
_DASH_GAP = re.compile(r"(?<=[^\W\d_])\s*[-‐‑–—]\s*(?=[^\W\d_])")
_UPPER = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")

#: Most cells need no mending: «Иванова-Петрова Анна Ивановна».
_PLAIN_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?: [А-ЯЁ][а-яё]+){2}")

# Nobody's name with its brackets is longer; longer cells are texts and are not worth taking apart.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class RawName:
    """A name cell taken apart, its order not known yet. `former`: the former surname, `note`: other brackets."""

    words: tuple[str, ...]
    former: str = ""
    note: str = ""
    tail: str = ""


def is_plain_name(text: str) -> bool:
    """Three words that need no mending."""
    return bool(_PLAIN_NAME.fullmatch(text))


@lru_cache(maxsize=5_000)
def take_apart(text: str) -> RawName | None:
    """Words of a name, repaired; None when the text is no name (digits, signs, too many words)."""
    if _PLAIN_NAME.fullmatch(text):
        return RawName(tuple(text.split(" ")))
    if len(text) > _LONGEST:
        return None
    text = _LEAD.sub("", repair(text)).strip(" ,;*").lstrip(".")
    if re.search(r"[^\W\d_]{2}\.$", text):
        text = text[:-1]
    # «Иванов И.И», «Иванов ИИ»
    text = _INITIALS_BARE.sub(r"\1.\2.", _NO_LAST_POINT.sub(r"\1.\2.", text))
    former, note = "", ""
    brackets = _BRACKETS.search(text)
    if brackets:
        inner = brackets.group(1).strip()
        capital = re.findall(r"(?<![^\W\d_])[А-ЯЁA-Z][^\W\d_]+(?:-[^\W\d_]+)*", inner)
        if len(capital) == 1 and not re.search(r"\d", inner):
            former = tidy(capital[0])
        else:
            note = inner
        text = (text[: brackets.start()] + " " + text[brackets.end() :]).strip()
    text, post = _dash(text)
    text, tail = _comma(_DASH_GAP.sub("-", text))
    tail = ", ".join(piece for piece in (tail, post) if piece)
    text = _INITIALS_GLUED.sub(_apart, text)
    words = [word.strip(" ,;*") for word in text.split()]
    words = [word for word in words if word and word != "."]
    if not words or len(words) > 6 or any(not _GOOD_WORD.fullmatch(word) for word in words):
        return None
    if not any(len(_LETTERS.findall(word)) > 1 or len(words) > 1 for word in words):
        return None
    if len(words) == 1 and words[0].islower():
        return None  # «вакансия» is no surname
    return RawName(tuple(tidy(word) for word in words), former, note, tail)


def _apart(found: re.Match[str]) -> str:
    first = f"{found[1]}.-{found[2]}." if found[2] else f"{found[1]}."
    return f" {first} {found[3]}. "


_POST_BEHIND = re.compile(r"(?<=[^\W\d_.][^\W\d_.])\s+[-–—]+\s+(?=[а-яё]{3})(?!оглы|кызы|кизи|угли)")


def _dash(text: str) -> tuple[str, str]:
    """«Иванов Пётр Ильич – методист» is a name and something else; «Иванов - Петров» is one surname."""
    if text.islower():
        return text, ""
    head, *rest = _POST_BEHIND.split(text, maxsplit=1)
    return head, rest[0] if rest else ""


def _comma(text: str) -> tuple[str, str]:
    """«Иванова, Анна Петровна» is one name; «Иванова Анна Петровна, методист» is a name and something else."""
    head, comma, tail = text.partition(",")
    if not comma:
        return text, ""
    tail = tail.strip()
    if len(head.split()) == 1 and tail[:1].isupper():
        return f"{head} {tail.replace(',', ' ')}", ""
    return head.strip(), tail


@lru_cache(maxsize=20_000)
def tidy(word: str) -> str:
    """One word of a name: look-alikes mended, ALL CAPS and all small to a capital, particles small."""
    word = re.sub(r"[‐‑–—]", "-", word)
    if all(letter in "ABCEHKMOPTXYaceopxy-." for letter in word):
        word = word.translate(_UPPER)
    key = word.lower()
    if key.strip(".") in PATRONYMIC_PARTICLES:
        return key
    if key in _PARTICLES and word.islower():
        return word
    letters = _LETTERS.findall(word)
    if len(letters) > 1 and (word.isupper() or word.islower()):
        word = "-".join(_capital(piece) for piece in word.split("-"))
        word = re.sub(r"-(оглы|кызы|улы|уулу|оглу|гызы)$", lambda found: found.group().lower(), word, flags=re.I)
    elif len(letters) == 1:
        word = word.upper()
    return word


def tidy_words(text: str) -> str:
    """Each word of a part of a name tidied, blanks round its hyphens gone."""
    return " ".join(tidy(word) for word in _DASH_GAP.sub("-", text).split())


def _capital(piece: str) -> str:
    head = re.match(r"^([^\W\d_])(['’ʼ`])([^\W\d_])(.*)$", piece)
    if head:  # «О’КОННОР»
        return head[1].upper() + head[2] + head[3].upper() + head[4].lower()
    return piece[:1].upper() + piece[1:].lower()


def assemble(raw: RawName, majority: Callable[[], str] = lambda: LAST_FIRST) -> Name | None:
    """The name by its own order or else `majority()`, the column's; None when it has no surname («Анна Ивановна»)."""
    words = raw.words
    if len(words) == 1:
        word = words[0]
        lonely = first_name_genders(word) and not re.search(r"(ов|ев|ёв|ин|ын|ский|ова|ева|ина|ская|ко|ук|юк)$", word)
        return None if lonely or INITIAL.fullmatch(word) or word[0].islower() else Name(word)
    if len(words) == 2 and _is_true_patronymic(words[1]) and first_name_genders(words[0]):
        return None
    order = order_of(words) or majority()
    name = _split(words, order)
    if not name.last or (INITIAL.fullmatch(name.last) and name.last.endswith(".")):
        return None
    return name


def _is_true_patronymic(word: str) -> bool:
    """«Ивановна», «Петрович»: made from a first name; «Мицкевич» is a surname."""
    key = fold(word)
    if patronymic_gender(word) == "f":
        return True
    stem = re.sub(r"(ович|евич|ич)$", "", key)
    return key != stem and any(first_name_genders(stem + end, False) for end in ("", "й", "ь", "а", "я", "ий"))


@lru_cache(maxsize=5_000)
def _split(words: tuple[str, ...], order: str) -> Name:
    words, middle = _cut_middle(words, order)
    if order == LAST_FIRST:
        if middle:
            cut = _first_of_last(words)
            return Name(" ".join(words[:cut]), " ".join(words[cut:]), middle)
        if len(words) <= 3 and not _joins_next(words[0]):
            rest = words[1:]
            if all(INITIAL.fullmatch(word) for word in rest):
                rest = tuple(_initial(word) for word in rest)
            return Name(words[0], rest[0], " ".join(rest[1:]))
        cut = _first_of_last(words)
        return Name(" ".join(words[:cut]), " ".join(words[cut:]))
    if middle:
        place = 1 if len(words) == 2 else _first_of_first(words)
        return Name(" ".join(words[place:]), " ".join(_initial(word) for word in words[:place]), middle)
    if len(words) == 2:
        return Name(words[1], _initial(words[0]))
    if all(INITIAL.fullmatch(word) for word in words[:2]):
        return Name(" ".join(words[2:]), _initial(words[0]), _initial(words[1]))
    return Name(words[-1], words[0], " ".join(words[1:-1]))


def _initial(word: str) -> str:
    return word + "." if len(word) == 1 else word


def _cut_middle(words: tuple[str, ...], order: str) -> tuple[tuple[str, ...], str]:
    """Take the patronymic (one word, or a word with its particle) out of the words."""
    for i, word in enumerate(words):
        if word.lower() in PATRONYMIC_PARTICLES and i:
            return words[: i - 1] + words[i + 1 :], f"{words[i - 1]} {word}"
    if len(words) < 3:
        return words, ""
    if order == LAST_FIRST:
        if patronymic_gender(words[-1]):
            return words[:-1], words[-1]
        return words, ""
    for i in range(1, len(words) - 1):
        if patronymic_gender(words[i]):
            return words[:i] + words[i + 1 :], words[i]
    return words, ""


def _joins_next(word: str) -> bool:
    return word.lower() in _PARTICLES


def _first_of_last(words: tuple[str, ...]) -> int:
    """Where the first name begins in «Тер Петросян Левон», «де ла Крус Мария», «Иванова Анна Мария»."""
    if len(words) == 2:
        return 1
    for i in range(1, len(words)):
        if first_name_genders(words[i]) and not _joins_next(words[i - 1]):
            return i
    return len(words) - 1


def _first_of_first(words: tuple[str, ...]) -> int:
    for i in range(len(words) - 1, 0, -1):
        if first_name_genders(words[i - 1]) and not _joins_next(words[i - 1]):
            return i
    return 1


def _may_be_small(word: str) -> bool:
    key = word.lower().strip(".,()")
    return key in PATRONYMIC_PARTICLES or key in _PARTICLES


def looks_like_name(text: str) -> bool:
    """Whether a cell most likely holds a person's name: a patronymic, initials, or a known first name beside a word."""
    if len(text) > 80 or len(text) < 5:
        return False
    if any(letter.isdigit() for letter in text):
        text = _LEAD.sub("", text)  # «1. Иванов Пётр Ильич»
        if len(text) < 5 or any(letter.isdigit() for letter in text):
            return False
    # Most cells that are no names fall here, before any dictionary is asked.
    if not text.isupper() and any(word[0].islower() and not _may_be_small(word) for word in text.split()):
        return False
    raw = take_apart(text)
    if raw is None or not 2 <= len(raw.words) <= 5 or raw.tail:
        return False
    words = raw.words
    if any(not word[0].isupper() and word not in PATRONYMIC_PARTICLES and not _joins_next(word) for word in words):
        return False
    if any(INITIAL.fullmatch(word) and word.endswith(".") for word in words):
        return any(len(word.strip(".")) > 1 for word in words)  # «Ли Я. И.» too
    if len(words) >= 3 and any(patronymic_gender(word) for word in words[1:]):
        return True
    return any(first_name_genders(word) for word in words[:2]) and len(words) <= 3
