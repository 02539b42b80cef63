"""What the table of the roadmap is given: prepared rows, the strip of the year, filters. No queries in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.features.roadmap import queries, rules
from nastavnik.features.roadmap.evidence import ActivityProgress, KindProgress, RoadmapProgress, StageProgress
from nastavnik.kernel.actors import Actor
from nastavnik.ui.charts import Strip, StripRow
from nastavnik.ui.lists import Choice, Flag, ListPage, ListSpec, Search
from nastavnik.ui.shapes import Action, Tab
from nastavnik.ui.text import count_phrase, date_phrase, of_phrase, range_phrase

ACTIVITIES = "мероприятие,мероприятия,мероприятий"
STATES = [
    ("open", "Не сделаны"),
    ("late", "Опоздали"),
    ("part", "Идут"),
    ("none", "Не начаты"),
    ("done", "Сделаны"),
    ("na", "Не применимы"),
]
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: an activity with words for each cell."""

    progress: ActivityProgress
    passed: bool
    is_next: bool
    term: str
    term_note: str
    suggested_date: bool
    who: str
    suggested_who: bool
    proof: str
    proof_url: str
    cells: tuple[int, int] | None
    next_words: str
    button: Action | None

    @property
    def activity(self) -> Any:
        return self.progress.activity

    @property
    def state(self) -> str:
        return self.progress.state


@dataclass(frozen=True, slots=True)
class StageRows:
    """A stage with its lines; `is_open`: unfolded."""

    progress: StageProgress
    heading: str
    words: str
    rows: Sequence[Row]
    is_open: bool
    first: bool
    last: bool

    @property
    def stage(self) -> Any:
        return self.progress.stage

    @property
    def span(self) -> str:
        return span_words(self.progress.starts, self.progress.ends)


