"""Results in plain Russian. What may not be claimed stands in `claims`; these sentences obey it.

Decline is said as plainly as growth, smallness of a group as plainly as success, and nothing is said of a cause.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from nastavnik.engines.russian.numbers import count, plural

from .alpha import SHOWN_FROM, Reliability
from .categories import Turned
from .figures import NBSP, chance, decimal, of, points
from .paired import Figures, Paired
from .spearman import Correlation
from .suppression import THRESHOLD, Row, Table
from .unpaired import Unpaired

CHOSEN_LOW = "Группу отбирали по низким оценкам: часть роста возможна сама собой."
UNKNOWN_CAUSE = "Мы не знаем, изменилось бы это без наставника."
HIDDEN = "Собрано мало парных ответов, итог скрыт."

_NOT_SHOWN = f"итог не{NBSP}показываем, чтобы не{NBSP}раскрыть отдельных людей."

_MAGNITUDE = {
    "negligible": "разницы почти нет",
    "small": "разница небольшая",
    "medium": "разница заметная",
    "large": "разница большая",
}


def say(result: object) -> tuple[str, ...]:
    """The sentences of any result of this package; nothing for what needs none."""
    if isinstance(result, Paired):
        return paired(result)
    for kind, sentence in _SENTENCES.items():
        if isinstance(result, kind):
            return tuple(filter(None, [sentence(result)]))
    return ()


def people(found: Paired) -> str:
    """Who was compared: «Вошли 18, вышли 14, сравниваем 14.»"""
    entered, left = found.n_pairs + found.n_only_before, found.n_pairs + found.n_only_after
    first, second = plural(entered, "Вошёл", "Вошли", "Вошли"), plural(left, "вышел", "вышли", "вышли")
    return f"{first}{NBSP}{entered}, {second}{NBSP}{left}, сравниваем{NBSP}{found.n_pairs}."


def paired(found: Paired, *, chosen_low: bool = False) -> tuple[str, ...]:
    """Who was compared, the verdict, then what weakens it. `chosen_low`: the group was taken for its low scores."""
    said = [people(found), verdict(found)]
    if found.sensitivity and found.sensitivity.robust == "weak" and found.verdict.code != "hidden":
        gone = found.n_only_before
        said.append(
            "Вывод держится только на тех, кто дошёл до конца: "
            f"{gone}{NBSP}{plural(gone, 'не прошёл', 'не прошли', 'не прошли')} выходную анкету."
        )
    said += [left(found.dropouts)] if found.dropouts and found.verdict.code != "hidden" else []
    if chosen_low and found.verdict.direction == "up":
        said.append(CHOSEN_LOW)
    return tuple(said)


def left(found: Unpaired) -> str:
    """Entry answers of those who left (x) against those who stayed (y)."""
    if found.magnitude == "negligible":
        return f"На{NBSP}входе те, кто не{NBSP}дошёл до{NBSP}конца, отвечали почти так{NBSP}же, как остальные."
    word = "выше" if found.delta > 0 else "ниже"
    return (
        f"На{NBSP}входе те, кто не{NBSP}дошёл до{NBSP}конца, отвечали {word} остальных: {_MAGNITUDE[found.magnitude]}."
    )


def verdict(found: Paired) -> str:
    """The sentence of the verdict's code."""
    if found.verdict.code == "hidden" or found.figures is None:
        return f"Ответов до и{NBSP}после меньше{NBSP}{found.k}: {_NOT_SHOWN}"
    return _VERDICTS[found.verdict.code](found, found.figures)


def _all_same(found: Paired, figures: Figures) -> str:
    return f"У{NBSP}всех {count(figures.n, 'участника', 'участников', 'участников')} оценка осталась прежней."


def _few_changed(found: Paired, figures: Figures) -> str:
    who = count(figures.n, "участника", "участников", "участников")
    verb = plural(figures.n_changed, "изменил", "изменили", "изменили")
    return f"Из{NBSP}{who} оценку {verb}{NBSP}{figures.n_changed}: судить об{NBSP}изменении рано."


