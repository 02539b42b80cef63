"""The catalogue of activity kinds: what a kind means to people, which tool does it, what proves it.

The data are in `kinds.toml`; this module reads them once and checks that they hold together. Plain Python, no Django.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nastavnik.engines.russian import typo
from nastavnik.kernel.errors import NotFound

DATA = Path(__file__).with_name("kinds.toml")
#: Tools that begin a document: one screen, each with the button of its own kinds.
DOCUMENT_TOOLS = frozenset({"document", "minutes", "letter", "note", "listing", "sheet", "agreement"})
ROLES = frozenset(
    {"curator", "director", "mentor", "mentee", "supporter", "tutor", "office", "representative", "partner"}
)


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """One kind of activity of a roadmap.

    `stage` is "1".."7" or "support"; `month` 1..12; `order` grows with the preconditions; `requires` are codes of kinds
    to be proved first; `questionnaires` begins with the default one (a kind done by hand may name sheets without names,
    to be printed and counted); `document` is a code of a document kind or "". `plain`, `role` and `proof` are Russian
    texts ready for a page.
    """

    code: str
    name: str
    plain: str
    stage: str
    month: int
    order: int
    role: str
    who: str
    requires: tuple[str, ...]
    tool: str
    evidence: str
    document: str
    questionnaires: tuple[str, ...]
    proof: str
    repeats: bool

    @property
    def questionnaire(self) -> str:
        """Code of the questionnaire offered first, or ""."""
        return self.questionnaires[0] if self.questionnaires else ""

    def month_start(self, year: int) -> dt.date:
        """First day of the usual month in the school year `year`/`year + 1` (1 September to 31 August)."""
        return dt.date(year if self.month >= 9 else year + 1, self.month, 1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of `kinds.toml`: kinds by code in the order of doing, words for stages, tools, evidence and forms."""

    kinds: Mapping[str, ActivityKind]
    stages: Mapping[str, str]
    tools: Mapping[str, str]
    evidence: Mapping[str, str]
    forms: Mapping[str, str]


@cache
def catalogue() -> Catalogue:
    """Read `kinds.toml` once. Raises ValueError when the data contradict themselves: a fault of the file."""
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    stages, tools, evidence, forms = (
        MappingProxyType({code: typo(words) for code, words in raw[table].items()})
        for table in ("stages", "tools", "evidence", "forms")
    )
    found = sorted((_kind(row) for row in raw["kind"]), key=lambda kind: kind.order)
    result = Catalogue(MappingProxyType({kind.code: kind for kind in found}), stages, tools, evidence, forms)
    if len(result.kinds) != len(found):
        raise ValueError("kinds.toml: a code stands twice")
    for kind in found:
        _check(kind, result)
    return result


def kinds() -> Mapping[str, ActivityKind]:
    """All kinds by code, in the order of doing."""
    return catalogue().kinds


def kind(code: str) -> ActivityKind:
    """The kind with this code. Raises NotFound for an unknown one."""
    try:
        return catalogue().kinds[code]
    except KeyError:
        raise NotFound(f"В каталоге нет вида мероприятия «{code}».") from None


def kinds_by_tool() -> dict[str, tuple[ActivityKind, ...]]:
    """Kinds grouped by the tool that does them; every tool is there, also one without kinds."""
    return {tool: tuple(k for k in kinds().values() if k.tool == tool) for tool in catalogue().tools}


def _kind(row: Mapping[str, Any]) -> ActivityKind:
    return ActivityKind(
        code=row["code"],
        name=typo(row["name"]),
        plain=typo(row["plain"]),
        stage=str(row["stage"]),
        month=row["month"],
        order=row["order"],
        role=typo(row["role"]),
        who=row["who"],
        requires=tuple(row["requires"]),
        tool=row["tool"],
        evidence=row["evidence"],
        document=row.get("document", ""),
        questionnaires=tuple(row.get("questionnaires", ())),
        proof=typo(row["proof"]),
        repeats=row["repeats"],
    )


def _check(kind: ActivityKind, known: Catalogue) -> None:
    faults = {
        "stage": kind.stage not in known.stages,
        "month": not 1 <= kind.month <= 12,
        "who": kind.who not in ROLES,
        "tool": kind.tool not in known.tools,
        "evidence": kind.evidence not in known.evidence,
        # An earlier order for every precondition also rules out circles.
        "requires": any(code not in known.kinds or known.kinds[code].order >= kind.order for code in kind.requires),
        "questionnaires": kind.tool == "survey" and not kind.questionnaires,
        "document": kind.tool in DOCUMENT_TOOLS and not kind.document,
    }
    wrong = [field for field, is_wrong in faults.items() if is_wrong]
    if wrong:
        raise ValueError(f"kinds.toml: {kind.code}: {', '.join(wrong)}")
