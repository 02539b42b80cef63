"""Every result has a plain Russian sentence with right endings, and no sentence claims what figures can not carry."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from nastavnik.engines.statistics import (
    Person,
    Scale,
    compare,
    compare_pairs,
    correlate,
    explain,
    hide_in_row,
    hide_in_table,
    mcnemar,
    objections,
    reliability,
    words,
)
from nastavnik.engines.statistics.figures import chance, decimal, points, share, signed

TEN, FIVE = Scale(Fraction(1), Fraction(10)), Scale(Fraction(1), Fraction(5))


def said(before, after, left=(), **more):
    people = [Person(Fraction(b), Fraction(a)) for b, a in zip(before, after, strict=True)]
    people += [Person(Fraction(b), None) for b in left]
    return [plain(sentence) for sentence in words.paired(compare_pairs(people, **{"scale": TEN} | more))]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u2011", "-")


@pytest.mark.parametrize(
    ("before", "after", "more", "sentence"),
    [
        ([2] * 4, [3] * 4, {}, "Ответов до и после меньше 5: итог не показываем, чтобы не раскрыть отдельных людей."),
        ([2] * 21, [2] * 21, {}, "У всех 21 участника оценка осталась прежней."),
        ([2] * 7, [2] * 7, {}, "У всех 7 участников оценка осталась прежней."),
        ([2] * 12, [3] + [2] * 11, {}, "Из 12 участников оценку изменил 1: судить об изменении рано."),
        ([2] * 31, [3] * 4 + [2] * 27, {}, "Из 31 участника оценку изменили 4: судить об изменении рано."),
        ([2] * 6, [3] * 4 + [1, 2], {}, "Участников мало (6): можно описать, но не обобщать. Выросло у 4, снизилось у 1."),
        ([2] * 12, [4] * 12, {}, "Оценки заметно выросли: у 12 из 12, обычно на 2 балла (от 2 до 2)."),
        ([9] * 12, [8] * 12, {}, "Оценки заметно снизились: у 12 из 12, обычно на 1 балл (от 1 до 1)."),
        ([3] * 12, [8] * 12, {}, "Оценки заметно выросли: у 12 из 12, обычно на 5 баллов (от 5 до 5)."),
        ([3] * 12, [4, 5] * 6, {}, "Оценки заметно выросли: у 12 из 12, обычно на 1,5 балла (от 1 до 2)."),
        ([2] * 7, [4] * 7, {}, "Изменение заметное, но людей мало: 7. Проверьте на следующем наборе."),
        ([2] * 60, [3] * 8 + [1] + [2] * 51, {}, "Изменение есть, но небольшое: у 51 из 60 оценка прежняя."),
        ([3] * 40, [4, 2] * 4 + [3] * 32, {}, "Существенного изменения нет: типичное изменение меньше 1 балла."),
        ([3] * 40, [4, 2] * 4 + [3] * 32, {"scale": FIVE}, "Существенного изменения нет: типичное изменение меньше 0,5 балла."),
        ([3] * 21, [5] * 15 + [2] * 6, {"p_adjusted": 0.2}, "Оценки сдвинулись (15 выросли, 6 снизились), но на 21 участнике это может быть случайностью."),
        ([3] * 8, [5, 1] * 4, {}, "По этим данным нельзя сказать, изменилось ли что‑то."),
    ],
)  # fmt: skip
def test_verdict_is_one_plain_sentence(before, after, more, sentence):
    assert said(before, after, **more)[1] == plain(sentence)


def test_who_was_compared_stands_first():
    assert said([2] * 7, [4] * 7, left=[3] * 4)[0] == "Вошли 11, вышли 7, сравниваем 7."
    assert said([2], [4])[0] == "Вошёл 1, вышел 1, сравниваем 1."


def test_a_finding_that_dropouts_can_undo_says_so():
    """Two small falls weigh little among big rises; forty who stayed at their entry make them weigh."""
    before, after = [1] * 6 + [4] * 2, [5] * 3 + [4] * 3 + [3] * 2
    assert said(before, after, left=[3] * 40, scale=FIVE)[2] == (
        "Вывод держится только на тех, кто дошёл до конца: 40 не прошли выходную анкету."
    )
    assert len(said(before, after, scale=FIVE)) == 2
    assert not any("дошёл до конца:" in text for text in said([1] * 12, [3] * 12, left=[2], scale=FIVE))


def test_those_who_left_are_described_by_their_entry_answers():
    assert said([2] * 7, [4] * 7, left=[9] * 5)[-1] == (
        "На входе те, кто не дошёл до конца, отвечали выше остальных: разница большая."
    )
    assert "почти так же" in said([2] * 7, [4] * 7, left=[2] * 5)[-1]
    assert len(said([2] * 7, [4] * 7, left=[9] * 4)) == 2


def test_a_group_chosen_for_low_scores_may_have_risen_by_itself():
    people = [Person(Fraction(2), Fraction(4))] * 12
    assert words.paired(compare_pairs(people), chosen_low=True)[-1] == words.CHOSEN_LOW
    fallen = [Person(Fraction(4), Fraction(2))] * 12
    assert words.CHOSEN_LOW not in words.paired(compare_pairs(fallen), chosen_low=True)


def test_changes_of_both_groups_are_compared_without_proof():
    more = compare([Fraction(2)] * 8, [Fraction(0)] * 8)
    assert plain(words.against_waiting(more)) == "В группе программы изменение больше, чем у ожидающих."
    assert "не видно" in plain(words.against_waiting(compare([Fraction(1)] * 8, [Fraction(1)] * 8)))


@pytest.mark.parametrize("n", [2, 4])
def test_small_groups_give_no_figures_in_any_sentence(n):
    values = [Fraction(place) for place in range(n)]
    texts = [words.unpaired(compare(values, values)), words.turned(mcnemar(1, 0, n - 1, 0))]
    if n >= 3:
        texts.append(words.correlation(correlate(values, values)))
    for text in texts:
        assert plain(text).endswith("меньше 5: итог не показываем, чтобы не раскрыть отдельных людей.")


def test_reliability_is_told_from_twenty_people_and_three_items_on():
    rows = [[Fraction(1 + (place + item) % 5) for item in range(3)] for place in range(20)]
    assert "α" in words.reliability(reliability(rows))
    for fewer in (rows[:19], [row[:2] for row in rows]):
        assert plain(words.reliability(reliability(fewer))) == "Надёжность шкалы не оценивалась."


def test_each_command_is_explained():
    cases = [
        {"command": "unpaired", "x": [1, 2, 3, 4, 5], "y": [3, 4, 5, 6, 7]},
        {"command": "spearman", "x": [1, 2, 3, 4, 5, 6], "y": [1, 2, 3, 4, 6, 5]},
        {"command": "alpha", "rows": [[1, 2], [2, 3], [3, 5]]},
        {"command": "mcnemar", "table": {"yes_yes": 5, "yes_no": 1, "no_yes": 9, "no_no": 2}},
        {"command": "suppress", "cells": [1, 9, 9]},
        {"command": "suppress", "table": [[1, 0], [1, 2]]},
    ]
    for case in cases:
        assert len(explain(case)[1]) == 1
    assert explain({"command": "suppress", "cells": [9, 9]})[1] == ()


def everything_we_say():
    for up, down, same in itertools.product((0, 3, 9), (0, 3, 9), (0, 2, 30)):
        before = [5] * (up + down + same)
        after = [7] * up + [3] * down + [5] * same
        yield from said(before, after, left=[4] * 6) if before else ()
    yield words.UNKNOWN_CAUSE
    yield words.CHOSEN_LOW
    for x, y in (([1] * 6, [5] * 6), ([5] * 6, [1] * 6), ([1, 2] * 3, [1, 2] * 3)):
        found = compare([Fraction(v) for v in x], [Fraction(v) for v in y])
        yield words.unpaired(found)
        yield words.against_waiting(found)
    for y in (range(12), range(12, 0, -1), [1] * 12, [1, 5, 2, 4, 3, 3, 1, 5, 2, 4, 3, 3]):
        yield words.correlation(correlate([Fraction(v) for v in range(12)], [Fraction(v) for v in y]))
    for b, c in ((0, 0), (1, 2), (0, 9), (5, 5)):
        yield words.turned(mcnemar(5, b, c, 5))
    yield words.suppressed(hide_in_row([1, 9]))
    yield words.suppressed(hide_in_table([[1, 9], [9, 9]]))


def test_no_sentence_of_ours_claims_what_must_not_be_claimed():
    for text in everything_we_say():
        assert objections(plain(text)) == (), text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Благодаря программе дети стали увереннее.", "cause"),
        ("Программа наставничества повысила мотивацию.", "cause"),
        ("Доказано, что встречи полезны.", "proof"),
        ("Наставничество не повлияло на оценки.", "no_effect"),
        ("Уверенность выросла на 25 %.", "percent_of_scale"),
        ("Индекс влияния составил 4,2.", "one_index"),
        ("Средняя оценка наставников 4,8.", "mark_of_mentors"),
        ("Чем чаще встречи, тем выше доверие.", "correlation"),
    ],
)
def test_a_conclusion_that_claims_too_much_is_marked_with_other_words(text, code):
    found = objections(text)
    assert [objection.code for objection in found] == [code]
    assert found[0].found in text and found[0].why and found[0].instead


def test_honest_conclusions_pass_and_a_comparison_group_allows_a_cause_but_no_proof():
    honest = "За время программы оценки выросли у 11 из 14, обычно на 1 балл. Закрыто 85 % запросов."
    assert objections(honest) == ()
    assert objections("Благодаря программе оценки выше, чем у ожидающих.", compared=True) == ()
    assert objections("Доказано на группе ожидающих.", compared=True)[0].code == "proof"


def test_figures_are_written_as_russians_read_them():
    assert plain(chance(Fraction(31, 1000))) == "p = 0,031" and plain(chance(0.0004)) == "p < 0,001"
    assert plain(chance(0.5357)) == "p = 0,54" and plain(chance(1)) == "p = 1"
    assert decimal(Fraction(-3, 4)) == "−0,75" and decimal(Fraction(1, 8)) == "0,13" and decimal(-0.001) == "0"
    assert plain(points(Fraction(-21))) == "21 балл" and plain(points(Fraction(5, 2))) == "2,5 балла"
    assert (signed(0.9), signed(-0.3), signed(0)) == ("+0,9", "−0,3", "0")
    assert plain(share(7, 12)) == "7 из 12" and plain(share(14, 24)) == "58 % (14 из 24)"
    assert share(0, 0) == "не рассчитывается"
