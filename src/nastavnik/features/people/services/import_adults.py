"""Representatives named in the rows of a list: found among the known or made, and tied to the children."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from nastavnik.engines.russian import fold, name_key
from nastavnik.features.people.models import ImportRow, Person, Representative
from nastavnik.features.people.queries import living, slices
from nastavnik.features.people.rules import first_fits
from nastavnik.features.people.services.bulk import BATCH, rewrite
from nastavnik.features.people.services.cards import derive
from nastavnik.kernel.actors import Actor

RELATION_WORDS = (
    ("мат", "mother"),
    ("мам", "mother"),
    ("отец", "father"),
    ("отц", "father"),
    ("пап", "father"),
    ("усынов", "adopter"),
    ("удочер", "adopter"),
    ("опек", "guardian"),
    ("попеч", "trustee"),
    ("приемн", "foster"),
)
WITHOUT_NAME = "телефон представителя"


def relation_of(word: str) -> str:
    """Code of a relation by its word; «other» where the list does not say."""
    folded = fold(word)
    return next((code for start, code in RELATION_WORDS if folded.startswith(start)), "other")


def add_adults(by: Actor, taken: Sequence[tuple[ImportRow, Person]]) -> None:
    """Make and tie the representatives; what was made is remembered in the rows. Inside the caller's transaction.

    One adult with the same name and phone serves several children. A phone without a name is kept with the child.
    """
    named = [
        (row, person, row.data["representative"])
        for row, person in taken
        if person.kind == "student" and row.data.get("representative")
    ]
    with_name = [item for item in named if item[2].get("last")]
    _keep_phones([item for item in named if not item[2].get("last")])
    ties = _ties([person.pk for _, person, _ in with_name])
    known = _by_phone([said.get("phone", "") for _, _, said in with_name])
    new_adults: dict[tuple[Any, ...], Person] = {}
    new_ties: list[Representative] = []
    for row, child, said in with_name:
        if any(_is(adult, said) for adult in ties.get(child.pk, [])):
            continue
        adult = next((one for one in known.get(said.get("phone", ""), []) if _is(one, said)), None)
        key = (*name_key(said["last"], said.get("first", ""), said.get("middle", "")), said.get("phone") or child.pk)
        adult = adult or new_adults.get(key)
        before = dict(row.before)
        if adult is None:
            adult = derive(
                Person(
                    organization=by.organization,
                    kind="representative",
                    last=said["last"][:200],
                    first=said.get("first", "")[:200],
                    middle=said.get("middle", "")[:200],
                    phone=said.get("phone", "")[:20],
                    email=said.get("email", "")[:254],
                )
            )
            new_adults[key] = adult
            before["adults"] = [*before.get("adults", []), str(adult.pk)]
        tie = Representative(
            organization=by.organization, child=child, adult=adult, relation=relation_of(said.get("relation", ""))
        )
        ties.setdefault(child.pk, []).append(adult)
        new_ties.append(tie)
        before["ties"] = [*before.get("ties", []), str(tie.pk)]
        row.before = before
    Person.objects.bulk_create(new_adults.values(), batch_size=BATCH)
    Representative.objects.bulk_create(new_ties, batch_size=BATCH)


def _is(adult: Person, said: dict[str, str]) -> bool:
    return (
        fold(adult.last) == fold(said["last"])
        and first_fits(fold(adult.first), fold(said.get("first", "")))
        and first_fits(fold(adult.middle), fold(said.get("middle", "")))
    )


def _ties(child_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Person]]:
    found: dict[uuid.UUID, list[Person]] = {}
    for ids in slices(child_ids):
        for tie in Representative.objects.filter(child_id__in=ids).select_related("adult"):
            found.setdefault(tie.child_id, []).append(tie.adult)
    return found


def _by_phone(phones: Sequence[str]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for some in slices(sorted({phone for phone in phones if phone})):
        for person in living().filter(phone__in=some).exclude(kind="student"):
            found.setdefault(person.phone, []).append(person)
    return found


def _keep_phones(items: Sequence[tuple[ImportRow, Person, dict[str, str]]]) -> None:
    changed = []
    for _, child, said in items:
        phone = said.get("phone", "")
        if phone and child.extra.get(WITHOUT_NAME) != phone:
            child.extra = {**child.extra, WITHOUT_NAME: phone}
            changed.append(child)
    rewrite(changed, ["extra"])
