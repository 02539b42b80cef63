"""Typed failures of matching; `str(error)` is a Russian sentence: what, where, what to do.

MatchingError
├── InstanceError   the instance breaks the format or contradicts itself (`code`, `where`)
├── NotSupported    well-formed, but asks for something this engine does not solve
├── ResultError     a result or a list of pairs given for checking cannot be read
└── UnknownPair     «почему не» was asked about somebody who is not in the instance
"""

from __future__ import annotations


class MatchingError(Exception):
    """Base of this engine's errors."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InstanceError(MatchingError):
    """One thing wrong in an instance. `errors` holds all that were found, this one first."""

    def __init__(self, code: str, where: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.where = where
        self.errors: tuple[InstanceError, ...] = (self,)

    def to_json(self) -> dict[str, str]:
        """As in `errors` of a refused answer."""
        return {"code": self.code, "where": self.where, "message": self.message}


class NotSupported(InstanceError):
    """The instance is in order, but this engine does not solve its kind."""


class ResultError(MatchingError):
    """A result or a list of pairs cannot be read."""


class UnknownPair(MatchingError):
    """A pair was named whose mentee or mentor is not in the instance."""
