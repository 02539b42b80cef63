"""Logins, passwords, who may give which role."""

import pytest

from nastavnik.features.accounts import rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Orlova.TS ", "orlova.ts"),
        ("ОРЛОВА", "орлова"),
        ("ｏｒｌｏｖａ", "orlova"),
        ("a@Example.org", "a@example.org"),
    ],
)
def test_one_login_has_one_spelling(typed, kept):
    assert rules.normal_login(typed) == kept
    assert rules.login_problem(kept) == ""


@pytest.mark.threat("T111")
@pytest.mark.parametrize("login", ["аdmin", "оrlova", "curatоr1"])
def test_login_of_two_alphabets_is_refused(login):
    assert "смешаны" in rules.login_problem(login)


@pytest.mark.parametrize("login", ["", "ab", "a b c", "логин!", "x" * 151])
def test_login_that_can_not_be_typed_from_a_slip_is_refused(login):
    assert rules.login_problem(login)


@pytest.mark.threat("T110")
@pytest.mark.parametrize(
    "password",
    ["короткий"[:7], "ж" * 129, "колледж2026", "Наставник!", "aaaaaaaaaa", "Верхнереченск1", "orlova.ts", "12121212"],
)
def test_guessable_password_is_refused_with_a_reason(password):
    reason = rules.password_problem(password, login="orlova.ts", names=["Техникум города Верхнереченск"])
    assert reason and reason.endswith(".")


@pytest.mark.threat("T110")
@pytest.mark.parametrize(
    "password", ["берёза-и-рябина-7", "тихий берег осенью", "Q7w-zxcv", "  с пробелами  ", "👍🏻 пусть будет"]
)
def test_any_characters_make_a_password_without_rules_of_composition(password):
    assert rules.password_problem(password, login="orlova.ts", names=["Колледж"]) == ""


@pytest.mark.threat("T110")
def test_password_composed_by_another_keyboard_is_the_same():
    assert rules.normal_password("ёлка и й") == rules.normal_password("е\u0308лка и и\u0306")


@pytest.mark.parametrize(
    ("own", "roles", "may"),
    [
        ({"curator"}, ["mentor", "tutor"], True),
        ({"curator"}, ["curator"], False),
        ({"curator"}, ["mentor", "supporter"], False),
        ({"director"}, ["director", "office", "mentee"], True),
        ({"director"}, ["operator"], False),
        ({"mentor"}, ["mentee"], False),
        ({"curator"}, [], False),
    ],
)
def test_who_may_give_which_role(own, roles, may):
    assert rules.may_grant(own, roles) is may


@pytest.mark.threat("T018")
def test_last_director_and_curator_are_named():
    assert rules.orphaned(["director"], ["curator"], [["curator"]]) == "director"
    assert rules.orphaned(["curator"], [], [["director"], ["mentor"]]) == "curator"
    assert rules.orphaned(["curator", "director"], [], [["director"], ["curator"]]) == ""


def test_device_is_named_without_keeping_its_signature():
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0 Safari/537.36"
    assert rules.device_words(agent) == "Chrome, Windows"
    assert rules.device_words("") == "устройство не назвалось"
