"""Matching mentees with mentors: musts that no weight outvotes, proven optima, explanations, replay (matching.md)."""

from __future__ import annotations

from .api import solve
from .canonical import canonical_json, sha256_of
from .checker import Problem, check
from .compare import Variant, compare
from .conflicts import Conflicts, conflicts
from .errors import InstanceError, MatchingError, NotSupported, ResultError, UnknownPair
from .model import ENGINE, Instance
from .results import Result

__all__ = [
    "ENGINE",
    "Conflicts",
    "Instance",
    "InstanceError",
    "MatchingError",
    "NotSupported",
    "Problem",
    "Result",
    "ResultError",
    "UnknownPair",
    "Variant",
    "canonical_json",
    "check",
    "compare",
    "conflicts",
    "sha256_of",
    "solve",
]
