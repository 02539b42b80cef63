"""Endings of the other gender in brackets: «студент(ка)», «обучающийся(аяся)».

The word of the other gender is found in the dictionary and declined, and what it does not share is put in brackets:
«студента(ки)», «обучающегося(ейся)».
"""

from __future__ import annotations

from .readings import Reading, nominative, oblique_forms


def paired_endings(word: str, ending: str) -> tuple[str, ...] | None:
    """Endings of the feminine word in the five oblique cases; None when the dictionary knows no such word.

    `word`: the masculine nominative, `ending`: what stands in the brackets after it; both in lower case.
    """
    for length in range(len(word), max(len(word) - len(ending) - 2, 2), -1):
        found = _feminine(word[:length] + ending)
        if found:
            forms = oblique_forms(found, "anim")
            if all(form.startswith(word[:length]) for form in forms):
                return tuple(form[length:] for form in forms)
    return None


def _feminine(word: str) -> Reading | None:
    return next((r for r in nominative(word) if r.known and r.number == "sing" and r.gender == "femn"), None)
