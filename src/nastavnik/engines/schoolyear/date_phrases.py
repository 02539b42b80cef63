"""Date phrases: lists and ranges of expressions with their prepositions («с … по …», «до …», «не ранее …»)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from .atoms import holidays_atom, read_atom, read_numbered
from .frame import Atom, Frame, Piece, day_atom
from .items import Dates, Except
from .model import Span
from .stream import Stream
from .words import WEEKDAYS

_BY = r"в|во|на|за"
_START = r"с|со|от"
#: «3, 10 и 17 октября»: more days than a month has weeks and holidays are no list of dates.
_MOST_DAYS = 12


def _skip_in(s: Stream, at: int) -> int:
    """Skips «в», «в течение», «на протяжении», «в период», «за» before a date expression."""
    through = s.phrase(at, r"в|на", r"течени[еи]|продолжени[еи]|протяжени[еи]|период|промежуток|срок|срок[аи]")
    if through is not None:
        return through + 1 if s.is_any(through, ":", "-") else through
    while_lasting = s.phrase(at, r"во?", r"время|дни")
    if while_lasting is not None and s[while_lasting].kind != "weekday":
        return while_lasting
    return at + 1 if s.matches(at, _BY) else at


def _bare_day(s: Stream, at: int) -> tuple[Atom, int] | None:
    """A day whose month stands further on: «5» in «с 5 по 25 октября»."""
    token = s[at]
    if token.kind in ("num", "ord") and 1 <= token.value <= 31:
        after = at + 1
        if s.matches(after, r"числ\w*"):
            after += 1
        if s.text[token.end : token.end + 1] == "." and s[after].text == ".":
            after += 1
        return replace(day_atom(token.value, 1), kind="bare"), after
    return None


def _element(s: Stream, at: int, frame: Frame) -> tuple[Piece, int] | None:
    """One expression or a numbered range («III–IV квартал»)."""
    numbered = read_numbered(s, at, frame)
    if numbered is not None and len(numbered[0]) == 2 and numbered[1]:
        return Piece(numbered[0][0], numbered[0][1]), numbered[2]
    atom = read_atom(s, at, frame)
    if atom is None:
        return None
    return Piece(atom[0]), atom[1]


def _chain(
    s: Stream, at: int, frame: Frame, *, opened: bool, alone: bool = False, depth: int = 0
) -> tuple[list[Piece], int] | None:
    """Pieces joined by dashes (ranges) and commas (lists). `opened`: «с» stood before, so «по», «до» close a range."""
    numbered = read_numbered(s, at, frame)
    pieces: list[Piece] = []
    if numbered is not None and not numbered[1] and len(numbered[0]) > 1:
        pieces, at = [Piece(atom) for atom in numbered[0]], numbered[2]
    else:
        first = _element(s, at, frame)
        if first is None:
            bare = _bare_day(s, at)
            if bare is None:
                return None
            return _after_bare(s, bare, frame, opened=opened, depth=depth + 1) if depth < _MOST_DAYS else None
        pieces, at = [first[0]], first[1]
    while True:
        step = _close_range(s, at, frame, pieces[-1], opened=opened)
        if step is not None:
            pieces[-1], at = step
            opened = False
            continue
        if alone:
            return pieces, at
        more = _next_in_list(s, at, frame)
        if more is None:
            return pieces, at
        added, at, opened = more
        pieces += added


def _close_range(s: Stream, at: int, frame: Frame, piece: Piece, *, opened: bool) -> tuple[Piece, int] | None:
    if piece.last is not None:
        return None
    after = at + 1 if s.is_any(at, ",") and opened else at
    by_words = s.phrase(after, r"по|до") if opened else s.phrase(after, r"по")
    if by_words is None and opened:
        by_words = s.phrase(after, r"и", r"по|до")
    dash = at + 1 if s.is_any(at, "-") else None
    if dash is not None and s.is_any(dash, "-"):
        dash += 1
    target = by_words if by_words is not None else dash
    if target is None:
        return None
    target = _skip_in(s, target) if dash is not None else target
    # «до конца мая» closes a range at the end of May, «по начало июня» at its beginning.
    end = _element(s, target, frame)
    if end is None or end[0].last is not None:
        return None
    return Piece(piece.first, end[0].first), end[1]


def _next_in_list(s: Stream, at: int, frame: Frame) -> tuple[list[Piece], int, bool] | None:
    """The next member of a list after «,», «;», «и», «/», «а также»."""
    after = at
    while s.is_any(after, ",", ";", "/", "и", "или", "+", "&") or (
        s.is_any(after, "а") and s.is_any(after + 1, "также")
    ):
        after += 2 if s.is_any(after, "а") else 1
    if after == at:
        return None
    after = _skip_in(s, after)
    opened = s.matches(after, _START)
    if opened:
        after += 1
    found = _chain(s, after, frame, opened=opened, alone=True)
    if found is None:
        return None
    if opened and found[0][0].last is None:
        return None
    return found[0], found[1], False


def _after_bare(
    s: Stream, bare: tuple[Atom, int], frame: Frame, *, opened: bool, depth: int
) -> tuple[list[Piece], int] | None:
    """A bare day must be closed by an expression that has a month: «3–17 октября», «3, 10 и 17 октября»."""
    atom, at = bare
    is_range = s.is_any(at, "-") or (opened and s.matches(at, r"по|до")) or (s.is_any(at, "по"))
    if not (is_range or s.is_any(at, ",", "и", "/")):
        return None
    rest = _chain(s, at + 1, frame, opened=False, alone=True, depth=depth)
    if rest is None:
        return None
    pieces, after = rest
    known = pieces[0].first
    if known.kind != "day":
        return None
    filled = day_atom(atom.day, known.month, known.year)
    filled = replace(filled, school=known.school, shift=known.shift)
    if is_range:
        if pieces[0].last is not None:
            return None
        return _continue_list(s, [Piece(filled, known), *pieces[1:]], after, frame)
    return _continue_list(s, [Piece(filled), *pieces], after, frame)


def _continue_list(s: Stream, pieces: list[Piece], at: int, frame: Frame) -> tuple[list[Piece], int]:
    while len(pieces) < 40:
        more = _next_in_list(s, at, frame)
        if more is None:
            break
        pieces, at = pieces + more[0], more[1]
    return pieces, at


#: First words of a date phrase that are no date themselves.
_FIRST = (
    r"в|во|на|за|с|со|от|до|к|ко|по|перед|не|срок\w*|крайний|максимум|начиная|после|начал\w+|старт|середин\w+"
    r"|кон\w+|сам\w+"
    r"|осен\w+|зим\w+|весн\w+|весен\w+|лет\w+|новогодн\w+|праздник\w*|татьянин\w*|международн\w+|всемирн\w+"
    r"|всероссийск\w+"
    r"|российск\w+|женск\w+|д[ен]\w+|месяц\w*|мес|ш|п"
)


def read_dates(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """A date phrase at this token, or None."""
    if s[at].kind in ("word", "punct") and not s.matches(at, _FIRST):
        return None
    for reader in (_columns, _not_before, _due, _since, _plain):
        found = reader(s, at, frame)
        if found is not None:
            return found
    return None


def _certain(pieces: list[Piece]) -> bool:
    return all(atom.certain for piece in pieces for atom in (piece.first, piece.last) if atom is not None)


def _columns(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """The cells «Начало» and «Окончание» joined: «начало 10.11.2025, окончание 21.11.2025»."""
    if not s.matches(at, r"начало|с|старт|от"):
        return None
    after = at + 1
    while s.is_any(after, ":", "-", "работ", "работы", "срока", "этапа"):
        after += 1
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
    if not s.matches(middle, r"окончани[ея]|завершени[ея]|конец|финиш|по|до"):
        return None
    middle += 1
    while s.is_any(middle, ":", "-", "работ", "работы", "срока", "этапа"):
        middle += 1
    last = read_atom(s, middle, frame)
    if last is None:
        return None
    pieces = [Piece(first[0], last[0])]
    return Dates("plain", tuple(pieces), certain=_certain(pieces)), last[1]


def _not_before(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«не ранее 1 октября»: the start; «после 15 сентября»: the day after."""
    after = s.phrase(at, r"не", r"ранее|раньше", r"?,?", r"?чем", r"?с")
    if after is None and s.is_any(at, "после") and read_atom(s, at + 1, frame):
        after = at + 1
    if after is None:
        return None
    atom = read_atom(s, after, frame)
    if atom is None or (s.is_any(at, "после") and atom[0].kind not in ("day", "month")):
        return None
    edge = "after" if s.is_any(at, "после") else "from"
    return Dates("start", (Piece(atom[0]),), edge=edge, certain=False), atom[1]


