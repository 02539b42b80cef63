"""What a list of people gives: plain frozen values and their JSON shape (contract: people_lists.md).

People are named tuples: a list makes thousands of them, and these are made several times faster than frozen data classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

# Values of `columns`, and what a correction of columns may name.
FIELDS = frozenset(
    {
        "full_name",
        "last",
        "first",
        "middle",
        "birth_date",
        "gender",
        "email",
        "phone",
        "post",
        "department",
        "group",
        "roles",
        "experience_years",
        "representative",
        "representative.phone",
        "representative.email",
        "number",
        "extra",
        "refused",
        "mentor",
        "mentee",
        "form",
        "from",
        "to",
        "period",
    }
)


class Name(NamedTuple):
    """Parts of a name; «first» and «middle» may be initials («А.»)."""

    last: str
    first: str = ""
    middle: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.middle) if part)

    def to_json(self) -> dict[str, str]:
        """{"last", "first", "middle"}."""
        return {"last": self.last, "first": self.first, "middle": self.middle}


class Representative(NamedTuple):
    """A parent or another legal representative; `relation` as written («мать») or «»."""

    name: Name | None = None
    phone: str = ""
    email: str = ""
    relation: str = ""

    def to_json(self) -> dict[str, str]:
        """Only what is known; {} when nothing is."""
        found = self.name.to_json() if self.name else {}
        for key, value in (("phone", self.phone), ("email", self.email), ("relation", self.relation)):
            if value:
                found[key] = value
        return found


NOBODY = Representative()


class PersonRow(NamedTuple):
    """One person of the list. `row` from 1 as a person sees it; `sheet` only when several sheets are visible.

    `column`: from 1 where several people stand in one row (a turned table, lists side by side), else 0. `gender`: «m», «f», «»; `birth_date`: ISO or «»; `phone`: E.164 or «»; `experience_years`: whole years or None.
    """

    row: int
    name: Name
    sheet: str
    gender: str
    birth_date: str
    email: str
    phone: str
    post: str
    department: str
    group: str
    roles: tuple[str, ...]
    experience_years: int | None
    representative: Representative
    extra: dict[str, str]
    column: int = 0

    def to_json(self) -> dict[str, Any]:
        """The object of `people` in the contract."""
        found: dict[str, Any] = {
            "row": self.row,
            **self.name.to_json(),
            "gender": self.gender,
            "birth_date": self.birth_date,
            "email": self.email,
            "phone": self.phone,
            "post": self.post,
            "department": self.department,
            "group": self.group,
            "roles": list(self.roles),
            "experience_years": self.experience_years,
            "representative": self.representative.to_json(),
            "extra": dict(self.extra),
        }
        if self.sheet:
            found["sheet"] = self.sheet
        if self.column:
            found["column"] = self.column
        return found


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken as it stands. `row` 0: the file or a sheet; `value` never holds a secret number.

    `column`: as of the person that it is about. `field` «layout»: how the sheet was read is a guess to look at.
    """

    row: int
    field: str
    value: str
    message: str
    sheet: str = ""
    column: int = 0

    def to_json(self) -> dict[str, Any]:
        """The object of `problems` in the contract."""
        found: dict[str, Any] = {"row": self.row, "field": self.field, "value": self.value, "message": self.message}
        if self.sheet:
            found["sheet"] = self.sheet
        if self.column:
            found["column"] = self.column
        return found


@dataclass(frozen=True, slots=True)
class PairRow:
    """A ready pair: the mentor and the mentee by name, the form and the dates (ISO) as far as the row tells them."""

    row: int
    mentor: Name
    mentee: Name
    form: str = ""
    start: str = ""
    end: str = ""
    sheet: str = ""

    def to_json(self) -> dict[str, Any]:
        """The object of `pairs` in the contract."""
        found: dict[str, Any] = {
            "row": self.row,
            "mentor": self.mentor.to_json(),
            "mentee": self.mentee.to_json(),
            "form": self.form,
            "from": self.start,
            "to": self.end,
        }
        if self.sheet:
            found["sheet"] = self.sheet
        return found


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list read to the end. `columns`: header as written → field (see FIELDS)."""

    columns: dict[str, str]
    people: tuple[PersonRow, ...]
    pairs: tuple[PairRow, ...]
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        """The whole answer of `nastavnik people parse`."""
        return {
            "columns": dict(self.columns),
            "people": [person.to_json() for person in self.people],
            "pairs": [pair.to_json() for pair in self.pairs],
            "problems": [problem.to_json() for problem in self.problems],
        }
