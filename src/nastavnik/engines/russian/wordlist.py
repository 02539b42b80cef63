"""Word lists written as plain text in the source: easy to read, to sort and to extend."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of the text as a set."""
    return frozenset(text.split())
