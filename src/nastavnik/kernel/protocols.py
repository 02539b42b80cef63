"""Questions that the kernel's users may ask and a feature answers.

`may_use` is the only road to a person's data for a purpose (152-ФЗ ст. 5, 9): asked at each use, never cached.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Missing:
    """The basis that is absent, in words. `kind` is the consent that would give it; `legal`: can not be overruled."""

    kind: str
    message: str
    legal: bool = True


class ConsentBook(Protocol):
    def missing(self, person_ids: Collection[uuid.UUID], purpose: str, on: dt.date) -> Mapping[uuid.UUID, Missing]:
        """Persons who may NOT be used for `purpose` on the date, with the missing basis. Set-based."""


_book: ConsentBook | None = None


def set_consent_book(book: ConsentBook) -> None:
    global _book
    _book = book


def missing_basis(person_ids: Collection[uuid.UUID], purpose: str, on: dt.date) -> Mapping[uuid.UUID, Missing]:
    """As `ConsentBook.missing`. Without a book nothing may be used."""
    if _book is None:
        return {pk: Missing("", "Согласия ещё не ведутся.") for pk in person_ids}
    return _book.missing(person_ids, purpose, on)


def may_use(person_id: uuid.UUID, purpose: str, on: dt.date) -> Missing | None:
    """None when the person's data may be used for the purpose on the date, else what is missing."""
    return missing_basis([person_id], purpose, on).get(person_id)


class PersonDirectory(Protocol):
    """Names of cards for those who stand below people (accounts)."""

    def name(self, person_id: uuid.UUID) -> str:
        """Full name of the card, or ''."""

    def find(self, text: str) -> uuid.UUID:
        """The one card that fits a typed name; raises InputRefused when nobody or several fit."""


_directory: PersonDirectory | None = None


def set_person_directory(directory: PersonDirectory) -> None:
    global _directory
    _directory = directory


def person_name(person_id: uuid.UUID | None) -> str:
    return _directory.name(person_id) if _directory and person_id else ""


def find_person(text: str) -> uuid.UUID | None:
    return _directory.find(text) if _directory and text.strip() else None
