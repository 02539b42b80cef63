"""Lists of questionnaires, campaigns and answers, visibility included."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from nastavnik.features.documents.codes import clean_code
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires import contents
from nastavnik.features.questionnaires.models import Campaign, Invitation, Response, WaitingAnswer
from nastavnik.features.questionnaires.ready.ready import Item
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.protocols import Missing, missing_basis


def visible_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns with the counts `invited` and `answered`; none for those who do not work with them."""
    rows = Campaign.objects.select_related("questionnaire", "program_year")
    if not actor.may("questionnaires.view"):
        return rows.none()
    return rows.annotate(
        invited=Count("invitations", filter=Q(invitations__revoked_at=None), distinct=True),
        answered=Count("responses", distinct=True),
        waiting_count=Count("waiting", distinct=True),
    )


def get_campaign(actor: Actor, pk: Any) -> Campaign:
    campaign = visible_campaigns(actor).filter(pk=pk).first()
    if campaign is None:
        raise NotFound()
    return campaign


def may_read(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor may read single answers: confidential ones are for the curator only."""
    level = contents.content_of(campaign.questionnaire).level
    return actor.may("questionnaires.confidential" if level == "confidential" else "questionnaires.answers", campaign)


@dataclass(frozen=True, slots=True)
class Line:
    """Who answered of whom. `missing`: the basis that is not there yet."""

    invitation: Invitation
    response: Response | None
    missing: Missing | None


def lines(campaign: Campaign, actor: Actor, on: dt.date, rows: Sequence[Invitation] | None = None) -> list[Line]:
    """The list of the campaign (or the given part of it) in three queries and what the consent book asks."""
    found = list(rows if rows is not None else invitations(campaign, actor))
    ids = [item.person_id for item in found]
    done = {row.person_id: row for row in campaign.responses.filter(person_id__in=ids)}
    missing = missing_basis([pk for pk in ids if pk not in done], "bank", on)
    return [Line(item, done.get(item.person_id), missing.get(item.person_id)) for item in found]


def invitations(campaign: Campaign, actor: Actor) -> QuerySet[Invitation]:
    """Invited people whom the actor may see, a tutor only own groups."""
    rows = campaign.invitations.filter(revoked_at=None, person__removed_at=None, person__merged_into=None)
    if not actor.may("questionnaires.run") or actor.unit_ids:
        rows = rows.filter(person__in=people.visible_people(actor))
    return rows.select_related("person", "person__group").order_by(
        "person__group__name", "person__last", "person__first"
    )


def invitation_by_code(campaign: Campaign, typed: str) -> Invitation:
    """The invitation of a code typed from the printed form. Raises InputRefused in words."""
    code = clean_code(typed)
    if code is None:
        raise InputRefused("Такого кода не бывает: проверьте буквы и цифры под квадратом на бланке.", field="code")
    found = campaign.invitations.filter(code=code, revoked_at=None).select_related("person", "person__group").first()
    if found is None:
        raise InputRefused(f"Бланка с кодом {code} в этом анкетировании нет. Проверьте код.", field="code")
    return found


def get_response(actor: Actor, pk: Any) -> Response:
    """A single answer for those who may read it. Raises NotFound."""
    rows = Response.objects.select_related("campaign", "campaign__questionnaire", "person", "person__group")
    response = rows.filter(pk=pk).first()
    if response is None or not may_read(actor, response.campaign) or not _sees(actor, response.person_id):
        raise NotFound()
    return response


def _sees(actor: Actor, person_id: uuid.UUID) -> bool:
    return people.visible_people(actor).filter(pk=person_id).exists()


def get_waiting(actor: Actor, pk: Any) -> WaitingAnswer:
    row = WaitingAnswer.objects.select_related("campaign", "campaign__questionnaire").filter(pk=pk).first()
    if row is None or not actor.may("questionnaires.run", row):
        raise NotFound()
    return row


@dataclass(frozen=True, slots=True)
class Tally:
    """A question and its answers counted: `rows` are (text, how many)."""

    item: Item
    answered: int
    rows: Sequence[tuple[str, int]]
    texts: Sequence[str] = ()


def tallies(campaign: Campaign, responses: Sequence[Response], *, sensitive: bool, texts: bool = True) -> list[Tally]:
    """Answers of all by question. Sensitive ones and own words only for those who may read them."""
    found = []
    for item in contents.content_of(campaign.questionnaire).items:
        if item.sensitive and not sensitive:
            continue
        values = [row.answers[item.code] for row in responses if row.answers.get(item.code) not in (None, "", [])]
        if item.type in ("single", "multi"):
            flat = [code for value in values for code in (value if isinstance(value, list) else [value])]
            counted = [
                (contents.words(item, {item.code: option.code}), flat.count(option.code)) for option in item.options
            ]
            found.append(Tally(item, len(values), [row for row in counted if row[1]]))
        elif item.type in ("scale", "number"):
            steps = range(item.minimum or 0, (item.maximum or 0) + 1)
            counted = [(contents.words(item, {item.code: step}), values.count(step)) for step in steps]
            shown = counted if len(counted) <= 10 else [row for row in counted if row[1]]
            found.append(Tally(item, len(values), shown if values else []))
        else:
            found.append(Tally(item, len(values), (), [str(value) for value in values] if texts else []))
    return found


def lawful_responses(campaign: Campaign, actor: Actor, on: dt.date) -> list[Response]:
    """Answers of people whose data may be used today and whom the actor may see."""
    rows = list(
        campaign.responses.filter(person__removed_at=None)
        .select_related("person", "person__group")
        .order_by("person__last", "person__first")
    )
    missing = missing_basis([row.person_id for row in rows], "bank", on)
    kept = [row for row in rows if row.person_id not in missing]
    if actor.unit_ids:
        seen = set(people.visible_people(actor).values_list("pk", flat=True))
        kept = [row for row in kept if row.person_id in seen]
    return kept


def identify(campaign: Campaign, name: str, birth_year: int | None) -> Person | None:
    """The invited person of a typed name and year of birth; None unless exactly one fits.

    A person whose year of birth is not on the card is known by the full name alone, if it is the only one.
    """
    invited = set(campaign.invitations.filter(revoked_at=None).values_list("person_id", flat=True))
    candidates = [person for person in people.match_names([contents.name_parts(name)])[0] if person.pk in invited]
    exact = [person for person in candidates if person.birth_date and person.birth_date.year == birth_year]
    if exact:
        return exact[0] if len(exact) == 1 else None
    return None


def kiosk_people(campaign: Campaign) -> list[Person]:
    """Invited people who have not answered, for the list of the kiosk."""
    rows = (
        people.living()
        .filter(invitations__campaign=campaign, invitations__revoked_at=None)
        .exclude(responses__campaign=campaign)
        .select_related("group")
        .order_by("last", "first")
    )
    return list(rows)
