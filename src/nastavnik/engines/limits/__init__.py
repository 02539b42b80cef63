"""Files made by others: what is taken at all (`check_container`), in what cage it is read (`run_limited`)."""

from .containers import DEFAULT_LIMITS, ContainerLimits, check_container
from .errors import (
    Crashed,
    Damaged,
    EmptyFile,
    Encrypted,
    FileRefused,
    HasMacros,
    LimitError,
    LimitExceeded,
    TooBig,
    UnsafeMarkup,
    WrongType,
    is_panic,
)
from .fork import can_fork, run_in_fork
from .runner import run_limited
from .sniff import clean_name

__all__ = [
    "DEFAULT_LIMITS",
    "ContainerLimits",
    "Crashed",
    "Damaged",
    "EmptyFile",
    "Encrypted",
    "FileRefused",
    "HasMacros",
    "LimitError",
    "LimitExceeded",
    "TooBig",
    "UnsafeMarkup",
    "WrongType",
    "can_fork",
    "check_container",
    "clean_name",
    "is_panic",
    "run_in_fork",
    "run_limited",
]
