"""Errors of the papers engine. Each carries one Russian sentence: what is wrong, where, what to do next."""

from __future__ import annotations


class PapersError(Exception):
    """Base of all errors of this engine; `str(error)` is the sentence for a person.

    Arguments are kept as given: an error may come from another process, where it is made anew of them.
    """


class TemplateError(PapersError):
    """A template cannot be used. `line` is 1-based, 0 when the fault has no single line."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line

    def __str__(self) -> str:
        return f"Шаблон, строка {self.line}: {self.message}" if self.line else f"Шаблон: {self.message}"


class DataError(PapersError):
    """The data do not fit the template. `path` names the place, for example `pairs[2].mentor`."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message, path)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return f"Данные, поле «{self.path}»: {self.message}" if self.path else f"Данные: {self.message}"


class FontMissing(PapersError):
    """A font the product ships is not in its place; a silent substitute would shift every sheet."""


class WriteError(PapersError):
    """A writer could not lay the document out."""
