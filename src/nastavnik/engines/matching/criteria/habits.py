"""When, where and how the two can meet."""

from __future__ import annotations

from ..model import Part
from .facts import Mentee, Mentor

# Common parts of the week: one is a meeting a week, two leave a spare one, three leave a choice.
_TIME = (0, 60, 85, 100)


def time(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Common free parts of the week."""
    if not mentee.free_time or not mentor.free_time:
        return None
    common = [words for code, words in mentee.free_time.items() if code in mentor.free_time]
    if not common:
        return Part("time", 0, "Общего свободного времени нет")
    return Part("time", _TIME[min(len(common), 3)], f"Общее время: {', '.join(common)}")


def place(mentee: Mentee, mentor: Mentor) -> Part | None:
    """A building, unit or town where both are."""
    if not mentee.places or not mentor.places:
        return None
    common = [words for code, words in mentee.places.items() if code in mentor.places]
    if not common:
        return Part("place", 0, "Бывают в разных местах")
    return Part("place", 100, f"Оба бывают: {', '.join(common)}")


def rhythm(mentee: Mentee, mentor: Mentor) -> Part | None:
    """How often and by what means: each counts where both have said it; «any» suits everybody."""
    said = [
        (title, one == other or "any" in (one, other))
        for title, one, other in (
            ("частота встреч", mentee.rhythm, mentor.rhythm),
            ("способ общения", mentee.contact, mentor.contact),
        )
        if one and other
    ]
    if not said:
        return None
    agreed = [title for title, same in said if same]
    value = 100 * len(agreed) // len(said)
    if not agreed:
        return Part("rhythm", 0, f"Удобно по-разному: {', '.join(title for title, _ in said)}")
    return Part("rhythm", value, f"Удобно обоим: {', '.join(agreed)}")


def manner(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Manner of work and interests: each counts where both have said it."""
    said = [
        [words for code, words in mine.items() if code in theirs]
        for mine, theirs in ((mentee.manner, mentor.manner), (mentee.interests, mentor.interests))
        if mine and theirs
    ]
    if not said:
        return None
    agreed = [words for common in said for words in common[:1]]
    if not agreed:
        return Part("manner", 0, "Манера работы и интересы разные")
    return Part("manner", 100 * len(agreed) // len(said), f"Совпало: {', '.join(agreed)}")


def language(mentee: Mentee, mentor: Mentor) -> Part | None:
    """A language both speak."""
    if not mentee.languages or not mentor.languages:
        return None
    common = [words for code, words in mentee.languages.items() if code in mentor.languages]
    if not common:
        return Part("language", 0, "Общего языка нет")
    return Part("language", 100, f"Общий язык: {', '.join(common)}")
