"""Matching mentees with mentors: musts that no weight outvotes, proven optima, explanations, replay (matching.md).

Names are imported when they are first asked for: a command that solves loads no checker.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import solve
    from .canonical import canonical_json, sha256_of
    from .checker import Problem, check
    from .errors import InstanceError, MatchingError, NotSupported, ResultError, UnknownPair
    from .handmade import Conflicts, conflicts
    from .model import ENGINE, Instance
    from .results import Result
    from .variants import Variant, compare

_HOME = {
    "api": ("solve",),
    "canonical": ("canonical_json", "sha256_of"),
    "checker": ("Problem", "check"),
    "errors": ("InstanceError", "MatchingError", "NotSupported", "ResultError", "UnknownPair"),
    "handmade": ("Conflicts", "conflicts"),
    "model": ("ENGINE", "Instance"),
    "results": ("Result",),
    "variants": ("Variant", "compare"),
}

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


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            value = getattr(importlib.import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(name)