def _too_few(found: Paired, figures: Figures) -> str:
    return (
        f"Участников мало ({figures.n}): можно описать, но{NBSP}не{NBSP}обобщать. "
        f"Выросло у{NBSP}{figures.n_up}, снизилось у{NBSP}{figures.n_down}."
    )


def _clear(found: Paired, figures: Figures) -> str:
    up = found.verdict.direction == "up"
    verb, moved = ("выросли", figures.n_up) if up else ("снизились", figures.n_down)
    text = f"Оценки заметно {verb}: у{NBSP}{of(moved, figures.n)}, обычно на{NBSP}{points(figures.shift.estimate)}"
    low, high = figures.shift.low, figures.shift.high
    if low is None or high is None:
        return f"{text}."
    ends = (low, high) if up else (-high, -low)
    return f"{text} (от{NBSP}{decimal(ends[0])} до{NBSP}{decimal(ends[1])})."


def _clear_few(found: Paired, figures: Figures) -> str:
    return f"Изменение заметное, но{NBSP}людей мало:{NBSP}{figures.n}. Проверьте на{NBSP}следующем наборе."


def _clear_small(found: Paired, figures: Figures) -> str:
    same = figures.n - figures.n_changed
    return f"Изменение есть, но{NBSP}небольшое: у{NBSP}{of(same, figures.n)} оценка прежняя."


def _stable(found: Paired, figures: Figures) -> str:
    return f"Существенного изменения нет: типичное изменение меньше {_less_than(found.delta)}."


def _notable_few(found: Paired, figures: Figures) -> str:
    rose = plural(figures.n_up, "выросла", "выросли", "выросли")
    fell = plural(figures.n_down, "снизилась", "снизились", "снизились")
    on = count(figures.n, "участнике", "участниках", "участниках")
    return (
        f"Оценки сдвинулись ({figures.n_up}{NBSP}{rose}, {figures.n_down}{NBSP}{fell}), "
        f"но{NBSP}на{NBSP}{on} это может быть случайностью."
    )


def _unclear(found: Paired, figures: Figures) -> str:
    return f"По{NBSP}этим данным нельзя сказать, изменилось ли что‑то."


_VERDICTS = {
    "all_same": _all_same,
    "few_changed": _few_changed,
    "too_few": _too_few,
    "clear": _clear,
    "clear_few": _clear_few,
    "clear_small": _clear_small,
    "stable": _stable,
    "notable_few": _notable_few,
    "unclear": _unclear,
}


def _less_than(delta: Fraction) -> str:
    """«0,5 балла», «1 балла», «2 баллов»: the genitive after «меньше»."""
    shown = decimal(delta)
    word = "балла" if "," in shown else plural(int(shown), "балла", "баллов", "баллов")
    return f"{shown}{NBSP}{word}"


def unpaired(found: Unpaired, first: str = "первой группе", second: str = "второй группе") -> str:
    """Two groups; their names come in the prepositional: «группе программы», «ожидающих»."""
    if min(found.n_x, found.n_y) < THRESHOLD:
        return f"В{NBSP}одной из{NBSP}групп ответов меньше{NBSP}{THRESHOLD}: {_NOT_SHOWN}"
    sizes = f"в{NBSP}{first} ответов {found.n_x}, в{NBSP}{second} {found.n_y}"
    size = _MAGNITUDE[found.magnitude]
    if found.magnitude == "negligible":
        text = f"Оценки двух групп близки: {size}."
    else:
        higher = first if found.delta > 0 else second
        text = f"Оценки выше в{NBSP}{higher}: {size}."
    certain = found.magnitude == "negligible" or found.p <= Fraction(1, 20)
    doubt = "" if certain else " Это может быть случайностью."
    return f"{text}{doubt} Сравнили: {sizes} ({chance(found.p)})."


