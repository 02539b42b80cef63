"""What the pages of matching are given."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from nastavnik.engines.russian import count
from nastavnik.features.banks.models import MentorEntry
from nastavnik.features.banks.rules import form_titles
from nastavnik.features.matching import instances, queries, rules, sureness
from nastavnik.features.matching.models import MatchingRound, Proposal
from nastavnik.features.matching.words import named
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.shapes import HistoryRow

MARKS = {"strong": "done", "good": "part", "fair": "none", "weak": "wait"}
ROUND_MARKS = {
    "draft": ("none", "Готовится"),
    "solved": ("part", "Подобрано, участники не видят"),
    "published": ("wait", "Предложено, ждём ответов"),
    "closed": ("done", "Закрыт"),
}
ANSWER_MARKS = {"": ("wait", "ждём ответа"), "yes": ("done", "согласие"), "no": ("stop", "отказ")}


def form_title(code: str) -> str:
    return form_titles().get(code, code)


@dataclass(frozen=True, slots=True)
class Slot:
    """A pair on the board."""

    id: uuid.UUID
    mentee_id: uuid.UUID
    name: str
    note: str
    locked: bool
    current: bool
    weak: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A mentor with the pairs and free places of the round."""

    id: str
    name: str
    note: str
    slots: list[Slot]
    free: range


@dataclass(frozen=True, slots=True)
class Alone:
    """A mentee without a pair: why, and the smallest change that would help."""

    id: str
    name: str
    reason: str
    relaxation: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    rows: list[BoardRow]
    alone: list[Alone]
    names: dict[str, str]
    pairs: int = 0
    places: int = 0
    locked: int = 0
    strong: int = 0
    weak: int = 0
    full: int = 0

    @property
    def with_places(self) -> list[BoardRow]:
        """Mentors who can be given one more."""
        return [row for row in self.rows if len(row.free)]


def board(round_: MatchingRound, actor: Actor, *, pair: str = "", free: str = "") -> Board:
    """The board of a solved round: only people who may be shown today."""
    today = clock.today(actor.organization)
    names = queries.names_of(round_, today)
    top = instances.top_score(round_.instance)
    found = queries.lawful(queries.proposals(round_), today)
    sure = sureness.of_pairs(round_, names)
    by_mentor: dict[str, list[Slot]] = {}
    words = []
    for row in found:
        code, word = rules.strength(row.score, top)
        words.append(code)
        choice = sure.get((str(row.mentee_id), str(row.mentor_id)))
        if choice is not None and choice.open:
            word = f"{word}, {choice.word}"
        by_mentor.setdefault(str(row.mentor_id), []).append(
            Slot(
                row.pk,
                row.mentee_id,
                row.mentee.person.short_name,
                "назначили вы" if row.by_hand else word,
                row.locked,
                str(row.pk) == pair,
                code == "weak",
            )
        )
    capacity = {row["id"]: row["capacity"] for row in round_.instance.get("mentors", ())}
    entries = MentorEntry.objects.filter(pk__in=[pk for pk in capacity if pk in names]).select_related(
        "person", "person__group"
    )
    rows = []
    for entry in sorted(entries, key=lambda item: (item.person.last, item.person.first, str(item.pk))):
        key = str(entry.pk)
        slots = by_mentor.get(key, [])
        where = entry.person.post or (entry.person.group.name if entry.person.group else "") or entry.person.workplace
        note = ", ".join(part for part in (where, count(capacity[key], "место", "места", "мест")) if part)
        rows.append(BoardRow(key, names[key], note, slots, range(max(0, capacity[key] - len(slots)))))
    full = sum(1 for row in rows if not row.slots and not row.free)
    rows = sorted((row for row in rows if row.slots or row.free), key=lambda row: not row.slots)
    matched = {str(row.mentee_id) for row in found}
    return Board(
        rows=rows,
        alone=_alone(round_, names, matched, free),
        names=names,
        pairs=len(found),
        places=sum(capacity[row.id] for row in rows),
        locked=sum(1 for row in found if row.locked),
        strong=words.count("strong"),
        weak=words.count("weak"),
        full=full,
    )


