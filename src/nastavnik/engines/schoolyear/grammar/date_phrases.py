"""Date phrases with their prepositions: «с … по …», «до …», «не ранее …», «начало …, окончание …»."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..model import Span
from .atoms import read_atom
from .chains import START, read_bare_day, read_chain, skip_in
from .due_dates import read_due
from .frame import Atom, Frame, Piece, day_atom
from .items import Dates
from .lengths_since import read_length_since
from .part_behind import read_days_of_month
from .stream import Stream

#: First words of a date phrase that are no date themselves.
_FIRST = (
    r"в|во|на|за|с|со|от|между|дата|весь|окончани[ея]|завершени[ея]|об[ае]|обоих|обеих|до|к|ко|по|перед|не|срок\w*|крайний|последн\w+|предельный|конечный|дедлайн|максимум|начиная|после|начал\w+|старт|середин\w+"
    r"|кон\w+|сам\w+|ранн\w+|поздн(?:ей|яя|юю)|глубок\w+"
    r"|осен\w+|зим\w+|весн\w+|весен\w+|лет\w+|новогодн\w+|праздник\w*|татьянин\w*|международн\w+|всемирн\w+"
    r"|всероссийск\w+"
    r"|российск\w+|женск\w+|накануне|д[ен]\w+|месяц\w*|мес|ш|п"
)


def read_dates(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """A date phrase at this token, or None."""
    if s[at].kind in ("word", "punct") and not s.matches(at, _FIRST):
        return None
    since = read_length_since(s, at, frame, read_atom)
    if since is not None:
        return since
    for reader in (_eve, _columns, _not_before, read_due, _since, _between, _days_behind, _plain):
        found = reader(s, at, frame)
        if found is not None:
            return found
    return None


def _certain(pieces: list[Piece]) -> bool:
    return all(atom.certain for piece in pieces for atom in (piece.first, piece.last) if atom is not None)


def _eve(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«накануне Дня учителя», «накануне 15 мая»: the day before a day that has a date."""
    atom = read_atom(s, at + 1, frame) if s.is_any(at, "накануне") else None
    if atom is None or atom[0].kind not in ("day", "named"):
        return None
    known = atom[0].make

    def make(year: int) -> Span:
        day = known(year).start - dt.timedelta(days=1)
        return Span(day, day)

    return Dates("plain", (Piece(replace(atom[0], make=make, certain=False)),), certain=False), atom[1]


