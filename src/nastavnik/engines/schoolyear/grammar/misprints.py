"""Misprints in the words of terms: one wrong, missing, doubled or swapped letter; words run together."""

from __future__ import annotations

from functools import lru_cache

from .words import EVERY, KEY_WORDS, MONTHS, VOCABULARY, WEEKDAYS

_LASTING = "течение полугодие полугодия квартал квартала семестр семестра каникулы учебного постоянно"
#: Mended wherever the misprint is: hardly any other word comes near them.
_FREELY = [word for word in (*MONTHS, *WEEKDAYS) if len(word) >= 6] + EVERY + _LASTING.split()
#: Mended only before the ending, because other forms of the same words are no misprints.
_IN_STEM = [word for word in VOCABULARY | KEY_WORDS if len(word) >= 7]
_ENDING = 3
#: Shorter words have too many neighbours among other words.
_SHORTEST = 5
#: Prepositions and particles that a hurried hand runs together with the next word.
_RUN_TOGETHER = frozenset(
    ["в", "во", "до", "с", "со", "по", "к", "ко", "на", "за", "не", "от", "при", "раз", "и", "мая", "год", "дня"]
)
_LONGEST = 40
#: «втечение», «доконца», «ссентября»: run together in sentences too, where nothing is guessed.
_GLUED_FIRST = ("в", "до", "с", "по", "к", "на", "за", "течение", "течении")
_GLUED_REST = {word for word in MONTHS if len(word) > 5} | {
    "течение", "течении", "год", "года", "году", "месяц", "неделю", "квартал", "полугодие", "семестр", "четверть",
    "учебного", "конца", "начала", "конце",
}  # fmt: skip


def _deletions(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _index(words: list[str]) -> dict[str, str]:
    index: dict[str, str] = {}
    for word in words:
        for key in (word, *_deletions(word)):
            index.setdefault(key, word)
    return index


@lru_cache(maxsize=1)
def _indexes() -> tuple[dict[str, str], dict[str, str]]:
    return _index(_FREELY), _index(sorted(_IN_STEM))


@lru_cache(maxsize=1)
def _whole_index() -> dict[str, str]:
    return _index(sorted(word for word in VOCABULARY if len(word) >= _SHORTEST))


def mend_misprint(word: str) -> str:
    """The vocabulary word one wrong, missing, doubled or swapped letter away, or two words run together cut apart, else
    the word itself."""
    if len(word) < _SHORTEST or word in VOCABULARY or word in KEY_WORDS:
        return word
    for first in _GLUED_FIRST:
        if word.startswith(first) and word[len(first) :] in _GLUED_REST:
            return f"{first} {word[len(first) :]}"
    freely, in_stem = _indexes()
    found = _near(word, freely)
    if found:
        return found
    found = _near(word, in_stem)
    if found and found[0] == word[0] and _same_letters(word, found) < len(found) - _ENDING:
        return found
    return word


def guess_word(word: str) -> str:
    """As `mend_misprint` over the whole vocabulary, or the word cut into words of it; only for what nothing else
    explains («непозднее», «вконце», «чесла»)."""
    if word in VOCABULARY:
        return word
    near = _near(word, _whole_index()) if len(word) >= _SHORTEST - 1 else None
    return " ".join(_cut(word, 3) or [near or word])


def _near(word: str, index: dict[str, str]) -> str | None:
    for key in (word, *sorted(_deletions(word))):
        found = index.get(key)
        if found and abs(len(found) - len(word)) <= 1 and _one_edit_apart(word, found):
            return found
    return None


def _cut(word: str, most: int) -> list[str] | None:
    if word in VOCABULARY or word in KEY_WORDS:
        return [word]
    if most == 1 or len(word) > _LONGEST:
        return None
    for at in range(1, len(word)):
        first = word[:at]
        known = first in _RUN_TOGETHER if at <= 3 else first in VOCABULARY or first in KEY_WORDS
        if known and (len(word) - at >= 3 or first == "раз"):
            rest = _cut(word[at:], most - 1)
            if rest:
                return [first, *rest]
    return None


def _same_letters(left: str, right: str) -> int:
    """How many letters two words have in common at their beginning."""
    pairs = zip(left, right, strict=False)
    return next((at for at, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(left), len(right)))


def _one_edit_apart(left: str, right: str) -> bool:
    if len(left) == len(right):
        different = [at for at, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
        swapped = len(different) == 2 and different[1] == different[0] + 1
        return len(different) == 1 or (swapped and sorted(left) == sorted(right))
    return left in _deletions(right) or right in _deletions(left)
