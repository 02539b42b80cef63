"""Agreement before signing: a draft is sent to named people by post; each agrees or returns it with remarks.

The text is fixed by its hash while it is out: another text begins a new round with the same people and a reason.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction

from nastavnik.features.documents.models import Document, Handing, Review, ReviewRule, ReviewStep
from nastavnik.features.documents.services.common import kind_of, locked, move
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import Link, Obstacle, document_kinds
from nastavnik.kernel.errors import Changed, Denied, InputRefused, Step, WrongState

MOST = 20


def send(*, by: Actor, document: Document, person_ids: Sequence[uuid.UUID]) -> Review:
    """Send a draft to be agreed upon by the people, all at once. Each must have a post: a visa is signed by post.

    Errors: InputRefused for nobody, too many, or a person without a post; WrongState when it is no draft.
    """
    by.must("documents.review", document)
    chosen = list(dict.fromkeys(person_ids))
    if not chosen:
        raise InputRefused("Назовите, кто согласует документ.", field="people")
    if len(chosen) > MOST:
        raise InputRefused(f"Согласующих больше {MOST}. Оставьте тех, без кого нельзя.", field="people")
    known = {person.pk: person for person in people.visible_people(by).filter(pk__in=chosen, left_on=None)}
    if len(known) != len(chosen):
        raise InputRefused("Кого-то из названных нет среди работающих. Выберите заново.", field="people")
    for person in known.values():
        if not person.post:
            raise InputRefused(
                f"{person.full_name}: не указана должность. Впишите её в карточку человека: виза ставится по должности.",
                field="people",
            )
    with transaction.atomic():
        fresh = locked(document.pk)
        move(fresh, "send")
        fresh.save()
        review = _begin(by, fresh, [(known[pk], known[pk].post) for pk in chosen])
        journal.record(by, "documents.sent_for_review", fresh, people=[str(pk) for pk in chosen], round=review.number)
    return review


def _begin(by: Actor, document: Document, steps: Sequence[tuple[Person, str]], reason: str = "") -> Review:
    last = Review.objects.filter(document=document).order_by("-number").first()
    review = Review.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        content_hash=document.content_hash,
        reason=reason[:500],
        started_on=clock.today(by.organization),
        started_by=by.label[:200],
    )
    ReviewStep.objects.bulk_create(
        ReviewStep(review=review, person=person, post=post, place=place)
        for place, (person, post) in enumerate(steps, start=1)
    )
    return review


def restart(by: Actor, document: Document, reason: str) -> None:
    """The text changed on its route: a new round with the same people. Inside the caller's transaction."""
    if not reason.strip():
        raise InputRefused(
            "Документ на согласовании. Напишите, что изменено и почему: согласующие посмотрят его заново.",
            field="reason",
        )
    last = Review.objects.filter(document=document).order_by("-number").first()
    document.state = "review"
    if last is None:
        return
    Review.objects.filter(pk=last.pk).update(state="restarted")
    steps = [(step.person, step.post) for step in last.steps.select_related("person")]
    review = _begin(by, document, steps, reason.strip())
    journal.record(by, "documents.review_restarted", document, reason=reason.strip(), round=review.number)


def decide(
    *,
    by: Actor,
    step: ReviewStep,
    agree: bool,
    remarks: str = "",
    on: dt.date | None = None,
    on_paper: bool = False,
    shown_hash: str = "",
) -> ReviewStep:
    """Agree or return with remarks. One's own step by oneself; another's only from paper, by the curator or director.

    `shown_hash`: what the person saw on the screen. A return ends the round and gives the draft back to its author.
    """
    own = by.person_id is not None and by.person_id == step.person_id
    if on_paper:
        by.must("documents.review", step)
    elif not own:
        raise Denied("Согласует тот, кому документ отправлен. Согласие с бумаги отмечает куратор.")
    else:
        by.must("documents.view")
    if not agree and not remarks.strip():
        raise InputRefused("Напишите замечания: что исправить.", field="remarks")
    today = clock.today(by.organization)
    when = on if on_paper and on else today
    if when > today:
        raise InputRefused("Дата согласования ещё не наступила.", field="on")
    with transaction.atomic():
        document = locked(step.review.document_id)
        fresh = ReviewStep.objects.select_related("review", "person").get(pk=step.pk)
        _must_wait(document, fresh, shown_hash if not on_paper else fresh.review.content_hash)
        if when < fresh.review.started_on:
            raise InputRefused(
                f"Документ отправлен {fresh.review.started_on:%d.%m.%Y}: раньше этого дня его не могли согласовать.",
                field="on",
            )
        fresh.state, fresh.decided_on = ("agreed" if agree else "returned"), when
        fresh.remarks, fresh.on_paper, fresh.marked_by = remarks.strip()[:4000], on_paper, by.label[:200]
        fresh.save()
        action = "documents.agreed" if agree else "documents.returned"
        journal.record(
            by, action, document, person=str(fresh.person_id), on=when, paper=on_paper, remarks=fresh.remarks
        )
        _settle(document, fresh.review, agree)
    return fresh


