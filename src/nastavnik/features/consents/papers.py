"""Sheets of consents as the papers engine wants them. No names of the other side go where they are not needed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from nastavnik.features.consents import debts, queries
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.populations import participants
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations import settings
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import RELATIONS, Person, Representative
from nastavnik.features.people.papers import person_data
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import Organization

PROGRAM = "Наставничество"


def sheet_data(
    sheet: ConsentSheet, organization: Organization, *, kinship: str = "", authority: str = ""
) -> dict[str, Any]:
    """Data of one sheet: from the cards, then what was given when the sheet was prepared."""
    today = clock.today(organization)
    year = organizations.current_year()
    until = sheet.valid_to or (year.ends_on if year else today + dt.timedelta(days=365))
    signer = organizations.signer_on(today)
    person = person_data(sheet.person)
    data = organization_papers.organization_data(organization, on=today, signer=signer)
    director = data.pop("signer", None)
    data |= {"program": PROGRAM, "person": person, "until": until.isoformat()}
    minor = queries.adult_signs(sheet.person, sheet.kind, today)
    adult = person_data(sheet.representative) if sheet.representative else {}
    if sheet.kind == "consent_pd_minor":
        born = sheet.person.birth_date.isoformat() if sheet.person.birth_date else None
        data["child"] = person | ({"birth_date": born} if born else {})
        data["rep"] = adult | {"kinship": kinship, "authority": authority}
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


def _is_14(person: Person, on: dt.date) -> bool:
    return (
        person.birth_date is not None
        and (on.year - person.birth_date.year) - ((on.month, on.day) < (person.birth_date.month, person.birth_date.day))
        >= 14
    )


def sheet_trees(sheets: Sequence[ConsentSheet], organization: Organization) -> list[Any]:
    """Trees of many sheets in their order; ties of representatives are read at once."""
    from nastavnik.engines import papers

    words = dict(RELATIONS)
    ties = {
        (tie.child_id, tie.adult_id): tie
        for tie in Representative.objects.filter(child_id__in=[sheet.person_id for sheet in sheets])
    }
    trees = []
    for sheet in sheets:
        tie = ties.get((sheet.person_id, sheet.representative_id))
        kinship = words[tie.relation] if tie and tie.relation != "other" else ""
        data = sheet_data(sheet, organization, kinship=kinship, authority=tie.authority_document if tie else "")
        trees.append(papers.build(papers.parse_template(sheet.text.text), data, code=sheet.code))
    return trees


def slip_trees(actor: Actor, person_ids: Sequence[uuid.UUID], on: dt.date) -> tuple[list[Any], int]:
    """A tree of cut-out slips for each group, and the number of slips; people who owe no paper get none."""
    from nastavnik.engines import papers

    seen = [
        person
        for part in people.slices(person_ids)
        for person in people.visible_people(actor).filter(pk__in=part).select_related("group__tutor")
    ]
    rows = [row for row in debts.rows_of(seen, participants(seen, on), on) if row.kinds]
    by_group: dict[str, list[debts.Row]] = {}
    for row in sorted(rows, key=lambda row: (row.group == "", row.group, row.person.last, row.person.first)):
        by_group.setdefault(row.group, []).append(row)
    org = organization_papers.organization_data(actor.organization, on=on)["org"]
    template = papers.load("slips")
    trees = []
    for name, own in by_group.items():
        tutor = own[0].person.group.tutor if own[0].person.group else None
        heading = f"{name}, {tutor.short_name}" if tutor else name or "Без группы"
        slips = [
            {"person": person_data(row.person), "papers": [KINDS[kind].title for kind in row.kinds]} for row in own
        ]
        trees.append(papers.build(template, {"org": org, "heading": heading, "slips": slips}))
    return trees, len(rows)


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
