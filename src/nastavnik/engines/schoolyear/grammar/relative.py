"""Terms counted from an event on: «в течение 7 дней после …», «по завершении …», «с момента …»."""

from __future__ import annotations

import re

from .durations import read_duration
from .frame import Frame
from .items import Item, Relative
from .stream import Stream
from .wording import event_name, opens, phrase, words_stop
from .words import LAST, period_adjective

Read = tuple[Item, int] | None

#: Words that name the end of something: they stay in the event («завершение практики»).
_ENDINGS = {
    "завершени": "завершение", "окончани": "окончание", "итог": "итоги", "результат": "результаты",
    "истечени": "истечение", "прибыти": "прибытие", "возвращени": "возвращение",
}  # fmt: skip
#: These need the prepositional: «по утверждении плана» is a time, «работа по утверждению плана» is not.
_ENDINGS_IN_PREPOSITIONAL = {
    "прохождени": "прохождение", "получени": "получение", "подписани": "подписание", "утверждени": "утверждение",
    "достижени": "достижение", "выполнени": "выполнение", "закрыти": "закрытие", "проведени": "проведение",
    "заключени": "заключение", "издани": "издание", "приезд": "приезд", "выход": "выход",
}  # fmt: skip


_ANCHOR = (
    (r"после",), (r"с|со|от", r"момента|дня|даты|времени|дат"), (r"по",),
    (r"считая|начиная", r"с|со", r"?момента|дня|даты"), (r"вслед", r"за"), (r"с|со",),
)  # fmt: skip


def _anchor(s: Stream, at: int, frame: Frame) -> tuple[str, int] | None:
    """«после X», «со дня X», «по окончании X»: the event and the index after it. The event may be missing."""
    start = s.phrase(at, r",") or at
    for patterns in _ANCHOR:
        after = s.phrase(start, *patterns)
        if after is None:
            continue
        if patterns == (r"по",):
            ended = _ending_word(s, after)
            if ended is None:
                return None
            end = words_stop(s, after + 1, frame)
            return f"{ended} {phrase(s, after + 1, end)}".strip(), end
        end = words_stop(s, after, frame)
        if end > after:
            case = "ablt" if patterns == (r"вслед", r"за") else "gent"
            return event_name(s, after, end, case), end
    return None


def read_within(s: Stream, at: int, frame: Frame) -> Read:
    """«в течение 7 дней после …», «в 3-дневный срок со дня …», «через месяц после …», «не позднее 3 дней с …»."""
    day_after = s.phrase(at, r"не", r"позднее|позже", r"дня", r"?,", r"следующего", r"за", r"днем|датой")
    if day_after is not None and (end := words_stop(s, day_after, frame)) > day_after:
        return Relative(event_name(s, day_after, end, "gent"), 1, "after"), end
    until_end = s.phrase(at, r"до|по", r"истечени[яюи]")
    ended = None if until_end is None else read_duration(s, until_end)
    if ended is not None and (since := _anchor(s, ended[2], frame)) is not None:
        return Relative(since[0], ended[0], "after", ended[1]), since[1]
    alone = _length_alone(s, at)
    if alone is not None:
        return alone
    opening = _opening(s, at, frame)
    if opening is not None:
        return opening
    adjective = s.phrase(at, r"в", r"?течение", r".+", r"?рабочий", r"срок\w*") or s.phrase(at, r"в", r".+", r"период")
    days: int | None = None
    working, after = False, at
    bare = None if adjective is not None else s.phrase(at, r".+(?:ый|ого)", r"?рабочий", r"срок\w*")
    if bare is not None:
        adjective = bare  # «двухнедельный срок со дня …»
    if adjective is not None:
        token = s[at] if bare is not None else s[at + 2] if s.matches(at + 1, r"течение") else s[at + 1]
        days = token.value if token.kind == "duration" else period_adjective(token.text)
        working = s.is_any(adjective - 2, "рабочий")
        after = adjective
    needs_anchor = False
    if days is None:
        for patterns in (
            (r"в", r"течени[еи]|продолжени[еи]"), (r"на", r"протяжении"),
            (r"не", r"позднее|позже", r"?,?", r"?чем", r"?через|в|за"),
            (r"в", r"срок", r"?не", r"?более|позднее|позже", r"?чем", r"?до"),
            (r"через|спустя",), (r"по", r"истечени[ию]"), (r"не", r"ранее", r"?,?", r"?чем", r"?через"), (r"за",),
            (r"от", r".+", r"до"),
        ):  # fmt: skip
            start = s.phrase(at, *patterns)
            if start is None:
                continue
            start = s.phrase(start, r"первых|ближайших|последующих|следующих") or start
            duration = read_duration(s, start)
            if duration is not None:
                days, working, after = duration
                needs_anchor = not s.matches(at, r"в|через|спустя|на") or s[start].kind not in ("num",)
                break
    if days is None:
        duration = read_duration(s, at)
        if duration is not None and s.matches(duration[2], r"спустя"):
            duration = duration[0], duration[1], duration[2] + 1
        if duration is not None and re.match(r"(?:после|со дня|с момента|с даты)\b", s.words_from(duration[2])):
            days, working, after = duration
            needs_anchor = True
    if days is None:
        next_day = s.phrase(at, r"на", r"следующий|другой", r"?рабочий", r"день")
        next_day = next_day or s.phrase(
            at, r"не|до", r"?позднее|позже", r"?конца", r"следующего|другого|одного|1", r"?рабочего", r"дня"
        )
        if next_day is None:
            return None
        days, working, needs_anchor, after = 1, s.matches(next_day - 2, r"рабоч\w+"), s.is_any(at, "не", "до"), next_day
    if s.phrase(after, r"до") is not None and s.is_any(at, "за"):
        return None
    anchored = _anchor(s, after, frame)
    if anchored is None:
        if needs_anchor and not s.matches(at, r"в|через"):
            return None
        return Relative("", days, "after", working, certain=False), after
    return Relative(anchored[0], days, "after", working), anchored[1]


