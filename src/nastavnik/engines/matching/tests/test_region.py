"""A region over arrays: the same answers as the core, musts of the file, files whole or absent."""

import json
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from nastavnik.cli.match import app
from nastavnik.engines.matching import InstanceError, check, solve
from nastavnik.engines.matching.region import need_extra

np = pytest.importorskip("numpy", reason="Нет дополнения region (numpy)")
pytest.importorskip("ortools", reason="Нет дополнения region (OR-Tools)")

from nastavnik.engines.matching.region import levels  # noqa: E402 -- only where the extra is installed
from nastavnik.engines.matching.region.answer import solve_region  # noqa: E402 -- the same
from nastavnik.engines.matching.region.arrays import region_of  # noqa: E402 -- the same
from nastavnik.engines.matching.region.flow import components  # noqa: E402 -- the same
from nastavnik.engines.matching.region.ranked import blocking_edge, solve_ranked  # noqa: E402 -- the same

runner = CliRunner()
COMMAND = (sys.executable, "-m", "nastavnik.cli.main", "match", "solve")


def arrays(seed, mentees=12, mentors=6, *, density=0.4, ranks=None, spread=60):
    """Random arrays of a small region; `ranks`: number of ties a list is cut into, 0 strict."""
    dice = np.random.default_rng(seed)
    there = dice.random((mentees, mentors)) < density
    row, mentor = np.nonzero(there)
    data = {
        "indptr": np.concatenate([[0], np.cumsum(there.sum(1))]).astype(np.int64),
        "mentor": mentor.astype(np.int32),
        "score": dice.integers(-20, spread, len(row)).astype(np.int32),
        "capacity": dice.integers(0, 4, mentors).astype(np.int32),
    }
    if ranks is not None:
        spots = dice.permutation(len(row))
        data["mentee_rank"] = (spots if not ranks else spots % ranks).astype(np.int32)
        spots = dice.permutation(len(row))
        data["mentor_rank"] = (spots if not ranks else spots % ranks).astype(np.int32)
    return data


def instance_of(data, bands=()):
    """The same people as `nastavnik-match/1`; ids sort as numbers do."""
    row = np.repeat(np.arange(len(data["indptr"]) - 1), np.diff(data["indptr"]))
    value = {
        "format": "nastavnik-match/1",
        "mode": "stable" if "mentee_rank" in data else "assign",
        "bands": list(bands),
        "mentees": [{"id": f"n{t:04}"} for t in range(len(data["indptr"]) - 1)],
        "mentors": [{"id": f"k{m:04}", "capacity": int(c)} for m, c in enumerate(data["capacity"])],
        "pairs": [
            {"mentee": f"n{t:04}", "mentor": f"k{m:04}", "score": int(s)}
            for t, m, s in zip(row, data["mentor"], data["score"], strict=True)
        ],
    }
    for side, own, other, rank in (
        ("mentees", row, data["mentor"], "mentee"),
        ("mentors", data["mentor"], row, "mentor"),
    ):
        if f"{rank}_rank" not in data:
            break
        for number, person in enumerate(value[side]):
            ties = {}
            for one, two, place in zip(own, other, data[f"{rank}_rank"], strict=True):
                if one == number:
                    ties.setdefault(int(place), []).append(f"{'k' if side == 'mentees' else 'n'}{two:04}")
            person["preferences"] = [sorted(ties[place]) for place in sorted(ties)]
    return value


def pairs_of(mate):
    return [(f"n{t:04}", f"k{m:04}") for t, m in enumerate(mate.tolist()) if m >= 0]


@pytest.mark.parametrize("objective", levels.OBJECTIVES)
def test_a_region_is_solved_as_well_as_by_the_core(objective):
    for seed in range(60):
        data = arrays(seed, 14, 7) | {"bands": np.array([0, 15, 30])}
        answer = solve_region(region_of(data), objective)
        instance = instance_of(data, (0, 15, 30))
        best = solve(instance, objective=objective)
        made = pairs_of(answer.mate)
        found = answer.summary
        assert (found["matched"], found["total"]) == (len(made), best.total), seed
        if objective in ("card_fair_total", "card_leximin"):
            assert tuple(found["bands"]) == best.bands
        figures = {key: found[key] for key in ("format", "status", "objective", "matched", "total", "worst", "bands")}
        problems = check(instance, figures | {"pairs": [list(pair) for pair in made]})
        assert [item for item in problems if item.code in ("must", "optimum", "figure")] == []


