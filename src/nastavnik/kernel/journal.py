"""The append-only record: who, what, when, on whose behalf, why.

Rows carry a salted commitment and stand in a chain of hashes per organisation; the values and salts lie in a table of
their own, which a lawful destruction may wipe without breaking the chain.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.scope import Owned

GENESIS = "0" * 64


class JournalHead(Owned):
    """The end of an organisation's chain; locked by each writer."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    #: moved by changes that are not written to the chain but are seen on pages (`stir`)
    stirred = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="journal_head_once")]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.number}"


class JournalEntry(Owned):
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.UUIDField(null=True)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "запись журнала"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="journal_number_once")]
        indexes = [models.Index(fields=["organization", "object_type", "object_id"], name="journal_object")]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class JournalValue(Owned):
    """What was written, apart from the chain. Wiped by a lawful destruction."""

    entry = models.OneToOneField(JournalEntry, on_delete=models.CASCADE, related_name="value")
    salt = models.CharField(max_length=32)
    actor_label = models.CharField(max_length=200)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.entry_id)


_titles: dict[str, str] = {}


def name_actions(titles: Mapping[str, str]) -> None:
    """Declare the Russian words of actions: {"person.merged": "Карточки объединены"}."""
    _titles.update(titles)


def title_of(action: str) -> str:
    return _titles.get(action, action)


def type_of(obj: models.Model) -> str:
    return f"{obj._meta.app_label}.{obj._meta.model_name}"


def _plain(value: Any) -> Any:
    if isinstance(value, (dt.date, dt.datetime, uuid.UUID)):
        return str(value)
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return value


def canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _link(previous: str, entry: JournalEntry) -> str:
    at = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    parts = [previous, entry.number, at, entry.actor_kind, entry.actor_id, entry.action]
    parts += [entry.object_type, entry.object_id, entry.commitment]
    return hashlib.sha256(canonical([str(part) for part in parts]).encode()).hexdigest()


def record(by: Actor, action: str, obj: models.Model | None = None, **values: Any) -> JournalEntry:
    """Append one entry, in the caller's transaction: the fact and its record live or die together."""
    return record_many(by, action, [(obj, values)])[0]


def record_many(
    by: Actor, action: str, rows: Iterable[tuple[models.Model | None, Mapping[str, Any]]]
) -> list[JournalEntry]:
    """Append an entry for each (object, values), set-based."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action} is recorded outside a transaction")
    if action not in _titles:
        raise RuntimeError(f"{action} has no Russian words: journal.name_actions")
    organization = by.organization
    heads = JournalHead.objects.filter(organization=organization)
    if connection.features.has_select_for_update:
        heads = heads.select_for_update()
    head = heads.first()
    if head is None:
        head, _ = JournalHead.objects.get_or_create(organization=organization)
        if connection.features.has_select_for_update:
            head = JournalHead.objects.select_for_update().get(pk=head.pk)
    entries: list[JournalEntry] = []
    details: list[JournalValue] = []
    moment = clock.now()
    actor_id = by.link_id if by.kind == "link" else by.account_id
    for obj, values in rows:
        salt = secrets.token_hex(16)
        plain = _plain(values)
        head.number += 1
        entry = JournalEntry(
            organization=organization,
            number=head.number,
            at=moment,
            actor_kind=by.kind,
            actor_id=actor_id,
            action=action,
            object_type=type_of(obj) if obj is not None else "",
            object_id=obj.pk if obj is not None else None,
            commitment=hashlib.sha256((salt + by.label[:200] + canonical(plain)).encode()).hexdigest(),
            previous=head.hash,
        )
        entry.hash = _link(head.hash, entry)
        head.hash = entry.hash
        entries.append(entry)
        details.append(
            JournalValue(organization=organization, entry=entry, salt=salt, actor_label=by.label[:200], values=plain)
        )
    JournalEntry.objects.bulk_create(entries, batch_size=200)
    JournalValue.objects.bulk_create(details, batch_size=200)
    head.save(update_fields=["number", "hash"])
    return entries


def stir(organization_id: uuid.UUID) -> None:
    """Say that something seen on pages changed without an entry: an unfinished form, a list half settled, a job's end."""
    head, made = JournalHead.objects.get_or_create(organization_id=organization_id, defaults={"stirred": 1})
    if not made:
        JournalHead.objects.filter(pk=head.pk).update(stirred=models.F("stirred") + 1)


def state_of(organization: Any) -> tuple[str, int]:
    """Names the state of all facts of the organisation: differs after any committed change."""
    head = JournalHead.objects.filter(organization=organization).values_list("hash", "stirred").first()
    return head or (GENESIS, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an object's history for the screen. `values` is None where it was lawfully wiped."""

    at: dt.datetime
    who: str
    what: str
    action: str
    values: Mapping[str, Any] | None


def history(obj: models.Model, *, limit: int = 50) -> list[Line]:
    return history_of([obj], limit=limit)


def history_of(objs: Iterable[models.Model], *, limit: int = 50) -> list[Line]:
    """Newest first, over several objects (a pair and its papers), in one query."""
    condition = models.Q(pk__in=[])
    for obj in objs:
        condition |= models.Q(object_type=type_of(obj), object_id=obj.pk)
    entries = JournalEntry.objects.filter(condition).select_related("value").order_by("-number")[:limit]
    lines = []
    for entry in entries:
        value = getattr(entry, "value", None)
        who = value.actor_label if value else "—"
        what = _titles.get(entry.action, entry.action)
        lines.append(Line(entry.at, who, what, entry.action, value.values if value else None))
    return lines


def broken_at(organization: Any) -> int | None:
    """Number of the first entry where the chain does not hold, or None. Checks hashes and present commitments."""
    previous, number = GENESIS, 0
    for entry in JournalEntry.objects.filter(organization=organization).select_related("value").order_by("number"):
        number += 1
        if entry.number != number or entry.previous != previous or entry.hash != _link(previous, entry):
            return number
        value = getattr(entry, "value", None)
        if value is not None:
            text = value.salt + value.actor_label + canonical(value.values)
            if hashlib.sha256(text.encode()).hexdigest() != entry.commitment:
                return number
        previous = entry.hash
    head = JournalHead.objects.filter(organization=organization).first()
    if head is not None and (head.number != number or head.hash != previous):
        return number + 1
    return None
