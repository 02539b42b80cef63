"""Terms that name no date: counted from an event, on a condition, taken from another document, the whole year."""

from __future__ import annotations

import re

from .date_phrases import read_dates
from .frame import Frame
from .items import Condition, Item, Reference, Relative, Then, Whole
from .model import Direction
from .nominative import join_broken, nominative
from .stream import Stream
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
_DOCUMENTS = (
    r"\w*график\w*|план\w*|медиаплан\w*|расписани\w+|срок\w*|программ\w+|приказ\w*|распоряжени\w+|положени\w+"
    r"|циклограмм\w+"
    r"|календар\w+|регламент\w*|договор\w*|соглашени\w+|карт[еы]|порядк\w+|смет\w+|письм\w+|инструкци\w+|схем\w+"
    r"|методик\w+|афиш\w+|информационн\w+|указани\w+|перечн\w+|маршрут\w*|проект\w*|рекомендаци\w+|анонс\w*"
)
_CONDITION_HEADS = (
    r"необходимост\w+|возможност\w+|потребност\w+|надобност\w+|запрос\w*|обращени\w+|заявк\w+|заявлени\w+|желани\w+"
    r"|просьб\w+|требовани\w+|договоренност\w+|согласовани\w+|факту|инициатив\w+|вызов\w*|показани\w+|ситуаци\w+"
    r"|предложени\w+|пожелани\w+|поручени\w+|поступлени\w+|востребованност\w+|усмотрени\w+|жалоб\w+|приглашени\w+"
    r"|заказ\w*|записи|индивидуальн\w+ запрос\w*|рекомендации"
)
_WHEN_CONDITION = (
    r"необходимост\w+|возможност\w+|потребност\w+|надобност\w+|наличи\w+|желани\w+|услови\w+|выявлени\w+"
    r"|возникновени\w+|отсутстви\w+|появлени\w+|обращени\w+|запрос\w*|нужде|наступлени\w+|обнаружени\w+"
    r"|заинтересованност\w+"
)


def _stop(s: Stream, at: int, frame: Frame) -> int:
    """Index where the words of an event end: a bracket, «;», or a date phrase («…, но не позднее 15 мая»)."""
    start = at
    while s[at].kind != "end" and at < start + 60:
        if s.is_any(at, ";", "(", ")"):
            break
        if s.is_any(at, ",", "и") and at > start:
            after = at + 2 if s.is_any(at + 1, "но", "а") else at + 1
            if s.is_any(at, ",") and (
                s.is_any(at + 1, "но", "далее", "затем")
                or s.matches(after, r"еже\w+|не|кроме|постоянно")
                or s.phrase(after, r"в|на", r"течение|всех|протяжении") is not None
            ):
                break
            if read_dates(s, after, frame) is not None:
                break
        if at > start and s.matches(at, r"до|в|к|не|с") and read_dates(s, at, frame) is not None:
            break
        if at > start and s.is_any(at, "."):
            following = s[at + 1]
            if following.kind == "end" or (
                s.text[following.start : following.start + 1].isupper() and len(s[at - 1].text) > 3
            ):
                break
        at += 1
    while at > start and s[at - 1].text in (",", "-", ".", ":", "..."):
        at -= 1
    return at


def _phrase(s: Stream, first: int, last: int) -> str:
    text = join_broken(s.slice(first, last).strip(" .,;:—-"))
    if text.count("«") < text.count("»"):
        text = text.replace("»", "", 1)
    if text.count("«") > text.count("»"):
        text += "»"
    return text


def _event(s: Stream, first: int, last: int, case: str) -> str:
    phrase = _phrase(s, first, last)
    named = nominative(phrase, case)
    # «согласно плана» is common in plans, though the norm is the dative.
    return nominative(phrase, "gent") if named == phrase and case == "datv" else named


#: First words of every phrase of this module; other words are passed by at once.
_FIRST = (
    r"по|при|после|в|во|на|за|до|к|ко|перед|накануне|с|со|от|через|спустя|согласно|исходя|см|смотри|смотреть"
    r"|если|когда|далее"
    r"|затем|впоследствии|потом|не|минимум|примерно|максимум|ориентировочно|сразу|непосредственно|начиная|одновременно"
    r"|параллельно|ситуативно|факультативно|эпизодически|выборочно|периодически|необходимост\w+|индивидуально|постоянно"
    r"|систематически|непрерывно|регулярно|кругл\w+|весь|период\w*|целый|все|учебный|уч|еженедельно|перманентно|бессрочно|дата"
    r"|срок\w*|время|устанавлива\w+|определя\w+|назнача\w+|един\w+|всероссийск\w+|международн\w+|д[ен][нея]\w*"
    r"|недел\w+|декад\w+|месячник\w*|декадник\w*"
)


