"""The engine speaks of ids and codes; here they become names and words, for those who may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nastavnik.features.matching import rules

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BAR = re.compile(r"исключено по причине «(\w+)»")
NOBODY = "участник, который вышел"


def named(text: str, names: Mapping[str, str]) -> str:
    """The engine's sentence with names for ids and words for codes of bars. Who may not be shown has no name."""
    text = BAR.sub(lambda found: rules.BAR_WORDS.get(found[1], "исключено условиями раунда"), text)
    return ID.sub(lambda found: names.get(found[0], NOBODY), text).replace("..", ".")  # after initials


def plain_reason(text: str) -> str:
    """The reason without anybody's name: what may stand outside the round."""
    words = named(text, {})
    return "Подходящего наставника не нашлось." if not words or NOBODY in words else words
