"""A file's bytes → ParsedRoadmap. The order: guard, reader, layout, kinds, terms of time."""

from __future__ import annotations

import re
from dataclasses import replace

from ..limits import check_container, clean_name
from . import readers
from .apart import columns_apart
from .captions import caption_of, captions, stage_inside
from .columns import Columns, find_columns
from .document import MAX_ROWS, Document, Line, Table
from .finish import finish, school_year
from .furniture import drop_furniture
from .joint import part_columns
from .model import ParsedRoadmap, PlanInFile, Warning
from .orders import BIDS, plan_of_order
from .pasted import find_pasted, rebuild
from .period import find_organization, find_period, find_title, head_of
from .prose import ProseReader
from .raw import RawStage
from .rows import logical_rows
from .several import split_plans
from .tables import TableReader
from .text import clean, vocabulary_of
from .turned import upright
from .unheaded import guess_columns, heads_another
from .verdict import reads_as_plan, why_no_plan


def read_roadmap(
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    default_year: int | None = None,
    plan: int | None = None,
    together: bool = False,
) -> ParsedRoadmap:
    """Read a plan in this process; for files made by others use `read_roadmap_limited`.

    `plan`: which of several plans of a file, counted from 1; None = the one with most mentoring in it, or with
    `together` all plans on mentoring one after the other. `year`: the school year Y/Y+1 for terms without a year; None = the plan's own period or date of approval,
    and where it has neither, `default_year` (None = terms without a year get no schedule).
    Raises nastavnik.engines.limits.FileRefused or RoadmapError. A file without a plan gives no stages and a warning.
    """
    kind = check_container(data, filename)
    document = readers.read(data, kind, clean_name(filename))
    return understand(document, year=year, default_year=default_year, plan=plan, together=together)


def understand(
    document: Document,
    *,
    year: int | None = None,
    default_year: int | None = None,
    plan: int | None = None,
    together: bool = False,
) -> ParsedRoadmap:
    """The plan in a document that a reader has laid out; of several plans one or `together` those on mentoring, the
    others are named."""
    furniture = drop_furniture(document)
    _cut_long(document)
    document.blocks = [part_columns(upright(b)) if isinstance(b, Table) else b for b in document.blocks]
    parts = split_plans(document)
    if len(parts) == 1:
        return _understand(document, furniture, year, default_year)
    read = [_understand(part, 0 if at else furniture, year, default_year) for at, part in enumerate(parts)]
    found = [parsed for parsed in read if parsed.stages]
    if len(found) < 2:
        return found[0] if found else read[0]
    if plan and plan <= len(found):
        chosen = [found[plan - 1]]
    else:
        chosen = [one for one in found if together and _is_mentoring(one)] or [max(found, key=_mentoring)]
    plans = tuple(
        PlanInFile(at + 1, one.title, len(one.stages), _count(one), one in chosen) for at, one in enumerate(found)
    )
    listed = "; ".join(f"{p.number}) «{p.title[:120]}», мероприятий: {p.activities}" for p in plans)
    numbers = ", ".join(str(p.number) for p in plans if p.chosen)
    if len(chosen) == 1:
        which = f"Прочитан план {numbers}; другой можно прочитать, назвав его номер"
    else:
        which = f"Прочитаны подряд планы {numbers}; один из них можно прочитать, назвав его номер"
    message = f"Планов в файле: {len(plans)}: {listed}. {which}."
    return replace(
        chosen[0],
        stages=tuple(stage for one in chosen for stage in one.stages),
        plans=plans,
        warnings=(Warning("файл", message), *(warning for one in chosen for warning in one.warnings)),
    )


def _cut_long(document: Document) -> None:
    """No plan has so many rows: the rest of such a table is left out and named."""
    for block in document.blocks:
        if isinstance(block, Table) and len(block.rows) > MAX_ROWS:
            message = f"Прочитаны первые {MAX_ROWS} строк таблицы, остальные оставлены."
            document.notes.append((str(block.rows[MAX_ROWS].place), message))
            del block.rows[MAX_ROWS:]


def _count(parsed: ParsedRoadmap) -> int:
    return sum(len(stage.activities) for stage in parsed.stages)


def _is_mentoring(parsed: ParsedRoadmap) -> bool:
    """Whether most of a plan is work of a mentoring programme: such plans of one file belong together."""
    return _mentoring(parsed) >= 0.5 * _count(parsed)


def _mentoring(parsed: ParsedRoadmap) -> int:
    return sum(bool(a.kinds) for stage in parsed.stages for a in stage.activities)


def _understand(document: Document, furniture: int, year: int | None, default_year: int | None) -> ParsedRoadmap:
    head = head_of(document)
    title = find_title(head)
    period = find_period(head, title)
    warnings = [Warning(where, message) for where, message in document.notes]
    stages, found = _stages(document)
    warnings += found
    if furniture:
        message = (
            f"Номера страниц, колонтитулы и штампы подписи не считаются текстом плана, пропущено строк: {furniture}."
        )
        warnings.append(Warning("файл", message))
    stages = [stage for stage in stages if stage.activities]
    if not stages:
        warnings.insert(0, Warning("файл", why_no_plan(document)))
        return ParsedRoadmap(title, find_organization(head, title), period, (), tuple(warnings))
    first_year, year_warning = school_year(year, period, head, default_year)
    if year_warning:
        warnings.append(year_warning)
    finished = finish(stages, first_year)
    if not any(a.kinds for stage in finished for a in stage.activities):
        message = "Ни одно мероприятие не похоже на работу по наставничеству: проверьте, тот ли это файл."
        warnings.append(Warning("файл", message))
    return ParsedRoadmap(title, find_organization(head, title), period, finished, tuple(warnings))


# Layout -------------------------------------------------------------------------------------------------------------


