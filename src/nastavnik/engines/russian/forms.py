"""What declension gives back: six cases of a name or of a phrase, each with the doubts that a person must see."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import UnknownCase

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")

# The glossary and pymorphy write the cases with four letters; both spellings are understood everywhere.
_CASE_NAMES = {
    "nomn": "nom",
    "gent": "gen",
    "datv": "dat",
    "accs": "acc",
    "ablt": "ins",
    "loct": "loc",
}


def case_code(case: str) -> str:
    """«gent» → «gen»; raises UnknownCase."""
    code = _CASE_NAMES.get(case, case)
    if code not in CASES:
        raise UnknownCase(f"Падеж «{case}» неизвестен. Назовите один из шести: {', '.join(CASES)}.")
    return code


@dataclass(frozen=True, slots=True)
class FullName:
    """One case of a full name. Missing parts are empty strings."""

    last: str
    first: str
    middle: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.middle) if part)

    def initials(self, style: str = "after") -> str:
        """«Мещерякову О. В.» (after) or «О. В. Мещерякову» (before)."""
        from .initials import initials

        return initials(self.last, self.first, self.middle, style)


@dataclass(frozen=True, slots=True)
class NameForms:
    """Six cases of a person's name.

    `gender`: «m», «f» or «» (not known, forms are a guess). `doubts`: Russian sentences, empty when the forms are sure.
    """

    nom: FullName
    gen: FullName
    dat: FullName
    acc: FullName
    ins: FullName
    loc: FullName
    gender: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the forms before they are printed."""
        return bool(self.doubts)

    def case(self, case: str) -> FullName:
        """Form by «gen», «gent» …; raises UnknownCase."""
        form: FullName = getattr(self, case_code(case))
        return form


@dataclass(frozen=True, slots=True)
class Forms:
    """Six cases of a post, a department, a group, an organisation. `doubts` as in NameForms."""

    nom: str
    gen: str
    dat: str
    acc: str
    ins: str
    loc: str
    doubts: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the forms before they are printed."""
        return bool(self.doubts)

    def case(self, case: str) -> str:
        """Form by «gen», «gent» …; raises UnknownCase."""
        form: str = getattr(self, case_code(case))
        return form
