"""Work without an end of its own: «в течение года», «постоянно», «на всех этапах»."""

from __future__ import annotations

import re

from .frame import Frame
from .items import Item, Whole
from .stream import Stream
from .wording import words_stop

Read = tuple[Item, int] | None

#: What the life of a programme is called, besides the year: its period, its stages, its own name.
_LIFE = (
    r"реализаци\w+|действи[еяйюи]\w*|наставничеств\w*|программ\w*|проект\w*|взаимодействи\w*|этап\w*|период\w*"
    r"|план\w*|срок\w*|дорожн\w+|обучени\w+|работы|сотрудничеств\w+|наставническ\w+|персонализированн\w+"
    r"|индивидуальн\w+|врем[яе]\w*|цикл\w*|процесс\w*|жизн\w+|внедрени\w+|функционировани\w+|сопровождени\w+"
)
#: The same after «в ходе», «в период», where other work («в ходе стажировки») is an event.
_OWN_LIFE = (
    r"(?:всей |всего |полного )?(?:реализации|действия|выполнения|внедрения)(?: (?:программ|проект|договор|соглашени|план|модел|дорожной карт"
    r"|положени|персонализированн|системы наставнич|наставнич|целевой модел|наставническ|настоящ|данно)\w*.*|$)"
    r"|(?:всей |всего )?(?:наставничества|наставнической деятельности|работы (?:пар|наставническ|наставник)\w*)"
)
_ENTIRE = r"вс[яеёю]|всего|всей|всем|весь|цел\w+|полн\w+|кругл\w+"
_YEAR_ATTRIBUTE = r"(?:вс\w+|цел\w+|полн\w+|текущ\w+|эт\w+|наступ\w+|календарн\w+|учебн\w+|уч|данн\w+)"
_HABIT = (
    r"(?:постоянн|текущ|рабоч|непрерывн|регулярн|системн|систематическ|штатн|обычн|фонов|круглогодичн|долгосрочн)\w+"
)
_LASTING = (
    r"постоянно|систематически|непрерывно|регулярно|круглогодично|перманентно|бессрочно|планомерно|неограниченно"
    r"|последовательно и непрерывно|на постоянку|еженедельно и постоянно|всегда|без ограничения срока"
    rf"|на (?:{_HABIT}) основе|в (?:{_HABIT}) (?:режиме|порядке|формате)|в режиме (?:{_HABIT})(?: \w+)?"
    r"|не ограничен\w*|по ходу (?:реализации|работы|всей|программы|действия)(?: \w+){0,3}|по ходу"
    r"|(?:в|на)? ?(?:всех|каждом|любом|протяжении всех|течение всех|все|каждый из) этап\w+(?: (?:реализации"
    r"|программы|работы|проекта|наставничества|внедрения|взаимодействия)(?: \w+){0,3})?"
    r"|(?:пока|до тех пор пока) (?:действует|длится|идет|продолжается|реализуется|работает) .*"
    r"|период (?:реализации|действия|обучения|наставничества)(?: \w+){0,3}|учебный год|уч год"
)


def read_whole(s: Stream, at: int, frame: Frame) -> Read:
    """«в течение года», «постоянно», «весь период», «на всех этапах», «пока действует программа»."""
    words = s.words_from(at, 14)
    if not words.startswith(("на еже", "в еже")):
        found = re.match(rf"(?:{_LASTING})(?![а-я])", words)
        if found:
            if found[0].startswith(("пока", "до тех")):
                return Whole(), words_stop(s, at, frame)
            return Whole(), s.after_words(at, found[0])
    through = s.phrase(at, r"в|на", rf"?{_ENTIRE}", r"течени[еи]|продолжени[еи]|протяжени[еи]") or s.phrase(
        at, r"течение"
    )
    entire = through if through is not None else s.phrase(at, r"?за|на|в", _ENTIRE)
    if entire is None:
        if s.phrase(at, r"за", r"год") is not None and not s.matches(at + 2, r"до|перед"):
            return Whole(), at + 2
        lasting = s.phrase(at, r"в|по", r"ходе|ход|процессе|период|срок|время|рамках")
        year = None if lasting is None else _study_year(s, lasting)
        if year is not None:
            return Whole(), year
        own = lasting is not None and re.match(rf"(?:{_OWN_LIFE})(?![а-я])", s.words_from(lasting, 8))
        return (Whole(), words_stop(s, lasting, frame)) if own and lasting is not None else None
    if through is None and s.matches(entire - 1, r"кругл\w+") and s.unit(entire) != "year":
        return None
    return _lasting_noun(s, entire if through is None else through, frame)


def _study_year(s: Stream, at: int) -> int | None:
    """Index after «(всего) учебного года» behind «в ходе», «в процессе», «в рамках»."""
    entire = s.phrase(at, rf"?{_ENTIRE}", r"?текущего|этого|данного", r"учебного|уч", r"?\.", r"года|г")
    return None if entire is None else s.after_dot(entire)


def _lasting_noun(s: Stream, at: int, frame: Frame) -> Read:
    """The noun after «в течение», «весь»: a year, a study process, a period of the programme; else None."""
    year = at
    while s.matches(year, _YEAR_ATTRIBUTE + r"|\.") or (s[year].kind == "years" and s.unit(year + 1) == "year"):
        year += 1
    if s.unit(year) == "year" and not s.matches(year, r"лет|годы"):
        # «в течение года с момента приёма» counts from an event.
        if s[year + 1].kind == "punct" or not re.match(
            r"(?:после|с момента|со дня|с даты|до (?!\d))\b", s.words_from(year + 1)
        ):
            return Whole(), s.after_dot(year + 1)
        return None
    noun = at
    while s.matches(noun, _ENTIRE + r"|учебн\w+|образовательн\w+|воспитательн\w+"):
        noun += 1
    if s.matches(noun, _LIFE) and s.unit(noun + 1) is None and s[noun + 1].kind not in ("num", "month"):
        return Whole(), max(words_stop(s, noun, frame), noun + 1)
    return None