def _stages(document: Document) -> tuple[list[RawStage], list[Warning]]:
    """Stages of all parts of a file: tables by their headings, prose by its headings of stages."""
    vocabulary = _vocabulary(document)
    stages: list[RawStage] = []
    warnings: list[Warning] = []
    lines: list[Line] = []
    reader: TableReader | None = None
    order = any(BIDS.search(b.para.text) for b in document.blocks if isinstance(b, Line))

    def end_prose() -> None:
        nonlocal lines
        made, notes = _prose(lines, vocabulary, order and not stages) if lines else ([], [])
        stages.extend(made)
        warnings.extend(notes)
        lines = []

    def end_table() -> None:
        nonlocal reader
        if reader is not None:
            reader.read(reader.rows)
            stages.extend(reader.stages)
            warnings.extend(reader.warnings)
        reader = None

    names = captions(document)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Line):
            lines.append(block)
            continue
        columns, start = _columns_of(block, reader.columns if reader else None)
        if columns is None:
            texts = [
                block.rows[r].cells[c].text for r in range(min(3, len(block.rows))) for c in block.rows[r].filled()
            ]
            where = str(block.rows[0].place) if block.rows else "файл"
            warnings.append(Warning(where, f"Таблица не похожа на план и не разобрана: «{' | '.join(texts)[:200]}»."))
            continue
        caption = caption_of(lines)
        if caption:
            lines.pop()
        elif at in names:
            caption, above = names[at]
            caption = " ".join([caption, *(clean(line.para.text) for line in lines[len(lines) - (at - above) + 1 :])])
            del lines[max(0, len(lines) - (at - above)) :]
        elif start:
            caption = stage_inside(block, start - columns.header_rows)
        apart = bool(caption) or any(clean(line.para.text) for line in lines)
        same = reader is not None and columns.same_roles(reader.columns)
        tab = _tab(block)
        if reader is None or apart or not same or (tab and tab != reader.caption):
            end_table()
            known = len(stages)
            end_prose()
            goes_on = same and not caption and not tab and 0 < known == len(stages)
            reader = TableReader(columns, caption or tab, stages[-1] if goes_on else None, flat=block.flat)
        warnings.extend(logical_rows(block, columns, start, vocabulary, reader.rows))
        lines = []
    end_table()
    end_prose()
    return stages, warnings


def _tab(table: Table) -> str:
    """The name of the table's sheet, which may be that of its stage; "" for «Лист1» and outside of workbooks."""
    name = clean(table.rows[0].place.sheet)
    return "" if re.fullmatch(r"(?:лист|sheet|таблица|страница)\s*\d*|\d+", name, re.I) else name


def _vocabulary(document: Document) -> frozenset[str]:
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            texts.append(block.para.text)
        else:
            for row in block.rows:
                texts += [" ".join(p.text for p in row.cells[c].paras) for c in row.filled()]
    return vocabulary_of(texts)


def _columns_of(table: Table, before: Columns | None) -> tuple[Columns | None, int]:
    found = find_columns(table)
    goes_on = before is not None and before.width == table.width
    if found is not None and (not goes_on or (found[0].known() >= 3 and not found[0].other)):
        return found[0], found[1] + found[0].header_rows
    if before is not None and goes_on:
        return (None, 0) if heads_another(table, before) else (before, 0)
    return guess_columns(table), 0


def _prose(lines: list[Line], vocabulary: frozenset[str], order: bool) -> tuple[list[RawStage], list[Warning]]:
    pasted = find_pasted([line for line in lines if clean(line.para.text)])
    if pasted is not None:
        filled = [line for line in lines if clean(line.para.text)]
        table = rebuild(filled, *pasted)
        columns, start = _columns_of(table, None)
        if columns is not None:
            reader = TableReader(columns)
            notes = logical_rows(table, columns, start, vocabulary, reader.rows)
            reader.read(reader.rows)
            if reader.stages:
                return reader.stages, notes + reader.warnings
    apart = columns_apart([line for line in lines if clean(line.para.text)]) if pasted is None else None
    if apart is not None:
        columns, start = _columns_of(apart[1], None)
        if columns is not None:
            reader = TableReader(columns, flat=True)
            notes = logical_rows(apart[1], columns, start, vocabulary, reader.rows)
            reader.read(reader.rows)
            return reader.stages, notes + reader.warnings
    prose = ProseReader()
    filled = [line for line in lines if clean(line.para.text)]
    contents = sum(bool(re.search(r"(?:\.{4,}|…{2,}|\s{3,}|\t)\s*\d{1,3}$", line.para.text)) for line in filled)
    if contents >= 3 and contents >= 0.4 * len(filled):
        return [], [
            Warning(str(filled[0].place), "Это оглавление: в нём есть только названия частей и номера страниц.")
        ]
    if order:
        # What an order says is no plan; the annex below it may be one.
        annex = next((n for n, line in enumerate(lines) if n and _ANNEX.match(clean(line.para.text))), len(lines))
        prose.note([line for line in lines[:annex] if clean(line.para.text)])
        if annex == len(lines):
            points = plan_of_order(lines)
            return ([points] if points else []), prose.warnings
        lines = lines[annex:]
    prose.read(lines)
    if prose.stages and not reads_as_plan(prose.stages):
        where = str(prose.stages[0].place)
        message = (
            f"Разделы «{prose.stages[0].title[:80]}» и другие похожи на положение или статью, а не на план мероприятий."
        )
        return [], [*prose.warnings, Warning(where, message)]
    return prose.stages, prose.warnings


_ANNEX = re.compile(r"приложение(?:\s+№?\s*\d+)?\s*(?:$|к\s+(?:приказу|распоряжению))", re.I)
__all__ = ["read_roadmap", "understand"]
