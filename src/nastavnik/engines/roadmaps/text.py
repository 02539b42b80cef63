"""Words as a person would type them again: spaces, hyphens of line breaks, torn words, look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_FOOTNOTE = re.compile(r"(?<=[\w»).;])\s?[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_BROKEN = re.compile(r"(?<=[а-яёa-z])[-‐‑]\s*\n\s*(?=[а-яёa-z])")
_LATIN = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_MIXED = re.compile(r"(?=\w*[А-Яа-яЁё])(?=\w*[A-Za-z])\w+")
# Prefixes that keep their hyphen when a line is broken there.
_KEEP_HYPHEN = re.compile(
    r"(?:психолого|социально|нормативно|научно|учебно|организационно|материально|информационно"
    r"|педагогико|методико|из|по|фото|онлайн|бизнес|мастер|пресс|круглый|наставник|работодатель"
    r"|студент|педагог|учитель|ученик|план|план-|кое|во)$",
    re.I,
)


# Pairs of nouns («участники-наставляемые», «план-график») keep it too.
_WHOLE = re.compile(
    r"(?:наставляем(?=ы)|участник|наставник|педагог|план|встреч|организаци|школ|студент|учител|руководител|тренинг|семинар|мастер|куратор|конференци)"
    r"(?:а|ов|ам|ами|ах|ом|у|е|и|ы|й|ю|ей|я|ям|ями|ях|ых|ые|ым|ыми)?$",
    re.I,
)
_SECOND = re.compile(
    r"настав|график|партн[её]р|предметн|психолог|организатор|планирован|практик|класс|лидер|новичк|студент|учени|учител|педагог"
    r"|методист|логопед|куратор"
)


@lru_cache(maxsize=20000)
def clean(text: str) -> str:
    """One line: NFC, no invisible marks, single spaces, no footnote digits, Latin look-alikes inside Russian words."""
    text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", text)
    text = _FOOTNOTE.sub("", text)
    text = _SPACES.sub(" ", text).strip()
    return _MIXED.sub(_untangle, text) if _MIXED.search(text) else text


def _untangle(match: re.Match[str]) -> str:
    word = match.group()
    repaired = word.translate(_LATIN)
    return repaired if not re.search("[A-Za-z]", repaired) else word


def join_lines(lines: list[str]) -> str:
    """Join lines of one text; a word broken by a hyphen at the end of a line is made whole."""
    text = ""
    for line in lines:
        line = clean(line)
        if not line:
            continue
        text = _joined(text, line) if text else line
    return text


def keeps_hyphen(first: str, second: str) -> bool:
    """Whether a hyphen between two parts is one of the known compounds («психолого-педагогический», «план-график»)."""
    return bool((_WHOLE.match(first) and _SECOND.match(second)) or _KEEP_HYPHEN.match(first))


def _joined(before: str, after: str) -> str:
    broken = re.search(r"([А-Яа-яЁёA-Za-z]+)[-‐‑]$", before)
    if broken and re.match(r"[а-яёa-z]", after):
        return (before if keeps_hyphen(broken.group(1), after) else before[:-1]) + after
    if re.search(r"[А-Яа-яЁё\d]/$", before):
        return before + after
    return f"{before} {after}"


def join_torn(before: str, after: str, vocabulary: frozenset[str]) -> str:
    """Join two pieces of a cell that a page layout cut, also inside a word without a hyphen.

    A word is taken as torn where its halves make a word of `vocabulary` (lower case) and are not both words of it,
    or where the second half is no word at all (one or two letters that are not a Russian short word).
    """
    if not before or not after:
        return before or after
    left = re.search(r"[А-Яа-яЁё]+$", before)
    right = re.match(r"[а-яё]+", after)
    if left and right:
        halves = (left.group().lower(), right.group())
        whole = halves[0] + halves[1]
        if whole in vocabulary and not (halves[0] in vocabulary and halves[1] in vocabulary):
            return before + after
        if len(halves[1]) <= 2 and halves[1] not in SHORT_WORDS and len(halves[0]) > 3:
            return before + after
    return _joined(before, after)


_SHORT = """а в во и из за к ко на не ни но о об от по с со у до их ее её он мы вы бы же ли то да им ей ту ее
ст п г др т д для при под над без вне"""
SHORT_WORDS = frozenset(_SHORT.split())


_WORD = re.compile(r"[а-яa-z0-9]+")
_REFLEXIVE = re.compile(r"(?:ся|сь)$")


def words(text: str) -> list[str]:
    """Lower-case words, ё as е; hyphens split, so «педагог-психолог» gives two."""
    return _WORD.findall(text.lower().replace("ё", "е"))


_ENDINGS = re.compile(
    r"(?:иями|ями|ами|иях|ях|ах|ией|ией|ого|его|ому|ему|ыми|ими|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ую|юю|ых|их|ым|им|ом|ем"
    r"|ов|ев|ия|ии|ию|ть|ся|сь|ам|ям|ом|ём|а|я|о|е|ы|и|у|ю|ь|й)$"
)


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """Rough stem of a lower-case Russian word, enough to compare phrases (not a dictionary form)."""
    if len(word) < 5:
        return word[:3] if len(word) == 4 and word[-1] in "аяоеыиую" else word
    word = _REFLEXIVE.sub("", word)
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 3 else word


def vocabulary_of(texts: list[str]) -> frozenset[str]:
    """Words that stand inside a line somewhere in the file, lower case: there no layout can have torn them."""
    found: set[str] = set()
    for text in texts:
        found.update(re.findall(r"[а-яё]{3,}", text.lower())[1:-1])
    return frozenset(found)


_TAIL = re.compile(r"[\s.,;:…]+$")
_ABBREVIATION = re.compile(
    r"(?:\bи\s+др|\bт\.\s?[дп]|\b[А-ЯЁ]|\b(?:г|гг|пр|им|ул|стр|п|ред|нед|мес|кв|ч|уч|янв|февр?|апр|авг|сент|окт|нояб|дек|ежемес|зам|дир|преп))\.$"
)


def title_of(text: str) -> str:
    """A point without its closing punctuation; the dot of an abbreviation stays."""
    text = re.sub(r"(?<=[\w».)])\s?\*{1,3}$", "", clean(text))  # the star of a footnote
    text = re.sub(r"[\s,;:…]+$", "", text)
    if _ABBREVIATION.search(text):
        return text
    return _TAIL.sub("", text)