def read_event(s: Stream, at: int, frame: Frame) -> Read:
    """Whatever of this module begins at the token, or None."""
    if s[at].kind not in ("num", "ord") and not s.matches(at, _FIRST):
        return None
    for reader in (_then, _whole, _condition, _reference, _within, _ahead, _after, _on):
        found = reader(s, at, frame)
        if found is not None:
            return found
    return None


def _then(s: Stream, at: int, frame: Frame) -> Read:
    after = s.phrase(at, r"далее|затем|впоследствии|потом")
    if after is None:
        after = s.phrase(at, r"в", r"дальнейшем|последующем|последующие", r"?годы")
    return None if after is None else (Then(), after)


_LIFE = (
    r"реализаци\w+|действи\w+|наставничеств\w*|программ\w*|проект\w*|взаимодействи\w*|этап\w*|период\w*|план\w*"
    r"|всего|весь"
    r"|срок\w*|дорожн\w+|обучени\w+|работы|сотрудничеств\w+|наставническ\w+|персонализированн\w+|индивидуальн\w+"
)


def _whole(s: Stream, at: int, frame: Frame) -> Read:
    """«в течение года», «постоянно», «весь период», «на всех этапах»."""
    through = s.phrase(at, r"в|на", r"течени[еи]|продолжени[еи]|протяжени[еи]")
    through = through or (s.phrase(at, r"за", r"весь|всего") and at + 1)
    if through is not None:
        words = re.match(
            r"(?:вс\w+ |цел\w+ |текущ\w+ |календарн\w+ )*(?:(?:учебн\w+ |уч |уч\. ?)?(?:год\w*|г)\b"
            r"|(?:учебного |всего )?процесса\b)"
            r"(?! (?:после|с момента|со дня))",
            s.words_from(through),
        )
        if words:
            end = _words_end(s, through, words[0])
            # «в течение года с момента приёма» counts from an event.
            if not re.match(r"(?:после|с момента|со дня|с даты|до)\b", s.words_from(end)):
                return Whole(), s.after_dot(end)
        if s.matches(through, _LIFE) and s.unit(through + 1) is None:
            return Whole(), _stop(s, through, frame)
        if s.matches(through, r"вс\w+|цел\w+") and s.unit(through + 1) == "year":
            return Whole(), through + 2
    set_phrases = (
        r"на (?:постоянной|регулярной|системной|непрерывной) основе|постоянно|систематически|непрерывно"
        r"|регулярно|круглогодично|круглый год"
        r"|период (?:реализации|действия|обучения)(?: \w+){0,3}"
        r"|(?:весь|целый) (?:учебный |календарный |уч )?год|(?:весь|за весь) (?:период|срок)(?: (?:реализации"
        r"|обучения|наставничества|действия)(?: \w+){0,3})?"
        r"|на (?:всех|каждом|любом|протяжении всех) этап\w+(?: (?:реализации|программы|работы|проекта"
        r"|наставничества|внедрения)(?: \w+){0,3})?"
        r"|все этапы(?: реализации)?|учебный год|уч год|на постоянку|в постоянном режиме|в рабочем порядке"
        r"|в текущем режиме"
        r"|в (?:ходе|процессе|период|срок) (?:всей |всего )?(?:реализации|действия|выполнения) (?:программ\w*"
        r"|проект\w*|план\w*|модели|дорожной карты|положени\w+|персонализированн\w+ программ\w*"
        r"|системы наставничества|наставничества|целевой модели)"
        r"(?: наставничества)?|в (?:ходе|процессе|период) (?:наставничества|наставнической деятельности"
        r"|работы (?:пары|пар))"
        r"|в течение периода (?:\w+ ){0,2}\w+|еженедельно и постоянно|перманентно|бессрочно"
    )
    found = re.match(rf"(?:{set_phrases})(?![а-я])", s.words_from(at, 14))
    if found:
        return Whole(), _words_end(s, at, found[0])
    return None


def _words_end(s: Stream, at: int, words: str) -> int:
    left = len(words.split())
    while left and s[at].kind != "end":
        if s[at].kind != "punct":
            left -= 1
        at += 1
    return at


