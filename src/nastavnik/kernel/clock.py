"""What time it is. The organisation's time zone decides dates; tests and the demo may set the clock."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Protocol
from zoneinfo import ZoneInfo

_set_to: ContextVar[dt.datetime | None] = ContextVar("nastavnik_clock", default=None)


class HasZone(Protocol):
    time_zone: str


def now() -> dt.datetime:
    """Aware UTC time: the real one, or the one set by `at`."""
    return _set_to.get() or dt.datetime.now(dt.UTC)


def today(organization: HasZone) -> dt.date:
    """Calendar day in the organisation's own time zone."""
    return now().astimezone(ZoneInfo(organization.time_zone)).date()


@contextlib.contextmanager
def at(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Run the block as if it were `moment` (a date means noon UTC of that day)."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime(moment.year, moment.month, moment.day, 9, tzinfo=dt.UTC)
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
