"""Terms counted back from an event: «за две недели до …», «накануне …», «до начала …», «к защите …»."""

from __future__ import annotations

from ..model import Direction
from .date_phrases import read_dates
from .durations import read_duration
from .frame import Frame
from .items import Item, Relative
from .stream import Stream
from .wording import event_name, is_name, words_stop

Read = tuple[Item, int] | None


def read_ahead(s: Stream, at: int, frame: Frame) -> Read:
    """«за две недели до …», «не позднее чем за 3 дня до …», «накануне …», «до начала …», «к защите …»."""
    for patterns in (
        (r"не", r"позднее|позже|менее|ранее|меньше", r"?,?", r"?чем", r"за"),
        (r"минимум|примерно|максимум|ориентировочно", r"за"), (r"за",),
        (r"не", r"позднее|позже", r"?,?", r"?чем"),
    ):  # fmt: skip
        start = s.phrase(at, *patterns)
        if start is None:
            continue
        if s.phrase(start, r"не", r"менее|позднее", r"?чем") is not None:
            start = s.phrase(start, r"не", r"менее|позднее", r"?чем") or start
        duration = read_duration(s, start)
        if duration is None:
            continue
        after = s.phrase(duration[2], r"до|перед")
        if after is None:
            if at == 0 and patterns == (r"за",) and s[duration[2]].kind == "end":
                return Relative("", duration[0], "before", duration[1], certain=False), duration[2]
            continue
        end = words_stop(s, after, frame)
        if end == after:
            # The event itself may be a readable date: «за неделю до 15 мая».
            end = _named_end(s, after, frame)
        if end > after:
            case = "ablt" if s.is_any(after - 1, "перед") else "gent"
            return Relative(event_name(s, after, end, case), duration[0], "before", duration[1]), end
    until = s.phrase(at, r"не", r"позднее|позже", r"дня|даты|момента")
    if until is not None and words_stop(s, until, frame) > until:
        end = words_stop(s, until, frame)
        return Relative(event_name(s, until, end, "gent"), 0, "before"), end
    both = s.phrase(at, r"до", r"и", r"после")
    if both is not None and (end := words_stop(s, both, frame)) > both:
        # «до и после реализации программы»: two measures of one event, of which the first has to come in time.
        return Relative(event_name(s, both, end, "gent"), 0, "before", certain=False), end
    for pattern, days, case in (
        (r"накануне", 1, "gent"),
        (r"преддверии", 0, "gent"),
        (r"перед", 0, "ablt"),
        (r"до", 0, "gent"),
        (r"к|ко", 0, "datv"),
    ):
        if pattern == r"преддверии":
            at = at + 1 if s.is_any(at, "в") and s.is_any(at + 1, pattern) else at
        if s.matches(at, pattern) and s[at + 1].kind in ("word", "ord") and s[at + 1].text.isalpha():
            first = at + 2 if s.matches(at + 1, r"момент[ау]|даты|дате|сроку|времени") else at + 1
            named = "gent" if first > at + 1 else case
            end = words_stop(s, first, frame)
            if pattern != r"накануне" and read_dates(s, at, frame) is not None:
                return None
            of_event = (
                s.is_any(at + 1, "дню")
                and not is_name(s, at + 1)
                and s.matches(at + 2, r"(?!рождения)\w+(?:ния|тия|ции)")
            )
            if of_event:
                return Relative(event_name(s, at + 2, end, "gent"), 0, "before", certain=False), end
            if pattern == r"к|ко" and s.matches(at + 1, r"дню|неделе|месячнику|декаде"):
                return None
            if pattern in (r"до", r"к|ко") and at > 0 and not s.matches(at - 1, r"[,;(:.]|срок|но|не|позднее|и"):
                return None
            if end > first and not s.is_any(first, "и"):
                direction: Direction = "before"
                return Relative(event_name(s, first, end, named), days, direction, certain=days > 0), end
    return None


def _named_end(s: Stream, at: int, frame: Frame) -> int:
    dates = read_dates(s, at, frame)
    return dates[1] if dates is not None else at