def _columns(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """The cells «Начало» and «Окончание» joined: «начало 10.11.2025, окончание 21.11.2025»."""
    titled = s.phrase(at, r"дата|срок|день", r"начала|старта|открытия")
    if titled is None and not s.matches(at, r"начало|с|старт|от"):
        return None
    after = titled if titled is not None else at + 1
    after = _named_column(s, after)
    if after == at + 1 and s[after].kind == "month" and not s.matches(after, r"\w+ь|март|май|август"):
        return None
    if s[at].text in ("с", "от") and after == at + 1:
        return None
    first = read_atom(s, after, frame)
    if first is None:
        return None
    middle = first[1]
    while s.is_any(middle, ",", ";", ".", "-", "/", "и"):
        middle += 1
    middle = s.phrase(middle, r"?дата|срок|день", r"окончани[ея]|завершени[ея]|конец|финиша?|по|до|закрыти[ея]") or 0
    if not middle:
        return None
    middle = _named_column(s, middle)
    last = read_atom(s, middle, frame)
    if last is None:
        return None
    pieces = [Piece(first[0], last[0])]
    return Dates("plain", tuple(pieces), certain=_certain(pieces)), last[1]


def _named_column(s: Stream, at: int) -> int:
    """Skips what begins and the sign behind it: «(начало) реализации программы – », «(окончание): »."""
    after = at
    while after < at + 3 and s[after].kind == "word":
        after += 1
    if not s.is_any(after, ":", "-"):
        after = at
    while s.is_any(after, ":", "-"):
        after += 1
    return after


def _not_before(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«не ранее 1 октября»: the start; «после 15 сентября»: the day after."""
    after = s.phrase(at, r"не", r"ранее|раньше", r"?,?", r"?чем", r"?с")
    if after is None and s.is_any(at, "после") and read_atom(s, at + 1, frame):
        after = at + 1
    if after is None:
        return None
    atom = read_atom(s, after, frame) or _day_of_next(s, after, frame)
    if atom is None or (s.is_any(at, "после") and atom[0].kind not in ("day", "month")):
        return None
    edge = "after" if s.is_any(at, "после") else "from"
    return Dates("start", (Piece(atom[0]),), edge=edge, certain=False), atom[1]


def _day_of_next(s: Stream, at: int, frame: Frame) -> tuple[Atom, int] | None:
    """«(не ранее) 10 и не позднее 20 ноября»: a day whose month stands in the next phrase."""
    bare = read_bare_day(s, at)
    if bare is None or not s.is_any(bare[1], "и", ",", "но"):
        return None
    due = read_due(s, bare[1] + 1, frame)
    if due is None or not due[0].pieces or due[0].pieces[0].first.kind != "day":
        return None
    known = due[0].pieces[0].first
    day = day_atom(bare[0].day, known.month, known.year)
    return replace(day, school=known.school, shift=known.shift), bare[1]


def _since(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«с 3 по 17 октября» is a range; «с октября», «начиная с октября» only a beginning."""
    after = s.phrase(at, r"?начиная", START)
    if after is None:
        return None
    if s.is_any(after - 1, "от") or s.phrase(at, r"от"):
        chain = read_chain(s, after, frame, opened=True, alone=True)
        # «от 1 июля 2020 г.» is the date of a law, not a term.
        if chain is None or chain[0][0].last is None:
            return None
        return Dates("plain", tuple(chain[0]), certain=_certain(chain[0])), chain[1]
    chain = read_chain(s, after, frame, opened=True)
    if chain is None:
        return None
    pieces, end = chain
    if pieces[0].last is None:
        atom = read_atom(s, after, frame)
        if atom is None or (len(pieces) > 1 and not s.is_any(atom[1], ",", ";", "(")):
            return None
        if atom[0].kind == "year" and atom[1] > after + 2 and s[after + 2].kind == "num":
            return Dates("plain", (Piece(atom[0]),), certain=False), atom[1]
        if atom[0].kind in ("year", "school_year"):
            return None
        return Dates("start", (Piece(atom[0]),), certain=False), atom[1]
    return Dates("plain", tuple(pieces), certain=_certain(pieces)), end


def _days_behind(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«ноябрь, до 15 числа», «ноябрь: 5, 12, 19»."""
    month = read_atom(s, skip_in(s, at), frame)
    if month is None or month[0].kind != "month" or s.is_any(at - 1, "-"):
        return None
    days = read_days_of_month(s, month[0], month[1])
    if days is None:
        return None
    return Dates("due" if days[0] else "plain", tuple(Piece(day) for day in days[1])), days[2]


def _between(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«между 3 и 17 ноября», «в период между сентябрём и декабрём»."""
    start = s.phrase(skip_in(s, at), r"между")
    chain = None if start is None else read_chain(s, start, frame, opened=False)
    if chain is None or len(chain[0]) != 2 or any(piece.last for piece in chain[0]):
        return None
    piece = Piece(chain[0][0].first, chain[0][1].first)
    return Dates("plain", (piece,), certain=_certain([piece])), chain[1]


def _plain(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    after = skip_in(s, at)
    if after != at and s.matches(after, START) and s.matches(after - 1, r"период|срок\w*|промежуток|дни|время|:|-"):
        return _since(s, after, frame)
    if s.is_any(after, "каждом", "каждой"):
        return None
    chain = read_chain(s, after, frame, opened=False)
    if chain is None:
        return None
    pieces, end = chain
    if any(piece.first.kind == "bare" for piece in pieces):
        return None
    if len(pieces) == 1 and pieces[0].last is not None and pieces[0].first.kind == "month" and s.is_any(at, "за"):
        return Dates("plain", tuple(pieces), certain=False), end
    return Dates("plain", tuple(pieces), certain=_certain(pieces)), end
