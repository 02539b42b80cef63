"""Conditions and other documents: «по мере необходимости», «при наличии …», «согласно плану», «День колледжа»."""

from __future__ import annotations

import re

from .frame import Frame
from .items import Condition, Item, Reference
from .nominative import nominative
from .stream import Stream
from .wording import event_name, is_name, opens, phrase, words_stop

Read = tuple[Item, int] | None

_DOCUMENTS = (
    r"\w*график\w*|план\w*|медиаплан\w*|расписани\w+|срок\w*|программ\w+|приказ\w*|распоряжени\w+|положени\w+"
    r"|циклограмм\w+"
    r"|календар\w+|регламент\w*|договор\w*|соглашени\w+|карт[еы]|порядк\w+|смет\w+|письм\w+|инструкци\w+|схем\w+"
    r"|методик\w+|афиш\w+|информационн\w+|указани\w+|перечн\w+|маршрут\w*|проект\w*|рекомендаци\w+|анонс\w*"
)
_CONDITION_HEADS = (
    r"необходимост\w+|возможност\w+|потребност\w+|надобност\w+|запрос\w*|обращени\w+|заявк\w+|заявлени\w+|желани\w+"
    r"|просьб\w+|требовани\w+|договоренност\w+|согласовани\w+|факту|инициатив\w+|вызов\w*|показани\w+|ситуаци\w+"
    r"|решени\w+|предложени\w+|пожелани\w+|поручени\w+|поступлени\w+|востребованност\w+|усмотрени\w+|жалоб\w+|приглашени\w+"
    r"|заказ\w*|записи|обстоятельств\w+|ситуаци\w+|случаю|потребности|нужде|индивидуальн\w+ потребност\w+|индивидуальн\w+ запрос\w*|рекомендации"
)
_WHEN_CONDITION = (
    r"необходимост\w+|возможност\w+|потребност\w+|надобност\w+|наличи\w+|желани\w+|услови\w+|выявлени\w+"
    r"|возникновени\w+|отсутстви\w+|появлени\w+|обращени\w+|запрос\w*|нужде|наступлени\w+|обнаружени\w+"
    r"|заинтересованност\w+|согласи\w+|соблюдени\w+"
)


def read_condition(s: Stream, at: int, frame: Frame) -> Read:
    """«по мере необходимости», «при наличии …», «по запросу», «если потребуется», «в случае …»."""
    heads = (
        s.phrase(at, r"по", r"мере", r".+")
        or s.phrase(
            at,
            r"по",
            r"?\w{3,}(?:ому|ему|ой|ей|ым|им)",
            r"?\w{3,}(?:ому|ему|ой|ей|ым|им)",
            _CONDITION_HEADS,
        )
        or s.phrase(at, r"при", _WHEN_CONDITION)
        or s.phrase(at, r"при", r"поступлени\w+", r"\w+")
        or s.phrase(at, r"при", r"(?:остр|крайн|особ|производственн|такой|эт)\w*", r"необходимост\w+|потребност\w+")
        or s.phrase(at, r"если|когда", r".+")
        or s.phrase(at, r"как", r"только", r".+")
        or s.phrase(at, r"в", r"зависимости", r"от", r".+")
        or s.phrase(at, r"в", r"случа[еяю]\w*", r".+")
        or s.phrase(at, r"в", r"ответ", r"на", r".+")
        or s.phrase(
            at, r"исходя", r"из", r"потребност\w+|необходимост\w+|запрос\w*|ситуации|обстоятельств|возможност\w+"
        )
        or s.phrase(at, r"на", r"усмотрени\w+")
        or s.phrase(at, r"ситуативно|факультативно|эпизодически|выборочно|периодически|необходимост\w+|индивидуально")
        or s.phrase(at, r"с", r"учетом", r"запрос\w*|потребност\w*")
    )
    if heads is None:
        return None
    if (
        s.matches(at, r"при")
        and s.matches(at + 1, r"поступлени\w+")
        and not s.matches(at + 2, r"запрос\w*|обращени\w+|заяв\w+|жалоб\w*|предложени\w+|информаци\w+")
    ):
        return None
    alone = heads == at + 1 and s[heads].kind == "punct"
    end = heads if alone else max(words_stop(s, at + 1, frame), at + 1)
    return Condition(phrase(s, at, end)), end


