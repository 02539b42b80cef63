"""Typed refusals of the reader of people lists.

ListError
├── ListUnreadable     the file opens in no way as a table
├── ListTooBig         more rows than one organisation can have
└── MappingError       the correction of columns names a field that does not exist
"""


class ListError(Exception):
    """Base. `str(error)` is one Russian sentence: what, where, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ListUnreadable(ListError):
    """Not a table that can be read."""


class ListTooBig(ListError):
    """Too many rows or columns."""


class MappingError(ListError):
    """Unknown field in a correction of columns."""
