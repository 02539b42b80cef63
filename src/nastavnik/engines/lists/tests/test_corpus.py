"""The own corpus of lists: at least 99 % of the fields and 97 % of the rows, also of the third kept apart."""

from __future__ import annotations

import pytest

from .corpus import KEPT, OPEN, lists
from .corpus.score import measure


@pytest.mark.parametrize("seeds", [OPEN, KEPT], ids=["open", "kept apart"])
def test_lists_are_read_as_their_answers_say(seeds: tuple[str, ...]) -> None:
    score = measure(lists(seeds))
    told = "\n".join(score.faults[:20])
    assert score.share("fields") >= 0.99, told
    assert score.share("rows") >= 0.97, told
    assert min(score.share(sort) for sort in ("columns", "problems", "pairs")) >= 0.95, told
