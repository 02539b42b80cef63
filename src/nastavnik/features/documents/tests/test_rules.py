"""Numbers, codes, the life of a document, on plain values."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.features.documents import codes, rules


@pytest.mark.threat("T054")
@pytest.mark.parametrize(
    ("typed", "text", "order"),
    [
        ("118-од", "118-од", 118000),
        (" № 7 ", "7", 7000),
        ("0045-лс", "0045-лс", 45000),
        ("15/1", "15/1", 15001),
        ("15а", "15а", 15001),
        ("02-17", "02-17", 2000),
        ("237\u00a0-\u00a0лс", "237 - лс", 237000),
    ],
)
def test_number_as_people_write_it_is_kept_and_ordered(typed, text, order):
    assert rules.read_number(typed) == rules.Number(text, order)


@pytest.mark.threat("T054")
@pytest.mark.parametrize("typed", ["", "од", "45-oд", "9" * 300, "12<script>", "1\n2;"])
def test_number_that_can_not_stand_in_a_register_is_refused_in_words(typed):
    with pytest.raises(rules.BadNumber, match=r"[А-Яа-я]"):
        rules.read_number(typed)


def test_mask_prints_the_count():
    on = dt.date(2026, 11, 3)
    assert rules.print_number("{n}-од", 118, on).text == "118-од"
    assert rules.print_number("{MM}-{n:03}/{yy}", 7, on).text == "11-007/26"
    with pytest.raises(rules.BadNumber):
        rules.check_mask("б/н")


def test_period_restarts_as_the_register_says():
    autumn, spring = dt.date(2026, 9, 1), dt.date(2027, 3, 1)
    assert [rules.period_of("calendar", day) for day in (autumn, spring)] == ["2026", "2027"]
    assert rules.period_of("school", autumn) == rules.period_of("school", spring)
    assert rules.period_of("never", autumn) == rules.period_of("never", spring)


def test_missing_numbers_are_named():
    assert rules.gaps([1000, 2000, 5000, 5001]) == [3, 4]
    assert rules.gaps([]) == []


def test_signed_document_can_not_go_back():
    for state in ("signed", "registered", "archived", "cancelled"):
        assert rules.next_state(state, "discard") is None
        assert rules.next_state(state, "print") is None


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_none(text):
    code = codes.clean_code(text)
    assert code is None or codes.clean_code(code) == code


@given(st.integers(0, 9), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_of_a_code_is_noticed(place, letter):
    (code,) = codes.new_code()
    wrong = code[:place] + letter + code[place + 1 :]
    assert codes.clean_code(wrong) == (code if wrong == code else None)
    assert codes.clean_code(f" {code[:5].lower()} {code[5:]}/012") == code
