"""One date expression at a token: the first reader that knows it wins."""

from __future__ import annotations

from .frame import Atom, Frame
from .months import read_day, read_month
from .numbered import read_one_numbered
from .part_behind import read_part_behind
from .parts import read_part
from .seasons import read_named, read_season, read_whole_year
from .stream import Stream

Read = tuple[Atom, int] | None


def read_atom(s: Stream, at: int, frame: Frame) -> Read:
    """The date expression that starts at this token and the index after it, or None."""
    if ("atom", at) not in s.memo:
        s.memo["atom", at] = (
            read_day(s, at, frame)
            or read_one_numbered(s, at, frame)
            or read_part(s, at, frame, read_atom)
            or _month(s, at, frame)
            or read_season(s, at, frame)
            or read_named(s, at, frame)
            or read_whole_year(s, at, frame)
        )
    found: Read = s.memo["atom", at]
    return found


def _month(s: Stream, at: int, frame: Frame) -> Read:
    found = read_month(s, at, frame)
    return found and (read_part_behind(s, *found) or found)
