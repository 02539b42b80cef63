"""Everything that changes questionnaires: versions, campaigns, invitations, answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from nastavnik.features.documents.codes import new_code
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires import contents, rules
from nastavnik.features.questionnaires.models import (
    Campaign,
    Draft,
    Invitation,
    Questionnaire,
    Response,
    WaitingAnswer,
)
from nastavnik.features.questionnaires.ready.ready import ready_questionnaire
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import answer_sinks
from nastavnik.kernel.errors import DomainError, InputRefused, Step, WrongState
from nastavnik.kernel.protocols import missing_basis

LONGEST_TERM = 366


class AlreadyAnswered(DomainError):
    """The person has answered: the first answer stays as it is."""

    def __init__(self) -> None:
        super().__init__("Анкета уже заполнена. Первый ответ сохранён и не изменился.")


def version_of(by: Actor, code: str) -> Questionnaire:
    """The row of the ready questionnaire as it is now; a changed text becomes the next version, old ones stay."""
    by.must("questionnaires.run")
    ready = ready_questionnaire(code)
    content = contents.to_json(ready)
    last = Questionnaire.objects.filter(code=code).order_by("-version").first()
    if last is not None and last.content == content:
        return last
    return Questionnaire.objects.create(
        organization=by.organization,
        code=code,
        version=last.version + 1 if last else 1,
        title=ready.title,
        content=content,
    )


def start_campaign(
    *,
    by: Actor,
    questionnaire_code: str,
    side: str,
    person_ids: Collection[uuid.UUID],
    opens_on: dt.date,
    closes_on: dt.date,
    activity_id: uuid.UUID | None = None,
    title: str = "",
) -> Campaign:
    """Begin asking these people. Raises InputRefused for dates, an empty list, a questionnaire without names."""
    by.must("questionnaires.run")
    ready = ready_questionnaire(questionnaire_code)
    refusal = rules.refusal_of(ready.level)
    if refusal:
        raise InputRefused(refusal, field="questionnaire")
    if side not in ("mentee", "mentor") or ready.audience not in (side, "both", "anyone"):
        raise InputRefused("Эта анкета для другой стороны. Выберите другую анкету.", field="questionnaire")
    if closes_on < opens_on:
        raise InputRefused("Окончание раньше начала. Проверьте даты.", field="closes_on")
    if (closes_on - opens_on).days > LONGEST_TERM:
        raise InputRefused("Срок больше года. Проверьте даты.", field="closes_on")
    year = organizations.require_year()
    with transaction.atomic():
        campaign = Campaign.objects.create(
            organization=by.organization,
            program_year=year,
            questionnaire=version_of(by, questionnaire_code),
            title=title.strip()[:300] or ready.title,
            side=side,
            opens_on=opens_on,
            closes_on=closes_on,
            seen_by=ready.seen_by[:300],
            activity_id=activity_id,
        )
        invited = invite(by=by, campaign=campaign, person_ids=person_ids)
        if not invited:
            raise InputRefused("Некого спрашивать. Отметьте людей в списке.", field="people")
        journal.record(by, "questionnaires.campaign_started", campaign, code=questionnaire_code, people=len(invited))
    return campaign


def invite(*, by: Actor, campaign: Campaign, person_ids: Collection[uuid.UUID]) -> list[Invitation]:
    """Add people to a running campaign; those already invited stay as they are."""
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    known = set(campaign.invitations.values_list("person_id", flat=True))
    fresh = [
        person
        for person in people.living().filter(pk__in=person_ids, left_on=None).order_by("last", "first")
        if person.pk not in known
    ]
    moment = clock.now()
    with transaction.atomic():
        made = Invitation.objects.bulk_create(
            [
                Invitation(organization=by.organization, campaign=campaign, person=person, code=code, invited_at=moment)
                for person, code in zip(fresh, new_code(len(fresh)), strict=True)
            ]
        )
        if made:
            journal.record(by, "questionnaires.invited", campaign, count=len(made))
    return made


def _need_running(campaign: Campaign) -> None:
    if campaign.closed_at is not None:
        raise WrongState("Анкетирование уже закончено. Начните новое, если нужно спросить ещё.")


def close_campaign(*, by: Actor, campaign: Campaign) -> Campaign:
    """No more answers. Drafts and answers without a person are wiped."""
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    with transaction.atomic():
        campaign.closed_at, campaign.kiosk = clock.now(), False
        campaign.save(update_fields=["closed_at", "kiosk"])
        Draft.objects.filter(campaign=campaign).delete()
        campaign.waiting.all().delete()
        _end_links(campaign)
        journal.record(by, "questionnaires.campaign_closed", campaign)
    return campaign


def _end_links(campaign: Campaign) -> None:
    links.PersonalLink.objects.filter(
        purpose__in=["survey_open", "survey_kiosk"], subject_id=campaign.pk, revoked_at=None
    ).update(revoked_at=clock.now())


def prolong(*, by: Actor, campaign: Campaign, closes_on: dt.date) -> Campaign:
    """Move the last day. Raises InputRefused for a day that is past."""
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    if closes_on < clock.today(by.organization) or (closes_on - campaign.opens_on).days > LONGEST_TERM:
        raise InputRefused("Укажите день не раньше сегодняшнего и не дальше года от начала.", field="closes_on")
    with transaction.atomic():
        before, campaign.closes_on = campaign.closes_on, closes_on
        campaign.save(update_fields=["closes_on"])
        journal.record(by, "questionnaires.campaign_prolonged", campaign, before=before, now=closes_on)
    return campaign


def refusal_now(campaign: Campaign, today: dt.date) -> str:
    """Why nobody may answer by link or in the kiosk today, or ''."""
    if campaign.closed_at is not None or campaign.closes_on < today:
        return "Анкетирование закончено. Если хотите ответить, подойдите к куратору."
    if campaign.opens_on > today:
        return f"Анкета откроется {campaign.opens_on:%d.%m.%Y}."
    return ""


def save_draft(*, by: Actor, campaign: Campaign, person: Person, answers: Mapping[str, Any]) -> rules.Checked:
    """Keep what has been answered so far; what may not be kept is named in `problems`.

    Given answers replace the kept ones of the same questions; other kept answers stay.
    """
    by.must("questionnaires.submit", campaign)
    _own_only(by, campaign, person)
    _need_may_answer(campaign, person, clock.today(by.organization))
    if Response.objects.filter(campaign=campaign, person=person).exists():
        raise AlreadyAnswered
    questionnaire = contents.content_of(campaign.questionnaire)
    with transaction.atomic():
        draft, _ = Draft.objects.get_or_create(campaign=campaign, person=person)
        asked = {code.removesuffix(contents.OTHER) for code in answers}
        kept = {code: value for code, value in draft.answers.items() if code.removesuffix(contents.OTHER) not in asked}
        checked = rules.check(questionnaire, {**kept, **answers}, final=False)
        draft.answers = checked.answers
        draft.save()
    return checked


def _own_only(by: Actor, campaign: Campaign, person: Person) -> None:
    """A personal link answers for its own person and campaign, a common one for its campaign, an account for itself."""
    if by.kind == "account" and by.person_id != person.pk:
        by.must("questionnaires.run", campaign)
    if by.kind != "link":
        return
    wrong_person = by.purpose == "survey" and by.person_id != person.pk
    if wrong_person or by.extra.get("subject_id") != campaign.pk:
        raise InputRefused(links.WRONG)


def _need_may_answer(campaign: Campaign, person: Person, today: dt.date) -> None:
    refusal = refusal_now(campaign, today)
    if refusal:
        raise WrongState(refusal)
    missing = missing_basis([person.pk], "bank", today).get(person.pk)
    if missing is not None:
        raise WrongState(needed_first(missing.kind))


def needed_first(kind: str) -> str:
    """What a participant reads when the data consent has not come."""
    who = "законного представителя (родителя)" if kind == "consent_pd_minor" else "на обработку персональных данных"
    return f"Сначала нужно согласие {who}: без него ответы хранить нельзя. Отдайте лист куратору и вернитесь к анкете."


def submit(
    *,
    by: Actor,
    campaign: Campaign,
    person: Person,
    answers: Mapping[str, Any],
    way: str,
    filled_on: dt.date | None = None,
) -> Response:
    """The one answer of the person in the campaign; the banks take it in the same transaction.

    Raises AlreadyAnswered, WrongState (closed, no consent), InputRefused whose `problems` name the questions.
    From paper a late sheet is taken by its own date.
    """
    by.must("questionnaires.submit", campaign)
    _own_only(by, campaign, person)
    today = clock.today(by.organization)
    if way == "paper":
        _check_paper(by, campaign, person, today, filled_on)
    else:
        _need_may_answer(campaign, person, today)
    if not campaign.invitations.filter(person=person, revoked_at=None).exists():
        raise InputRefused("Этого человека нет в списке опрашиваемых. Сначала добавьте его.", field="person")
    checked = rules.check(contents.content_of(campaign.questionnaire), answers, final=True)
    if checked.problems:
        raise AnswersRefused(checked)
    with transaction.atomic():
        response, made = Response.objects.get_or_create(
            campaign=campaign,
            person=person,
            defaults={"way": way, "answers": checked.answers, "submitted_at": clock.now(), "filled_on": filled_on},
        )
        if not made:
            raise AlreadyAnswered
        Draft.objects.filter(campaign=campaign, person=person).delete()
        journal.record(by, "questionnaires.submitted", campaign, person=person.pk, way=way)
        for sink in answer_sinks:
            sink.accept(response, by)
    return response


class AnswersRefused(InputRefused):
    """Some answers can not be taken; `checked` holds the rest and the sentences by question."""

    def __init__(self, checked: rules.Checked) -> None:
        super().__init__("Не все ответы можно принять. Исправьте отмеченные вопросы.")
        self.checked = checked


def _check_paper(by: Actor, campaign: Campaign, person: Person, today: dt.date, filled_on: dt.date | None) -> None:
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    if filled_on is not None and filled_on > today:
        raise InputRefused("Дата на бланке ещё не наступила. Проверьте дату.", field="filled_on")
    missing = missing_basis([person.pk], "bank", today).get(person.pk)
    if missing is not None:
        raise WrongState(
            f"{missing.message} Бланк подождёт: внесите ответы, когда согласие придёт.",
            next_step=Step("Открыть согласия человека", f"/people/{person.pk}/"),
        )


# --- links and the kiosk --------------------------------------------------------------------------------------------


def issue_links(*, by: Actor, campaign: Campaign) -> list[tuple[Invitation, str]]:
    """A fresh personal link for everybody who has not answered; earlier ones end. Needs a public address."""
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    if not links.public_base():
        raise WrongState("Ссылки для дома не настроены: печатайте бланки или откройте киоск в своей сети.")
    waiting = list(
        campaign.invitations.filter(revoked_at=None)
        .exclude(person__responses__campaign=campaign)
        .select_related("person", "person__group")
        .order_by("person__group__name", "person__last", "person__first")
    )
    term = max(1, (campaign.closes_on - clock.today(by.organization)).days + 1)
    with transaction.atomic():
        tokens = links.issue_many(by, "survey", [(item.person_id, campaign.pk, {}) for item in waiting], term_days=term)
        journal.record(by, "questionnaires.links_issued", campaign, count=len(tokens))
    return list(zip(waiting, tokens, strict=True))


def issue_open_link(*, by: Actor, campaign: Campaign) -> str:
    """One link for everybody on the list; an earlier one ends. The person names himself and a second fact."""
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    term = max(1, (campaign.closes_on - clock.today(by.organization)).days + 1)
    with transaction.atomic():
        _end_purpose(campaign, "survey_open")
        token = links.issue(by, "survey_open", subject_id=campaign.pk, term_days=term)
        journal.record(by, "questionnaires.open_link_issued", campaign)
    return token


def open_kiosk(*, by: Actor, campaign: Campaign) -> links.PersonalLink:
    """The key of the kiosk for one browser: it may store answers of this campaign and nothing else."""
    by.must("questionnaires.run", campaign)
    _need_running(campaign)
    with transaction.atomic():
        token = links.issue(by, "survey_kiosk", subject_id=campaign.pk, term_days=1)
        campaign.kiosk = True
        campaign.save(update_fields=["kiosk"])
        journal.record(by, "questionnaires.kiosk_opened", campaign)
    return links.find(token)


def close_kiosk(*, by: Actor, campaign: Campaign) -> None:
    """All kiosks of the campaign stop at once."""
    by.must("questionnaires.run", campaign)
    with transaction.atomic():
        _end_purpose(campaign, "survey_kiosk")
        campaign.kiosk = False
        campaign.save(update_fields=["kiosk"])
        journal.record(by, "questionnaires.campaign_closed", campaign, kiosk=True)


def _end_purpose(campaign: Campaign, purpose: str) -> None:
    links.PersonalLink.objects.filter(purpose=purpose, subject_id=campaign.pk, revoked_at=None).update(
        revoked_at=clock.now()
    )


# --- answers that fit nobody ----------------------------------------------------------------------------------------


def keep_waiting(*, by: Actor, campaign: Campaign, name: str, place: str, answers: Mapping[str, Any]) -> WaitingAnswer:
    """An answer by the common link from a name that is not on the list. Same name and place replaces nothing."""
    by.must("questionnaires.submit", campaign)
    refusal = refusal_now(campaign, clock.today(by.organization))
    if refusal:
        raise WrongState(refusal)
    if campaign.waiting.count() >= max(20, campaign.invitations.count()):
        raise WrongState("Слишком много ответов ждут разбора. Подойдите, пожалуйста, к куратору.")
    checked = rules.check(contents.content_of(campaign.questionnaire), answers, final=True)
    if checked.problems:
        raise AnswersRefused(checked)
    with transaction.atomic():
        journal.stir(by.organization_id)
        return WaitingAnswer.objects.create(
            organization=by.organization,
            campaign=campaign,
            name=name.strip()[:200],
            place=place.strip()[:120],
            answers=checked.answers,
            received_at=clock.now(),
        )


def bind_waiting(*, by: Actor, waiting: WaitingAnswer, person: Person) -> Response:
    """The curator knows who it was. The person's consent is needed as for any answer."""
    by.must("questionnaires.run", waiting)
    with transaction.atomic():
        invite(by=by, campaign=waiting.campaign, person_ids=[person.pk])
        response = submit(by=by, campaign=waiting.campaign, person=person, answers=waiting.answers, way="paper")
        Response.objects.filter(pk=response.pk).update(way="open")
        journal.record(by, "questionnaires.waiting_bound", waiting.campaign, person=person.pk)
        waiting.delete()
    return response


def discard_waiting(*, by: Actor, waiting: WaitingAnswer) -> None:
    by.must("questionnaires.run", waiting)
    with transaction.atomic():
        journal.record(by, "questionnaires.waiting_discarded", waiting.campaign)
        waiting.delete()