def against_waiting(found: Unpaired, alpha: Fraction = Fraction(1, 20)) -> str:
    """Changes of people in the programme (x) against those who wait, measured twice as well (y)."""
    if found.p > alpha:
        return f"Отличается ли изменение в{NBSP}группе программы от{NBSP}изменения у{NBSP}ожидающих, по{NBSP}этим данным не{NBSP}видно."
    word = "больше" if found.delta > 0 else "меньше"
    return f"В{NBSP}группе программы изменение {word}, чем у{NBSP}ожидающих."


def correlation(found: Correlation) -> str:
    """A link is never called a cause."""
    if found.n < THRESHOLD:
        return f"Людей с{NBSP}обоими ответами меньше{NBSP}{THRESHOLD}: {_NOT_SHOWN}"
    if found.rho is None or found.p is None:
        return f"Один из{NBSP}показателей у{NBSP}всех одинаков: связь не{NBSP}рассчитывается."
    figure = f"ρ{NBSP}={NBSP}{decimal(found.rho)}, {chance(found.p)}, людей{NBSP}{found.n}"
    if found.p > Fraction(1, 20):
        return f"Связи двух оценок по{NBSP}этим данным не{NBSP}видно ({figure})."
    way = f"и{NBSP}другая выше" if found.rho > 0 else "другая ниже"
    return f"У{NBSP}кого выше одна оценка, у{NBSP}тех обычно {way} ({figure}). Что от{NBSP}чего зависит, так узнать нельзя."


def reliability(found: Reliability) -> str:
    """Shown from twenty complete rows on and never for two items."""
    if found.n < SHOWN_FROM or found.k < 3:
        return "Надёжность шкалы не\u00a0оценивалась."
    if found.alpha is None:
        return f"Все ответили одинаково: надёжность шкалы не{NBSP}рассчитывается."
    level = "согласованы хорошо" if found.alpha >= Fraction(7, 10) else "согласованы слабо, считайте их по отдельности"
    return f"Вопросы шкалы {level} (α{NBSP}={NBSP}{decimal(found.alpha)}, полных анкет{NBSP}{found.n})."


def turned(found: Turned) -> str:
    """Yes-or-no answers before and after."""
    if found.n < THRESHOLD:
        return f"Людей с{NBSP}обоими ответами меньше{NBSP}{THRESHOLD}: {_NOT_SHOWN}"
    if not found.b + found.c:
        return f"Ответ не{NBSP}изменил никто."
    text = f"С{NBSP}«нет» на{NBSP}«да» ответ изменили {found.c}, с{NBSP}«да» на{NBSP}«нет» {found.b}"
    if found.b + found.c < 6:
        return f"{text}: судить об{NBSP}изменении рано."
    ending = "" if found.p <= Fraction(1, 20) else ": это может быть случайностью"
    return f"{text}{ending} ({chance(found.p)})."


def suppressed(found: Row | Table) -> str:
    """What was hidden and why; empty if everything is shown."""
    if isinstance(found, Row):
        if None not in found.shown:
            return ""
        if found.total is None and not any(found.shown):
            return f"Скрыто: людей слишком мало, чтобы показать ответы и{NBSP}никого не{NBSP}раскрыть."
        return f"Часть чисел скрыта: по{NBSP}ним можно узнать ответы отдельных людей."
    if found.status == "hidden":
        return f"Скрыто: людей слишком мало, чтобы показать таблицу и{NBSP}никого не{NBSP}раскрыть."
    if found.status == "collapsed":
        return f"Показаны только итоги: по{NBSP}остальным клеткам можно вычислить скрытые."
    if any(None in row for row in found.shown) or None in found.row_totals or None in found.col_totals:
        return f"Часть чисел скрыта: по{NBSP}ним можно узнать ответы отдельных людей."
    return ""


_SENTENCES: dict[type, Callable[[Any], str]] = {
    Unpaired: unpaired,
    Correlation: correlation,
    Reliability: reliability,
    Turned: turned,
    Row: suppressed,
    Table: suppressed,
}
