"""What the pages behind a personal link are given."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.features.consents import effects, queries
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.papers import sheet_trees
from nastavnik.features.consents.rules import KINDS, PURPOSES, ConsentKind
from nastavnik.features.organizations import settings
from nastavnik.features.people.models import Person
from nastavnik.kernel import links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound

#: without these the person can not take part; all others are by wish
NEEDED = {"bank", "pair"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One sheet at the link: `state` is open, given, waits, refused, withdrawn."""

    sheet: ConsentSheet
    kind: ConsentKind
    state: str
    consent: Consent | None
    refused_on: dt.date | None = None

    @property
    def needed(self) -> bool:
        return self.kind.purpose in NEEDED


def decisions(actor: Actor, subject: Person) -> list[Decision]:
    return decisions_on(actor, queries.sheets_of_link(subject))


def decisions_on(actor: Actor, sheets: Sequence[ConsentSheet]) -> list[Decision]:
    """What the actor has decided on the sheets; of two representatives each sees the own decision."""
    two = {sheet.pk for sheet in sheets if sheet.second_id}
    consents: dict[uuid.UUID | None, Consent] = {}
    for item in Consent.objects.filter(sheet__in=sheets).select_related("withdrawal").order_by("-preliminary"):
        if item.sheet_id not in two or item.given_by_id == actor.person_id:
            consents[item.sheet_id] = item
    found = []
    for sheet in sheets:
        consent = consents.get(sheet.pk)
        refused_on = sheet.second_refused_on if sheet.second_id == actor.person_id else sheet.refused_on
        found.append(Decision(sheet, KINDS[sheet.kind], _state(refused_on, consent), consent, refused_on))
    return found


def _state(refused_on: dt.date | None, consent: Consent | None) -> str:
    if consent is None:
        return "refused" if refused_on else "open"
    if getattr(consent, "withdrawal", None) is not None:
        return "withdrawn"
    return "waits" if consent.preliminary else "given"


def overview(actor: Actor, subject: Person) -> dict[str, Any]:
    found = decisions(actor, subject)
    return {
        "subject": subject,
        "own": actor.person_id == subject.pk,
        "decisions": found,
        "next": next((item for item in found if item.state == "open"), None),
        "counts": bool(settings.get(actor.organization, "links_count_as_consent")),
        "organization": actor.organization,
    }


def own_sheet(subject: Person, pk: uuid.UUID) -> ConsentSheet:
    for sheet in queries.sheets_of_link(subject):
        if sheet.pk == pk:
            return sheet
    raise NotFound(links.WRONG)


def sheet_context(actor: Actor, subject: Person, sheet: ConsentSheet) -> dict[str, Any]:
    """The purpose in a sentence, the whole wording, what was decided."""
    (tree,) = sheet_trees([sheet], actor.organization)
    kind = KINDS[sheet.kind]
    (decision,) = decisions_on(actor, [sheet])
    return {
        "subject": subject,
        "own": actor.person_id == subject.pk,
        "decides": Person.objects.get(pk=actor.person_id),
        "sheet": sheet,
        "kind": kind,
        "decision": decision,
        "purpose": PURPOSES[kind.purpose],
        "lines": reading(tree),
        "counts": bool(settings.get(actor.organization, "links_count_as_consent")),
        "organization": actor.organization,
        "back": reverse("consents:link"),
        "withdraw_url": reverse("consents:link_withdraw", args=[decision.consent.pk]) if decision.consent else "",
    }


def reading(tree: Any) -> list[list[tuple[str, bool]]]:
    """The wording to be read on a phone: paragraphs of (words, bold). The kind of the sheet, places for the pen and for
    signatures stay on paper."""
    from nastavnik.engines.papers.tree import Blank, Box, Para, Text

    found = []
    for section in tree.sections:
        for block in section.blocks:
            if not isinstance(block, Para) or block.style in ("title", "pen"):
                continue
            if any(isinstance(part, Box) for part in block.inlines):
                continue
            words = [
                ("____" if isinstance(part, Blank) else part.text.replace("\u200b", ""), getattr(part, "bold", False))
                for part in block.inlines
                if isinstance(part, Blank | Text)
            ]
            if "".join(text for text, _ in words).strip():
                found.append(words)
    return found


def withdraw_context(consent: Consent, back: str = "", paper_url: str = "") -> dict[str, Any]:
    """What a withdrawal will stop, before it is sent."""
    return {
        "consent": consent,
        "kind": KINDS[consent.kind],
        "consequences": effects.consequences(consent),
        "back": back or reverse("consents:link"),
        "paper_url": paper_url,
    }
