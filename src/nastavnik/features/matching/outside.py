"""What matching must know of pairs, which live above it: pairs give functions here."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

#: (form, kind of the mentor, kind of the mentee, age of the mentor) → "" or the code of a bar: "form", "age"
FormCheck = Callable[[str, str, str, int | None], str]
#: mentor → how each earlier pair of the mentor ended, 0…100, in a bounded number of queries
Earlier = Callable[[], Mapping[uuid.UUID, Sequence[int]]]
_check: FormCheck | None = None
_earlier: Earlier | None = None


def set_form_check(check: FormCheck) -> None:
    """Pairs say whether people of these kinds may make a pair of the form."""
    global _check
    _check = check


def form_bar(form: str, mentor_kind: str, mentee_kind: str, mentor_age: int | None) -> str:
    return _check(form, mentor_kind, mentee_kind, mentor_age) if _check is not None else ""


def set_earlier(source: Earlier) -> None:
    """Pairs say how the earlier ones ended."""
    global _earlier
    _earlier = source


def earlier() -> Mapping[uuid.UUID, Sequence[int]]:
    return _earlier() if _earlier is not None else {}
