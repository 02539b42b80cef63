"""Agreement as others see it: rounds of a document for its page, steps that wait for a person, lines of the day, the
sheet of visas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from nastavnik.features.documents import rendering
from nastavnik.features.documents.models import Document, Handing, Review, ReviewRule, ReviewStep
from nastavnik.features.documents.policies import STAFF
from nastavnik.features.documents.queries import visible_documents
from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.people.models import Person
from nastavnik.features.people.papers import person_data
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem, DueSource, document_kinds, dues
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.tenancy import Membership

MARKS = {"wait": "wait", "agreed": "done", "returned": "late"}
WORDS = {"wait": "Ждём", "agreed": "Согласовано", "returned": "Замечания"}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A person of a round: the decision in words; `mine`: the reader decides; `from_paper`: the reader may mark it."""

    step: ReviewStep
    mark: str
    words: str
    mine: bool
    from_paper: bool


@dataclass(frozen=True, slots=True)
class Round:
    review: Review
    rows: Sequence[StepRow]

    @property
    def is_open(self) -> bool:
        return self.review.state == "open"


def rounds(document: Document, actor: Actor) -> list[Round]:
    """All rounds of a document, the newest first: two queries."""
    found = []
    for review in document.reviews.order_by("-number").prefetch_related("steps__person"):
        waits = review.state == "open" and document.state == "review"
        rows = [
            StepRow(
                step,
                MARKS[step.state] if waits or step.state != "wait" else "na",
                WORDS[step.state] if waits or step.state != "wait" else "Не ответил",
                waits and step.state == "wait" and actor.person_id == step.person_id,
                waits and step.state == "wait" and actor.may("documents.review"),
            )
            for step in review.steps.all()
        ]
        found.append(Round(review, rows))
    return found


def waiting_for(actor: Actor) -> QuerySet[ReviewStep]:
    """Steps that wait for this very person."""
    if actor.person_id is None:
        return ReviewStep.objects.none()
    rows = ReviewStep.objects.filter(person_id=actor.person_id, state="wait", review__state="open")
    rows = rows.filter(review__document__in=visible_documents(actor), review__document__state="review")
    return rows.select_related("review__document").order_by("review__started_on", "pk")


def handed_to(actor: Actor) -> QuerySet[Handing]:
    """What was given to this person and is not finished."""
    if actor.person_id is None:
        return Handing.objects.none()
    rows = Handing.objects.filter(person_id=actor.person_id, document__state__in=["printed", "signed"])
    return rows.select_related("document").order_by("handed_on", "pk")


def get_step(actor: Actor, pk: Any) -> ReviewStep:
    """One's own step, or any step for those who mark agreement from paper."""
    rows = ReviewStep.objects.select_related("review__document", "person")
    step = rows.filter(pk=pk, review__document__in=visible_documents(actor)).first()
    if step is None or not (actor.person_id == step.person_id or actor.may("documents.review")):
        raise NotFound()
    return step


def usual(kind: str) -> list[Person]:
    """People offered first: those the organisation named for the kind, then the office and the director."""
    rule = ReviewRule.objects.filter(kind=kind).first()
    named = list(rule.people) if rule else []
    office = [str(pk) for pk, roles in _members() if set(roles) & {"office", "director"}]
    order = list(dict.fromkeys([*named, *office]))
    known = {str(item.pk): item for item in Person.objects.filter(pk__in=order, left_on=None, removed_at=None)}
    return [known[pk] for pk in order if pk in known]


def office_people() -> list[Person]:
    """People who sign in as the office: to them documents are handed."""
    ids = [pk for pk, roles in _members() if "office" in roles]
    return list(Person.objects.filter(pk__in=ids, left_on=None, removed_at=None))


def _members() -> list[tuple[Any, list[str]]]:
    rows = Membership.objects.filter(ended_at=None).exclude(person_id=None)
    return list(rows.values_list("person_id", "roles"))


def wants_sheet(document: Document) -> bool:
    """Whether the visas are printed together with the document."""
    kind = document_kinds.get(document.kind)
    asked = ReviewRule.objects.filter(kind=document.kind, sheet=True).exists()
    return (asked or bool(kind and kind.visa_sheet)) and document.reviews.exists()


def visa_tree(document: Document, actor: Actor, on: dt.date) -> Any:
    """The sheet of visas of the last round; empty places are for the pen. Raises NotFound before any round."""
    last = document.reviews.order_by("-number").first()
    if last is None:
        raise NotFound("Документ ещё не отправляли на согласование.")
    steps = last.steps.select_related("person", "person__group")
    people = [
        person_data(step.person)
        | {"post": step.post, "remarks": _said(step)}
        | ({"decided_on": step.decided_on.isoformat()} if step.decided_on and step.state == "agreed" else {})
        for step in steps
    ]
    data = organization_papers.organization_data(actor.organization, on=on)
    kind = document_kinds.get(document.kind)
    return rendering.tree_of_data(
        "visa_sheet",
        {
            "org": data["org"],
            "document": {"title": document.title, "kind": kind.title if kind else "Документ", "code": document.code},
            "people": people,
        },
        code=document.code,
    )


def _said(step: ReviewStep) -> str:
    if step.state == "returned":
        return f"Замечания: {step.remarks}"
    if step.state == "agreed" and not step.on_paper:
        return step.remarks or "Согласовано в системе"
    return step.remarks


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    found = []
    for step in waiting_for(actor)[:5]:
        document = step.review.document
        found.append(
            DueItem(
                title=f"Согласовать: {document.title}",
                why=f"Отправил {step.review.started_by}, {step.review.started_on:%d.%m.%Y}",
                url=reverse("documents:document", args=[document.pk]) + "#review",
                button="Посмотреть документ",
                mark="wait",
                order=15,
            )
        )
    if actor.roles & set(STAFF):
        found.extend(_own_routes(actor))
    return found


def _own_routes(actor: Actor) -> list[DueItem]:
    """What came back with remarks waits for the author; what is still out waits for others."""
    found = []
    rows = visible_documents(actor).filter(state__in=["draft", "review"], reviews__isnull=False).distinct()
    last = {
        review.document_id: review for review in Review.objects.filter(document__in=rows).order_by("document", "number")
    }
    documents = {item.pk: item for item in rows}
    returned = [documents[pk] for pk, one in last.items() if one.state == "returned" and documents[pk].state == "draft"]
    out = [documents[pk] for pk, one in last.items() if one.state == "open" and documents[pk].state == "review"]
    if returned:
        found.append(
            DueItem(
                title=f"Вернули с замечаниями: {len(returned)}",
                why=", ".join(item.title for item in returned[:2]),
                url=reverse("documents:document", args=[returned[0].pk]),
                button="Исправить документ",
                mark="late",
                order=18,
            )
        )
    if out:
        found.append(
            DueItem(
                title=f"На согласовании: {len(out)}",
                why=", ".join(item.title for item in out[:2]),
                url=reverse("documents:list") + "?state=review",
                button="Посмотреть документы",
                mark="wait",
                waits=True,
                order=35,
            )
        )
    return found


def register() -> None:
    dues.add(DueSource("documents_review", frozenset({"curator", "director", "office"}), _due))
