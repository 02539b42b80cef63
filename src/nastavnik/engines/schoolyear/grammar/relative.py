"""Terms counted from an event: «в течение 7 дней после …», «за неделю до …», «по завершении …», «в день …»."""

from __future__ import annotations

import re

from ..model import Direction
from .date_phrases import read_dates
from .frame import Frame
from .items import Item, Relative
from .stream import Stream
from .wording import event_name, opens, phrase, words_stop
from .words import UNIT_DAYS, period_adjective

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


def _duration(s: Stream, at: int) -> tuple[int, bool, int] | None:
    """«7 дней», «2 рабочих дней», «недели», «полутора месяцев», «трёх дней»: (days, working, index after)."""
    if s.matches(at, r"полутора|полторы") and s.unit(at + 1) in UNIT_DAYS:
        return UNIT_DAYS[s.unit(at + 1) or ""] * 3 // 2, False, at + 2
    if s.matches(at, r"полмесяца"):
        return 15, False, at + 1
    number, after = 1, at
    if s[at].kind in ("num", "ord") and 0 <= s[at].value <= 999:
        number, after = s[at].value, at + 1
        if s.is_any(after, "-", "или") and s[after + 1].kind == "num":
            number, after = s[after + 1].value, after + 2
        if s.is_any(after, "(") and s.is_any(after + 2, ")"):
            after += 3
        if s.is_any(after, "-") and s.matches(after + 1, r"х|ти|и"):
            after += 2
    working = False
    if s.matches(after, r"рабоч\w+|раб|календарн\w+|учебн\w+|полн\w+"):
        working = s.matches(after, r"раб\w*|учебн\w+")
        after = s.after_dot(after + 1)
    unit = s.unit(after)
    if unit == "hour":
        return -(-number // 24), False, after + 1
    anchored = re.match(r"(?:после|со дня|с момента|с даты|с начала)\b", s.words_from(after + 1))
    if unit not in UNIT_DAYS or (after == at and unit == "year" and not anchored):
        return None
    after = s.after_dot(after + 1) if len(s[after].text) <= 4 else after + 1
    return number * UNIT_DAYS[unit], working, after


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
    opening = _opening(s, at, frame)
    if opening is not None:
        return opening
    adjective = s.phrase(at, r"в", r"?течение", r".+", r"?рабочий", r"срок\w*") or s.phrase(at, r"в", r".+", r"период")
    days: int | None = None
    working, after = False, at
    if adjective is not None:
        token = s[at + 2] if s.matches(at + 1, r"течение") else s[at + 1]
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
        ):  # fmt: skip
            start = s.phrase(at, *patterns)
            if start is None:
                continue
            start = s.phrase(start, r"первых|ближайших|последующих|следующих") or start
            duration = _duration(s, start)
            if duration is not None:
                days, working, after = duration
                needs_anchor = not s.matches(at, r"в|через|спустя|на") or s[start].kind not in ("num",)
                break
    if days is None:
        duration = _duration(s, at)
        if duration is not None and re.match(r"(?:после|со дня|с момента|с даты)\b", s.words_from(duration[2])):
            days, working, after = duration
            needs_anchor = True
    if days is None:
        if s.phrase(at, r"на", r"следующий|другой", r"?рабочий", r"день") is not None:
            after = s.phrase(at, r"на", r"следующий|другой", r"?рабочий", r"день") or at
            days, working, needs_anchor = 1, s.is_any(at + 2, "рабочий"), False
        else:
            return None
    if s.phrase(after, r"до") is not None and s.is_any(at, "за"):
        return None
    anchored = _anchor(s, after, frame)
    if anchored is None:
        if needs_anchor and not s.matches(at, r"в|через"):
            return None
        return Relative("", days, "after", working, certain=False), after
    return Relative(anchored[0], days, "after", working), anchored[1]


