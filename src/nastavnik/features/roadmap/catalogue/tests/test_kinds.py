"""Every kind of activity is explained, done by a known tool and proved by a known evidence."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from pathlib import Path

import pytest

from nastavnik.features.documents.kinds import BLANKS
from nastavnik.features.roadmap.catalogue.catalogue import (
    DOCUMENT_TOOLS,
    ActivityKind,
    catalogue,
    kind,
    kinds,
    kinds_by_tool,
)
from nastavnik.kernel.errors import NotFound

ROOT = Path(__file__).resolve().parents[6]
SHARED = Path(os.environ.get("NASTAVNIK_SHARED", ROOT.parent / "shared"))
VOCABULARY = SHARED / "domain" / "activity_kinds.md"

# Documents the engine of papers can draw; a kind must not promise a draft of anything else.
#: Papers of other features and of the roadmap itself, beside those begun from a blank.
DOCUMENTS = set(BLANKS) | {
    "roadmap", "order_pairs", "consent_pd_minor", "consent_duties", "personal_program", "mentee_base", "mentor_base",
    "acquaintance", "rep_notice",
}  # fmt: skip

EACH = pytest.mark.parametrize("one", list(kinds().values()), ids=list(kinds()))


def test_the_catalogue_holds_exactly_the_kinds_of_the_vocabulary() -> None:
    if not VOCABULARY.exists():
        pytest.skip(f"the vocabulary of kinds is not here: {VOCABULARY}")
    tables = VOCABULARY.read_text(encoding="utf-8").split("## Every activity of every seed")[0]
    assert set(kinds()) == set(re.findall(r"^\| `(\w+)` ", tables, re.M))


def test_there_are_a_hundred_and_twenty_kinds() -> None:
    assert len(kinds()) == 120


@EACH
def test_a_kind_is_explained_in_plain_russian(one: ActivityKind) -> None:
    sentences = re.findall(r"[.!?](?:\s|$)", one.plain.replace("»", ""))
    assert 2 <= len(sentences) <= 3, one.plain
    assert len(one.name) <= 60 and one.name[0].isupper() and not one.name.endswith(".")
    assert one.proof.endswith(".")
    for text in (one.name, one.plain, one.role, one.proof):
        assert re.search("[А-Яа-яё]", text)
        assert not re.search("[A-Za-z\"']", text), text
        assert not re.search(r" (?:в|с|к|о|у|и|а|я) ", text), f"an ordinary space after a one-letter word: {text}"


@EACH
def test_a_drafted_paper_is_one_that_can_be_drawn(one: ActivityKind) -> None:
    assert one.document in DOCUMENTS | {""}
    if one.evidence in {"document_registered", "document_signed"}:
        assert one.tool in DOCUMENT_TOOLS, "a document proves only what drafting it did"
    if one.evidence == "document_registered":
        assert BLANKS[one.document].register, "a paper without a register is never registered"


@EACH
def test_preconditions_never_come_later_in_the_year(one: ActivityKind) -> None:
    for code in one.requires:
        assert kinds()[code].month_start(2025) <= one.month_start(2025)


def test_preconditions_make_no_circle() -> None:
    done: set[str] = set()
    left = dict(kinds())
    while left:
        ready = [code for code, one in left.items() if set(one.requires) <= done]
        assert ready, f"these wait for each other: {sorted(left)}"
        done.update(ready)
        for code in ready:
            del left[code]


def test_the_order_of_doing_follows_the_months_of_the_school_year() -> None:
    months = [one.month_start(2025) for one in kinds().values()]
    assert months == sorted(months)
    assert min(months) == dt.date(2025, 9, 1) and max(months) <= dt.date(2026, 8, 1)


def test_law_stands_in_the_order_of_doing() -> None:
    order = {code: one.order for code, one in kinds().items()}
    assert order["consent_pd"] < order["survey_mentees"] < order["mentee_bank"]
    assert order["consent_duties"] < order["order_pairs"] < order["material_incentive"]
    assert order["order_pairs"] < order["first_meeting"] < order["closing_meeting_pair"] < order["reward_mentors"]
    assert set(kind("order_pairs").requires) == {"consent_pd", "pair_forming"}


def test_kinds_by_tool_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    by_tool = kinds_by_tool()
    with capsys.disabled():
        for tool, found in by_tool.items():
            sys.stdout.write(f"{tool} ({len(found)}): {', '.join(one.code for one in found)}\n")
    assert sum(len(found) for found in by_tool.values()) == len(kinds())
    # Every tool but the list of people (it serves all of them) carries some kind; most kinds have a tool of their own.
    assert [tool for tool, found in by_tool.items() if not found] == ["people_list"]
    assert len(by_tool["manual"]) <= 17
    assert len(by_tool) >= 25


def test_a_tool_and_an_evidence_have_words_for_the_page() -> None:
    assert all(words.strip() for words in (*catalogue().tools.values(), *catalogue().evidence.values()))
    assert len(catalogue().stages) == 8


def test_an_unknown_kind_is_refused_in_russian() -> None:
    with pytest.raises(NotFound, match="нет вида мероприятия «no_such»"):
        kind("no_such")