def span_words(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return date_phrase(last or first) if last or first else ""
    return date_phrase(first) if first >= last else range_phrase(first, last)


def people_of(progress: RoadmapProgress) -> list[tuple[str, str]]:
    """Those named as responsible, for the filter; an untaken offer is not a name."""
    names = {who_of(row) for row in progress.rows}
    return [(name, name) for name in sorted(names, key=str.lower)]


def who_of(row: ActivityProgress) -> str:
    item = row.activity
    if item.responsible_person is not None:
        return str(item.responsible_person)
    return item.responsible if item.responsible and not item.responsible_suggested else NOBODY


def table_spec(progress: RoadmapProgress, actor: Actor) -> ListSpec:
    """Filters of the table over the computed rows."""
    stages = [
        (str(stage.stage.pk), rules.stage_heading(stage.stage.number, stage.stage.title)) for stage in progress.stages
    ]

    def by_text(rows: Iterable[ActivityProgress], text: str) -> list[ActivityProgress]:
        needle = queries.fold(text)
        return [row for row in rows if needle in queries.fold(f"{row.activity.title} {row.activity.number}")]

    def by_state(rows: Iterable[ActivityProgress], state: str) -> list[ActivityProgress]:
        wanted = {"open": ("none", "part", "late"), "done": ("done", "hand")}.get(state, (state,))
        return [row for row in rows if row.state in wanted]

    def mine(rows: Iterable[ActivityProgress]) -> list[ActivityProgress]:
        return [row for row in rows if actor.person_id and row.activity.responsible_person_id == actor.person_id]

    filters: list[Any] = [
        Search("q", "Найти мероприятие", by_text),
        Choice("state", "Состояние", STATES, by_state, every="Любое состояние"),
        Choice(
            "stage",
            "Этап",
            [(code, words if len(words) <= 40 else words[:38] + "…") for code, words in stages],
            lambda rows, code: [row for row in rows if str(row.activity.stage_id) == code],
            every="Все этапы",
        ),
        Choice(
            "who",
            "Ответственный",
            [(name, name if len(name) <= 40 else name[:38] + "…") for name, _ in people_of(progress)],
            lambda rows, name: [row for row in rows if who_of(row) == name],
            every="Все ответственные",
        ),
    ]
    if actor.person_id:
        filters.append(Flag("mine", "Только мои", mine))
    return ListSpec(filters=filters, size=2000, words=ACTIVITIES)


def stage_rows(progress: RoadmapProgress, page: ListPage, *, open_all: bool = False) -> list[StageRows]:
    """The table in the order of the plan; finished and future stages are folded until asked for."""
    shown = {row.activity.pk for row in page.all_rows}
    next_row = progress.next_row
    passed = True
    found = []
    stages = [
        stage for stage in progress.stages if any(row.activity.pk in shown for row in stage.rows) or not page.narrowed
    ]
    for place, stage in enumerate(stages):
        lines = []
        for row in stage.rows:
            passed = passed and row.finished
            if row.activity.pk in shown:
                lines.append(line(row, passed, next_row is not None and row.activity.pk == next_row.activity.pk))
        current = next_row is not None and next_row.activity.stage_id == stage.stage.pk
        is_open = open_all or page.narrowed or current or bool(stage.late)
        heading = rules.stage_heading(stage.stage.number, stage.stage.title)
        found.append(
            StageRows(stage, heading, stage_words(stage), lines, is_open, place == 0, place == len(stages) - 1)
        )
    return found


def stage_words(stage: StageProgress) -> str:
    done = f"сделано {of_phrase(stage.done, stage.total)}"
    if stage.state == "late":
        return f"Опоздали {stage.late}, {done}" if stage.late > 1 else f"Опоздало одно, {done}"
    if stage.state == "done":
        by_hand = sum(1 for row in stage.rows if row.state == "hand")
        tail = f", вручную {by_hand}" if by_hand else ""
        return f"Сделано {of_phrase(stage.done, stage.total)}{tail}"
    if stage.state == "part":
        return f"Идёт, {done}"
    return f"Не начато, {count_phrase(stage.total, ACTIVITIES)}" if stage.total else "Мероприятий нет"


def line(row: ActivityProgress, passed: bool, is_next: bool) -> Row:
    item = row.activity
    term, note = term_words(row)
    one = shown_kind(row)
    cells = (one.done, one.total) if one and one.total > 1 and not row.finished else None
    return Row(
        progress=row,
        passed=passed,
        is_next=is_next,
        term=term,
        term_note=note,
        suggested_date=item.date_suggested,
        who=str(item.responsible_person) if item.responsible_person else item.responsible,
        suggested_who=item.responsible_suggested,
        proof=proof_words(row),
        proof_url=proof_url(row),
        cells=cells,
        next_words=finished_words(row),
        button=button_of(row, main=is_next),
    )


def term_words(row: ActivityProgress) -> tuple[str, str]:
    """The day in the cell, and below it the plan's own words where they say more."""
    item = row.activity
    if row.due is None:
        return item.terms or "без срока", ""
    words = item.schedule.get("words", "") if item.terms else ""
    return date_phrase(row.due), item.terms if words and item.terms and not _same_day(item.terms, row.due) else ""


def _same_day(words: str, day: dt.date) -> bool:
    plain = words.replace("\u00a0", " ").lower().removeprefix("до ")
    return plain.startswith(date_phrase(day).replace("\u00a0", " "))


def shown_kind(row: ActivityProgress) -> KindProgress | None:
    """The kind whose words stand in the cell: the one that waits, else the last proved."""
    return row.current or (row.kinds[-1] if row.kinds else None)


def proof_words(row: ActivityProgress) -> str:
    if row.state == "na":
        return f"Не применимо: {row.activity.not_applicable_reason}"
    if row.closing is not None:
        return row.closing.note or (row.closing.file.name if row.closing.file else "")
    one = shown_kind(row)
    if one is None:
        return "Вид не указан: закрывается вручную"
    words = one.words
    proved = sum(1 for kind in row.kinds if kind.state in rules.FINISHED)
    if len(row.kinds) > 1 and not row.finished:
        return f"{words} (готово {of_phrase(proved, len(row.kinds))})"
    return words


def proof_url(row: ActivityProgress) -> str:
    one = shown_kind(row)
    if row.closing is not None or one is None or not one.links:
        return ""
    return one.links[0].url


def finished_words(row: ActivityProgress) -> str:
    if row.state == "done":
        return f"сделано {date_phrase(row.finished_on)}" if row.finished_on else "сделано"
    if row.state == "hand":
        return "сделано до системы" if row.closing and row.closing.before_system else "отмечено вручную"
    return ""


def button_of(row: ActivityProgress, *, main: bool) -> Action | None:
    """The one button of the line: the tool of the kind that waits, filled in."""
    if row.state == "na":
        return Action("Вернуть в план", reverse("roadmap:activity_return", args=[row.activity.pk]), "post", quiet=True)
    if row.finished:
        return None
    one = row.current
    if one is None:
        return Action("Отметить выполнение", reverse("roadmap:activity", args=[row.activity.pk]) + "#close", main=main)
    return Action(one.tool.button, one.tool_url, main=main)


def year_strip(progress: RoadmapProgress, base: str = "") -> Strip:
    """Stages as bars over the school year; each leads to its place in the table."""
    year = progress.roadmap.program_year
    first = year.starts_on
    ends = [stage.ends for stage in progress.stages if stage.ends]
    last = dt.date(year.year + 1, 6, 30)
    if ends and max(ends) > last:
        last = year.ends_on
    current = progress.next_row
    rows = [
        StripRow(
            label=short(rules.stage_heading(stage.stage.number, stage.stage.title)),
            start=stage.starts,
            end=stage.ends,
            done=stage.done,
            total=stage.total,
            state=stage.state,
            url=f"{base}#s-{stage.stage.pk}",
            current=current is not None and current.activity.stage_id == stage.stage.pk,
        )
        for stage in progress.stages
    ]
    return Strip(
        first, last, rows, today=progress.on, holidays=[(dt.date(year.year, 12, 31), dt.date(year.year + 1, 1, 8))]
    )


def short(words: str, limit: int = 22) -> str:
    """A title fit for the strip, cut at a word."""
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(" ,.;") + "…"


def position(progress: RoadmapProgress) -> str:
    """One sentence under the heading."""
    if not progress.total:
        return "Мероприятий пока нет. Добавьте первое или загрузите план."
    parts = [f"Сделано {of_phrase(progress.done, progress.total)}"]
    if progress.late:
        parts.append(f"опоздали {progress.late}" if progress.late > 1 else "опоздало одно")
    return ", ".join(parts) + "."


def tabs(progress: RoadmapProgress, current: str, changes: int | None = None) -> list[Tab]:
    pk = progress.roadmap.pk
    found = [
        Tab("Таблица", reverse("roadmap:one", args=[pk]), current == "table"),
        Tab("По ответственным", reverse("roadmap:personal"), current == "personal"),
        Tab("Правка плана", reverse("roadmap:edit", args=[pk]), current == "edit"),
        Tab("Утверждение", reverse("roadmap:approval", args=[pk]), current == "approval", changes or None),
        Tab("Календарь", reverse("roadmap:calendar"), current == "calendar"),
    ]
    return found
