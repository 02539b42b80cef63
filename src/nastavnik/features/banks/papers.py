"""The printed bases of mentees and mentors: the same rows as the export, only people with a basis today."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nastavnik.features.banks import outside, queries, rules
from nastavnik.features.consents import queries as consents
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.documents.kinds import base_data
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.features.people.papers import curator_data, person_data
from nastavnik.features.questionnaires.ready.dictionaries import option_list
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import Obstacle

HEADERS = {
    "mentee": [
        "№ п/п", "Фамилия, имя, отчество", "Год рождения", "Группа (должность)", "Дата вхождения", "Основной запрос",
        "Форма", "Наставник, место работы", "Дата завершения", "Результат", "Согласие",
    ],
    "mentor": [
        "№ п/п", "Фамилия, имя, отчество", "Телефон", "Эл. почта", "Место работы (учёбы), должность", "Компетенции",
        "Достижения", "Интересы", "Свободное время", "Мест", "Дата вхождения", "Наставляемые", "Форма",
        "Дата завершения", "Результат", "Согласие",
    ],
}  # fmt: skip


def base_rows(side: str, found: Any, year: ProgramYear, on: dt.date) -> list[dict[str, Any]]:
    """A dict for each lawful entry, in the words of the template; a bounded number of queries."""
    entries = queries.lawful(found, on)
    ids = [entry.person_id for entry in entries]
    given = consents.consents_of(ids, on)
    pairs = outside.pairs_of(year.pk)
    partners = _people([pair.mentee_id if side == "mentor" else pair.mentor_id for pair in pairs])
    by_person: dict[uuid.UUID, list[outside.PairFact]] = {}
    for pair in pairs:
        by_person.setdefault(pair.mentor_id if side == "mentor" else pair.mentee_id, []).append(pair)
    make = _mentor if side == "mentor" else _mentee
    return [
        {**_common(entry, given.get(entry.person_id, ())), **make(entry, by_person.get(entry.person_id, []), partners)}
        for entry in entries
    ]


def _people(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    found = people.living().filter(pk__in=set(ids)).select_related("group") if ids else ()
    return {person.pk: person_data(person) for person in found}


def _common(entry: Any, given: Iterable[Any]) -> dict[str, Any]:
    titles = rules.form_titles()
    person = entry.person
    return {
        **person_data(person),
        "entered": entry.entered_on.isoformat(),
        "form": ", ".join(f"«{titles[code]}»" for code in entry.forms if code in titles),
        "consent": _consent_words(given),
    }


def _consent_words(given: Iterable[Any]) -> str:
    rows = [row for row in given if KINDS[row.kind].purpose == "bank"]
    if not rows:
        return ""
    last = max(rows, key=lambda row: row.given_on)
    day = f"{last.given_on:%d.%m.%Y}"
    return f"№\u00a0{last.number} от\u00a0{day}" if last.number else f"от\u00a0{day}"


def _ending(pairs: Sequence[outside.PairFact]) -> dict[str, Any]:
    done = [pair for pair in pairs if not pair.takes_place and pair.ends_on]
    if not done:
        return {}
    last = max(done, key=lambda pair: pair.ends_on or dt.date.min)
    return {"left": last.ends_on.isoformat() if last.ends_on else "", "result": last.result}


def _mentee(entry: Any, pairs: Sequence[outside.PairFact], known: Mapping[uuid.UUID, Any]) -> dict[str, Any]:
    requests = sorted(entry.requests.all(), key=lambda row: -row.priority)
    row: dict[str, Any] = {"request": rules.topic_title(requests[0].topic) if requests else ""}
    if entry.person.birth_date:
        row["birth_year"] = str(entry.person.birth_date.year)
    mentor = next((known[pair.mentor_id] for pair in pairs if pair.mentor_id in known), None)
    return {**row, **({"mentor": mentor} if mentor else {}), **_ending(pairs)}


def _mentor(entry: Any, pairs: Sequence[outside.PairFact], known: Mapping[uuid.UUID, Any]) -> dict[str, Any]:
    interests = {option.code: option.text for option in option_list("interests")}
    person = entry.person
    row: dict[str, Any] = {
        "competence": ", ".join(rules.competence_title(code) for code in entry.competences),
        "achievements": entry.experience,
        "interests": ", ".join(interests[code] for code in entry.wishes.get("interests", ()) if code in interests),
        "time": rules.slots_words(entry.free_time),
        "phone": person.phone,
        "email": person.email,
        "mentees": [known[pair.mentee_id] for pair in pairs if pair.mentee_id in known],
        "places": entry.capacity,
    }
    return {**row, **_ending(pairs)}


def cells(side: str, lines: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Rows of the table for Excel, in the order of `HEADERS`."""
    table = []
    for number, line in enumerate(lines, start=1):
        name = " ".join(part for part in (line.get("last"), line.get("first"), line.get("middle")) if part)
        entered, left = _day(line.get("entered")), _day(line.get("left"))
        place = line.get("group") or line.get("post") or ""
        if side == "mentee":
            mentor = line.get("mentor")
            table.append([
                number, name, line.get("birth_year", ""), place, entered, line["request"], line["form"],
                _short(mentor) if mentor else "", left, line.get("result", ""), line["consent"],
            ])  # fmt: skip
        else:
            work = ", ".join(part for part in (line.get("workplace"), place) if part)
            table.append([
                number, name, line["phone"], line["email"], work, line["competence"], line["achievements"],
                line["interests"], line["time"], line["places"], entered,
                "; ".join(_short(one) for one in line["mentees"]), line["form"], left, line.get("result", ""),
                line["consent"],
            ])  # fmt: skip
    return table


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _short(person: Mapping[str, Any]) -> str:
    name = " ".join(part for part in (person.get("last"), person.get("first"), person.get("middle")) if part)
    where = person.get("workplace") or person.get("post") or person.get("group") or ""
    return f"{name}, {where}" if where else name


def base_document(side: str, subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """Data of the paper for the year of the subject."""
    today = clock.today(by.organization)
    year = ProgramYear.objects.filter(pk=subject.get("year")).first() or organizations.require_year()
    rows = base_rows(side, queries.entries(side, year).exclude(state="invited").order_by("person__last"), year, today)
    data = {**base_data(subject, by), "year": f"{year.year}/{(year.year + 1) % 100:02d}", "date": today.isoformat()}
    curator = curator_data(by)
    if curator:
        data["curator"] = curator
    plain = (
        {name: value for name, value in row.items() if name != "places" and value not in ("", None)} for row in rows
    )
    return {**data, f"{side}s": list(plain)}


def base_obstacles(side: str, document: Any, on: dt.date) -> list[Obstacle]:
    """People printed in the draft who may no longer stand there: the consent was withdrawn after the draft."""
    year = ProgramYear.objects.filter(pk=document.subject.get("year")).first()
    lawful = queries.lawful(queries.entries(side, year).exclude(state="invited"), on) if year else []
    now, printed = len(lawful), len(document.data.get(f"{side}s", ()))
    if printed <= now:
        return []
    return [
        Obstacle("base_outdated", f"В базе {printed} чел., а согласие действует у {now}. Обновите проект.", legal=True)
    ]
