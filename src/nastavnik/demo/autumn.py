"""What a careful curator has done by the middle of autumn: orders signed, minutes kept, consents and requests in hand.

A few things are left undone on purpose, as in life: the year is shown running, not finished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nastavnik.features.banks import services as banks
from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.consents import debts
from nastavnik.features.consents import services as consents
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.kinds import starting_edits
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import services as pairings
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires.ready.dictionaries import competences, request_topics, slots
from nastavnik.features.roadmap import services as roadmaps
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.features.roadmap.models import Activity
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor

#: How many of those who still owe a consent go on owing it.
STILL_OWE = 4


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the activity's kind, signed on the day and numbered. `typed`: what a person writes into it."""

    activity: str
    kind: str
    on: tuple[int, int]
    number: str
    typed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hand:
    """Done outside the system, told in words."""

    activity: str
    on: tuple[int, int]
    note: str
    people: int | None = None


def _topic(title: str, *decided: str, heard: str = "") -> dict[str, Any]:
    return {"title": title, "decided": list(decided)} | ({"heard": heard} if heard else {})


PAPERS = (
    Paper("1.3", "order_launch", (9, 1), "9-од", {"forms": ["«педагог – педагог»", "«педагог – студент»"]}),
    Paper("1.4", "order_curator", (9, 2), "10-од"),
    Paper("1.4", "order_team", (9, 2), "11-од"),
    Paper(
        "1.5", "review_draft_act", (9, 12), "1",
        {
            "body": "совещания студенческого совета и профсоюзного комитета",
            "topics": [_topic("О проекте положения о наставничестве", "Проект одобрить", heard="о правах и обязанностях сторон")],
        },
    ),
    Paper("1.6", "regulation", (9, 15), "21"),
    Paper(
        "1.7", "ped_council", (9, 16), "2",
        {"agenda": [_topic("О программе наставничества", "Программу принять к исполнению", heard="о целях и сроках")]},
    ),
    Paper(
        "1.7", "inform_staff", (9, 16), "3",
        {"topics": [_topic("О порядке отбора наставников", "Сведения довести до всех отделений")]},
    ),
    Paper(
        "1.7", "form_selection", (9, 16), "4",
        {"topics": [_topic("О выборе форм наставничества", "Работать в формах «педагог – педагог» и «педагог – студент»")]},
    ),
    Paper(
        "2.1", "meet_students", (9, 22), "5",
        {
            "body": "встречи с группами первого и второго курса", "count": 36,
            "course": ["Рассказали, что даёт наставничество", "Ответили на вопросы"],
            "results": ["Раздать листы согласий до конца недели"],
        },
    ),
    Paper(
        "5.2", "group_meeting", (10, 5), "6",
        {
            "body": "общей встречи наставников и наставляемых", "count": 26,
            "course": ["Познакомились", "Обсудили правила и расписание встреч"],
            "results": ["Парам провести первую встречу до 12 октября"],
        },
    ),
)  # fmt: skip
HANDS = (
    Hand("1.2", (9, 9), "Опросные листы без имён собраны в учительской, свод хранится у методиста.", 48),
    Hand("2.2", (9, 24), "Рассказали на собраниях трёх групп; списки присутствовавших у кураторов.", 41),
    Hand("2.3", (10, 14), "Пришли трое выпускников и мастер с механического завода.", 4),
    Hand("3.5", (10, 20), "Входные опросы заполнены на бумаге, лежат в папке программы.", 13),
    Hand("4.1", (10, 8), "Круглый стол прошёл в библиотеке; фото и список у куратора.", 17),
    Hand("4.4", (10, 16), "Беседы провели методист и психолог, отметки стоят в карточках наставников."),
    Hand("4.5", (10, 23), "Два занятия по два часа; памятки розданы.", 13),
    Hand("5.1", (9, 28), "Пары назвали отделения, список сверен с запросами."),
)


def activities() -> Mapping[str, Activity]:
    return {item.number: item for item in Activity.objects.filter(removed_at=None)}


