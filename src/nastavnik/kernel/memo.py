"""Answers remembered while the facts of an organisation stand still.

Every change of a fact writes the journal in its own transaction, so the end of the organisation's chain names the
state of all its facts. A reading (a page, a run of the checker) that finds the same end on the same day is given the
answers of the readings before it; any write moves the end, and they are thrown away. Outside a reading, and so in
every action that writes, each call reads anew. The copies are never the truth: they live in the process only.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from nastavnik.kernel import clock, journal, scope
from nastavnik.kernel.tenancy import Organization

Function = TypeVar("Function", bound=Callable[..., Any])
Answers = dict[Any, Any]

#: organisations whose answers are kept in one process; a college has one, a region's host sees many
ORGANIZATIONS = 24
#: answers kept for one organisation; beyond it all are thrown away, the needed ones come back by themselves
LIMIT = 400


class _Shelf:
    """Answers by organisation, each set with the state of facts that it was made from; the least used goes first."""

    def __init__(self) -> None:
        self._sets: OrderedDict[uuid.UUID, tuple[object, Answers]] = OrderedDict()
        self._lock = threading.Lock()

    def answers(self, organization_id: uuid.UUID, state: object) -> Answers:
        with self._lock:
            known = self._sets.get(organization_id)
            if known is None or known[0] != state or len(known[1]) > LIMIT:
                known = self._sets[organization_id] = (state, {})
            self._sets.move_to_end(organization_id)
            while len(self._sets) > ORGANIZATIONS:
                self._sets.popitem(last=False)
            return known[1]

    def clear(self) -> None:
        with self._lock:
            self._sets.clear()


_shelf = _Shelf()
#: (organisation, its answers once they were asked for) of the reading that is open
_reading: ContextVar[list[Any] | None] = ContextVar("nastavnik_memo", default=None)


@contextlib.contextmanager
def remembering(organization: Organization) -> Iterator[None]:
    """Remember answers about the organisation until the end of the block; an outer block goes on being used.

    The state of facts is read once, when the first answer is asked for.
    """
    outer = _reading.get()
    if outer is not None and outer[0].pk == organization.pk:
        yield
        return
    token = _reading.set([organization, None])
    try:
        yield
    finally:
        _reading.reset(token)


def _answers() -> Answers | None:
    reading = _reading.get()
    current = scope.current()
    if reading is None or current is None or current.organization_id != reading[0].pk:
        return None
    if reading[1] is None:
        organization = reading[0]
        state = (journal.state_of(organization), clock.today(organization))
        reading[1] = _shelf.answers(organization.pk, state)
    return reading[1]


def remembered(function: Function) -> Function:
    """For a pure reading of one organisation's facts with hashable arguments; only the day may stand beside the facts.

    Callers must not change the answer: others are given the same one.
    """

    @functools.wraps(function)
    def read(*args: Any, **kwargs: Any) -> Any:
        return answer((function, args, tuple(sorted(kwargs.items()))), lambda: function(*args, **kwargs))

    return read  # type: ignore[return-value]


def answer(key: Any, make: Callable[[], Any]) -> Any:
    """What `make` gives, remembered by the hashable `key` while facts stand still."""
    answers = _answers()
    if answers is None:
        return make()
    if key not in answers:
        answers[key] = make()
    return answers[key]


def forget() -> None:
    """Throw away everything remembered in this process."""
    _shelf.clear()
    reading = _reading.get()
    if reading is not None:
        reading[1] = None
