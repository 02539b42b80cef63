"""Mends what extraction from files does to words, so that the grammar sees plain Russian.

Latin look-alikes, «0» for «О» and «О» for «0», soft hyphens, words broken over lines, letters set apart,
footnote marks, combining stress marks. The caller keeps the text as it came.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from .abbreviations import spell_out
from .misprints import mend_misprint
from .rewrites import DIGITS, GLUED, OTHER_NAMES, letters_to_digits, rewrite
from .words import KEY_WORDS, MONTHS, VOCABULARY

#: Longer cells are no terms; the limit keeps a hostile line cheap.
MAX_LENGTH = 2000

_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxykmtgun", "АВСЕНКМОРТХУасеорхукмтдип")
_LOOKALIKE_LETTERS = set("ABCEHKMOPTXYaceopxykmt")
_DIGITS_FOR_LETTERS = str.maketrans("03", "оз")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]"
)
_STRESS = re.compile("[\u0300-\u0305\u0307-\u036f]")
_SUPERSCRIPT = re.compile(
    "[\u00b9\u00b2\u00b3\u2070-\u2079]|\\[\\d{1,2}\\]|(?<=[\\w.])\\*+(?!\\w)|(?<=[\\w.]) \\*+(?=\\s|$)"
)
_DASHES = re.compile("[~÷\u2192\u2794\u21d2\u2500\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")
_MIXED_NUMBER = re.compile(r"(?<![А-Яа-яёЁA-Za-z\d])(?=[\dОоOoЗзlI]*\d)[\dОоOoЗзlI]{2,4}(?![А-Яа-яёЁA-Za-z\d])")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁёІі0-9]+")
_ROMAN_SHAPE = re.compile(r"^[IVXХІ]+$")
_BROKEN_LINE = re.compile(r"([А-Яа-яЁё]+)-(\s+)([а-яё]+)")
_BROKEN = re.compile(r"([А-Яа-яЁё]+)-(\s*)([а-яё]+)")
_SPACED = re.compile(r"(?<![А-Яа-яёЁ])(?:[А-Яа-яёЁ] ){3,}[А-Яа-яёЁ](?![А-Яа-яёЁ])")
_FUNCTION = 3
#: Shorter words may be what two other words happen to make.
_LONG = 7
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")


def repair(text: str) -> str:
    """The text in plain Cyrillic words, one space between them, dashes as «-»; length at most `MAX_LENGTH`."""
    text = text[:MAX_LENGTH]
    if "&" in text:
        import html  # lazy: its table of names is large

        text = html.unescape(text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SUPERSCRIPT.sub("", _STRESS.sub("", unicodedata.normalize("NFC", text)))
    text = "".join(unicodedata.normalize("NFKC", c) if "\u2160" <= c <= "\u217f" or c >= "\uff00" else c for c in text)
    text = _DASHES.sub("-", text).replace("№", " № ")
    text = _SPACES.sub(" ", text).strip()
    if any(left.isalpha() and right.isdigit() for left, right in pairwise(text)):
        text = rewrite(text, GLUED)
    text = rewrite(text, DIGITS)
    text = _MIXED_NUMBER.sub(lambda found: _number(found[0]), text)
    text = _WORD.sub(lambda found: _one_alphabet(found[0]), text)
    if text.isupper():
        text = text.lower()
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    text = _BROKEN.sub(_join_hyphen, _BROKEN_LINE.sub(_join_hyphen, text))
    text = spell_out(_join_torn(text)).strip()
    text = rewrite(text, OTHER_NAMES).strip()
    return _CYRILLIC.sub(lambda found: _mend(found[0]), text)


def fold(text: str) -> str:
    """Lower case with «е» for «ё»: the form words are compared in. Keeps the length."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("ё", "е")


def _number(found: str) -> str:
    if _ROMAN_SHAPE.match(found):
        return found
    return letters_to_digits(found)


def _one_alphabet(word: str) -> str:
    has_cyrillic = any("\u0400" <= c <= "\u04ff" for c in word)
    has_latin = any(c.isascii() and c.isalpha() for c in word)
    has_digit = any(c.isdigit() for c in word)
    if _ROMAN_SHAPE.match(word.replace("1", "I")) and (has_latin or len(word) > 1 or "І" in word):
        return word.replace("Х", "X").replace("І", "I").replace("1", "I") if not word.isdigit() else word
    if has_cyrillic and has_latin:
        word = word.translate(_LOOKALIKES)
    elif has_latin and not has_cyrillic and set(word) <= _LOOKALIKE_LETTERS:
        word = word.translate(_LOOKALIKES)
        has_cyrillic = True
    if (has_cyrillic and has_digit and not word[0].isdigit()) or (
        has_cyrillic
        and word[:1] in "03"
        and word[1:].isalpha()
        and fold(word.translate(_DIGITS_FOR_LETTERS)) in VOCABULARY
    ):
        word = word.translate(_DIGITS_FOR_LETTERS)
    return word


def _join_hyphen(found: re.Match[str]) -> str:
    """«ок- тября» is one word broken by a line; «сентябрь- октябрь» is a range."""
    left, space, right = found.groups()
    if fold(left + right) in VOCABULARY and not (fold(left) in VOCABULARY and fold(right) in VOCABULARY):
        return left + right
    if space and any(len(part) <= _FUNCTION and fold(part) not in MONTHS for part in (left, right)):
        # «при- казу», «прика- за»: no preposition is hyphened to the next word, so it is a half of one.
        return found[0] if fold(left) in VOCABULARY and fold(right) in VOCABULARY else left + right
    if not space or fold(left) in VOCABULARY or fold(right) in VOCABULARY:
        return found[0]
    return left + right


def _join_torn(text: str) -> str:
    """Joins neighbours that are a word of the vocabulary only together («сен тября», «п о мере»)."""
    parts = text.split(" ")
    out: list[str] = []
    at = 0
    while at < len(parts):
        for width in (3, 2):
            run = parts[at : at + width]
            if len(run) == width and _is_torn([fold(part) for part in run]):
                out.append("".join(run))
                at += width
                break
        else:
            out.append(parts[at])
            at += 1
    return " ".join(out)


def _is_torn(run: list[str]) -> bool:
    run = [run[0].lstrip("(«"), *run[1:]]
    joined = "".join(run)
    bare = joined.rstrip(".,;:)")
    if bare in KEY_WORDS and len(bare) >= _LONG and all(part.rstrip(".,;:)").isalpha() for part in run):
        return not all(part.rstrip(".,;:)") in VOCABULARY for part in run)
    if run == ["п", "о"] or run == ["д", "о"]:
        return True
    if (
        bare not in VOCABULARY
        or (len(bare) < 4 and bare not in MONTHS)
        or not all(part.rstrip(".,;:)").isalpha() for part in run)
    ):
        return False
    if any(part[-1:] in ".,;:)" for part in run[:-1]):
        return False
    return not all(part.rstrip(".,;:)") in VOCABULARY for part in run)


def _mend(word: str) -> str:
    mended = mend_misprint(fold(word))
    return mended if mended != fold(word) else word
