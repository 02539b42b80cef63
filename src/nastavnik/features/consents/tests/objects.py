"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.services import text_in_force
from nastavnik.features.documents.codes import new_code
from nastavnik.kernel import actors, clock, files, links, scope
from tests.fixtures import make_people


def consent_sheet(organization: Any) -> Any:
    (person,) = make_people(organization, 1)
    with scope.within(organization):
        kind = "consent_pd_mentor"
        text = text_in_force(kind, dt.date(2026, 10, 10))
        return ConsentSheet.objects.create(
            code=new_code()[0], kind=kind, person=person, text=text, issued_on=dt.date(2026, 10, 1)
        ).pk


def consent(organization: Any) -> Any:
    pk = consent_sheet(organization)
    with scope.within(organization):
        sheet = ConsentSheet.objects.get(pk=pk)
        made = Consent.objects.create(
            kind=sheet.kind, person=sheet.person, given_by=sheet.person, sheet=sheet, text=sheet.text,
            given_on=dt.date(2026, 10, 5), requisites_checked=True, recorded_at=clock.now(), recorded_by="проверка",
        )  # fmt: skip
        return made.pk


def scanned_consent(organization: Any) -> Any:
    pk = consent(organization)
    with scope.within(organization):
        kept = files.store(actors.system(organization), b"%PDF-1.4", name="a.pdf", media_type="application/pdf")
        Consent.objects.filter(pk=pk).update(scan=kept)
        return pk


def consent_link(organization: Any) -> str:
    """A link of a grown person to the own decisions."""
    pk = consent_sheet(organization)
    with scope.within(organization):
        person_id = ConsentSheet.objects.get(pk=pk).person_id
        return links.issue(actors.shell(organization), "consent", person_id=person_id, subject_id=person_id)


def own_sheet(organization: Any, actor: Any) -> Any:
    """A sheet about the actor."""
    pk = consent_sheet(organization)
    with scope.within(organization):
        ConsentSheet.objects.filter(pk=pk).update(person_id=actor.person_id)
    return pk


def own_consent(organization: Any, actor: Any) -> Any:
    """A consent that the actor gave about himself."""
    pk = consent(organization)
    with scope.within(organization):
        Consent.objects.filter(pk=pk).update(person_id=actor.person_id, given_by_id=actor.person_id)
    return pk


RELATED = {"consent_sheet": {"*": own_sheet}, "consent": {"*": own_consent}}
LINKS = {"consent": consent_link}
OBJECTS = {"consent_sheet": consent_sheet, "consent": consent, "scanned_consent": scanned_consent}