_NOT_LATER: tuple[tuple[str, ...], ...] = (
    (r"не", r"позднее|позже", r"?,?", r"?чем", r"?до|к"),
    (r"не", r"поздн\w*", r"?до"),
    (r"максимум", r"до"),
)
_BEFORE: tuple[tuple[str, ...], ...] = (
    (r"в", r"срок", r"?не", r"?позднее|позже", r"?:|-", r"до|по"),
    (r"в", r"срок", r"к"),
    (r"срок\w*", r"?:|-", r"до|к"),
    (r"крайний", r"срок", r"?:|-", r"?до"),
    (r"до",),
    (r"к|ко|перед",),
)


def _due(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«до 15 сентября», «не позднее …», «к …», «в срок до …», «по 25 мая»."""
    inclusive, after, soft = False, None, False
    for patterns in _NOT_LATER:
        after = s.phrase(at, *patterns)
        if after is not None:
            inclusive = not s.matches(after - 1, r"до|к")
            break
    if after is None:
        for patterns in _BEFORE:
            after = s.phrase(at, *patterns)
            if after is not None:
                soft = s.matches(after - 1, r"к|ко|перед")
                inclusive = s.matches(after - 1, r"по|срок|:|-")
                break
    if after is None and s.is_any(at, "по") and not s.is_any(at - 1, "-"):
        if s[at + 1].kind == "weekday":
            return None
        after, inclusive = at + 1, True
    if after is None:
        return None
    while s.is_any(after, "примерно", "ориентировочно", "около", "дату", "даты", "дате", "наступления"):
        after += 1
    year_edge = _year_edge(s, after, frame)
    if year_edge is not None:
        span, end = year_edge
        return Dates("due", (), certain=False, fixed=span), end
    bare = _bare_day(s, after)
    many = _due_list(s, after, frame, bare)
    if many is None:
        return None
    pieces, end = many
    including = s.phrase(end, r"?\(", r"включительно", r"?\)")
    if including is not None:
        inclusive, end = True, including
    edge = "inside" if inclusive else "before"
    certain = all(piece.first.kind == "day" and piece.first.certain for piece in pieces) and not soft
    return Dates("due", tuple(pieces), edge=edge, certain=certain), end


def _due_list(s: Stream, at: int, frame: Frame, bare: tuple[Atom, int] | None) -> tuple[list[Piece], int] | None:
    """«до 15 октября и 15 января»; «до 1 и 15 октября». A range after «до» keeps its last day."""
    chain = _chain(s, at, frame, opened=False)
    if chain is None:
        return None
    pieces, end = chain
    if bare is not None and len(pieces) == 1 and pieces[0].last is not None and pieces[0].first.kind == "day":
        return [Piece(pieces[0].last)], end
    if len(pieces) > 1 and not all(piece.first.kind in ("day", "named") and piece.last is None for piece in pieces):
        atom = read_atom(s, at, frame)
        return ([Piece(atom[0])], atom[1]) if atom else None
    return pieces, end


def _year_edge(s: Stream, at: int, frame: Frame) -> tuple[Span, int] | None:
    """«(до) начала учебного года» → 31 August, «конца года» → the end of the study period or of the calendar year."""
    which = (
        "start"
        if s.matches(at, r"начал[аоу]м?")
        else "end"
        if s.matches(at, r"кон(?:ца|цу)|окончани[яю]|завершени[яю]")
        else ""
    )
    after = at + 1 if which else at
    following = s.phrase(after, r"следующ\w+|нов\w+|очередн\w+|будущ\w+|предстоящ\w+")
    after = following if following is not None else after
    current = s.phrase(after, r"текущ\w+|эт\w+|наступающ\w+")
    after = current if current is not None else after
    calendar = s.phrase(after, r"календарн\w+", r"год[ау]?|г")
    study = s.phrase(after, r"уч\w*", r"?\.", r"год[ау]?|г")
    plain = s.phrase(after, r"год[ау]?|г")
    lessons = s.phrase(after, r"заняти[яй]|обучени\w+|уроков|учебы") if which == "start" else None
    end = study or calendar or plain or lessons
    if end is None:
        return None
    if not which:
        if following is None and study is None:
            return None
        which = "start"
    year = frame.school.year
    if which == "start":
        if calendar is not None or (plain is not None and frame.calendar_year):
            first = year + 1 if following is not None or not frame.calendar_year else year
            day = dt.date(first, 1, 1) - dt.timedelta(days=1)
        elif plain is not None and following is not None and s.is_any(after, "году"):
            day = dt.date(year, 12, 31)
        else:
            day = dt.date(year + (following is not None), 8, 31)
    elif calendar is not None:
        day = dt.date(year, 12, 31)
    else:
        day = frame.study.end if following is None else dt.date(frame.study.end.year + 1, frame.study.end.month, 30)
    return Span(day, day), s.after_dot(end) if s.is_any(end - 1, "г") else end


def _since(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«с 3 по 17 октября» is a range; «с октября», «начиная с октября» only a beginning."""
    after = s.phrase(at, r"?начиная", _START)
    if after is None:
        return None
    if s.is_any(after - 1, "от") or s.phrase(at, r"от"):
        chain = _chain(s, after, frame, opened=True, alone=True)
        # «от 1 июля 2020 г.» is the date of a law, not a term.
        if chain is None or chain[0][0].last is None:
            return None
        return Dates("plain", tuple(chain[0]), certain=_certain(chain[0])), chain[1]
    chain = _chain(s, after, frame, opened=True)
    if chain is None:
        return None
    pieces, end = chain
    if pieces[0].last is None:
        atom = read_atom(s, after, frame)
        if atom is None or (len(pieces) > 1 and not s.is_any(atom[1], ",", ";", "(")):
            return None
        if atom[0].kind in ("year", "school_year"):
            return None
        return Dates("start", (Piece(atom[0]),), certain=False), atom[1]
    return Dates("plain", tuple(pieces), certain=_certain(pieces)), end


def _plain(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    after = _skip_in(s, at)
    if after != at and s.matches(after, _START) and s.matches(after - 1, r"период|срок\w*|промежуток|:|-"):
        return _since(s, after, frame)
    if s.is_any(after, "каждом", "каждой"):
        return None
    chain = _chain(s, after, frame, opened=False)
    if chain is None:
        return None
    pieces, end = chain
    if any(piece.first.kind == "bare" for piece in pieces):
        return None
    if len(pieces) == 1 and pieces[0].last is not None and pieces[0].first.kind == "month" and s.is_any(at, "за"):
        return Dates("plain", tuple(pieces), certain=False), end
    return Dates("plain", tuple(pieces), certain=_certain(pieces)), end


def read_holidays(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
    """«в каникулярное время», «на каникулах»: every holiday of the year."""
    start = at
    preposition = s.phrase(at, r"в|на|во", r"?врем\w+|период|дни") or at
    at = s.phrase(preposition, r"школьных|всех") or preposition
    if not s.matches(at, r"каникул\w*|каникулярн\w+"):
        return None
    before = start - 1
    if s.matches(before, r"кроме|исключением|после|до|перед"):
        return None
    at += 1
    if s.matches(at, r"врем\w+|период\w*|дн\w+"):
        at += 1
    pieces = tuple(Piece(holidays_atom(frame, season)) for season in (9, 12, 3, 6))
    return Dates("plain", pieces, certain=False), at


def read_except(s: Stream, at: int, frame: Frame) -> tuple[Except, int] | None:
    """«кроме января», «за исключением каникул», «кроме выходных и праздничных дней»."""
    after = (
        s.phrase(at, r"кроме|исключая|минус")
        or s.phrase(at, r"за", r"исключением|вычетом")
        or s.phrase(at, r"не", r"считая|включая")
        or s.phrase(at, r"без", r"учета")
    )
    if after is None:
        return None
    chain = _chain(s, _skip_in(s, after), frame, opened=s.matches(after, _START))
    if chain is None and s.matches(after, _START):
        chain = _chain(s, after + 1, frame, opened=True)
    if chain is not None and all(piece.first.kind in ("day", "month", "bare", "part", "week") for piece in chain[0]):
        return Except(tuple(chain[0]), s.slice(after, chain[1])), chain[1]
    end = after
    while s[end].kind != "end" and not s.is_any(end, ";", ")", "("):
        end += 1
    days: set[int] = set()
    for token in s.tokens[after:end]:
        if token.text in WEEKDAYS:
            days.add(WEEKDAYS[token.text])
        elif token.text.startswith("выходн"):
            days |= {5, 6}
    return Except((), s.slice(after, end), tuple(sorted(days))), end


Reader = Callable[[Stream, int, Frame], tuple[Dates, int] | None]
