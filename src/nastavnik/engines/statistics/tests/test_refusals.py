"""Bad input is refused with a code and a Russian sentence that names the place; nothing else ever comes out."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.statistics import COMMANDS, Refused, answer, answer_all
from nastavnik.engines.statistics.errors import CODES

NAN, INFINITY = float("nan"), float("inf")
FIVE = {"min": 1, "max": 5}


def pairs(*values):
    return {
        "command": "paired",
        "scale": FIVE,
        "pairs": [{"id": i, "before": b, "after": a} for i, (b, a) in enumerate(values)],
    }


@pytest.mark.parametrize(
    ("case", "code", "place"),
    [
        (pairs((1, 2), (6, 3)), "value_out_of_scale", "строка 2, before"),
        (pairs((1, 0)), "value_out_of_scale", "строка 1, after"),
        (pairs((NAN, 2)), "value_out_of_scale", "строка 1"),
        (pairs((1, INFINITY)), "value_out_of_scale", "after"),
        (pairs(("3", 2)), "bad_input", "текст"),
        (pairs((True, 2)), "bad_input", "true"),
        (pairs(([1], 2)), "bad_input", "список"),
        ({"command": "paired", "pairs": [{"id": "а", "before": 1}, {"id": "а", "before": 2}]}, "duplicate_id", "«а»"),
        ({"command": "paired", "pairs": [{"id": 1}, {"id": "1"}]}, "duplicate_id", "строка 2"),
        ({"command": "paired", "pairs": [{"id": [1]}]}, "bad_input", "id"),
        ({"command": "paired", "pairs": [[1, 2]]}, "bad_input", "строка 1"),
        ({"command": "paired", "pairs": {}}, "bad_input", "pairs"),
        ({"command": "paired"}, "bad_input", "pairs"),
        ({"command": "paired", "pairs": [], "scale": {"min": 5, "max": 1}}, "bad_input", "scale"),
        ({"command": "paired", "pairs": [], "scale": [1, 5]}, "bad_input", "scale"),
        ({"command": "paired", "pairs": [], "confidence": 95}, "bad_input", "confidence"),
        ({"command": "paired", "pairs": [], "confidence": NAN}, "bad_input", "confidence"),
        ({"command": "paired", "pairs": [], "k": 0}, "bad_input", "k"),
        ({"command": "paired", "pairs": [], "k": 2.5}, "bad_input", "целым"),
        ({"command": "paired", "pairs": [], "delta": 0}, "bad_input", "delta"),
        ({"command": "paired", "pairs": [], "p_adjusted": 1.2}, "p_out_of_range", "p_adjusted"),
        ({"command": "paired", "pairs": [{"before": 10**400, "after": 1}]}, "bad_input", "велико"),
        ({"command": "paired", "pairs": [{}] * 20_001}, "too_large", "20001"),
        ({"command": "unpaired", "x": [], "y": [1]}, "empty_group", "нет ответов"),
        ({"command": "unpaired", "x": [1], "y": [None]}, "empty_group", "нет ответов"),
        ({"command": "unpaired", "x": [1], "y": [NAN]}, "value_out_of_scale", "y, место 1"),
        ({"command": "spearman", "x": [1, 2, 3], "y": [1, 2]}, "length_mismatch", "3"),
        ({"command": "spearman", "x": [1, 2, None], "y": [1, 2, 3]}, "too_few", "2"),
        ({"command": "alpha", "rows": [[1, 2], [1]]}, "length_mismatch", "строка 2"),
        ({"command": "alpha", "rows": [[1, 2]] * 3, "reverse": [True]}, "length_mismatch", "reverse"),
        ({"command": "alpha", "rows": [[1, 2]] * 3, "reverse": [True, False]}, "bad_input", "scale"),
        ({"command": "alpha", "rows": [[1, 2]] * 3, "reverse": "да"}, "bad_input", "reverse"),
        ({"command": "alpha", "rows": [[1, 7]] * 3, "scale": FIVE}, "value_out_of_scale", "вопрос 2"),
        ({"command": "alpha", "rows": [[1]] * 3}, "too_few_items", "1"),
        ({"command": "alpha", "rows": [[1, 2]] * 2}, "too_few", "2"),
        (
            {"command": "mcnemar", "table": {"yes_yes": 1, "yes_no": -1, "no_yes": 0, "no_no": 0}},
            "negative_count",
            "yes_no",
        ),
        ({"command": "mcnemar", "table": {"yes_yes": 1}}, "bad_input", "yes_no"),
        (
            {"command": "mcnemar", "table": {"yes_yes": 1, "yes_no": NAN, "no_yes": 0, "no_no": 0}},
            "bad_input",
            "yes_no",
        ),
        ({"command": "mcnemar", "pairs": [{"before": 1, "after": True}]}, "bad_input", "true"),
        ({"command": "mcnemar"}, "bad_input", "pairs"),
        ({"command": "holm", "p": [0.1, 1.01]}, "p_out_of_range", "место 2"),
        ({"command": "holm", "p": [-0.1]}, "p_out_of_range", "место 1"),
        ({"command": "holm", "p": [NAN]}, "p_out_of_range", "место 1"),
        ({"command": "holm", "p": ["0,1"]}, "bad_input", "текст"),
        ({"command": "suppress", "cells": [1, -1]}, "negative_count", "место 2"),
        ({"command": "suppress", "cells": [1.5]}, "bad_input", "целым"),
        ({"command": "suppress", "cells": [10**10]}, "too_large", "миллиард"),
        ({"command": "suppress", "table": [[1, 2], [3]]}, "length_mismatch", "строка 2"),
        ({"command": "suppress", "table": [[1, 2], [3, -4]]}, "negative_count", "столбец 2"),
        ({"command": "suppress", "table": [[0] * 300] * 300}, "too_large", "клеток"),
        ({"command": "suppress"}, "bad_input", "cells"),
        ({"command": "mean"}, "unknown_command", "paired"),
        ({}, "unknown_command", "paired"),
        ([], "bad_input", "объектом"),
        (None, "bad_input", "объектом"),
    ],
)
def test_bad_input_is_refused_with_its_code_and_its_place(case, code, place):
    with pytest.raises(Refused) as refused:
        answer(case)
    assert refused.value.code == code and code in CODES
    assert place in refused.value.message
    assert re.match(r"[А-ЯЁa-z]", refused.value.message) and re.search(r"[а-яё]{3}", refused.value.message)


def test_case_of_another_command_is_refused():
    with pytest.raises(Refused, match="другая"):
        answer({"command": "holm", "p": []}, "paired")


def test_batch_answers_in_order_with_errors_in_their_places():
    found = answer_all([{"command": "holm", "p": [0.5]}, 7, {"command": "suppress", "cells": [9]}])
    assert found[0]["adjusted"] == [0.5] and found[1]["error"]["code"] == "bad_input" and found[2]["total"] == 9
    with pytest.raises(Refused):
        answer_all({"command": "holm"})


def test_one_person_is_counted_and_hidden():
    found = answer(pairs((2, 3)))
    assert found["n_up"] == 1 and found["verdict"]["code"] == "hidden" and not any(found["show"].values())


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats() | st.text(max_size=3) | st.integers(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["before", "after", "id", "min", "max"]), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip
KEYS = (
    "pairs",
    "scale",
    "confidence",
    "k",
    "delta",
    "p_adjusted",
    "x",
    "y",
    "rows",
    "reverse",
    "table",
    "p",
    "alpha",
    "cells",
)


@given(st.sampled_from(sorted(COMMANDS)), st.dictionaries(st.sampled_from(KEYS), VALUE, max_size=4))
@settings(max_examples=400, deadline=None)
def test_any_json_is_answered_or_refused_and_the_answer_is_json(command, case):
    try:
        found = answer(case | {"command": command})
    except Refused as error:
        assert error.code in CODES and error.message
    else:
        json.dumps(found, allow_nan=False)
