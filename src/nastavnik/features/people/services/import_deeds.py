"""A checked list becomes cards, in one transaction; the whole list can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from nastavnik.engines.russian import name_key
from nastavnik.features.people import fates
from nastavnik.features.people.models import Absent, ImportRow, PeopleImport, Person, Representative, StudentGroup
from nastavnik.features.people.queries import built_on, living, slices
from nastavnik.features.people.services.bulk import BATCH, rewrite
from nastavnik.features.people.services.cards import cleaned, derive
from nastavnik.features.people.services.import_adults import add_adults
from nastavnik.features.people.services.import_rows import known_of, taken_rows
from nastavnik.features.people.services.imports import forget_file, locked, rejudge
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import WrongState
from nastavnik.kernel.registry import hooks

#: Columns that an applied row may have changed, besides those derived from them.
WRITTEN = (
    "first", "middle", "gender", "birth_date", "post", "department", "workplace", "group", "experience_years", "email",
    "phone", "marks", "extra",
)  # fmt: skip
DERIVED = ("last", "search", "name_key")


def apply_import(*, by: Actor, source: PeopleImport) -> PeopleImport:
    """Take all rows that are clear: new ones become cards, changed ones change them. Doubts and refused rows wait.

    Fates are computed anew inside the transaction, so two people who load one list make no doubles. Pressed twice it
    changes nothing more. Ready pairs of the list go to the hook «people.pairs_imported».
    """
    by.must("people.import", source)
    with transaction.atomic():
        fresh = locked(source.pk)
        if fresh.state not in ("draft", "applied"):
            raise WrongState(f"Этот список {fresh.get_state_display()}: загрузите его заново.")
        first_time = fresh.state == "draft"
        had = living().exclude(kind="representative").exists()
        rows = rejudge(by, fresh)
        today = clock.today(by.organization)
        made = dict(zip([row.place for row in rows], taken_rows(fresh, rows, today), strict=True))
        waiting = [row for row in rows if not row.applied and row.fate in ("new", "changed", "same")]
        if not waiting:
            raise WrongState("Загружать пока нечего: решите сомнения или исправьте строки, которые не приняты.")
        groups = _groups(by, waiting, made)
        created = _create(by, [row for row in waiting if row.fate == "new"], made, groups)
        changed = _change([row for row in waiting if row.fate == "changed"], groups)
        people = created | changed | _met([row for row in waiting if row.fate == "same"])
        for row in waiting:
            row.applied, row.person_id = True, people[row.place].pk
        _join_repeats(rows, made)
        add_adults(by, [(row, people[row.place]) for row in waiting])
        _name_tutors(waiting, made, people)
        rewrite(rows, ["applied", "person", "created", "before"])
        if first_time and had:
            _ask_absent(fresh, rows, made)
        fresh.state, fresh.applied_at = "applied", clock.now()
        fresh.save(update_fields=["state", "applied_at"])
        forget_file(fresh)
        _journal(by, fresh, waiting, people)
        pairs = _pairs(fresh, rows) if first_time else []
        if pairs:
            hooks.fire("people.pairs_imported", source=fresh, pairs=pairs, by=by)
    return fresh


def _groups(by: Actor, rows: Sequence[ImportRow], made: dict[int, fates.Row]) -> dict[str, StudentGroup]:
    """Every group named by the rows, by its key; new ones are made and remembered in the first row that names them."""
    groups = {fates.group_key(group.name): group for group in StudentGroup.objects.all()}
    new = []
    for row in rows:
        name = made[row.place].group or made[row.place].tutor_of
        if name and fates.group_key(name) not in groups:
            group = StudentGroup(organization=by.organization, name=name)
            groups[fates.group_key(name)] = group
            row.before = {**row.before, "groups": [*row.before.get("groups", []), str(group.pk)]}
            new.append(group)
    StudentGroup.objects.bulk_create(new, batch_size=BATCH)
    return groups


def _create(
    by: Actor, rows: Sequence[ImportRow], made: dict[int, fates.Row], groups: dict[str, StudentGroup]
) -> dict[int, Person]:
    people: dict[int, Person] = {}
    for row in rows:
        values = made[row.place]
        person = Person(
            organization=by.organization,
            kind=values.kind,
            last=values.last,
            first=values.first,
            middle=values.middle,
            gender=values.gender,
            marks=list(values.roles),
            extra=dict(values.extra),
            group=groups.get(fates.group_key(values.group)) if values.group else None,
            **{name: values.values[name] for name in fates.TAKEN if name in values.values and name != "group"},
        )
        people[row.place] = derive(person)
        row.created = True
    Person.objects.bulk_create(people.values(), batch_size=BATCH)
    return people


def _met(rows: Sequence[ImportRow]) -> dict[int, Person]:
    found: dict[uuid.UUID, Person] = {}
    for ids in slices([row.person_id for row in rows if row.person_id]):
        found |= {person.pk: person for person in Person.objects.filter(pk__in=ids).select_related("group")}
    return {row.place: found[row.person_id] for row in rows if row.person_id}


def _change(rows: Sequence[ImportRow], groups: dict[str, StudentGroup]) -> dict[int, Person]:
    people = _met(rows)
    for row in rows:
        person = people[row.place]
        before: dict[str, Any] = {}
        for name, (_, new) in row.changes.items():
            before[name] = _plain(person, name)
            if name == "group":
                person.group = groups[fates.group_key(new)]
            else:
                setattr(person, name, cleaned(name, new))
        row.before = {**row.before, "fields": before}
        derive(person)
    rewrite(people.values(), [*WRITTEN, *DERIVED])
    return people


def _plain(person: Person, name: str) -> Any:
    value = person.group_id if name == "group" else getattr(person, name)
    return str(value) if name in ("group", "birth_date") and value else value


def _join_repeats(rows: Sequence[ImportRow], made: dict[int, fates.Row]) -> None:
    """A row that repeats another points at the same card, so that ready pairs find it."""
    at = {row.place: row for row in rows}
    for place, first in fates.repeats([made[row.place] for row in rows if made[row.place].last]).items():
        if at[place].fate == "skip" and not at[place].decided and at[first].person_id:
            at[place].person_id, at[place].applied = at[first].person_id, True


def _name_tutors(rows: Sequence[ImportRow], made: dict[int, fates.Row], people: dict[int, Person]) -> None:
    """A worker marked as the tutor of a group becomes its tutor where nobody is; this gives no access."""
    wanted = {
        fates.group_key(made[row.place].tutor_of): people[row.place]
        for row in rows
        if made[row.place].tutor_of and people[row.place].kind == "worker"
    }
    if not wanted:
        return
    free = [group for group in StudentGroup.objects.filter(tutor=None) if fates.group_key(group.name) in wanted]
    for group in free:
        group.tutor = wanted[fates.group_key(group.name)]
    rewrite(free, ["tutor"])


def _ask_absent(source: PeopleImport, rows: Sequence[ImportRow], made: dict[int, fates.Row]) -> None:
    """Those whom a new list of their group or of the staff does not name: a question, nothing is done to them."""
    met = {row.person_id for row in rows if row.person_id} | {
        uuid.UUID(pk) for row in rows if not row.person_id for pk in row.candidates
    }
    old = living().filter(left_on=None, kind__in=("student", "worker")).select_related("group")
    created = {row.person_id for row in rows if row.created}
    known = [known_of(person) for person in old if person.pk not in created]
    names = {made[row.place].group for row in rows if made[row.place].group}
    gone = fates.absent(known, met, names)
    Absent.objects.bulk_create([Absent(source=source, person_id=pk) for pk in gone], batch_size=BATCH)


def _journal(by: Actor, source: PeopleImport, rows: Sequence[ImportRow], people: dict[int, Person]) -> None:
    new = [(people[row.place], {"source": source.pk}) for row in rows if row.fate == "new"]
    edited = [
        (people[row.place], {"source": source.pk, "before": row.before.get("fields", {})})
        for row in rows
        if row.fate == "changed"
    ]
    journal.record(by, "people.import_applied", source, created=len(new), changed=len(edited))
    if new:
        journal.record_many(by, "people.person_added", new)
    if edited:
        journal.record_many(by, "people.person_edited", edited)


def _pairs(source: PeopleImport, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    """Ready pairs of the list by cards; a pair with a person who was not taken is left out and said so."""
    by_name: dict[tuple[str, ...], list[ImportRow]] = {}
    for row in rows:
        said = {**row.data}
        key = name_key(said.get("last", ""), said.get("first", ""), said.get("middle", ""))
        by_name.setdefault(key, []).append(row)

    def find(name: dict[str, str], number: int) -> uuid.UUID | None:
        found = by_name.get(name_key(name["last"], name.get("first", ""), name.get("middle", "")), [])
        here = [row for row in found if row.number == number] or found
        return here[0].person_id if here else None

    pairs, lost = [], []
    for pair in source.pairs:
        mentor, mentee = find(pair["mentor"], pair["row"]), find(pair["mentee"], pair["row"])
        if mentor is None or mentee is None:
            lost.append({"row": pair["row"], "field": "pair", "value": "", "message": LOST})
            continue
        pairs.append(
            {
                "mentor_id": str(mentor),
                "mentee_id": str(mentee),
                "form": pair.get("form", ""),
                "from": pair.get("from", ""),
                "to": pair.get("to", ""),
            }
        )
    if lost:
        source.problems = [*source.problems, *lost]
        source.save(update_fields=["problems"])
    return pairs


LOST = "Пара не составлена: один из двоих ещё не загружен. Решите его строку и составьте пару вручную."


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a list back did. `stay`: (name, why) of cards that had to stay as they are."""

    removed: int
    restored: int
    stay: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def undo_import(*, by: Actor, source: PeopleImport) -> Undone:
    """Take the whole list back: made cards go, changed ones become as they were.

    A card on which others have built (a pair, a consent, a questionnaire) stays, and so does a field that somebody has
    changed since; the answer names them. Rows of the list are forgotten.
    """
    by.must("people.import", source)
    with transaction.atomic():
        fresh = locked(source.pk)
        if fresh.state != "applied":
            raise WrongState("Этот список не загружен или уже отменён. Обновите страницу.")
        hooks.fire("people.import_undone", source=fresh, by=by)
        rows = list(fresh.rows.filter(applied=True).select_related("person"))
        stay: list[tuple[str, str]] = []
        restored = _restore([row for row in rows if row.before.get("fields")], stay)
        removed = _remove(rows, stay)
        fresh.rows.all().delete()
        fresh.absent.filter(decision="").delete()
        fresh.state, fresh.undone_at, fresh.pairs = "undone", clock.now(), []
        fresh.problems = [{"row": 0, "field": "stay", "value": name, "message": why} for name, why in stay]
        fresh.save()
        journal.record(by, "people.import_undone", fresh, removed=removed, restored=restored, stay=len(stay))
    return Undone(removed, restored, tuple(stay))