def papers(*, director: Actor, curator: Actor, year: int, today: dt.date, items: Sequence[Paper] = PAPERS) -> None:
    """Draft, sign and number the papers whose day has come, in the order of days."""
    found = activities()
    for item in items:
        on = dt.date(year, *item.on)
        activity = found.get(item.activity)
        if activity is None or on > today:
            continue
        with clock.at(on):
            code = kinds()[item.kind].document
            document = documents.draft(
                by=curator, kind=code, subject={"by_hand": f"{activity.pk} {item.kind}"}, activity_id=activity.pk,
                edits=starting_edits(code, curator) | dict(item.typed),
            )  # fmt: skip
            signed = documents.sign(by=director, document=document, on=on, shown_hash=document.content_hash)
            documents.register(by=curator, document=signed, number=item.number)


def by_hand(*, curator: Actor, year: int, today: dt.date) -> None:
    found = activities()
    for item in HANDS:
        on = dt.date(year, *item.on)
        if item.activity in found and on <= today:
            with clock.at(on):
                roadmaps.close_by_hand(
                    by=curator, activity=found[item.activity], happened_on=on, note=item.note, people_count=item.people
                )


def read_acts(*, curator: Actor, on: dt.date) -> None:
    """The staff has read the ministry's act and the orders of the year."""
    workers = list(Person.objects.filter(kind="worker", left_on=None).values_list("pk", flat=True))
    found = activities()
    with clock.at(on):
        act = documents.outside_act(
            by=curator,
            title="Приказ учредителя «О развитии наставничества»",
            number="45/7",
            on=on - dt.timedelta(days=20),
        )
        team = workers[:9]
        documents.start_acquaintance(
            by=curator, document=act, person_ids=team, audience="рабочая группа",
            activity_id=found["1.1"].pk if "1.1" in found else None,
        )  # fmt: skip
        documents.acquaint(by=curator, document=act, person_ids=team, on=on)
        for order in Document.objects.filter(kind__in=["order_launch", "order_curator"], state="registered"):
            documents.start_acquaintance(
                by=curator, document=order, person_ids=workers, audience="все работники",
                activity_id=found["1.9"].pk if "1.9" in found else None,
            )  # fmt: skip
            documents.acquaint(by=curator, document=order, person_ids=workers, on=on)


def other_consents(*, curator: Actor, on: dt.date) -> None:
    """Those without a pair bring their sheets too; a few still owe them."""
    with clock.at(on):
        rows = [row for row in debts.rows(curator, on) if row.kinds and row.signer]
        for sheet in consents.prepare_owed(by=curator, rows=rows[:-STILL_OWE]):
            consents.mark_given(
                by=curator, code=sheet.code, on=on, requisites_checked=True, own_signature=True, authority_checked=True
            )


def banks_filled(*, curator: Actor, on: dt.date) -> None:
    """Requests, what is shared, free time, talks and training: what questionnaires and talks have told."""
    topics, shared, times = list(request_topics()), list(competences()), list(slots())
    with clock.at(on):
        for number, entry in enumerate(MenteeEntry.objects.select_related("person").order_by("person__last")):
            banks.save_request(by=curator, entry=entry, topic=topics[number * 3 % len(topics)])
            banks.edit(
                by=curator, entry=entry, free_time=[times[number % len(times)], times[(number + 5) % len(times)]]
            )
        for number, entry in enumerate(MentorEntry.objects.select_related("person").order_by("person__last")):
            banks.edit(
                by=curator, entry=entry, capacity=2,
                competences=sorted({shared[number * 2 % len(shared)], shared[(number * 2 + 7) % len(shared)]}),
                free_time=[times[number % len(times)], times[(number + 3) % len(times)]],
            )  # fmt: skip
            banks.mark_interviewed(by=curator, entry=entry, on=on)
            banks.mark_trained(by=curator, entry=entry, on=on)


def addenda(*, director: Actor, curator: Actor, office: Actor, pairs: Sequence[Pairing], on: dt.date) -> None:
    """Addenda to the labour contracts of staff mentors (ТК РФ, ст. 351.8): the last two wait for the director, numbers
    of some are asked of the office."""
    with clock.at(on):
        made = pairings.draft_addenda(by=curator, pairing_ids=[item.pk for item in pairs])
        for document in made[-2:]:
            documents.mark_printed(by=curator, document=document)
        for document in made[:-2]:
            documents.sign(by=director, document=document, on=on, shown_hash=document.content_hash)
        clerk = Person.objects.get(pk=office.person_id)
        documents.hand_over(by=curator, documents=made[:3], person=clerk, note="Внесите номера из журнала договоров")
