"""Every figure of an explanation is what a second solve finds."""

import copy

from nastavnik.engines.matching import solve, words

from .random_instances import admissible_pairs, all_matchings, assign_instance

KINDS = [(), ("people", "barred", "forbidden"), ("minimum", "locked"), ("quotas",), ("together", "quotas")]


def with_locked(data, pair):
    changed = copy.deepcopy(data)
    changed["locked"] = [*changed.get("locked", []), list(pair)]
    return changed


def test_each_loss_is_the_optimum_minus_the_optimum_with_that_pair():
    checked = refused = 0
    for seed in range(200):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        objective = ("card_total", "total", "card_keep_total")[seed % 3]
        best = solve(data, objective=objective)
        if best.status == "infeasible":
            continue
        locked = {t for t, _ in data.get("locked", [])}
        pairs = [pair for pair in admissible_pairs(data) if pair not in best.pairs and pair[0] not in locked]
        answer = solve(data, objective=objective, why=pairs)
        for item in answer.rejected:
            full = sum(1 for _, m in data.get("locked", []) if m == item.mentor) >= next(
                m["capacity"] for m in data["mentors"] if m["id"] == item.mentor
            )
            if full:
                assert item.loss is None
                continue
            second = solve(with_locked(data, (item.mentee, item.mentor)), objective=objective)
            if second.status == "infeasible":
                assert item.loss is None and item.text.startswith("Пару составить нельзя"), (seed, item)
                refused += 1
                continue
            assert item.loss is not None, (seed, item)
            # Under `total` matchings of one value may differ in size.
            assert objective == "total" or item.loss.matched == best.matched - second.matched, (seed, item)
            assert item.loss.total == best.total - second.total, (seed, item)
            checked += 1
    assert checked > 200 and refused > 10


def test_the_moves_of_a_loss_lead_to_a_matching_with_that_pair():
    for seed in range(120):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        result = solve(data, explain=True)
        for item in result.rejected:
            if item.loss is None:
                continue
            after = dict(result.pairs) | {item.mentee: item.mentor}
            for who, old, new in item.loss.moves:
                assert after.get(who) == old
                after[who] = new
            made = frozenset((t, m) for t, m in after.items() if m)
            assert made in all_matchings(data), (seed, item)
            assert len(made) == result.matched - item.loss.matched


def test_with_the_named_relaxation_this_mentee_is_matched_and_nobody_loses_a_place():
    kinds = {}
    for seed in range(250):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        result = solve(data, explain=True)
        keepers = {t for t, _ in result.pairs}
        for item in result.unmatched:
            if item.relaxation is None:
                continue
            changed = relaxed(data, item)
            wanted = keepers | {item.mentee}
            assert any({t for t, _ in made} >= wanted for made in all_matchings(changed)), (seed, item)
            assert solve(changed).matched > result.matched
            kinds[item.relaxation.type] = kinds.get(item.relaxation.type, 0) + 1
    assert kinds.keys() == {"capacity", "pair", "consent"} and min(kinds.values()) > 10


def test_where_no_relaxation_is_named_none_of_these_single_changes_helps():
    silent = 0
    for seed in range(300):
        data = assign_instance(seed, musts=KINDS[seed % 3])
        result = solve(data, explain=True)
        keepers = {t for t, _ in result.pairs}
        for item in result.unmatched:
            if item.relaxation is not None or item.reason == "no_consent":
                continue
            silent += 1
            for mentor in data["mentors"]:
                changed = copy.deepcopy(data)
                next(m for m in changed["mentors"] if m["id"] == mentor["id"])["capacity"] += 1
                assert not any({t for t, _ in made} >= keepers | {item.mentee} for made in all_matchings(changed)), seed
    assert silent > 5


def relaxed(data, item):
    """The instance after the change that a relaxation names."""
    changed = copy.deepcopy(data)
    mentee, relaxation = item.mentee, item.relaxation
    if relaxation.type == "capacity":
        next(m for m in changed["mentors"] if m["id"] == relaxation.mentor)["capacity"] += relaxation.by
    elif relaxation.type == "consent":
        next(t for t in changed["mentees"] if t["id"] == mentee)["consent"] = True
    elif relaxation.bar == "forbidden":
        changed["forbidden"] = [pair for pair in changed["forbidden"] if pair != [mentee, relaxation.mentor]]
    elif relaxation.bar == "unlisted":
        changed["pairs"].append({"mentee": mentee, "mentor": relaxation.mentor, "score": 0})
    elif relaxation.bar == "organization":
        next(t for t in changed["mentees"] if t["id"] == mentee)["organization"] = None
    else:
        pair = next(p for p in changed["pairs"] if (p["mentee"], p["mentor"]) == (mentee, relaxation.mentor))
        pair["barred"].remove(relaxation.bar)
    return changed


