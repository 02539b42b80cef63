"""Typed failures of reading a plan.

RoadmapError
└── Unreadable    the file is of a known type but its text cannot be taken out
Refusals of the file itself are `nastavnik.engines.limits.FileRefused`.
"""


class RoadmapError(Exception):
    """Base; `str(error)` is one Russian sentence: what, where, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unreadable(RoadmapError):
    """No text can be taken out of the file."""