def test_levels_that_need_several_calls_give_the_same_value(monkeypatch):
    wrong = 0
    for seed in range(30):
        data = region_of(arrays(seed, 20, 8) | {"bands": np.array([0, 15, 30])})
        whole = solve_region(data, "card_fair_total", explain_for=[0]).summary
        with monkeypatch.context() as patch:
            patch.setattr(levels, "_FEW", 0)
            patch.setattr(levels, "_SMALL", 1)
            guessed = solve_region(data, "card_fair_total").summary
            # A guess that weighs one level only is wrong: its proof fails and the levels are solved one by one.
            patch.setattr(levels, "_OUTWEIGHED", 0)
            cut = solve_region(data, "card_fair_total").summary
            # And without any guess.
            patch.setattr(levels, "_guess", lambda *known: None)
            plain = solve_region(data, "card_fair_total").summary
        wrong += cut["certificate"]["calls"] >= 2
        assert plain["certificate"]["calls"] >= 2 and whole["certificate"]["calls"] == 1
        for other in (guessed, cut, plain):
            assert all(other[key] == whole[key] for key in ("matched", "bands", "total")), seed
    assert wrong > 8


def test_losses_of_a_region_are_those_of_the_core():
    for seed in range(40):
        data = arrays(seed, 10, 5, density=0.6)
        answer = solve_region(region_of(data), explain_for=range(10)).summary
        instance = instance_of(data)
        for item in answer["explanations"]["rejected"]:
            pair = [f"n{item['mentee']:04}", f"k{item['mentor']:04}"]
            best, second = solve(instance), solve({**instance, "locked": [pair]})
            loss = item["loss"]
            assert (loss["matched"], loss["total"]) == (best.matched - second.matched, best.total - second.total), seed
        reasons = {item.mentee: item.reason for item in solve(instance).unmatched}
        for item in answer["unmatched"]:
            assert item["reason"] in ("no_candidate", "all_excluded", "capacity", "not_optimal")
            assert item["reason"] == reasons.get(f"n{item['mentee']:04}", item["reason"])


def test_strict_lists_give_the_mentee_optimal_matching():
    for seed in range(60):
        data = arrays(seed, ranks=0)
        answer = solve_region(region_of(data))
        assert answer.summary["status"] == "optimal"
        assert tuple(pairs_of(answer.mate)) == solve(instance_of(data)).pairs, seed


def test_ties_give_a_stable_matching_and_say_whether_it_is_the_largest():
    proven = 0
    for seed in range(60):
        data = arrays(seed, 12, 8, ranks=3)
        region = region_of(data)
        found = solve_ranked(region)
        assert blocking_edge(region, found.chosen) == -1
        size, best = int((found.chosen >= 0).sum()), solve(instance_of(data)).matched
        assert 3 * size >= 2 * best and size <= best <= found.bound
        assert not found.proven or size == best
        proven += found.proven
    assert proven > 30


def test_components_are_found_however_long_the_chain():
    size = 500
    row = np.repeat(np.arange(size, dtype=np.int32), 2)[:-2]
    mentor = np.array([[t, t + 1] for t in range(size - 1)], np.int32).ravel()
    assert set(components(row, mentor, size, size).tolist()) == {0}
    apart = components(np.arange(6, dtype=np.int32), np.array([0, 0, 1, 2, 2, 4], np.int32), 6, 5)
    assert apart.tolist() == [0, 1, 2, 3, 4]


FAULTS = [
    ({"indptr": [0, 2]}, "indptr"),
    ({"indptr": [0, 2, 1, 3]}, "indptr"),
    ({"mentor": [0, 0, 1]}, "order"),
    ({"mentor": [1, 0, 1]}, "order"),
    ({"mentor": [0, 9, 1]}, "unknown_id"),
    ({"score": [1, 2]}, "length"),
    ({"score": [1, 2, 10**6 + 1]}, "score"),
    ({"score": [1.5, 2, 3]}, "not_number"),
    ({"capacity": [1, -1]}, "capacity"),
    ({"mentee_rank": [1, 1, 1]}, "ranks"),
    ({"bands": [3, 3]}, "bands"),
]


