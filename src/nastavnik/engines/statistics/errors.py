"""Refusals of the statistics; `str(error)` is a Russian sentence: what, where, what to do.

StatisticsError
└── Refused   the input breaks the contract; `code` is one of `CODES`
"""

from __future__ import annotations

#: Codes of the contract (monitoring.md § 7), then those for what is no case at all.
CODES = (
    "value_out_of_scale",
    "duplicate_id",
    "empty_group",
    "length_mismatch",
    "too_few",
    "too_few_items",
    "p_out_of_range",
    "negative_count",
    "bad_input",
    "unknown_command",
    "too_large",
)


class StatisticsError(Exception):
    """Base of this engine's errors."""


class Refused(StatisticsError):
    """The input can not be counted. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def to_json(self) -> dict[str, dict[str, str]]:
        """{"error": {"code", "message"}}."""
        return {"error": {"code": self.code, "message": self.message}}