def _condition(s: Stream, at: int, frame: Frame) -> Read:
    """«по мере необходимости», «при наличии …», «по запросу», «если потребуется», «в случае …»."""
    heads = (
        s.phrase(at, r"по", r"мере", r".+")
        or s.phrase(
            at,
            r"по",
            r"?перв\w+|индивидуальн\w+|личн\w+|письменн\w+|устн\w+|собственн\w+|взаимн\w+|мотивированн\w+|отдельн\w+",
            _CONDITION_HEADS,
        )
        or s.phrase(at, r"при", _WHEN_CONDITION)
        or s.phrase(at, r"при", r"поступлени\w+", r"\w+")
        or s.phrase(at, r"при", r"(?:остр|крайн|особ|производственн|такой|эт)\w*", r"необходимост\w+|потребност\w+")
        or s.phrase(at, r"если|когда", r".+")
        or s.phrase(at, r"в", r"случа[еяю]\w*", r".+")
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
    end = max(_stop(s, at + 1, frame), at + 1)
    return Condition(_phrase(s, at, end)), end


def _reference(s: Stream, at: int, frame: Frame) -> Read:
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
        if after is None or (s.matches(at + 1, r"рамках") and not _opens(s, at)):
            continue
        if not free:
            ahead = next((k for k in range(after, after + 4) if s.matches(k, _DOCUMENTS)), None)
            # Between «по» and the document stand adjectives only: «по отдельному плану», not «по завершению программы».
            if ahead is None or not all(s.matches(k, r"\w+(?:ому|ему|ым|им|ой|ей)|-") for k in range(after, ahead)):
                continue
        end = _stop(s, after, frame)
        if end <= after:
            continue
        return Reference(_event(s, after, end, case)), end
    fixed = re.match(
        r"в (?:(?:установленн|указанн|определенн|утвержденн|назначенн|согласованн|запланированн|обозначенн"
        r"|предусмотренн|регламентированн)\w+ )(?:\w+ )?срок\w*"
        r"|в срок\w*,? (?:установленн|указанн|определенн|утвержденн|предусмотренн|обозначенн|проведени)\w*"
        r"|(?:дата|срок\w*|время)(?: проведения)? (?:устанавлива|определя|назнача|утвержда|согласовыва)\w+"
        r"|(?:устанавлива|определя|назнача)\w+ (?:приказ|положени|график|план|организатор)\w*",
        s.words_from(at),
    )
    if fixed:
        end = max(_stop(s, at, frame), _words_end(s, at, fixed[0]))
        first = at + 1 if s.is_any(at, "в") else at
        return Reference(_phrase(s, first, end)), end
    day = re.match(
        r"(?:ко |в |на )?(?:един\w+ |всероссийск\w+ |международн\w+ )*(?:день|дню|дня|днем|неделя|недели|неделе"
        r"|неделю|декада|декаде|декаду|месячник\w*|декадник\w*) [а-я]+",
        s.words_from(at),
    )
    if (
        day
        and _opens(s, at)
        and not re.search(
            r" (?:до|после|с|со|в|подачи|проведения|месяца|каждого|каждой|каждую|регистрации|начала)$", day[0]
        )
    ):
        if s.is_any(at, "в") and s.is_any(at + 1, "день") and not _is_name(s, at + 1):
            return None
        skip = 1 if s.is_any(at, "ко", "в", "на") else 0
        end = _stop(s, at + skip + 1, frame)
        case = (
            "datv"
            if s.is_any(at, "ко") or s.is_any(at, "дню")
            else "gent"
            if s.is_any(at, "дня", "недели")
            else "loct"
            if s.is_any(at + skip, "неделе")
            else ""
        )
        text = nominative(_phrase(s, at + skip, end), case) if case else _phrase(s, at + skip, end)
        return Reference(text, certain=False), end
    return None


def _opens(s: Stream, at: int) -> bool:
    """The token begins the text or a part of it after punctuation."""
    return at == 0 or s[at - 1].kind == "punct" or s.matches(at - 1, r"примерно|ориентировочно|только|срок\w*|но|и")


def _is_name(s: Stream, at: int) -> bool:
    """«День колледжа» with a capital is a name; «день открытия» is not."""
    return s.text[s[at].start : s[at].start + 1].isupper()


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
    if unit not in UNIT_DAYS or (after == at and unit == "year"):
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
            end = _stop(s, after + 1, frame)
            return f"{ended} {_phrase(s, after + 1, end)}".strip(), end
        end = _stop(s, after, frame)
        if end > after:
            case = "ablt" if patterns == (r"вслед", r"за") else "gent"
            return _event(s, after, end, case), end
    return None


def _within(s: Stream, at: int, frame: Frame) -> Read:
    """«в течение 7 дней после …», «в 3-дневный срок со дня …», «через месяц после …», «не позднее 3 дней с …»."""
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


def _ahead(s: Stream, at: int, frame: Frame) -> Read:
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
        end = _stop(s, after, frame)
        if end == after:
            # The event itself may be a readable date: «за неделю до 15 мая».
            end = _named_end(s, after, frame)
        if end > after:
            case = "ablt" if s.is_any(after - 1, "перед") else "gent"
            return Relative(_event(s, after, end, case), duration[0], "before", duration[1]), end
    until = s.phrase(at, r"не", r"позднее|позже", r"дня|даты|момента")
    if until is not None and _stop(s, until, frame) > until:
        end = _stop(s, until, frame)
        return Relative(_event(s, until, end, "gent"), 0, "before"), end
    for pattern, days, case in (
        (r"накануне", 1, "gent"),
        (r"перед", 0, "ablt"),
        (r"до", 0, "gent"),
        (r"к|ко", 0, "datv"),
    ):
        if s.matches(at, pattern) and s[at + 1].kind in ("word", "ord") and s[at + 1].text.isalpha():
            end = _stop(s, at + 1, frame)
            if pattern != r"накануне" and read_dates(s, at, frame) is not None:
                return None
            if pattern == r"к|ко" and s.matches(at + 1, r"дню|неделе|месячнику|декаде"):
                return None
            if pattern in (r"до", r"к|ко") and at > 0 and not s.matches(at - 1, r"[,;(:.]|срок|но|не|позднее|и"):
                return None
            if end > at + 1:
                direction: Direction = "before"
                return Relative(_event(s, at + 1, end, case), days, direction, certain=days > 0), end
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


def _after(s: Stream, at: int, frame: Frame) -> Read:
    """«по завершении стажировки», «после педсовета», «с момента назначения»."""
    start = s.phrase(at, r"сразу|непосредственно|не", r"?ранее") if s.matches(at + 1, r"после|по|ранее") else None
    at = start if start is not None and s.matches(start, r"после|по") else at
    if s.is_any(at, "по"):
        ended = _ending_word(s, at + 1)
        if ended is None:
            return None
        end = _stop(s, at + 2, frame)
        tail = _phrase(s, at + 2, end)
        return Relative(f"{ended} {tail}".strip(), 0, "after"), max(end, at + 2)
    after = s.phrase(at, r"после")
    if after is not None:
        end = _stop(s, after, frame)
        if end == after:
            return None
        return Relative(_event(s, after, end, "gent"), 0, "after", certain=False), end
    begun = s.phrase(at, r"?начиная", r"с|со", r"начала|окончания|завершения")
    if begun is not None and s[begun].kind == "word":
        end = _stop(s, begun, frame)
        return Relative(_event(s, begun - 1, end, "gent"), 0, "after"), end
    after = s.phrase(at, r"?начиная", r"с|со|от", r"момента|дня|даты|времени")
    if after is not None:
        end = _stop(s, after, frame)
        if end > after:
            return Relative(_event(s, after, end, "gent"), 0, "after"), end
    return None


def _on(s: Stream, at: int, frame: Frame) -> Read:
    """«в день открытия», «при приёме на работу», «во время конференции», «в ходе стажировки»."""
    for patterns, case in (
        ((r"в", r"дни|день", r"?проведения|начала"), "gent"), ((r"во", r"время"), "gent"),
        ((r"в", r"ходе|момент|процессе|период|дату"), "gent"), ((r"при",), "loct"),
        ((r"одновременно", r"с|со"), "ablt"), ((r"параллельно", r"с|со"), "ablt"),
    ):  # fmt: skip
        after = s.phrase(at, *patterns)
        # Inside a sentence «при поддержке психолога» is no term.
        if after is None or not _opens(s, at):
            continue
        if s.matches(after - 1, r"проведения|начала") and s[after].kind not in ("word", "ord"):
            after -= 1
        if s[after].kind not in ("word", "ord"):
            return None
        if s.matches(after, r"каникул\w*|каникулярн\w+"):
            return None
        end = _stop(s, after, frame)
        if end > after:
            return Relative(_event(s, after, end, case), 0, "on"), end
    return None
