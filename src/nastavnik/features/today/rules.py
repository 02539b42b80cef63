"""How lines of the day are grouped and which one is the main step: pure decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nastavnik.kernel.contracts import DueItem

WEEK = dt.timedelta(days=7)
HEADS = frozenset({"curator", "director"})
#: what comes to the first page of a role that has nothing yet, and when; the first that fits is said
COMES = {
    "mentor": "Когда куратор пригласит вас, здесь появится, что прочитать, подписать и заполнить, а потом — ваши пары.",
    "mentee": "Когда куратор пригласит вас, здесь появится, что прочитать, подписать и заполнить, а потом — наставник.",
    "representative": "Когда организация предложит ребёнку наставничество, здесь появится, о чём вас спрашивают.",
    "tutor": "Когда куратор программы отметит участников из ваших групп, здесь будет видно, кто какие листы должен.",
    "supporter": "Когда подбор закончится, здесь появятся те, кому не нашлось пары и кому нужен специалист.",
    "office": "Здесь появляются бумаги, которые ждут вас: согласовать, подписать, внести номер, ознакомить.",
    "partner": "Когда организация попросит вас предложить наставников, просьба появится здесь.",
    "operator": "Сводные показатели появятся здесь, когда организации начнут их передавать. Сведений о людях там нет.",
}


def what_comes(roles: Collection[str]) -> str:
    """The sentence for an empty first page."""
    return next((words for role, words in COMES.items() if role in roles), "Раздел откроет куратор программы.")


@dataclass(frozen=True, slots=True)
class Day:
    """Lines of the day: the main step stands apart and is not repeated below."""

    main: DueItem | None
    late: tuple[DueItem, ...]
    week: tuple[DueItem, ...]
    later: tuple[DueItem, ...]
    waits: tuple[DueItem, ...]

    @property
    def own(self) -> int:
        """How many lines wait for the reader, the main step included."""
        return bool(self.main) + len(self.late) + len(self.week) + len(self.later)

    @property
    def late_count(self) -> int:
        return len(self.late)


def is_late(item: DueItem, on: dt.date) -> bool:
    return not item.waits and (item.mark == "late" or (item.due is not None and item.due < on))


def _place(item: DueItem) -> tuple[int, dt.date, str]:
    return (item.order, item.due or dt.date.max, item.title)


def arrange(items: Iterable[DueItem], on: dt.date) -> Day:
    """Group the lines. The main step is what opens the way for the rest (the least order); of equals the earliest.

    A line without a term may be done now, so it stands with this week's.
    """
    rows = sorted(items, key=_place)
    main = next((item for item in rows if not item.waits), None)
    rest = [item for item in rows if item is not main]
    by_day = sorted(rest, key=lambda item: (item.due or dt.date.max, item.order, item.title))
    late = tuple(item for item in by_day if is_late(item, on))
    waits = tuple(item for item in by_day if item.waits)
    open_ones = [item for item in by_day if not item.waits and not is_late(item, on)]
    week = tuple(item for item in open_ones if item.due is None or item.due <= on + WEEK)
    later = tuple(item for item in open_ones if item not in week)
    return Day(main, late, week, later, waits)
