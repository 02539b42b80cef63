"""The hand-written rows of `rows/`: right forms where grammar decides, and never a wrong one without a doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nastavnik.engines.russian import Forms, NameForms, decline_name, decline_phrase

from . import rowsets
from .rowsets import Row

CASES = ("gen", "dat", "acc", "ins", "loc")
SETS: dict[str, tuple[Callable[[], list[Row]], float]] = {
    "surnames": (rowsets.surnames, 0.995),
    "given": (rowsets.given, 0.995),
    "wholes": (rowsets.wholes, 0.995),
    "rare": (rowsets.rare, 0.99),
    "phrases": (rowsets.phrases, 0.99),
}


def _declined(name: str, row: Row) -> NameForms | Forms:
    return decline_phrase(*row.parts) if name == "phrases" else decline_name(*row.parts)


def _wrong(name: str, row: Row) -> list[str]:
    forms = _declined(name, row)
    return [
        str(forms.case(case))
        for case, right in zip(CASES, row.forms, strict=True)
        if str(forms.case(case)) not in right
    ]


@pytest.mark.parametrize("held_out", [False, True], ids=["open", "held out"])
@pytest.mark.parametrize("name", SETS)
def test_forms_are_right_to_the_promised_share(name: str, held_out: bool) -> None:
    read, promised = SETS[name]
    rows = [row for row in read() if row.held_out == held_out]
    wrong = [form for row in rows for form in _wrong(name, row)]
    assert len(wrong) <= (1 - promised) * 5 * len(rows), wrong


@pytest.mark.parametrize("name", SETS)
def test_no_wrong_form_comes_without_a_doubt(name: str) -> None:
    silent = [row.parts for row in SETS[name][0]() if _wrong(name, row) and not _declined(name, row).doubtful]
    assert silent == []


@pytest.mark.parametrize("name", SETS)
def test_what_usage_leaves_open_is_marked(name: str) -> None:
    unmarked = [row.parts for row in SETS[name][0]() if row.wavers and not _declined(name, row).doubtful]
    assert unmarked == []


def test_doubts_stay_rare_where_grammar_decides() -> None:
    rows = [(name, row) for name, (read, _) in SETS.items() for row in read() if not row.wavers]
    doubted = [row.parts for name, row in rows if _declined(name, row).doubtful]
    assert len(doubted) <= 0.05 * len(rows), doubted


def test_gender_found_out_silently_is_never_the_opposite_one() -> None:
    wrong = []
    for row in (*rowsets.given(), *rowsets.wholes()):
        last, first, middle, gender = row.parts
        forms = decline_name(last, first, middle)
        if forms.gender not in {"", gender} and not forms.doubtful:
            wrong.append(row.parts)
    assert wrong == []
