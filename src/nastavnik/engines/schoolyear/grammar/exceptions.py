"""Holidays as a whole and what is taken out of a repetition: «на каникулах», «кроме января»."""

from __future__ import annotations

from .chains import START, read_chain, skip_in
from .date_phrases import read_dates
from .frame import Frame, Piece
from .items import Dates, Except
from .seasons import holidays_atom, season_of
from .stream import Stream
from .words import WEEKDAYS

#: Whose holidays: it changes no days.
OF_HOLIDAYS = r"школьн\w+|студенческ\w+|учебн\w+|учащихся|вс(?:е|ех)|очередн\w+"


def read_holidays(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«в каникулярное время», «на каникулах»: every holiday of the year."""
    start = at
    preposition = s.phrase(at, r"в|на|во", r"?врем\w+|период|дни") or at
    at = s.phrase(preposition, OF_HOLIDAYS) or preposition
    if not s.matches(at, r"каникул\w*|каникулярн\w+"):
        return None
    before = start - 1
    if s.matches(before, r"кроме|исключением|после|до|перед"):
        return None
    at += 1
    if s.matches(at, r"врем\w+|период\w*|дн\w+"):
        at += 1
    bracket = at + 1 if s.is_any(at, "(") else at
    season = season_of(s[bracket].text)
    if season is not None:
        # «каникулы (осень)», «каникулы весенние»
        closed = bracket + 2 if bracket > at and s.is_any(bracket + 1, ")") else bracket + 1
        return Dates("plain", (Piece(holidays_atom(frame, season)),), certain=False), closed
    pieces = tuple(Piece(holidays_atom(frame, season)) for season in (9, 12, 3, 6))
    return Dates("plain", pieces, certain=False), at


_IDLE = ("не провод", "не работа", "не осуществля", "не организу")


def _not_held(s: Stream, at: int, frame: Frame) -> tuple[Except, int] | None:
    """«в каникулы не проводится», «в январе не проводятся»."""
    if not any(words in s.folded for words in _IDLE):
        return None
    dates = read_holidays(s, at, frame) or read_dates(s, at, frame)
    end = None if dates is None else s.phrase(dates[1], r"не", r"провод\w+|работа\w+|осуществля\w+|организу\w+")
    if dates is None or end is None:
        return None
    return Except(dates[0].pieces, s.slice(at, dates[1])), end


def _without(s: Stream, at: int) -> int | None:
    """«без января», «без каникул и праздников»; «без отрыва от учёбы» takes out no days."""
    days = s[at + 1].kind in ("month", "weekday") or s.matches(at + 1, r"каникул\w*|праздн\w+|выходн\w+|летн\w+|лета")
    return at + 1 if s.is_any(at, "без") and days else None


def read_except(s: Stream, at: int, frame: Frame) -> tuple[Except, int] | None:
    """«кроме января», «за исключением каникул», «кроме выходных и праздничных дней»."""
    after = (
        s.phrase(at, r"кроме|исключая|минус|помимо")
        or s.phrase(at, r"исключени[ея]", r"-|:")
        or s.phrase(at, r"за", r"исключением|вычетом")
        or s.phrase(at, r"не", r"считая|включая")
        or s.phrase(at, r"без", r"учета")
        or _without(s, at)
    )
    if after is None:
        return _not_held(s, at, frame)
    after = after + 1 if s.is_any(after, ":") else after
    named = s.phrase(after, r"периода|срока|промежутка|дней|дат|месяцев|месяца|времени")
    if named is not None and (s[named].kind in ("month", "date") or s.matches(named, START)):
        after = named
    chain = read_chain(s, skip_in(s, after), frame, opened=s.matches(after, START))
    if chain is None and s.matches(after, START):
        chain = read_chain(s, after + 1, frame, opened=True)
    if chain is not None and all(
        piece.first.kind
        in (
            "day",
            "month",
            "bare",
            "part",
            "week",
            "start",
            "middle",
            "end",
            "holidays",
            "decade",
            "season",
            "quarter",
            "half",
        )
        for piece in chain[0]
    ):
        return Except(tuple(chain[0]), s.slice(after, chain[1])), chain[1]
    end = after
    while s[end].kind != "end" and not s.is_any(end, ";", ")", "("):
        if s.is_any(end, ",") and read_dates(s, end + 1, frame) is not None:
            break  # «кроме каникул, с октября»
        end += 1
    days: set[int] = set()
    for token in s.tokens[after:end]:
        if token.text in WEEKDAYS:
            days.add(WEEKDAYS[token.text])
        elif token.text.startswith("выходн"):
            days |= {5, 6}
    return Except((), s.slice(after, end), tuple(sorted(days))), end
