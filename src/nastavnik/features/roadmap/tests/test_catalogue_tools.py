"""Every kind of the catalogue has exactly one tool and one rule of proof, and its button leads somewhere."""

from __future__ import annotations

import uuid

import pytest

from nastavnik.features.roadmap import evidence
from nastavnik.features.roadmap.catalogue.catalogue import catalogue, kinds
from nastavnik.kernel.contracts import ActivityRef, tools
from nastavnik.kernel.contracts import evidence as rules


def ref(kind):
    return ActivityRef(
        uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), kind.code, kind.document, kind.questionnaire, ("teacher_teacher",)
    )


def test_every_tool_of_the_catalogue_is_offered_by_a_feature():
    absent = {kind.tool for kind in kinds().values() if kind.tool not in tools}
    assert not absent


def test_every_rule_of_evidence_is_offered_by_a_feature():
    absent = {kind.evidence for kind in kinds().values() if kind.evidence not in rules}
    assert not absent


@pytest.mark.parametrize("code", sorted(kinds()))
def test_button_of_every_kind_leads_to_an_own_page(code):
    kind = kinds()[code]
    tool = evidence.tool_of(kind)
    assert tool.url(ref(kind)).startswith("/")
    assert tool.button.split()[0].endswith(("ть", "ти", "чь"))


def test_words_of_the_catalogue_cover_tools_and_rules():
    assert {kind.tool for kind in kinds().values()} <= set(catalogue().tools)
