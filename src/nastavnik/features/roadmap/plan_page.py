"""What the check of a plan is given: the document as it was written, numbered doubts, what will come of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nastavnik.features.roadmap import drafts, forms, rules
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.features.roadmap.models import RoadmapImport
from nastavnik.ui.text import count_phrase, date_phrase

#: How many remarks without a question are listed under the plan.
MOST_WARNINGS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the plan: what it will be, its numbers of doubts, what was assumed."""

    row: Mapping[str, Any]
    key: str
    number: str
    title: str
    kind_names: str
    who: str
    when: str
    when_note: str
    questions: tuple[int, ...]
    fields: frozenset[str]
    remarks: tuple[str, ...]
    written: Mapping[str, str]


def context(source: RoadmapImport, query: Mapping[str, str]) -> dict[str, Any]:
    draft, year = source.draft, source.program_year
    asked = drafts.questions(draft)
    numbers: dict[str, list[int]] = {}
    fields: dict[str, set[str]] = {}
    for number, (row, doubt) in enumerate(asked, start=1):
        numbers.setdefault(row["key"], []).append(number)
        fields.setdefault(row["key"], set()).add(doubt["field"])
    stages = []
    for stage in draft["stages"]:
        lines = [
            _line(row, numbers.get(row["key"], []), fields.get(row["key"], set()), year.year)
            for row in stage["activities"]
        ]
        stages.append({"stage": stage, "heading": rules.stage_heading(stage["number"], stage["title"]), "lines": lines})
    total = sum(len(item["lines"]) for item in stages)
    waiting = len(numbers)
    place = _place(query.get("doubt", ""), len(asked))
    edit_key = query.get("edit", "")
    edited = next((row for row in drafts.rows(draft) if row["key"] == edit_key), None)
    title = draft["title"] or "Дорожная карта"
    return {
        "source": source,
        "draft": draft,
        "stages": stages,
        "total": total,
        "understood": total - waiting,
        "waiting": waiting,
        "position": _position(source, total, len(asked)),
        "doubt": _doubt(asked, place),
        "other_year": _other_year(source),
        "warnings": draft["warnings"][:MOST_WARNINGS],
        "more_warnings": max(0, len(draft["warnings"]) - MOST_WARNINGS),
        "edit_key": edit_key,
        "add_key": query.get("add", ""),
        "row_form": forms.RowForm(row=edited) if edited else forms.RowForm(),
        "accept_form": forms.AcceptForm(initial={"title": title}),
    }


def _place(raw: str, total: int) -> int:
    place = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 0
    return place if place < total else 0


def _line(row: Mapping[str, Any], numbers: list[int], fields: set[str], year: int) -> Line:
    schedule = rules.read_schedule(row["terms"], year=year)
    due = rules.day_of(schedule, "due_on")
    offer = rules.suggest([item["code"] for item in row["kinds"]], year=year)
    if due is not None:
        when, note = date_phrase(due), row["terms"]
    elif row["terms"]:
        when, note = row["terms"], "день по событию или условию" if schedule else "срок не прочитан"
    elif offer.due is not None:
        when, note = date_phrase(offer.due), "предложено"
    else:
        when, note = "без срока", ""
    names = ", ".join(kinds()[item["code"]].name for item in row["kinds"] if item["code"] in kinds())
    who = row["responsible"] or (f"{offer.role} — предложено" if offer.role else "")
    written = row["written"] or {name: row[name] for name in ("number", "title", "terms", "responsible", "result")}
    return Line(
        row,
        row["key"],
        row["number"],
        row["title"],
        names or "Закрывается вручную",
        who,
        when,
        note,
        tuple(numbers),
        frozenset(fields),
        tuple(dict.fromkeys(drafts.remarks(row))),
        written,
    )


def _doubt(asked: list[tuple[dict[str, Any], dict[str, Any]]], place: int) -> dict[str, Any] | None:
    """The one doubt that is being decided, with the readings offered."""
    if not asked:
        return None
    row, doubt = asked[place]
    return {
        "row": row,
        "number": place + 1,
        "place": place,
        "total": len(asked),
        "field": doubt["field"],
        "message": doubt["message"],
        "question": _question(row, doubt["field"]),
        "choices": _choices(row, doubt),
        "previous": place - 1 if place > 0 else None,
        "next": place + 1 if place + 1 < len(asked) else None,
        "kinds": forms.kind_choices() if doubt["field"] == "kinds" else [],
    }


def _question(row: Mapping[str, Any], field: str) -> str:
    words = row["title"] if len(row["title"]) <= 120 else row["title"][:118].rsplit(" ", 1)[0] + "…"
    if field == "kinds":
        return f"Что значит «{words}»?"
    return {"terms": f"Какой срок у «{words}»?", "responsible": f"Кто отвечает за «{words}»?"}.get(field, words)


def _choices(row: Mapping[str, Any], doubt: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(value, label, why) of each reading; the one already taken comes first."""
    if doubt["field"] != "kinds":
        now = row[doubt["field"]] or "ничего"
        others = [item for item in doubt["alternatives"] if item != now]
        return [("keep", f"Оставить: {now}", ""), *((item, item, "") for item in others)]
    have = [item["code"] for item in row["kinds"]]
    found = []
    if have:
        names = ", ".join(kinds()[code].name for code in have)
        found.append(("keep", names, f"подтвердит: {kinds()[have[-1]].proof}"))
    doubtful = [code for code in doubt["alternatives"] if code in kinds()]
    sure = [code for code in have if code not in doubtful]
    if sure and sure != have:
        names = ", ".join(kinds()[code].name for code in sure)
        found.append((",".join(sure), f"Только: {names}", f"подтвердит: {kinds()[sure[-1]].proof}"))
    for code in doubtful:
        if [code] != have:
            found.append(
                (
                    code,
                    f"Только: {kinds()[code].name}" if have else kinds()[code].name,
                    f"подтвердит: {kinds()[code].proof}",
                )
            )
    found.append(("none", "Ничего из каталога", "будем закрывать вручную: пояснением или файлом"))
    found.append(("other", "Другое", "выбрать вид из каталога"))
    return found


def _other_year(source: RoadmapImport) -> str:
    """A plan that names another school year is probably last year's file."""
    begin = (source.parsed.get("period") or {}).get("from")
    if not begin or dt.date.fromisoformat(begin) >= source.program_year.starts_on - dt.timedelta(days=92):
        return ""
    words = source.parsed["period"]["text"] or date_phrase(dt.date.fromisoformat(begin), "full")
    return (
        f"в файле написано «{words}», а программа открыта на {source.program_year.title}."
        " Если план тот, сроки с прежними датами предложим на новый год."
    )


def _position(source: RoadmapImport, total: int, asked: int) -> str:
    if not total:
        return (
            f"В файле «{source.name}» мероприятий не нашли. Ниже всё, что прочитали: проверьте, тот ли это файл,"
            " или добавьте мероприятия сами."
        )
    activities = count_phrase(total, "мероприятие,мероприятия,мероприятий")
    stages = len([stage for stage in source.draft["stages"] if stage["activities"]])
    words = f"Узнали {activities} в {stages} {'этапе' if stages == 1 else 'этапах'} из файла «{source.name}»."
    if asked:
        places = count_phrase(asked, "место поняли,места поняли,мест поняли")
        return f"{words} {places} неуверенно: решите {'его' if asked == 1 else 'их'}, остальное прочитано по правилам."
    return f"{words} Вопросов нет: проверьте и создайте дорожную карту."