@pytest.mark.parametrize(("patch", "code"), FAULTS)
def test_faulty_arrays_are_refused_by_place(patch, code):
    good = {"indptr": [0, 2, 3], "mentor": [0, 1, 1], "score": [1, 2, 3], "capacity": [1, 1]}
    assert solve_region(region_of({k: np.array(v) for k, v in good.items()})).mate.tolist() == [0, 1]
    with pytest.raises(InstanceError) as caught:
        region_of({k: np.array(v) for k, v in (good | patch).items()})
    assert caught.value.code == code and caught.value.message.endswith(".")


def test_the_command_writes_the_mates_and_prints_the_summary(tmp_path):
    data = arrays(3, 30, 9)
    file, out = tmp_path / "регион.npz", tmp_path / "пары.npy"
    np.savez(file, **data)
    done = subprocess.run(
        [*COMMAND, str(file), "--out", str(out), "--progress", "json", "--explain-for", "4"],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = json.loads(done.stdout)
    mate = np.load(out)
    assert mate.dtype == np.int32 and mate.shape == (30,) and (mate >= 0).sum() == summary["matched"]
    assert summary["total"] == solve(instance_of(data)).total and "pairs" not in summary
    assert json.loads(done.stderr.splitlines()[0])["stage"] and sorted(tmp_path.iterdir()) == sorted([file, out])


def test_what_is_no_region_is_three_and_wrong_usage_two(tmp_path):
    good, text, objects = tmp_path / "а.npz", tmp_path / "б.npz", tmp_path / "в.npz"
    np.savez(good, **arrays(1))
    text.write_text("не архив", encoding="utf-8")
    np.savez(objects, indptr=np.array([{}], dtype=object), mentor=[0], score=[0], capacity=[0])
    out = str(tmp_path / "пары.npy")
    for file in (text, objects, tmp_path / "нет.npz"):
        result = runner.invoke(app, ["solve", str(file), "--out", out])
        assert result.exit_code == 3 and json.loads(result.stdout)["status"] == "refused"
    nowhere = runner.invoke(app, ["solve", str(good), "--out", str(tmp_path / "нет" / "пары.npy")])
    assert nowhere.exit_code == 3 and "нет такой папки" in nowhere.stderr
    unknown = runner.invoke(app, ["solve", str(good), "--out", out, "--objective", "pareto"])
    assert unknown.exit_code == 3 and "pareto" in unknown.stderr
    for arguments in (
        [str(good)],
        [str(good), "--out", out, "--explain"],
        [str(good), "--out", out, "--explain-for", "99"],
    ):
        assert runner.invoke(app, ["solve", *arguments]).exit_code == 2
    assert not (tmp_path / "пары.npy").exists()


def test_a_missing_extra_is_one_sentence(monkeypatch):
    monkeypatch.setattr("nastavnik.engines.matching.region.find_spec", lambda name: None if name == "ortools" else name)
    with pytest.raises(InstanceError, match=r"ortools.*nastavnik\[region\]"):
        need_extra()


@pytest.mark.slow
def test_a_terminated_solve_stops_at_once_and_leaves_no_file(tmp_path):
    dice = np.random.default_rng(1)
    mentor = np.sort(np.argsort(dice.random((20_000, 300)), axis=1)[:, :20], axis=1)
    file, out = tmp_path / "регион.npz", tmp_path / "пары.npy"
    np.savez(
        file,
        indptr=np.arange(0, 400_001, 20),
        mentor=mentor.ravel().astype(np.int32),
        score=dice.integers(0, 10**6, 400_000).astype(np.int32),
        capacity=np.full(300, 50, np.int32),
    )
    work = subprocess.Popen(
        [*COMMAND, str(file), "--out", str(out), "--progress", "json"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert work.stderr is not None
    assert work.stderr.readline()  # it has begun
    work.send_signal(signal.SIGTERM)
    assert work.wait(20) == -signal.SIGTERM
    assert list(tmp_path.iterdir()) == [file]
