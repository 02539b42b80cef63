"""What matching must know of the forms of mentoring, which live with pairs above it: pairs give a function here."""

from __future__ import annotations

from collections.abc import Callable

#: (form, kind of the mentor, kind of the mentee, age of the mentor) → "" or the code of a bar: "form", "age"
FormCheck = Callable[[str, str, str, int | None], str]
_check: FormCheck | None = None


def set_form_check(check: FormCheck) -> None:
    """Pairs say whether people of these kinds may make a pair of the form."""
    global _check
    _check = check


def form_bar(form: str, mentor_kind: str, mentee_kind: str, mentor_age: int | None) -> str:
    return _check(form, mentor_kind, mentee_kind, mentor_age) if _check is not None else ""
