"""Personal programmes: typical ones to begin with, lines of a form, completeness."""

from __future__ import annotations

from typing import Any

#: Typical programmes by form: (goal, sign of the result), (item, month words, result). Own wording, meant to be changed.
TYPICAL: dict[str, dict[str, Any]] = {
    "teacher_teacher": {
        "difficulties": "Нужна поддержка в планировании занятий, работе с группой и ведении документации.",
        "goals": [
            {
                "title": "Уверенно планировать и проводить занятия",
                "measure": "не менее трёх открытых для наставника занятий с разбором",
            },
            {"title": "Вести учебную документацию без ошибок", "measure": "документы семестра сданы в срок"},
            {"title": "Найти свой круг в коллективе", "measure": "участие в одном общем деле колледжа"},
        ],
        "items": [
            {
                "title": "Первая встреча: знакомство, ожидания, правила",
                "term": "первая неделя",
                "result": "договорённости записаны",
            },
            {"title": "Разбор рабочих программ и планов занятий", "term": "первый месяц", "result": "план на семестр"},
            {"title": "Взаимное посещение занятий с обсуждением", "term": "ежемесячно", "result": "листы наблюдения"},
            {"title": "Помощь с документацией и журналами", "term": "по мере надобности", "result": "документы сданы"},
            {
                "title": "Промежуточный разговор: что получилось",
                "term": "середина срока",
                "result": "уточнённые задачи",
            },
            {
                "title": "Итоговая встреча: оценка достигнутого",
                "term": "последняя неделя",
                "result": "отметки по задачам",
            },
        ],
        "expected": "Наставляемый самостоятельно ведёт занятия и документацию, знает, к кому обратиться за помощью.",
    },
    "student": {
        "difficulties": "Нужна поддержка в учёбе и во вхождении в жизнь группы.",
        "goals": [
            {"title": "Справляться с учёбой без долгов", "measure": "нет задолженностей к концу семестра"},
            {"title": "Включиться в дела группы", "measure": "участие хотя бы в двух общих делах"},
        ],
        "items": [
            {
                "title": "Первая встреча: знакомство, ожидания, правила",
                "term": "первая неделя",
                "result": "договорённости записаны",
            },
            {
                "title": "Регулярные встречи: учёба и планы на неделю",
                "term": "два раза в месяц",
                "result": "отметки в дневнике",
            },
            {"title": "Общее дело или мероприятие вместе", "term": "раз в семестр", "result": "что сделали"},
            {"title": "Итоговая встреча: что изменилось", "term": "последняя неделя", "result": "отметки по задачам"},
        ],
        "expected": "Наставляемый увереннее учится, чувствует себя в группе своим, понимает ближайшие шаги.",
    },
}


def typical(form: str) -> dict[str, Any]:
    """The typical programme to begin with for the form."""
    return TYPICAL["teacher_teacher" if form in ("teacher_teacher", "partner_teacher") else "student"]


def to_lines(rows: list[dict[str, str]], *names: str) -> str:
    return "\n".join(" | ".join(row.get(name, "") for name in names).rstrip(" |") for row in rows)


def from_lines(text: str, *names: str) -> list[dict[str, str]]:
    """Lines «a | b | c» as rows; empty lines are dropped, missing parts are empty."""
    rows = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if parts[0]:
            rows.append({name: parts[index] if index < len(parts) else "" for index, name in enumerate(names)})
    return rows
