"""Kinds recognised by a second process of a command, that learns the examples while the first reads the file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..limits.beside import Beside, is_worth_it
from .raw import RawStage

if TYPE_CHECKING:
    from .kinds import Found

_helper: Beside | None = None


@contextmanager
def learning() -> Iterator[None]:
    """Inside, `ask` is answered by a second process where the machine has room for one. For programs of one thread."""
    global _helper
    if is_worth_it():
        with contextlib.suppress(OSError):  # no more processes allowed: this one does the work
            _helper = Beside(_prepare, _recognise)
    try:
        yield
    finally:
        helper, _helper = _helper, None
        if helper:
            helper.close()


def ask(stages: list[RawStage]) -> Callable[[], list[Found]]:
    """Begin to recognise; what is returned gives what `kinds.recognise` gives for these stages."""
    if _helper:
        return _helper.ask(stages)
    found = _recognise(stages)
    return lambda: found


def _prepare() -> None:
    from .judgement import judge

    judge("Разработка и утверждение положения о наставничестве")


def _recognise(stages: list[RawStage]) -> list[Found]:
    from .kinds import recognise

    return recognise(stages)