def _opening(s: Stream, at: int, frame: Frame) -> Read:
    """«в течение первого месяца работы», «в первые две недели стажировки», «через месяц работы»: counted from the beginning of the work."""
    start = s.phrase(at, r"в|на|за", r"?течени[еи]|протяжении", r"перв\w+") or s.phrase(at, r"через|спустя")
    if start is None:
        return None
    duration = _duration(s, start)
    if duration is None or s[duration[2]].kind != "word" or s.matches(duration[2], r"кажд\w+|уч\w*|календарн\w+"):
        return None
    if s.matches(duration[2], r"после|с|со|по|от|месяц\w*"):
        return None
    end = words_stop(s, duration[2], frame)
    return Relative(f"начало {phrase(s, duration[2], end)}", duration[0], "after", duration[1]), end


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
        duration = _duration(s, start)
        if duration is None:
            continue
        after = s.phrase(duration[2], r"до|перед")
        if after is None:
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
        (r"перед", 0, "ablt"),
        (r"до", 0, "gent"),
        (r"к|ко", 0, "datv"),
    ):
        if s.matches(at, pattern) and s[at + 1].kind in ("word", "ord") and s[at + 1].text.isalpha():
            end = words_stop(s, at + 1, frame)
            if pattern != r"накануне" and read_dates(s, at, frame) is not None:
                return None
            if pattern == r"к|ко" and s.matches(at + 1, r"дню|неделе|месячнику|декаде"):
                return None
            if pattern in (r"до", r"к|ко") and at > 0 and not s.matches(at - 1, r"[,;(:.]|срок|но|не|позднее|и"):
                return None
            if end > at + 1:
                direction: Direction = "before"
                return Relative(event_name(s, at + 1, end, case), days, direction, certain=days > 0), end
    return None


def _named_end(s: Stream, at: int, frame: Frame) -> int:
    dates = read_dates(s, at, frame)
    return dates[1] if dates is not None else at


def _ending_word(s: Stream, at: int) -> str | None:
    """The nominative of a word like «завершении» after «по», else None."""
    for stem, noun in _ENDINGS.items():
        if s[at].text.startswith(stem) and len(s[at].text) <= len(stem) + 3:
            return noun
    for stem, noun in _ENDINGS_IN_PREPOSITIONAL.items():
        if s.matches(at, stem + "(?:и|е)"):
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


#: Events one can be at: «на заседании …», «на итоговой встрече».
_GATHERINGS = (
    r"заседани\w+|педсовет\w*|совет\w*|встреч\w+|заняти\w+|совещани\w+|собрани\w+|конференци\w+|семинар\w*|линейк\w+"
    r"|фестивал\w+|форум\w*|слет\w*|консилиум\w*|сесси\w+|тренинг\w*|мероприяти\w+|стажировк\w+|практик\w+"
)


def _gathering(s: Stream, at: int, frame: Frame) -> Read:
    """«на первой встрече», «на заседании педагогического совета», «в начале практики», «на время стажировки»."""
    if not opens(s, at):
        return None
    lasting = s.phrase(at, r"на", r"время|период|этапе")
    if lasting is not None and s[lasting].kind == "word" and (end := words_stop(s, lasting, frame)) > lasting:
        return Relative(event_name(s, lasting, end, "gent"), 0, "on"), end
    edge = s.phrase(at, r"в|во", r"начале|середине|конце")
    if (
        edge is not None
        and s[edge].kind in ("word", "ord")
        and s.unit(edge) is None
        and not s.matches(edge, r"кажд\w+|уч\w*")
    ):
        end = words_stop(s, edge, frame)
        name = {"начале": "начало", "середине": "середина", "конце": "конец"}[s[edge - 1].text]
        return Relative(f"{name} {phrase(s, edge, end)}", 0, "on"), end
    if not s.matches(at, r"на") or at > 0:
        return None
    noun = next((k for k in range(at + 1, at + 4) if s.matches(k, _GATHERINGS)), None)
    if noun is None or not all(s.matches(k, r"\w+(?:ом|ем|ой|ей|ых|их)") for k in range(at + 1, noun)):
        return None
    end = words_stop(s, at + 1, frame)
    return Relative(event_name(s, at + 1, end, "loct"), 0, "on"), end


def read_on(s: Stream, at: int, frame: Frame) -> Read:
    """«в день открытия», «при приёме на работу», «во время конференции», «в ходе стажировки»."""
    for patterns, case in (
        ((r"в", r"дни|день", r"?проведения|начала"), "gent"), ((r"во", r"время"), "gent"),
        ((r"в", r"ходе|момент|процессе|период|дату"), "gent"), ((r"при",), "loct"),
        ((r"одновременно", r"с|со"), "ablt"), ((r"параллельно", r"с|со"), "ablt"),
    ):  # fmt: skip
        after = s.phrase(at, *patterns)
        # Inside a sentence «при поддержке психолога» is no term.
        if after is None or not opens(s, at):
            continue
        if s.matches(after - 1, r"проведения|начала") and s[after].kind not in ("word", "ord"):
            after -= 1
        if s[after].kind not in ("word", "ord"):
            return None
        if s.matches(after, r"каникул\w*|каникулярн\w+"):
            return None
        end = words_stop(s, after, frame)
        if end > after:
            return Relative(event_name(s, after, end, case), 0, "on"), end
    return _gathering(s, at, frame)
