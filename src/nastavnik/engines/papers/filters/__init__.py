"""Filters of templates: `{{ mentor|fio:dat }}`. Each takes finished data and gives finished Russian text."""

from __future__ import annotations

# The modules enter their filters into the register, in the order they are listed to people.
from . import lists, numbers, people, words  # noqa: F401
from .registry import FILTERS, Call, FilterSpec, to_text

__all__ = ["FILTERS", "Call", "FilterSpec", "to_text"]
