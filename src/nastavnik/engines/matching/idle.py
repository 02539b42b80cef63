"""Why a mentor with places has nobody, the same words in every mode."""

from __future__ import annotations

from collections.abc import Sequence

from . import words
from .model import Mentor
from .results import Unused


def unused_of(mentor: Mentor, bars: Sequence[Sequence[str]]) -> Unused:
    """`bars`: for each mentee who might come to the mentor, the codes of what stands between them (none: nothing does)."""
    if not mentor.consent:
        reason = "no_consent"
    elif not bars:
        reason = "no_candidate"
    elif all(bars):
        reason = "all_excluded"
    else:
        reason = "not_needed"
    text = words.all_excluded(bars) if reason == "all_excluded" else words.UNUSED[reason]
    return Unused(mentor.id, mentor.capacity, reason, text)
