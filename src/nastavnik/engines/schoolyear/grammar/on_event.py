"""Terms on the day of an event: «в день открытия», «при приёме на работу», «на заседании совета»."""

from __future__ import annotations

from .exceptions import OF_HOLIDAYS
from .frame import Frame
from .items import Item, Relative
from .stream import Stream
from .wording import event_name, opens, phrase, words_stop

Read = tuple[Item, int] | None

#: Events one can be at: «на заседании …», «на итоговой встрече».
_GATHERINGS = (
    r"заседани\w+|педсовет\w*|совет\w*|встреч\w+|заняти\w+|совещани\w+|собрани\w+|конференци\w+|семинар\w*|линейк\w+"
    r"|фестивал\w+|форум\w*|слет\w*|консилиум\w*|сесси\w+|тренинг\w*|мероприяти\w+|стажировк\w+|практик\w+"
)


_EDGES = {"начале": "начало", "середине": "середина", "конце": "конец"}


def _gathering(s: Stream, at: int, frame: Frame) -> Read:
    """«на первой встрече», «на заседании педагогического совета», «в начале практики», «на время стажировки»."""
    if not opens(s, at):
        return None
    stage = s.phrase(at, r"на", r".+(?:ом|ем)", r"этапе|шаге")
    if stage is not None and not s.matches(at + 1, r"кажд\w+|люб\w+"):
        end = words_stop(s, at + 1, frame)
        return Relative(event_name(s, at + 1, end, "loct"), 0, "on"), end
    each = s.phrase(at, r"кажд\w+", _GATHERINGS)
    if each is not None and s[each].kind in ("end", "punct"):
        return Relative(s.slice(at, each), 0, "on"), each
    edge = s.phrase(at, r"на|в", r"старте|финише|завершение|окончание")
    if edge is not None and (end := words_stop(s, edge, frame)) > edge:
        name = {"старте": "старт", "финише": "финиш"}.get(s[edge - 1].text, s[edge - 1].text)
        return Relative(f"{name} {phrase(s, edge, end)}", 0, "on"), end
    lasting = s.phrase(at, r"на", r"время|период|этапе")
    if (
        lasting is not None
        and s[lasting].kind == "word"
        and not s.is_any(lasting, "до", "с", "со", "от")
        and (end := words_stop(s, lasting, frame)) > lasting
    ):
        return Relative(event_name(s, lasting, end, "gent"), 0, "on"), end
    edge = s.phrase(at, r"в|во", r"начале|середине|конце")
    if (
        edge is not None
        and s[edge].kind in ("word", "ord")
        and s.unit(edge) is None
        and not s.matches(edge, r"кажд\w+|уч\w*")
    ):
        end = words_stop(s, edge, frame)
        name = _EDGES[s[edge - 1].text]
        other = s.phrase(edge, r"и", r"?в", r"начале|середине|конце")
        if other is not None and end > other:
            name, edge = f"{name} и {_EDGES[s[other - 1].text]}", other
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
        ((r"?в", r"дни|день|дата", r"проведения|начала"), "gent"), ((r"в", r"дни|день"), "gent"),
        ((r"во", r"время"), "gent"), ((r"в", r"перв\w+", r"день|дни"), "gent"),
        ((r"в", r"последн\w+", r"день|дни"), "gent"),
        ((r"в", r"ходе|момент|процессе|период|дату"), "gent"), ((r"в|на", r"течени[еи]|продолжени[еи]|протяжени[еи]"), "gent"), ((r"при",), "loct"),
        ((r"одновременно", r"с|со"), "ablt"), ((r"параллельно", r"с|со"), "ablt"),
    ):  # fmt: skip
        after = s.phrase(at, *patterns)
        # Inside a sentence «при поддержке психолога» is no term.
        if after is None or not opens(s, at):
            continue
        if s.matches(at, r"дата|день") and s[after].kind not in ("word", "ord"):
            continue
        if s.matches(after - 1, r"проведения|начала") and s[after].kind not in ("word", "ord"):
            after -= 1
        after = s.phrase(after, r"вс(?:его|ей)|целого|целой") or after
        if s[after].kind not in ("word", "ord") or s.unit(after) is not None:
            return None
        if s.phrase(after, f"?{OF_HOLIDAYS}", r"каникул\w*|каникулярн\w+") is not None:
            return None
        end = words_stop(s, after, frame)
        if end > after and s.matches(after - 2, r"последн\w+"):
            return Relative(f"окончание {phrase(s, after, end)}", 0, "on"), end
        if end > after:
            return Relative(event_name(s, after, end, case), 0, "on"), end
    return _gathering(s, at, frame)
