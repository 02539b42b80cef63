"""Russian sentences of results. People are called by name, or by id where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from . import admissible
from .model import Mentee, Mentor
from .results import Loss

REASONS = {
    "no_consent": "Нет действующего согласия наставляемого.",
    "no_candidate": "Ни с одним наставником пара не рассматривалась.",
    "capacity": "Все подходящие наставники заняты.",
    "not_optimal": "Свободное место есть, но эта пара ухудшила бы общий итог.",
    "constraint": "Свободное место есть, но его не даёт занять квота, минимум или группа.",
}

#: `constraint` under `total` without a quota, minimum or group: what he would gain by is full.
GOOD_PLACES_TAKEN = "Наставники, с которыми итог вырос бы, заняты, а со свободными он стал бы хуже."

UNUSED = {
    "no_consent": "Нет действующего согласия наставника.",
    "no_candidate": "Ни с одним наставляемым пара не рассматривалась.",
    "not_needed": "Все, кто подходит, распределены к другим или остались без пары из-за прочих условий.",
}

_BARS = {
    admissible.PERSON: "это один и тот же человек",
    admissible.MENTEE_CONSENT: "нет согласия наставляемого",
    admissible.MENTOR_CONSENT: "нет согласия наставника",
    admissible.FORBIDDEN: "пара запрещена",
    admissible.ORGANIZATION: "разные организации",
    admissible.UNLISTED: "пара не рассматривалась",
    admissible.NOT_RANKED: "не указали друг друга в предпочтениях",
    admissible.NO_PLACE: "у наставника нет мест",
    "schedule": "не совпадает свободное время",
    "form": "не подходит форма наставничества",
    "sex": "не подходит пол",
    "language": "нет общего языка",
    "wish": "против этого пожелание",
    "group": "одна группа, а нужны разные",
}


def label(person: Mentee | Mentor) -> str:
    """What to call a person."""
    return person.name or person.id


def bar_words(bar: str) -> str:
    """A bar in words, without a full stop."""
    return _BARS.get(bar, f"исключено по причине «{bar}»")


def all_excluded(bars: Iterable[Sequence[str]]) -> str:
    """«Все пары исключены: …», each pair by its gravest bar, the most frequent first."""
    counts = Counter(bar_words(found[0]) for found in bars)
    words = [
        f"{text} ({number})" if sum(counts.values()) > 1 else text
        for text, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"Все возможные пары исключены: {', '.join(words)}."


def counted(number: int, one: str, few: str, many: str) -> str:
    """«21 пара», not to be broken."""
    from nastavnik.engines.russian.numbers import count

    return count(number, one, few, many)


def chain_words(moves: Iterable[tuple[str, str | None, str | None]]) -> str:
    """Who moves where: «Анна: от Ольги к Вере» as «Анна (Ольга → Вера)»; names stay in the nominative."""
    return "; ".join(f"{who} ({old or 'без пары'} → {new or 'без пары'})" for who, old, new in moves)


def moving(chain: str) -> str:
    """«переходит: Анна (Ольга → Вера)», of several «переходят: …»; one chain ends with one arrow."""
    return f"{'переходит' if chain.count(' → ') == 1 else 'переходят'}: {chain}"


def _and_move(chain: str) -> str:
    """The sentence on who moves, to follow another one; empty where nobody does."""
    text = moving(chain)
    return f" {text[0].upper()}{text[1:]}." if chain else ""


def capacity_words(mentor: str, chain: str) -> str:
    """One more place helps."""
    return f"Хватит ещё одного места: наставник {mentor}.{_then(chain)}"


def pair_words(mentor: str, bar: str, chain: str) -> str:
    """Lifting one bar helps."""
    if bar == admissible.UNLISTED:
        return f"Рассмотрите ещё одну пару: место найдётся, наставник {mentor}.{_then(chain)}"
    return f"Хватит снять одно препятствие: наставник {mentor}, {bar_words(bar)}.{_then(chain)}"


def _then(chain: str) -> str:
    return f" Тогда {moving(chain)}." if chain else ""


CONSENT_HELPS = "Как только согласие будет получено, пара найдётся."
NOTHING_HELPS = "Ни одно изменение по отдельности не поможет: нужны новые наставники или новые места."


def loss_words(matched: int, total: int, chain: str, worst: int | None = None, kept: int | None = None) -> str:
    """What the pair would cost."""
    said = _losses(matched, total, worst, kept)
    if said:
        text = f"Пара возможна, но тогда {', '.join(said)}."
    elif total < 0:
        text = f"Пара возможна, сумма оценок станет больше на {-total}, но низких оценок станет больше."
    else:
        text = "Равноценный вариант: общий итог не изменится."
    return text + _and_move(chain)


def _more_left(number: int) -> str:
    """«без пары останется на 2 человека больше»."""
    return f"без пары останется на {counted(number, 'человека', 'человека', 'человек')} больше"


def _losses(matched: int, total: int, worst: int | None, kept: int | None) -> list[str]:
    said = []
    if matched > 0:
        said.append(_more_left(matched))
    if kept:
        # Negative where the pair itself restores a former one.
        said.append(f"прежних пар сохранится на {abs(kept)} {'меньше' if kept > 0 else 'больше'}")
    if worst is not None and worst > 0:
        said.append(f"худшая оценка станет ниже на {worst}")
    if total > 0:
        said.append(f"сумма оценок станет меньше на {total}")
    elif total < 0 and said:
        said.append(f"сумма оценок станет больше на {-total}")
    return said


MARGINS = {
    "locked": "Пара закреплена, другие варианты не сравнивались.",
    "only": "Иначе нельзя: без этой пары условия не выполнить.",
    "unknown": "Можно ли было иначе, не выяснено: проверка слишком долгая.",
}


def margin_words(equal: bool, loss: Loss, chain: str) -> str:
    """How sure a pair is."""
    if equal:
        return f"Могло быть иначе, итог тот же.{_and_move(chain)}"
    said = _losses(loss.matched, loss.total, loss.worst, loss.kept) or ["низких оценок станет больше"]
    return f"Без этой пары {', '.join(said)}.{_and_move(chain)}"


def leaving_words(mentor: str, matched: int, total: int, chain: str) -> str:
    """What the leaving of a mentor would cost."""
    said = []
    if matched > 0:
        said.append(_more_left(matched))
    if total:
        said.append(f"сумма оценок станет {'меньше' if total > 0 else 'больше'} на {abs(total)}")
    cost = ", ".join(said) if said else "всем найдётся место, и итог не изменится"
    return f"Если выбудет наставник {mentor}: {cost}.{_and_move(chain)}"


def leaving_unknown(mentor: str) -> str:
    """The other musts could not be met, or the search gave up."""
    return f"Если выбудет наставник {mentor}: остальные условия выполнить не удаётся или проверить это слишком долго."


def pair_text(mentee: str, mentor: str, score: int, parts: Sequence[tuple[str, int]]) -> str:
    """Why a made pair is good."""
    shown = f"−{-score}" if score < 0 else str(score)
    if not parts:
        return f"{mentee} — {mentor}: оценка {shown}."
    words = ", ".join(f"{text} {'−' if value < 0 else '+'}{abs(value)}" for text, value in parts)
    return f"{mentee} — {mentor}: оценка {shown} ({words})."
