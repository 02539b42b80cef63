"""The dictionary of word forms, asked without its grammar."""

import pytest

from nastavnik.engines.schoolyear.grammar.nominative import is_russian_word


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("наставничества", True),
        ("Елка", True),
        ("ёлка", True),
        ("персонализирова", False),
        ("нной", False),
        ("", False),
    ],
)
def test_a_word_is_known_in_any_case_and_with_e_for_yo(word, known):
    assert is_russian_word(word) is known
