"""Everything that changes rounds and proposals."""

from nastavnik.features.matching.services.answering import (
    SIDES,
    answer,
    choose,
    close,
    mark_answers,
    publish,
    unpublish,
)
from nastavnik.features.matching.services.board import forbid, lift_bar, lock, place
from nastavnik.features.matching.services.rounds import change, create, remove, solve

__all__ = [
    "SIDES",
    "answer",
    "change",
    "choose",
    "close",
    "create",
    "forbid",
    "lift_bar",
    "lock",
    "mark_answers",
    "place",
    "publish",
    "remove",
    "solve",
    "unpublish",
]
