"""What the modules of declension share: a stem with its endings, vowels, doubts."""

from __future__ import annotations

Declined = tuple[tuple[str, ...], str]

VOWELS = "аеёиоуыэюя"

LIKE_A_WORD = "Фамилия совпадает с обычным словом: проверьте падежи."
STRESS = "Окончание творительного падежа зависит от ударения: проверьте его."


def fixed(word: str) -> tuple[str, ...]:
    """A word that does not decline."""
    return (word,) * 5


def with_endings(stem: str, endings: str) -> tuple[str, ...]:
    """The stem with five endings parted by spaces."""
    return tuple(stem + ending for ending in endings.split())


def syllables(word: str) -> int:
    """The number of vowels."""
    return sum(letter in VOWELS for letter in word)