def _must_wait(document: Document, step: ReviewStep, shown_hash: str) -> None:
    if document.state != "review" or step.review.state != "open":
        raise WrongState(f"«{document.title}» уже не на согласовании. Обновите страницу.")
    if step.state != "wait":
        raise WrongState(f"{step.person.short_name}: решение уже отмечено.")
    if shown_hash != step.review.content_hash:
        raise Changed(
            "Текст изменили после того, как вы его открыли. Посмотрите документ ещё раз.",
            next_step=Step("Открыть документ", f"/documents/{document.pk}/"),
        )


def _settle(document: Document, review: Review, agree: bool) -> None:
    """A return ends the round at once; the last of those who agree ends it well."""
    if agree and review.steps.exclude(state="agreed").exists():
        return
    review.state = "agreed" if agree else "returned"
    review.save(update_fields=["state"])
    move(document, "agree" if agree else "return")
    document.save()


def call_off(*, by: Actor, document: Document) -> Document:
    """Take a draft back from agreement before everybody answered; what was answered stays in history."""
    by.must("documents.review", document)
    with transaction.atomic():
        fresh = locked(document.pk)
        move(fresh, "return")
        fresh.save()
        close_open(fresh)
        journal.record(by, "documents.review_called_off", fresh)
    return fresh


def close_open(document: Document) -> None:
    """A round that nobody waits for any more: the paper was signed or discarded meanwhile."""
    Review.objects.filter(document=document, state="open").update(state="called_off")


def demanded() -> set[str]:
    """Kinds that are not signed without agreement: by their nature, or because the organisation asks."""
    asked = set(ReviewRule.objects.filter(required=True).values_list("kind", flat=True))
    return asked | {kind.code for kind in document_kinds if kind.review}


def obstacles(document: Document, asked: Collection[str]) -> list[Obstacle]:
    """What the route says to the signer: nothing where nobody was asked and nothing is demanded."""
    if document.kind not in asked and document.state != "review":
        return []
    last = Review.objects.filter(document=document).order_by("-number").first()
    if last is not None and last.state == "agreed" and last.content_hash == document.content_hash:
        return []
    severity = "block" if document.kind in asked else "warn"
    if last is not None and last.state == "open":
        waiting = [step.person.short_name for step in last.steps.filter(state="wait").select_related("person")]
        words = f"Ещё не согласовали: {', '.join(waiting)}"
    else:
        words = "Документ этого вида подписывают после согласования."
    fix = Link("Открыть согласование", f"/documents/{document.pk}/#rounds")
    return [Obstacle("DOC_NOT_AGREED", words, severity=severity, fix=fix)]  # type: ignore[arg-type]


def save_rule(*, by: Actor, kind: str, required: bool, sheet: bool, person_ids: Sequence[uuid.UUID]) -> ReviewRule:
    """How papers of the kind are agreed upon in this organisation."""
    by.must("documents.review")
    kind_of(kind)
    with transaction.atomic():
        rule = ReviewRule.objects.filter(kind=kind).first() or ReviewRule(kind=kind)
        rule.required, rule.sheet = required, sheet
        rule.people = [str(pk) for pk in dict.fromkeys(person_ids)][:MOST]
        rule.save()
        journal.record(by, "documents.review_rule_changed", rule, kind=kind, required=required, people=rule.people)
    return rule


def hand_over(*, by: Actor, documents: Sequence[Document], person: Person, note: str = "") -> int:
    """Give documents to a person of the office: from now on these, and no others, are seen and worked on there."""
    by.must("documents.hand")
    if not documents:
        raise InputRefused("Не отмечен ни один документ.")
    with transaction.atomic():
        present = set(
            Handing.objects.filter(person=person, document__in=documents).values_list("document_id", flat=True)
        )
        fresh = [item for item in documents if item.pk not in present]
        today = clock.today(by.organization)
        Handing.objects.bulk_create(
            Handing(document=item, person=person, note=note[:300], handed_on=today, handed_by=by.label[:200])
            for item in fresh
        )
        for item in fresh:
            journal.record(by, "documents.handed", item, person=str(person.pk), note=note)
    return len(fresh)
