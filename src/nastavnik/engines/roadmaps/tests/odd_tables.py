"""Tables whose columns are not the usual ones: days of begin and end, a calendar of months, groups below stages."""

from __future__ import annotations

from .plans import Plan
from .text_files import Cell, Rows


def begin_and_end(plan: Plan) -> Rows:
    """The purpose of a stage before its name, a term in two columns of days."""
    rows: Rows = [["Цель этапа", "Название этапа", "Шаги", "Начало", "Окончание", "Кто отвечает"]]
    for stage in plan.stages:
        for n, a in enumerate(stage.activities):
            a.result, a.terms = "", f"{n + 1:02}.10.2025 – {n + 11}.11.2025"
            begin, end = a.terms.split(" – ")
            head: list[Cell] = [("Быть готовыми", 1, len(stage.activities)), (stage.title, 1, len(stage.activities))]
            rows.append([*(head if n == 0 else [None, None]), a.title, begin, end, a.responsible])
    return rows


def calendar(plan: Plan) -> Rows:
    """Months as columns under one heading, a mark where the act is due."""
    months = ["сентябрь", "октябрь", "ноябрь", "декабрь", "январь"]
    rows: Rows = [[]]
    rows[0] = [("№", 1, 2), ("Мероприятие", 1, 2), ("Месяц", 5, 1), None, None, None, None, ("Ответственный", 1, 2)]
    rows.append([None, None, *months, None])
    for stage in plan.stages:
        rows.append([(f"{stage.number}. {stage.title}", 8, 1), *[None] * 7])
        for n, a in enumerate(stage.activities):
            due = [at % (n + 2) == 0 for at in range(5)]
            a.result, a.terms = "", ", ".join(name for name, is_due in zip(months, due, strict=True) if is_due)
            rows.append([str(n + 1), a.title, *("+" if is_due else "" for is_due in due), a.responsible])
    return rows


def nested_groups(plan: Plan) -> Rows:
    """Stages and below them groups «1.1. …» over the whole width, points «1.1.1»."""
    rows: Rows = [["№", "Наименование мероприятия", "Срок", "Исполнитель"], ["1", "2", "3", "4"]]
    for stage in plan.stages:
        rows.append([(f"{stage.number}. {stage.title}", 4, 1), None, None, None])
        rows.append([(f"{stage.number}.1. Работа с участниками", 4, 1), None, None, None])
        for n, a in enumerate(stage.activities):
            a.result, a.group, a.number = "", "Работа с участниками", f"{stage.number}.1.{n + 1}"
            rows.append([a.number, a.title, a.terms, a.responsible])
    return rows
