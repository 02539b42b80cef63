"""A table of ready pairs (named by heads of departments): text or a file → rows with candidates and remarks.

Nothing is stored until the curator presses; the text goes back and forth with the form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.engines.lists import ListError, Name, PairRow, PeopleList, read_pasted, read_people_limited
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings.dictionary import mentoring_forms
from nastavnik.features.pairings.rules import guess_form
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused

HEADER = "Наставник\tНаставляемый\n"


@dataclass(frozen=True, slots=True)
class Side:
    """One name of a row: who it may be. One candidate is taken by itself, several wait for a choice."""

    typed: str
    candidates: Sequence[Person]

    @property
    def found(self) -> bool:
        return len(self.candidates) == 1


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    mentor: Side
    mentee: Side
    form: str
    starts_on: dt.date
    ends_on: dt.date

    @property
    def ready(self) -> bool:
        return self.mentor.found and self.mentee.found


def read(*, text: str = "", data: bytes = b"", name: str = "") -> PeopleList:
    """The list of a pasted text or an uploaded file; a text without a header is «mentor, mentee» in columns.

    Raises InputRefused in words.
    """
    try:
        if data:
            return read_people_limited(data, name)
        found = read_pasted(text)
        if not found.pairs and text.strip():
            found = read_pasted(HEADER + _columns(text))
    except ListError as error:
        raise InputRefused(str(getattr(error, "message", error)), field="text") from None
    return found


def _columns(text: str) -> str:
    """Dashes between two names («Иванова А. П. – Петров И. С.») as a column."""
    lines = []
    for line in text.splitlines():
        if "\t" not in line and ";" not in line:
            for dash in (" — ", " – ", " - "):
                if dash in line:
                    line = line.replace(dash, "\t", 1)
                    break
        lines.append(line.replace(";", "\t"))
    return "\n".join(lines)


def rows(found: PeopleList, *, by: Actor, year: ProgramYear, starts_on: dt.date, ends_on: dt.date) -> list[Row]:
    """Rows with candidates for each name: one query for all names."""
    pairs = found.pairs
    names = [_parts(pair.mentor) for pair in pairs] + [_parts(pair.mentee) for pair in pairs]
    candidates = people.match_names(names)
    half = len(pairs)
    return [
        _row(pair, candidates[index], candidates[half + index], by, starts_on, ends_on)
        for index, pair in enumerate(pairs)
    ]


def _parts(name: Name) -> tuple[str, str, str]:
    return name.last, name.first, name.middle


def _row(
    pair: PairRow, mentors: list[Person], mentees: list[Person], by: Actor, starts_on: dt.date, ends_on: dt.date
) -> Row:
    form = form_of(pair.form)
    if not form and len(mentors) == 1 and len(mentees) == 1:
        form = guess_form(mentors[0].kind, mentees[0].kind, by.organization.profile)
    return Row(
        number=pair.row,
        mentor=Side(" ".join(filter(None, _parts(pair.mentor))), mentors),
        mentee=Side(" ".join(filter(None, _parts(pair.mentee))), mentees),
        form=form,
        starts_on=dt.date.fromisoformat(pair.start) if pair.start else starts_on,
        ends_on=dt.date.fromisoformat(pair.end) if pair.end else ends_on,
    )


def form_of(words: str) -> str:
    """The form named in words of a table («педагог – педагог»), or ''."""
    wanted = _plain(words)
    if not wanted:
        return ""
    for form in mentoring_forms().values():
        if wanted in {_plain(title) for title in (form.title, *form.titles.values())}:
            return form.code
    return ""


def _plain(text: str) -> str:
    return "".join(ch for ch in text.lower().replace("ё", "е") if ch.isalpha())