def _alone(round_: MatchingRound, names: Mapping[str, str], matched: set[str], current: str) -> list[Alone]:
    said = {row["mentee"]: row for row in round_.result.get("unmatched", ())}
    found = []
    for row in round_.instance.get("mentees", ()):
        pk = row["id"]
        if pk in matched or pk not in names:
            continue
        answer = said.get(pk, {"text": "Выведен из пары вручную. Пересчитайте остальных или назначьте наставника."})
        relaxation = (answer.get("relaxation") or {}).get("text", "")
        found.append(Alone(pk, names[pk], named(answer["text"], names), named(relaxation, names), pk == current))
    return sorted(found, key=lambda item: item.name)


def position(round_: MatchingRound, found: Board) -> str:
    """One sentence under the heading."""
    size = len(round_.instance.get("mentees", ()))
    parts = [
        f"{count(size, 'наставляемый', 'наставляемых', 'наставляемых')}, "
        f"{count(len(found.rows), 'наставник', 'наставника', 'наставников')}, "
        f"{count(found.places, 'место', 'места', 'мест')}."
    ]
    if round_.state == "solved":
        parts += [sureness.whole(round_), "Пары никому не видны, пока вы их не предложите."]
    return " ".join(part for part in parts if part)


def variants(round_: MatchingRound) -> dict[str, Any]:
    """The table of variants: names, lines of figures, the best of each marked."""
    rows = [row for row in round_.variants if row["objective"] in rules.OBJECTIVES]
    total = len(round_.instance.get("mentees", ()))
    lines = []
    for code, title, best in (
        ("matched", "Пар", max),
        ("strong", "Сильных совпадений", max),
        ("weak", "Слабых", min),
        ("mutual", "Выбрали друг друга", max),
        ("load", "Самая большая нагрузка", min),
    ):
        values = [row[code] for row in rows]
        shown = [
            {
                "text": f"{value} из\u00a0{total}" if code == "matched" else value,
                "best": len(set(values)) > 1 and value == best(values),
                "picked": row["objective"] == round_.objective,
            }
            for row, value in zip(rows, values, strict=True)
        ]
        lines.append({"title": title, "cells": shown})
    heads = [
        {
            "objective": row["objective"],
            "title": rules.OBJECTIVES[row["objective"]][0],
            "note": rules.OBJECTIVES[row["objective"]][1],
            "picked": row["objective"] == round_.objective,
        }
        for row in rows
    ]
    return {"heads": heads, "lines": lines}


def why(round_: MatchingRound, proposal: Proposal, names: Mapping[str, str]) -> dict[str, Any]:
    """The margin of a chosen pair: criteria, rank among all pairs, who else was near."""
    top = instances.top_score(round_.instance)
    scores = instances.scores(round_.instance)
    rank = 1 + sum(1 for score in scores.values() if score > proposal.score)
    code, word = rules.strength(proposal.score, top)
    key = str(proposal.mentee_id)
    rejected = [
        (names[row["mentor"]], named(row["text"], names))
        for row in round_.result.get("explanations", {}).get("rejected", ())
        if row["mentee"] == key and row["mentor"] in names
    ]
    return {
        "proposal": proposal,
        "strength": word,
        "mark": MARKS[code],
        "sure": None if proposal.by_hand else sureness.of_pairs(round_, names).get((key, str(proposal.mentor_id))),
        "rank": rank,
        "of": len(scores),
        "criteria": [
            part | {"title": rules.title_of(part["code"]), "cells": round(part["value"] / 20)}
            for part in proposal.parts
            if part["weight"]
        ],
        "rejected": rejected,
    }


def why_not(round_: MatchingRound, mentee: str, mentor: str, names: Mapping[str, str]) -> str:
    """«Почему не с N?» of any pair of the round, answered on demand."""
    from nastavnik.engines import matching as engine

    if mentee not in names or mentor not in names:
        return "Этой пары в раунде нет."
    try:
        result = engine.solve(round_.instance, why=[(mentee, mentor)])
    except engine.MatchingError as error:
        return named(error.message, names)
    said = [row for row in result.rejected if (row.mentee, row.mentor) == (mentee, mentor)]
    return named(said[0].text, names) if said else "Эта пара и так составлена."


def answers(found: Sequence[Proposal], top: int) -> list[dict[str, Any]]:
    """Rows of a published round."""
    return [
        {
            "proposal": row,
            "strength": rules.strength(row.score, top)[1],
            "mentor_answer": ANSWER_MARKS[row.mentor_answer],
            "mentee_answer": ANSWER_MARKS[row.mentee_answer],
            "agreed": row.mentor_answer == row.mentee_answer == "yes",
        }
        for row in found
    ]