def _is_day_of_event(s: Stream, at: int) -> bool:
    """«ко дню открытия форума» counts from an event; «ко Дню колледжа» is a name."""
    day = at + 1 if s.is_any(at, "к", "ко") else at
    return s.is_any(day, "дню") and not is_name(s, day) and s.matches(day + 1, r"(?!рождения)\w+(?:ния|тия|ции)")


def _is_dated_act(s: Stream, at: int) -> bool:
    """«(на основании) приказа от 15.08.2024 № 98»: the ground of the work, no plan that dates it."""
    return bool(
        re.match(
            r"(?:[а-я]+(?:ым|им|ом|ого|его|ому|ему|ой|ей) ){0,2}(?:приказ|распоряжени|постановлени|закон|указ|письм)[а-я]* "
            r"(?:[а-я]+ ){0,4}?от (?:\d|[а-я]+ [а-я]+ )",
            s.words_from(at, 10),
        )
    )


def read_reference(s: Stream, at: int, frame: Frame) -> Read:
    """«по графику», «согласно плану», «в соответствии со сроками конкурса», «в рамках Недели …»."""
    for patterns, case, free in (
        ((r"согласно",), "datv", True),
        ((r"в", r"соответствии", r"с|со"), "ablt", True),
        ((r"в", r"рамках"), "gent", True),
        ((r"на", r"основании"), "gent", True),
        ((r"исходя", r"из"), "gent", True),
        ((r"см", r"?\."), "accs", True),
        ((r"смотри|смотреть",), "accs", True),
        ((r"по",), "datv", False),
    ):
        after = s.phrase(at, *patterns)
        if after is None or (s.matches(at + 1, r"рамках") and not opens(s, at)):
            continue
        if not free:
            ahead = next((k for k in range(after, after + 4) if s.matches(k, _DOCUMENTS)), None)
            # Between «по» and the document stand adjectives only: «по отдельному плану», not «по завершению программы».
            if ahead is None or not all(s.matches(k, r"\w+(?:ому|ему|ым|им|ой|ей)|-") for k in range(after, ahead)):
                continue
        end = words_stop(s, after, frame)
        if end <= after:
            continue
        if _is_dated_act(s, after):
            return None
        return Reference(event_name(s, after, end, case)), end
    printed = s.phrase(at, r"по", r"документу", r"или", r"событию")
    if printed is not None:
        end = words_stop(s, printed - 1, frame)
        return Reference(event_name(s, printed - 1, end, "datv")), end
    fixed = re.match(
        r"в (?:(?:установленн|указанн|определенн|утвержденн|назначенн|согласованн|запланированн|обозначенн"
        r"|предусмотренн|регламентированн)\w+ )(?:\w+ )?срок\w*"
        r"|в срок\w*,? (?:установленн|указанн|определенн|утвержденн|предусмотренн|обозначенн|проведени)\w*"
        r"|(?:дата|срок\w*|время)(?: проведения)? (?:устанавлива|определя|назнача|утвержда|согласовыва)\w+"
        r"|(?:устанавлива|определя|назнача)\w+ (?:приказ|положени|график|план|организатор)\w*",
        s.words_from(at),
    )
    if fixed:
        end = max(words_stop(s, at, frame), s.after_words(at, fixed[0]))
        first = at + 1 if s.is_any(at, "в") else at
        return Reference(phrase(s, first, end)), end
    day = re.match(
        r"(?:ко? |в |на )?(?:един\w+ |всероссийск\w+ |международн\w+ )*(?:день|дню|дня|днем|неделя|недели|неделе"
        r"|неделю|декада|декаде|декаду|месячник\w*|декадник\w*) [а-я]+",
        s.words_from(at),
    )
    if (
        day
        and not _is_day_of_event(s, at)
        and opens(s, at)
        and not re.search(
            r" (?:до|после|с|со|в|подачи|проведения|месяца|каждого|каждой|каждую|регистрации|начала)$", day[0]
        )
    ):
        if s.is_any(at, "в") and s.is_any(at + 1, "день") and not is_name(s, at + 1):
            return None
        skip = 1 if s.is_any(at, "к", "ко", "в", "на") else 0
        end = words_stop(s, at + skip + 1, frame)
        case = (
            "datv"
            if s.is_any(at, "к", "ко", "дню")
            else "gent"
            if s.is_any(at, "дня", "недели")
            else "loct"
            if s.is_any(at + skip, "неделе")
            else ""
        )
        text = nominative(phrase(s, at + skip, end), case) if case else phrase(s, at + skip, end)
        return Reference(text, certain=False), end
    return None
