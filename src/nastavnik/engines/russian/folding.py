"""Writing differences that must not matter: case, ё, Latin look-alikes, exotic spaces and dashes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Latin (and Greek) letters that look like Cyrillic ones, both cases.
_PAIRS = {
    "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "O": "О", "P": "Р", "T": "Т", "X": "Х",
    "Y": "У",
    "a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у", "k": "к", "m": "м", "t": "т", "b": "в",
    "Ë": "Ё", "ë": "ё", "Ο": "О", "ο": "о", "Α": "А", "Ε": "Е", "Ρ": "Р", "Τ": "Т", "Κ": "К", "Μ": "М", "Η": "Н",
    "n": "п", "u": "и", "r": "г",
}  # fmt: skip
# These lower-case letters look alike only in italics: they are repaired inside a Cyrillic word, but do not
# by themselves make a wholly Latin word suspicious.
_WEAK = frozenset("nurbtmk")
_LOOKALIKES = str.maketrans(_PAIRS)
_STRONG = frozenset(letter for letter in _PAIRS if letter not in _WEAK)

_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−\xad﹘﹣－", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Most texts need nothing: Cyrillic words, figures and signs apart by single spaces.
_CLEAN = re.compile(r"(?:[А-Яа-яЁё0-9.,;:()«»/№–—-]+ )*[А-Яа-яЁё0-9.,;:()«»/№–—-]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_ACCENTS = re.compile(r"[\u0300-\u0305\u0307\u0309-\u036f]")


def repair(text: str) -> str:
    """Text as it was meant: NFC, no invisible marks, single plain spaces, Latin look-alikes in Cyrillic words mended.

    Case, ё, dashes and wholly Latin words stay as written.
    """
    if _CLEAN.fullmatch(text):
        return text
    if text.isascii():
        return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text).strip()
    return _WORD.sub(_mend_mixed, text)


def _mend_mixed(found: re.Match[str]) -> str:
    word = found.group()
    if _CYRILLIC.search(word) and any(letter in _PAIRS for letter in word):
        return word.translate(_LOOKALIKES)
    return word


def _mend_any(found: re.Match[str]) -> str:
    word = found.group()
    if _CYRILLIC.search(word) or all(letter in _STRONG for letter in word):
        return word.translate(_LOOKALIKES)
    return word


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Key for search and comparison: lower case, ё = е, look-alikes, dashes, spaces, accents and marks unified; NFC.

    fold("Сёмин  Артём") == fold("СEМИН АРТЕМ"). A word written wholly in Latin look-alikes counts as Cyrillic.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_DASHES).translate(_APOSTROPHES)
    text = _WORD.sub(_mend_any, text)
    # й and ё are composed by now: what combining marks remain are stress marks.
    text = _ACCENTS.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text).strip().casefold().replace("ё", "е")


def name_key(last: str, first: str, middle: str = "") -> tuple[str, ...]:
    """Key of a person's name: the folded words in alphabetical order, so that the order of parts does not matter."""
    words = fold(f"{last} {first} {middle}").replace(".", " ").replace("-", " - ").split()
    return tuple(sorted(word for word in words if word != "-"))


def visible(text: str) -> bool:
    """Whether anything of the text can be seen: spaces, joiners and direction marks alone cannot."""
    return any(not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf", "Mn", "Me", "Zs"} for c in text)