def _length_alone(s: Stream, at: int) -> Read:
    """«3 месяца», «на срок до трёх месяцев», «не более 10 дней» as a whole cell: a length whose event is not named."""
    if at > 0:
        return None
    start = s.phrase(at, r"?на", r"?срок\w*|период", r"?на|не", r"?более|менее|до|на") or at
    duration = read_duration(s, start) if s[start].kind == "num" else None
    if duration is not None and any(s.unit(k) in ("year", "hour") for k in range(start, duration[2])):
        return None
    if duration is None or any(token.kind != "punct" for token in s.tokens[duration[2] :]):
        return None
    return Relative("", duration[0], "after", duration[1], certain=False), duration[2]


def _opening(s: Stream, at: int, frame: Frame) -> Read:
    """«в течение первого месяца работы», «на второй неделе практики», «через месяц работы»: counted from the beginning of
    the work; «в последнюю неделю практики» from its end."""
    start = s.phrase(at, r"в|на|за|во", r"?течени[еи]|протяжении")
    start = start if start is not None and s[start].kind == "ord" else None
    bare = start is None and s[at].kind == "ord" and opens(s, at)
    through = s.phrase(at, r"через|спустя")
    if start is None and through is None and not bare:
        return None
    order = 1 if through is not None else s[at if start is None else start].value
    duration = read_duration(s, through or (at if start is None else start) + 1)
    if duration is None or s[duration[2]].kind != "word" or s.matches(duration[2], r"кажд\w+|уч\w*|календарн\w+"):
        return None
    if (
        s.matches(duration[2], r"после|с|со|по|от|до|перед")
        or s.unit(duration[2]) is not None
        or not (order == LAST or 1 <= order <= 20)
    ):
        return None
    days, working, after = duration
    if s.phrase(at, r"в", r".+", r"день") is not None:
        return None
    end = words_stop(s, after, frame)
    if order == LAST:
        return Relative(f"окончание {phrase(s, after, end)}", days, "before", working), end
    return Relative(f"начало {phrase(s, after, end)}", days * order, "after", working), end


def _ending_word(s: Stream, at: int) -> str | None:
    """The nominative of a word like «завершении» after «по», else None."""
    for stem, noun in _ENDINGS.items():
        if s[at].text.startswith(stem) and len(s[at].text) <= len(stem) + 3:
            return noun
    # A cell that begins with «по получению …» is a time too, only written in the other case.
    case = "(?:и|е|ю|у)" if at == 1 else "(?:и|е)"
    for stem, noun in _ENDINGS_IN_PREPOSITIONAL.items():
        if s.matches(at, stem + case):
            return noun
    return None


def read_after(s: Stream, at: int, frame: Frame) -> Read:
    """«по завершении стажировки», «после педсовета», «с момента назначения»."""
    start = s.phrase(at, r"сразу|непосредственно|не", r"?ранее") if s.matches(at + 1, r"после|по|ранее") else None
    at = start if start is not None and s.matches(start, r"после|по") else at
    if s.is_any(at, "по"):
        ended = _ending_word(s, at + 1)
        if ended is None:
            return None
        end = words_stop(s, at + 2, frame)
        tail = phrase(s, at + 2, end)
        return Relative(f"{ended} {tail}".strip(), 0, "after"), max(end, at + 2)
    after = s.phrase(at, r"после")
    if after is not None:
        end = words_stop(s, after, frame)
        if end == after:
            return None
        return Relative(event_name(s, after, end, "gent"), 0, "after", certain=False), end
    following = s.phrase(at, r"вслед|следом", r"за")
    if following is not None and (end := words_stop(s, following, frame)) > following:
        return Relative(event_name(s, following, end, "ablt"), 0, "after", certain=False), end
    first_day = s.phrase(at, r"?начиная", r"с|со", r"перв\w+|1", r"дня|дней|недели|месяца")
    if first_day is not None and (end := words_stop(s, first_day, frame)) > first_day:
        return Relative(f"начало {phrase(s, first_day, end)}", 0, "after"), end
    begun = s.phrase(at, r"?начиная", r"с|со", r"начала|окончания|завершения")
    if begun is not None and s[begun].kind == "word":
        end = words_stop(s, begun, frame)
        return Relative(event_name(s, begun - 1, end, "gent"), 0, "after"), end
    after = s.phrase(at, r"?начиная", r"с|со|от", r"момента|дня|даты|времени")
    if after is not None:
        end = words_stop(s, after, frame)
        if end > after:
            return Relative(event_name(s, after, end, "gent"), 0, "after"), end
    return None
