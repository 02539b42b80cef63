"""Sheets of consents as the papers engine wants them. No names of the other side go where they are not needed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from nastavnik.features.consents import queries
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.rules import KINDS, PAPER_ONLY
from nastavnik.features.consents.services.slips import Slip, slips_for
from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations import settings
from nastavnik.features.people.models import RELATIONS, Person, Representative
from nastavnik.features.people.papers import person_data
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import Organization

PROGRAM = "Наставничество"


def sheet_data(
    sheet: ConsentSheet, organization: Organization, *, ties: Mapping[Any, Representative] | None = None
) -> dict[str, Any]:
    """Data of one sheet: from the cards, then what was given when the sheet was prepared.

    `ties`: ties of representatives by (child, adult).
    """
    today = clock.today(organization)
    year = organizations.current_year()
    until = sheet.valid_to or (year.ends_on if year else today + dt.timedelta(days=365))
    signer = organizations.signer_on(today)
    person = person_data(sheet.person)
    data = organization_papers.organization_data(organization, on=today, signer=signer)
    director = data.pop("signer", None)
    data |= {"program": PROGRAM, "person": person, "until": until.isoformat()}
    minor = queries.adult_signs(sheet.person, sheet.kind, today)
    adult, rights = _adult(sheet, sheet.representative, ties or {})
    if sheet.second:
        second, own = _adult(sheet, sheet.second, ties or {})
        data["second"] = second | own
    if sheet.kind == "consent_pd_minor":
        born = sheet.person.birth_date.isoformat() if sheet.person.birth_date else None
        data["child"] = person | ({"birth_date": born} if born else {})
        data["rep"] = adult | rights
        data["both_sign"] = settings.get(organization, "consent_minor_policy") == "both_from_14" and _is_14(
            sheet.person, today
        )
    elif sheet.kind in ("consent_mentor_participation", "consent_mentee_participation"):
        data |= {"start": today.isoformat(), "form": ""}
        if minor:
            data["rep"] = adult
    elif sheet.kind == "consent_duties":
        data |= {"start": today.isoformat(), "role": "наставник", "other": {}, "director": director or {}}
    elif KINDS[sheet.kind].signs == "either" and minor:
        data["child"] = person
        data["person"] = adult
    return data | sheet.data


def _adult(
    sheet: ConsentSheet, adult: Person | None, ties: Mapping[Any, Representative]
) -> tuple[dict[str, Any], dict[str, str]]:
    """(the card, kinship and the document about the right) of a representative."""
    tie = ties.get((sheet.person_id, adult.pk)) if adult else None
    kinship = dict(RELATIONS)[tie.relation] if tie and tie.relation != "other" else ""
    rights = {"kinship": kinship, "authority": tie.authority_document if tie else ""}
    return (person_data(adult) if adult else {}), rights


def _is_14(person: Person, on: dt.date) -> bool:
    return (
        person.birth_date is not None
        and (on.year - person.birth_date.year) - ((on.month, on.day) < (person.birth_date.month, person.birth_date.day))
        >= 14
    )


def sheet_trees(sheets: Sequence[ConsentSheet], organization: Organization) -> list[Any]:
    """Trees of many sheets in their order; ties of representatives are read at once."""
    from nastavnik.engines import papers

    ties = {
        (tie.child_id, tie.adult_id): tie
        for tie in Representative.objects.filter(child_id__in=[sheet.person_id for sheet in sheets])
    }
    trees = []
    for sheet in sheets:
        data = sheet_data(sheet, organization, ties=ties)
        trees.append(papers.build(papers.parse_template(sheet.text.text), data, code=sheet.code))
    return trees


def slip_trees(actor: Actor, person_ids: Sequence[uuid.UUID], on: dt.date) -> tuple[list[Any], int]:
    """A tree of cut-out slips for each group, and the number of slips; people who owe no paper get none."""
    from nastavnik.engines import papers

    found = slips_for(by=actor, person_ids=person_ids, on=on)
    by_group: dict[str, list[Slip]] = {}
    for slip in found:
        by_group.setdefault(slip.row.group, []).append(slip)
    org = organization_papers.organization_data(actor.organization, on=on)["org"]
    template = papers.load("slips")
    counts = bool(settings.get(actor.organization, "links_count_as_consent"))
    trees = []
    for name, own in by_group.items():
        tutor = own[0].row.person.group.tutor if own[0].row.person.group else None
        heading = f"{name}, {tutor.short_name}" if tutor else name or "Без группы"
        data = {"org": org, "heading": heading, "slips": [_slip_data(slip, counts) for slip in own]}
        trees.append(papers.build(template, data))
    return trees, len(found)


def _slip_data(slip: Slip, counts: bool) -> dict[str, Any]:
    lines = [
        {"title": KINDS[kind].title, "paper_only": bool(slip.links) and kind in PAPER_ONLY}
        | ({"code": slip.codes[kind]} if kind in slip.codes else {})
        for kind in slip.row.kinds
    ]
    data: dict[str, Any] = {"person": person_data(slip.row.person), "papers": lines, "counts": counts}
    names = [issued.decides.short_name if len(slip.links) > 1 else "" for issued in slip.links]
    data["links"] = [{"url": issued.address, "to": to} for issued, to in zip(slip.links, names, strict=True)]
    data |= {"own": not slip.row.by_adult}
    if slip.row.by_adult:
        both = slip.row.second is not None
        data["who"] = "оба законных представителя" if both else "законный представитель"
    return data


def withdrawal_tree(consent: Consent, organization: Organization) -> Any:
    """The written withdrawal of one consent; the representative's names the child."""
    from nastavnik.engines import papers

    today = clock.today(organization)
    data = organization_papers.organization_data(organization, on=today, signer=organizations.signer_on(today))
    director = data.pop("signer", None) or {}
    data |= {
        "director": director,
        "person": person_data(consent.given_by),
        "consent": {
            "title": KINDS[consent.kind].title, "number": consent.number, "date": consent.given_on.isoformat(),
        },
        "distribution": consent.kind == "consent_distribution",
    }  # fmt: skip
    if consent.given_by_id != consent.person_id:
        data["child"] = person_data(consent.person)
    return papers.build(papers.load("withdrawal"), data)
