"""What a report must not claim, as a table: the words that claim it, why not, what may be said.

Used on the conclusions a curator writes. The engine's own sentences pass it: a test holds them to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objection:
    """`found` is the piece of the text; `why` and `instead` are for the author."""

    code: str
    found: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    pattern: re.Pattern[str]
    why: str
    instead: str


def _rule(code: str, pattern: str, why: str, instead: str) -> _Rule:
    return _Rule(code, re.compile(pattern, re.IGNORECASE), why, instead)


_ACTOR = r"(?:программ\w*|наставничеств\w*|наставник\w*|мероприяти\w*)"
_RULES = (
    _rule(
        "cause",
        rf"\b(?:благодаря|за счёт|вследствие|в результате)\s+(?:\w+\s+){{0,2}}{_ACTOR}"
        rf"|\b{_ACTOR}\s+(?:\w+\s+){{0,2}}(?:повысил|улучшил|увеличил|снизил|привел|привёл|обеспечил|помог)\w*",
        "Без группы сравнения неизвестно, изменилось бы это и без программы.",
        "Напишите «за время программы».",
    ),
    _rule(
        "proof",
        r"\b(?:доказа(?:но|на|ли|л)|доказывает|подтвержд\w+\s+эффективност\w*)\b",
        "Малая вероятность случайности — не доказательство, а большая — не доказательство обратного.",
        "Напишите «случайность вряд ли это объяснит» или «по этим данным не видно».",
    ),
    _rule(
        "no_effect",
        r"\bне\s+(?:повлия\w+|влияет|дал[аои]?\s+эффекта|работает)\b|\bэффекта\s+нет\b",
        "Если различие не видно, это ещё не значит, что его нет.",
        "Напишите «по этим данным нельзя сказать, изменилось ли что-то».",
    ),
    _rule(
        "percent_of_scale",
        r"\b(?:рост|вырос\w*|увеличил\w*|повысил\w*|снизил\w*)\s+(?:\w+\s+){0,3}на\s+\d+(?:[.,]\d+)?\s*(?:%|процент\w*)",
        "Балл шкалы — не количество: проценты от него ничего не значат.",
        "Назовите изменение в баллах или сколько человек выросло.",
    ),
    _rule(
        "one_index",
        r"\bиндекс\w*\s+(?:влияния|эффективности|наставничества)|\b(?:общий|сводный|интегральный)\s+(?:балл|индекс|показатель)\b",
        "Разные шкалы измеряют разное, их сумма не измеряет ничего.",
        "Скажите о каждой шкале отдельно.",
    ),
    _rule(
        "mark_of_mentors",
        r"\b(?:средн\w+\s+(?:оценк\w+|балл\w*)|рейтинг\w*)\s+наставник\w*",
        "Оценки пары зависят не только от наставника, а людей в ней единицы.",
        "Не сравнивайте наставников по оценкам; скажите о программе в целом.",
    ),
    _rule(
        "correlation",
        r"\bчем\s+(?:больше|чаще|выше)\b[^.!?]{0,60}\bтем\b|\bкорреляци\w+[^.!?]{0,40}\bпоказ\w+[^.!?]{0,20}\bвлия\w+",
        "Связь двух оценок не говорит, что от чего зависит.",
        "Напишите «у кого выше одна оценка, у тех обычно выше и другая».",
    ),
)


def objections(text: str, *, compared: bool = False) -> tuple[Objection, ...]:
    """What in the text claims more than the figures can; `compared`: there was a group of those who waited.

    With a comparison group a cause may be named more boldly, «доказано» still not.
    """
    found = [
        (match.start(), Objection(rule.code, match.group(), rule.why, rule.instead))
        for rule in _RULES
        if not (compared and rule.code == "cause")
        for match in rule.pattern.finditer(text)
    ]
    return tuple(objection for _, objection in sorted(found, key=lambda item: item[0]))
