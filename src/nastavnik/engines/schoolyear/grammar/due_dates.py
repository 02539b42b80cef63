"""The last day of work: «до 15 сентября», «не позднее …», «к …», «в срок до …», «до конца учебного года»."""

from __future__ import annotations

import datetime as dt

from ..model import Span
from .atoms import read_atom
from .chains import read_bare_day, read_chain
from .frame import Atom, Frame, Piece
from .items import Dates
from .stream import Stream

_NOT_LATER: tuple[tuple[str, ...], ...] = (
    (r"не", r"позднее|позже", r"?,?", r"?чем", r"?до|к"),
    (r"не", r"поздн\w*", r"?до"),
    (r"максимум", r"до"),
)
_BEFORE: tuple[tuple[str, ...], ...] = (
    (r"в", r"срок", r"?не", r"?позднее|позже", r"?:|-", r"до|по"),
    (r"в", r"срок", r"к"),
    (r"срок\w*", r"?:|-", r"до|к"),
    (r"крайний|последний|предельный|конечный", r"срок", r"?:|-", r"?до"),
    (r"срок", r"сдачи|представления|предоставления|исполнения|выполнения|подачи", r".+", r":|-", r"?до|к"),
    (r"срок", r"сдачи|представления|предоставления|исполнения|выполнения|подачи", r"?:|-", r"?до|к"),
    (r"?дата|срок|день", r"окончани[ея]|завершени[ея]", r":|-", r"?до"),
    (r"дедлайн", r"?:|-", r"?до"),
    (r"до",),
    (r"в", r"преддверии"),
    (r"к|ко|перед",),
)


def read_due(s: Stream, at: int, frame: Frame) -> tuple[Dates, int] | None:
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
                soft = s.matches(after - 1, r"к|ко|перед|преддверии")
                inclusive = not s.matches(after - 1, r"до|к|ко|перед|преддверии")
                break
    if after is None and s.is_any(at, "по") and not s.is_any(at - 1, "-"):
        if s[at + 1].kind == "weekday":
            return None
        after, inclusive = at + 1, True
    if after is None:
        return None
    while s.is_any(after, "примерно", "ориентировочно", "около", "дату", "даты", "дате", "наступления"):
        after += 1
    after = _after_clock(s, after)
    year_edge = _year_edge(s, after, frame)
    if year_edge is not None:
        span, end = year_edge
        return Dates("due", (), certain=False, fixed=span), end
    bare = read_bare_day(s, after)
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


def _after_clock(s: Stream, at: int) -> int:
    """Skips the hour before a date: «до 17.00 14.11.2025», «до 12 часов 15 октября»."""
    if s[at].kind == "clock":
        after = at + 1
    elif s[at].kind == "num" and s.unit(at + 1) == "hour":
        after = s.after_dot(at + 2)
    else:
        return at
    after = after + 1 if s.is_any(after, ",") else after
    return after if s[after].kind in ("num", "ord", "date") else at


def _due_list(s: Stream, at: int, frame: Frame, bare: tuple[Atom, int] | None) -> tuple[list[Piece], int] | None:
    """«до 15 октября и 15 января»; «до 1 и 15 октября». A range after «до» keeps its last day."""
    chain = read_chain(s, at, frame, opened=False)
    if chain is None:
        return None
    pieces, end = chain
    if bare is not None and len(pieces) == 1 and pieces[0].last is not None and pieces[0].first.kind == "day":
        return [Piece(pieces[0].last)], end
    if len(pieces) > 1 and not all(
        piece.first.kind in ("day", "named", "start", "middle", "end") and piece.last is None for piece in pieces
    ):
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
    named_edge = bool(which)
    after = at + 1 if which else at
    following = s.phrase(after, r"следующ\w+|нов\w+|очередн\w+|будущ\w+|предстоящ\w+")
    after = following if following is not None else after
    current = s.phrase(after, r"текущ\w+|эт\w+|наступающ\w+")
    after = current if current is not None else after
    calendar = s.phrase(after, r"календарн\w+", r"год[ау]?|г")
    study = s.phrase(after, r"уч\w*", r"?\.", r"год[ау]?|г")
    plain = s.phrase(after, r"год(?:[ау]|ом)?|г")
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
        elif plain is not None and not named_edge and s.matches(following - 1 if following else at, r"нов\w+"):
            # «до Нового года», «к Новому году»; «к новому учебному году» is the other one.
            day = dt.date(year, 12, 31)
        else:
            day = dt.date(year + (following is not None), 8, 31)
    elif calendar is not None:
        day = dt.date(year, 12, 31)
    else:
        day = frame.study.end if following is None else dt.date(frame.study.end.year + 1, frame.study.end.month, 30)
    return Span(day, day), s.after_dot(end) if s.is_any(end - 1, "г") else end
