"""Words of a sentence that name no act of their own: what guides an act, what it is for, what a lesson is about."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[а-яa-z0-9]+")
_GUIDE = re.compile(
    r"\b(?:по (?:результатам|итогам|отчетам|данным)|на (?:основе|основании)|с учетом|в рамках|в соответствии|исходя из|согласно"
    r"|под (?:контролем|руководством)|о (?:разработанн|утвержденн|принят)\w+|в целях|для (?!педагог|наставник|наставля|участник|учител"
    r"|воспитател|молод|родител|обучающ|студент|потенциальн|будущ|информирован|вовлечен|выявлен|проведен|обучен|подведен|кажд))"
)
_TOPIC = re.compile(
    r"\b(?:консульт|рекомендац|памятк|обучающ|семинар|занят|тренинг|сесси|курс)\w*(?: \w+){0,2}? (по (?:вопросам )?\w+(?:нию|ния|ке|ции|тию|тия)\b)"
)
_TOPICS = re.compile(
    r"\b(?:обуч|тренинг|занят|семинар|памятк|школ|лекци|консульт|мастер)[^:;]*(:[^;]*)|\b(?:памятк|лекци|буклет|пособи)\w* (об? [^,;:]*)"
)
PARTICIPLE = re.compile(
    r",\s+(?:котор\w+|\w+(?:енн|анн|янн)(?:ых|ой|ым|ого|ыми|ую|ые|ая)|вошедш\w+|необходим\w+|включающ\w+)\b[^,;]*"
)
_QUOTE = re.compile(r"«(?!об? )[^»]*»|: как [^.;]*")


def asides(text: str) -> frozenset[int]:
    """Positions of words that only say by what an act is guided, what it is for, what a lesson is about, or a name in
    quotes: a kind found in them alone is no act of the point where the point names another.
    """
    spans = [(m.start(), m.start() + _reach(text, m.start())) for m in _GUIDE.finditer(text)]
    spans += [(m.start(1), m.start(1) + _reach(text, m.start(1))) for m in _TOPIC.finditer(text)]
    spans += [m.span(1 if m.group(1) else 2) for m in _TOPICS.finditer(text)]
    spans += [m.span() for m in PARTICIPLE.finditer(text)]
    spans += [m.span() for m in _QUOTE.finditer(text)]
    inside = set()
    for position, match in enumerate(_TOKEN.finditer(text)):
        if any(begin <= match.start() < end for begin, end in spans):
            inside.add(position)
    return frozenset(inside)


def _reach(text: str, begin: int) -> int:
    """How far a phrase goes: to the next mark that parts clauses."""
    end = re.search(r"[;:]|(?:,|\sи)\s+(?=\w+(?:ние|ция|ть)\b)", text[begin:])
    return end.start() if end else len(text) - begin
