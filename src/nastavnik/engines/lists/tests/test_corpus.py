"""The own corpus of lists: at least 99 % of the fields and 97 % of the rows, also of the third kept apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .corpus import KEPT, OPEN, Made, by_hand, lists
from .corpus.score import measure

_PARTS = {
    "open": lambda: list(lists(OPEN)),
    "kept apart": lambda: list(lists(KEPT)),
    "by hand": lambda: by_hand(apart=False),
    "by hand, later": lambda: by_hand(apart=True),
}


@pytest.mark.parametrize("part", _PARTS.values(), ids=_PARTS.keys())
def test_lists_are_read_as_their_answers_say(part: Callable[[], list[Made]]) -> None:
    score = measure(part())
    told = "\n".join(score.faults[:20])
    assert score.share("fields") >= 0.99, told
    assert score.share("rows") >= 0.97, told
    assert min(score.share(sort) for sort in ("columns", "problems", "pairs")) >= 0.95, told