def answers_position(found: Sequence[Proposal]) -> str:
    agreed = sum(1 for row in found if row.mentor_answer == row.mentee_answer == "yes")
    refused = sum(1 for row in found if "no" in (row.mentor_answer, row.mentee_answer))
    made = sum(1 for row in found if row.chosen_at)
    parts = [f"Согласны оба в {agreed} из\u00a0{len(found)}"]
    if refused:
        parts.append(f"отказов {refused}")
    if made:
        parts.append(f"составлено пар {made}")
    return ", ".join(parts) + "."


#: what the other side may read of the reasons: never who named whom
SHOWN_TO_PARTICIPANTS = ("competence", "field", "time", "place", "topics")


def own(found: Sequence[Proposal], actor: Actor) -> list[dict[str, Any]]:
    """Proposals as their participants see them."""
    rows = []
    for row in found:
        side = "mentor" if row.mentor.person_id == actor.person_id else "mentee"
        other = row.mentee.person if side == "mentor" else row.mentor.person
        rows.append(
            {
                "proposal": row,
                "side": side,
                "other": other,
                "role": "Наставляемый" if side == "mentor" else "Наставник",
                "where": other.group.name if other.group else other.post or other.workplace,
                "reasons": [
                    part["text"]
                    for part in row.parts
                    if part["code"] in SHOWN_TO_PARTICIPANTS and part["value"] > rules.UNKNOWN
                ],
                "answer": getattr(row, f"{side}_answer"),
                "mark": ANSWER_MARKS[getattr(row, f"{side}_answer")],
                "open": row.round.state == "published" and not row.chosen_at,
                "form": form_title(row.round.form),
            }
        )
    return rows


def slips(found: Sequence[Proposal]) -> list[dict[str, Any]]:
    """A slip for each side of each pair, by group, so that a tutor hands them out in one walk."""
    rows: list[dict[str, Any]] = []
    for row in found:
        for side, person, other in (
            ("наставник", row.mentor.person, row.mentee.person),
            ("наставляемый", row.mentee.person, row.mentor.person),
        ):
            group = person.group.name if person.group else ""
            where = other.group.name if other.group else other.post or other.workplace
            rows.append({"person": person, "role": side, "group": group, "other": other, "where": where})
    rows.sort(key=lambda slip: (slip["group"], slip["person"].last, slip["person"].first))
    return rows


def export(round_: MatchingRound, actor: Actor) -> HttpResponse:
    """Table of correspondence: pairs with reasons and those without a pair; recorded with the count."""
    today = clock.today(actor.organization)
    top = instances.top_score(round_.instance)
    found = queries.lawful(queries.proposals(round_), today)
    rows: list[list[Any]] = [
        [
            row.mentor.person.full_name,
            row.mentee.person.full_name,
            row.mentee.person.group.name if row.mentee.person.group else row.mentee.person.post,
            rules.strength(row.score, top)[1],
            "; ".join(part["text"] for part in row.parts if part["weight"]),
            ANSWER_MARKS[row.mentor_answer][1] if round_.state in queries.SEEN else "",
            ANSWER_MARKS[row.mentee_answer][1] if round_.state in queries.SEEN else "",
        ]
        for row in found
    ]
    names = queries.names_of(round_, today)
    alone = _alone(round_, names, {str(row.mentee_id) for row in found}, "")
    rows += [
        ["", item.name, "", "без пары", " ".join((item.reason, item.relaxation)).strip(), "", ""] for item in alone
    ]
    with transaction.atomic():
        journal.record(actor, "matching.exported", round_, count=len(rows))
    headers = [
        "Наставник",
        "Наставляемый",
        "Группа, должность",
        "Совпадение",
        "Почему",
        "Ответ наставника",
        "Ответ наставляемого",
    ]
    return xlsx_answer("Подбор", headers, rows)


def history(round_: MatchingRound) -> list[HistoryRow]:
    """Acts upon the round; single answers stand in the table already."""
    lines = [line for line in journal.history(round_, limit=500) if line.action != "matching.answered"]
    return [HistoryRow(line.at, line.what, line.who) for line in lines[:12]]