def test_contributions_add_up_to_the_score_and_carry_their_sentences():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "weights": {"competence": 3, "time": 2, "wish": -1},
        "mentees": [{"id": "n1", "preferences": [["k2"], ["k1"]]}, {"id": "n2"}],
        "mentors": [{"id": "k1", "capacity": 1}, {"id": "k2", "capacity": 1}],
        "pairs": [
            {
                "mentee": "n1",
                "mentor": "k1",
                "parts": {"competence": {"value": 20, "text": "обоим близка химия"}, "time": 10},
            },
            {"mentee": "n2", "mentor": "k1", "score": 5},
            {"mentee": "n2", "mentor": "k2", "parts": {"wish": 4}},
        ],
    }
    result = solve(data, explain=True)
    first, second = result.pair_explanations
    assert [(part.code, part.contribution, part.text) for part in first.parts] == [
        ("competence", 60, "обоим близка химия"),
        ("time", 20, ""),
    ]
    assert first.score == 80 and first.ranks == (2, 1)
    assert second.score == -4 and sum(part.contribution for part in second.parts) == -4
    assert "обоим близка химия +60" in first.text


def test_reasons_are_named_in_their_order():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": "a", "consent": False}, {"id": "b"}, {"id": "c"}, {"id": "d"}, {"id": "e"}, {"id": "f"}],
        "mentors": [
            {"id": "k", "capacity": 1},
            {"id": "l", "capacity": 2, "consent": False},
            {"id": "m", "capacity": 5},
        ],
        "pairs": [
            {"mentee": "a", "mentor": "k", "score": 9},
            {"mentee": "c", "mentor": "l", "score": 9},
            {"mentee": "d", "mentor": "k", "score": 1},
            {"mentee": "e", "mentor": "k", "score": 2},
            {"mentee": "f", "mentor": "m", "score": 7},
        ],
        "quotas": [{"id": "q", "mentors": ["m"], "maximum": 0}],
    }
    reasons = {item.mentee: item.reason for item in solve(data).unmatched}
    assert reasons == {"a": "no_consent", "b": "no_candidate", "c": "all_excluded", "d": "capacity", "f": "constraint"}
    unused = {item.mentor: (item.reason, item.free) for item in solve(data).unused}
    assert unused == {"l": ("no_consent", 2), "m": ("not_needed", 5)}


def test_a_pair_left_unmade_for_the_total_is_called_so():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "objective": "total",
        "mentees": [{"id": "n1"}],
        "mentors": [{"id": "k1", "capacity": 1}],
        "pairs": [{"mentee": "n1", "mentor": "k1", "score": -3}],
    }
    result = solve(data)
    assert [(item.mentee, item.reason) for item in result.unmatched] == [("n1", "not_optimal")] and result.total == 0


def test_every_mentee_with_a_better_mentor_that_could_be_hears_of_one():
    for seed in range(150):
        data = assign_instance(seed, musts=("minimum", "locked"))
        result = solve(data, explain=True)
        if result.status == "infeasible":
            continue
        score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
        locked = {t for t, _ in data.get("locked", [])}
        possible = {pair for made in all_matchings(data) for pair in made}
        told = {}
        for item in result.rejected:
            told.setdefault(item.mentee, []).append(item)
        mentor_of = dict(result.pairs)
        for t, m in possible:
            here = mentor_of.get(t)
            if t not in locked and m != here and (here is None or score[t, m] > score[t, here]):
                assert any(item.loss is not None for item in told[t]), (seed, t)
        assert all(len(items) <= 3 for items in told.values())


def test_what_a_mentor_leaving_costs_is_what_a_second_solve_finds():
    checked = locked_left = 0
    for seed in range(200):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        objective = ("card_total", "total", "card_keep_total", "card_leximin")[seed % 4]
        best = solve(data, objective=objective, explain=True)
        if best.status == "infeasible":
            continue
        assert {item.mentor for item in best.robustness} == {m for _, m in best.pairs}
        assert solve(data, objective=objective, leaving=True).robustness == best.robustness
        for item in best.robustness:
            gone = copy.deepcopy(data)
            next(m for m in gone["mentors"] if m["id"] == item.mentor).update(capacity=0, minimum=0)
            gone["locked"] = [pair for pair in gone.get("locked", []) if pair[1] != item.mentor]
            second = solve(gone, objective=objective)
            if item.loss is None:
                assert second.status == "infeasible", seed
                continue
            assert objective == "total" or item.loss.matched == best.matched - second.matched, (seed, item)
            assert item.loss.total == best.total - second.total, (seed, item)
            after = dict(best.pairs)
            for who, old, new in item.loss.moves:
                assert after.get(who) == old
                after[who] = new
            assert frozenset((t, m) for t, m in after.items() if m) in all_matchings(gone), (seed, item)
            locked_left += len(gone["locked"]) < len(data.get("locked", []))
            checked += 1
    assert checked > 150 and locked_left > 10


def test_sentences_agree_in_number_with_who_moves_and_who_is_left():
    assert words.moving("Анна (Ольга → Вера)") == "переходит: Анна (Ольга → Вера)"
    assert words.moving("Анна (Ольга → Вера); Пётр (без пары → Ольга)").startswith("переходят: Анна")
    one = words.loss_words(1, -5, "Анна (Ольга → Вера)")
    assert one == (
        "Пара возможна, но тогда без пары останется на 1\N{NO-BREAK SPACE}человека больше, "
        "сумма оценок станет больше на 5. Переходит: Анна (Ольга → Вера)."
    )
    assert "на 5\N{NO-BREAK SPACE}человек больше" in words.leaving_words("Ольга", 5, 0, "")
    assert words.loss_words(0, 0, "", kept=2) == "Пара возможна, но тогда прежних пар сохранится на 2 меньше."
    assert words.capacity_words("Ольга", "") == "Хватит ещё одного места: наставник Ольга."
