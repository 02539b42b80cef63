"""Lists and ranges of date expressions: «с 5 по 25 октября», «3, 10 и 17 ноября», «октябрь, январь – март»."""

from __future__ import annotations

from dataclasses import replace

from .atoms import read_atom
from .frame import Atom, Frame, Piece, day_atom, month_atom
from .months import month_at
from .numbered import read_numbered
from .parts import read_part_of_each
from .stream import Stream
from .years import with_year

_BY = r"в|во|на|за"
START = r"с|со|от"
#: «3, 10 и 17 октября»: more days than a month has weeks and holidays are no list of dates.
_MOST_DAYS = 12


def skip_in(s: Stream, at: int) -> int:
    """Skips «в», «в течение», «на протяжении», «в период», «за» before a date expression."""
    through = s.phrase(at, r"в|на", r"течени[еи]|продолжени[еи]|протяжени[еи]|период|промежут\w+|срок|срок[аи]|числах")
    whole = s.phrase(through if through is not None else at, r"весь|всего|целый|всей|вс[её]")
    if whole is not None and s[whole].kind in ("num", "years", "ord", "roman", "month"):
        return whole
    if through is not None:
        return through + 1 if s.is_any(through, ":", "-") else through
    while_lasting = s.phrase(at, r"во?", r"время|дни")
    if while_lasting is not None and s[while_lasting].kind != "weekday":
        return while_lasting
    return at + 1 if s.matches(at, _BY) else at


def read_bare_day(s: Stream, at: int) -> tuple[Atom, int] | None:
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


def read_chain(
    s: Stream, at: int, frame: Frame, *, opened: bool, alone: bool = False
) -> tuple[list[Piece], int] | None:
    """Pieces joined by dashes (ranges) and commas (lists). `opened`: «с» stood before, so «по», «до» close a range."""
    numbered = read_numbered(s, at, frame)
    pieces: list[Piece] = []
    each = read_part_of_each(s, at, frame)
    if each is not None:
        return [Piece(atom) for atom in each[0]], each[1]
    if numbered is not None and not numbered[1] and len(numbered[0]) > 1:
        pieces, at = [Piece(atom) for atom in numbered[0]], numbered[2]
    else:
        first = _element(s, at, frame)
        if first is None:
            return _after_bare(s, at, frame, opened=opened)
        pieces, at = [first[0]], first[1]
    while True:
        step = _close_range(s, at, frame, pieces[-1], opened=opened)
        if step is not None:
            pieces[-1], at = step
            opened = False
            continue
        if alone:
            return pieces, at
        more = _next_in_list(s, at, frame, pieces[-1])
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
        by_words = s.phrase(after, r"?и", r"по|до|заканчивая|завершая|кончая|оканчивая")
    dash = at + 1 if s.is_any(at, "-") else None
    if dash is not None and s.is_any(dash, "-"):
        dash += 1
    target = by_words if by_words is not None else dash
    if target is None:
        return None
    target = skip_in(s, target) if dash is not None else target
    # «до конца мая» closes a range at the end of May, «по начало июня» at its beginning.
    end = _element(s, target, frame)
    if end is None or end[0].last is not None:
        return None
    return Piece(piece.first, end[0].first), end[1]


def _next_in_list(s: Stream, at: int, frame: Frame, before: Piece) -> tuple[list[Piece], int, bool] | None:
    """The next member of a list after «,», «;», «и», «/», «а также»."""
    after = at
    while s.is_any(after, ",", ";", "/", "и", "или", "+", "&") or (
        s.is_any(after, "а") and s.is_any(after + 1, "также")
    ):
        after += 2 if s.is_any(after, "а") else 1
    if after == at:
        return None
    same = _same_of_month(s, after, before)
    if same is not None:
        return same[0], same[1], False
    after = skip_in(s, after)
    opened = s.matches(after, START)
    if opened:
        after += 1
    found = read_chain(s, after, frame, opened=opened, alone=True)
    if found is None:
        return None
    if opened and found[0][0].last is None:
        return None
    return found[0], found[1], False


def _after_bare(s: Stream, at: int, frame: Frame, *, opened: bool) -> tuple[list[Piece], int] | None:
    """Days whose month stands behind the last of them: «3–17 октября», «3, 10 и 17 октября», «с 3 по 5 и с 10 по 12
    октября»."""
    waiting: list[tuple[int, int | None]] = []
    while len(waiting) < _MOST_DAYS:
        if s.matches(at, START) and waiting:
            opened, at = True, at + 1
        known = _element(s, at, frame) if waiting else None
        if known is not None:
            pieces, after = [known[0]], known[1]
            closed = _close_range(s, after, frame, known[0], opened=opened)
            if closed is not None:
                pieces, after = [closed[0]], closed[1]
            return _with_month(s, waiting, pieces, after, frame)
        bare = read_bare_day(s, at)
        if bare is None or s.matches(bare[1] - 1, r"числ\w*"):
            return None  # «5 числа, с 1 октября …» is a day of every month
        first, after = bare[0].day, bare[1]
        if s.is_any(after, "-", "по") or (opened and s.is_any(after, "до")):
            known = _element(s, after + 1, frame)
            if known is not None:
                closing = known[0].first
                if known[0].last is not None or closing.kind != "day":
                    return None
                opening = replace(_day_like(first, closing), again=None)
                return _with_month(s, waiting, [Piece(opening, closing)], known[1], frame)
            last = read_bare_day(s, after + 1)
            if last is None:
                return None
            waiting.append((first, last[0].day))
            after = last[1]
        else:
            waiting.append((first, None))
        if not s.is_any(after, ",", "и", "/", ";"):
            return None
        at = after + 2 if s.is_any(after, ",") and s.is_any(after + 1, "и") else after + 1
        opened = False
    return None


def _day_like(day: int, known: Atom) -> Atom:
    """The day in the month and year of a known one."""
    return replace(day_atom(day, known.month, known.year), school=known.school, shift=known.shift)


def _with_month(
    s: Stream, waiting: list[tuple[int, int | None]], pieces: list[Piece], at: int, frame: Frame
) -> tuple[list[Piece], int] | None:
    known = pieces[0].first
    if known.kind != "day":
        return None
    filled = [Piece(_day_like(first, known), (last and _day_like(last, known)) or None) for first, last in waiting]
    return _continue_list(s, [*filled, *pieces], at, frame)


def _continue_list(s: Stream, pieces: list[Piece], at: int, frame: Frame) -> tuple[list[Piece], int]:
    while len(pieces) < 40:
        more = _next_in_list(s, at, frame, pieces[-1])
        if more is None:
            break
        pieces, at = pieces + more[0], more[1]
    return pieces, at


#: «октября», not «октябрь»: the month of the days before it.
_GENITIVE = r"\w+(?:я|та)"


def _same_of_month(s: Stream, at: int, before: Piece) -> tuple[list[Piece], int] | None:
    """«15 октября и апреля», «конец октября, февраля»: what is taken of one month is taken of the next one too."""
    again = (before.last or before.first).again if before.last is None else None
    month = month_at(s, at) if s[at].kind == "month" and s.matches(at, _GENITIVE) else None
    if again is None or month is None:
        return None
    base, after = with_year(s, month_atom(month[0]), month[1])
    return [Piece(replace(again(base), year=base.year, school=base.school, shift=base.shift))], after
