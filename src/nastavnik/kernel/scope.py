"""The organisation wall.

Every owned row carries `organization`. Its querysets are born scoped: the manager filters by the scope that the
middleware (from the actor) or the worker (from the job) has opened, and raises when none is open. Work across
organisations says so by `everywhere(reason)`; a search for that word shows all such places.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from uuid6 import uuid7


class Unscoped(RuntimeError):
    """A query of owned rows was made outside any scope: a programmer's error, never shown to a person."""


class ForeignRow(RuntimeError):
    """A row of one organisation was about to be saved inside another's scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    organization_id: uuid.UUID | None
    reason: str = ""


_current: ContextVar[Scope | None] = ContextVar("nastavnik_scope", default=None)


def current() -> Scope | None:
    return _current.get()


def current_organization_id() -> uuid.UUID:
    scope = _current.get()
    if scope is None or scope.organization_id is None:
        raise Unscoped("no organisation in scope")
    return scope.organization_id


@contextlib.contextmanager
def within(organization: Any) -> Iterator[None]:
    """Open the scope of one organisation (the object or its id) for the block."""
    organization_id = getattr(organization, "pk", organization)
    token = _current.set(Scope(organization_id))
    try:
        yield
    finally:
        _current.reset(token)


@contextlib.contextmanager
def everywhere(reason: str) -> Iterator[None]:
    """Open all organisations for the block. `reason` is for the reader of the code."""
    token = _current.set(Scope(None, reason))
    try:
        yield
    finally:
        _current.reset(token)


class ScopedQuerySet(models.QuerySet):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        for obj in objs:
            obj.take_scope()
        return super().bulk_create(objs, *args, **kwargs)


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ScopedQuerySet:
        scope = _current.get()
        if scope is None:
            raise Unscoped(f"{self.model.__name__} was queried outside a scope")
        queryset = super().get_queryset()
        if scope.organization_id is None:
            return queryset
        return queryset.filter(organization_id=scope.organization_id)


class Owned(models.Model):
    """Base of every row that belongs to one organisation. UUIDv7 keys let one college's database join a region."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey("kernel.Organization", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_scope()
        super().save(*args, **kwargs)

    def take_scope(self) -> Self:
        """Stamp the row with the scope's organisation; refuse a row of another one."""
        scope = _current.get()
        if scope is None:
            raise Unscoped(f"{type(self).__name__} was saved outside a scope")
        if scope.organization_id is not None:
            if self.organization_id is None:
                self.organization_id = scope.organization_id
            elif self.organization_id != scope.organization_id:
                raise ForeignRow(f"{type(self).__name__} of another organisation")
        return self