def _restore(rows: Sequence[ImportRow], stay: list[tuple[str, str]]) -> int:
    groups = {str(group.pk): group for group in StudentGroup.objects.all()}
    people = []
    for row in rows:
        person = row.person
        if person is None or row.created:
            continue
        kept = False
        for name, old in row.before["fields"].items():
            if not _untouched(person, name, row.changes.get(name, ["", ""])[1], groups):
                kept = True
            elif name == "group":
                person.group = groups.get(old or "")
            else:
                setattr(person, name, cleaned(name, old))
        if kept:
            stay.append((person.full_name, "часть сведений с тех пор изменена и оставлена"))
        people.append(derive(person))
    rewrite(people, [*WRITTEN, *DERIVED])
    return len(people)


def _untouched(person: Person, name: str, written: Any, groups: dict[str, StudentGroup]) -> bool:
    """Whether the field still holds what the list wrote."""
    if name == "group":
        now = groups.get(str(person.group_id))
        return now is not None and fates.group_key(now.name) == fates.group_key(str(written))
    value = getattr(person, name)
    return bool(value == cleaned(name, written))


def _remove(rows: Sequence[ImportRow], stay: list[tuple[str, str]]) -> int:
    made = {row.person.pk: row.person for row in rows if row.created and row.person is not None}
    built = built_on(made)
    removable = [pk for pk, words in built.items() if not words]
    stay += [(made[pk].full_name, f"связаны: {', '.join(words)}") for pk, words in built.items() if words]
    ties = [pk for row in rows for pk in row.before.get("ties", [])]
    gone = set(removable)
    for ids in slices(ties):
        for tie in Representative.objects.filter(pk__in=ids):
            if tie.child_id in gone or tie.child_id not in made:
                tie.delete()
    adults = [uuid.UUID(pk) for row in rows for pk in row.before.get("adults", [])]
    alone = [pk for pk, words in built_on(adults).items() if not words]
    for ids in slices([*removable, *alone]):
        Person.objects.filter(pk__in=ids).delete()
    made_groups = [pk for row in rows for pk in row.before.get("groups", [])]
    for ids in slices(made_groups):
        StudentGroup.objects.filter(pk__in=ids, people=None, tutor=None).delete()
    return len(removable)
