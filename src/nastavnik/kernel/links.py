"""Personal links: random tokens, stored hashed, with a purpose, a term, and single use where it matters."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models

from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import link_purposes
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.scope import Owned, everywhere

#: Without look-alikes, so that a slip can be typed by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"
LENGTH = 22
WRONG = "Ссылка недействительна. Попросите у куратора новую."


class PersonalLink(Owned):
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    person_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "личная ссылка"
        indexes = [models.Index(fields=["organization", "purpose", "subject_id"], name="link_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def alive(self) -> bool:
        return self.revoked_at is None and self.used_at is None and self.expires_at > clock.now()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue(
    by: Actor,
    purpose: str,
    *,
    person_id: uuid.UUID | None = None,
    subject_id: uuid.UUID | None = None,
    data: dict[str, Any] | None = None,
    term_days: int | None = None,
    replace: bool = True,
) -> str:
    """Make a link and return its token, the only time it is known. `replace` ends earlier links of the same
    purpose, person and subject."""
    return issue_many(by, purpose, [(person_id, subject_id, data or {})], term_days=term_days, replace=replace)[0]


def issue_many(
    by: Actor,
    purpose: str,
    rows: list[tuple[uuid.UUID | None, uuid.UUID | None, dict[str, Any]]],
    *,
    term_days: int | None = None,
    replace: bool = True,
) -> list[str]:
    spec = link_purposes[purpose]
    moment = clock.now()
    until = moment + dt.timedelta(days=term_days or spec.term_days)
    if replace:
        old = PersonalLink.objects.filter(
            purpose=purpose,
            person_id__in=[row[0] for row in rows if row[0]],
            subject_id__in=[row[1] for row in rows if row[1]],
            revoked_at=None,
            used_at=None,
        )
        old.update(revoked_at=moment)
    tokens = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in rows]
    PersonalLink.objects.bulk_create(
        [
            PersonalLink(
                organization=by.organization,
                token_hash=_hash(token),
                purpose=purpose,
                person_id=person_id,
                subject_id=subject_id,
                data=data,
                issued_at=moment,
                expires_at=until,
            )
            for token, (person_id, subject_id, data) in zip(tokens, rows, strict=True)
        ]
    )
    return tokens


def find(token: str) -> PersonalLink:
    """The living link of a token. Wrong, expired, revoked and foreign ones give one and the same NotFound."""
    with everywhere("a token names its organisation itself"):
        link = (
            PersonalLink.objects.filter(token_hash=_hash(token)).select_related("organization").first()
            if len(token) == LENGTH
            else None
        )
    if link is None or link.revoked_at or link.expires_at <= clock.now() or link.organization.archived_at:
        raise NotFound(WRONG)
    return link


def by_id(link_id: Any) -> PersonalLink:
    with everywhere("a link in the session names its organisation itself"):
        link = PersonalLink.objects.filter(pk=link_id).select_related("organization").first()
    if link is None or link.revoked_at or link.expires_at <= clock.now() or link.organization.archived_at:
        raise NotFound(WRONG)
    return link


def spend(link: PersonalLink) -> None:
    """Mark a single-use link as used, in the transaction of the submission."""
    if link_purposes[link.purpose].single_use:
        link.used_at = clock.now()
        link.save(update_fields=["used_at"])


def actor_of(link: PersonalLink) -> Actor:
    """The link acts as the person it was issued to, with the rights of its purpose only."""
    return Actor(
        kind="link",
        organization=link.organization,
        label="по личной ссылке",
        person_id=link.person_id,
        purpose=link.purpose,
        link_id=link.pk,
        extra={"subject_id": link.subject_id},
    )


def public_base() -> str:
    """Address under which people at home reach the product, or ''. Links are offered only when it is set."""
    return str(settings.PUBLIC_URL).rstrip("/")


def address(token: str, *, base: str = "") -> str:
    return f"{base or public_base()}/l/{token}/"
