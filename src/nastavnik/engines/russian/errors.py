"""Typed refusals of the Russian engine.

RussianError
├── NotAName        nothing that could be a name was given
└── UnknownCase     a case outside the six was asked for
"""


class RussianError(Exception):
    """Base. `str(error)` is one Russian sentence for a person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAName(RussianError):
    """The name is empty or holds no letters."""


class UnknownCase(RussianError):
    """No such grammatical case."""
