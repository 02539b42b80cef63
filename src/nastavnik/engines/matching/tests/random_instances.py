"""Small random instances with every kind of must, plainly invented; and the slowest possible solver to compare with."""

from __future__ import annotations

import itertools
import random
from bisect import bisect_right
from typing import Any

MUSTS = ("minimum", "quotas", "together", "open_or_close", "locked", "forbidden", "people", "barred")


def assign_instance(seed: int, *, musts: tuple[str, ...] = (), size: tuple[int, int] = (6, 4)) -> dict[str, Any]:
    """An `assign` instance of at most `size` (mentees, mentors); `musts`: kinds that may appear."""
    rng = random.Random(seed)
    mentees = [{"id": f"n{i}"} for i in range(1, rng.randint(1, size[0]) + 1)]
    mentors = [{"id": f"k{i}", "capacity": rng.choice([0, 1, 1, 2, 3])} for i in range(1, rng.randint(1, size[1]) + 1)]
    spread = rng.choice([3, 30, 100])
    density = rng.choice([0.4, 0.7, 1.0])
    pairs = [
        {"mentee": t["id"], "mentor": m["id"], "score": rng.randint(-spread // 3, spread)}
        for t in mentees
        for m in mentors
        if rng.random() < density
    ]
    rng.shuffle(pairs)
    data: dict[str, Any] = {
        "format": "nastavnik-match/1",
        "id": f"случай {seed}",
        "mode": "assign",
        "seed": rng.choice([0, 0, 7]),
        "mentees": mentees,
        "mentors": mentors,
        "pairs": pairs,
        "bands": sorted(rng.sample(range(-5, spread), 3)) if spread > 3 else [1, 2],
    }
    ids, guides = [t["id"] for t in mentees], [m["id"] for m in mentors]
    data["base"] = [[t, rng.choice(guides)] for t in ids if rng.random() < 0.5]
    if "people" in musts:
        data["cross_organization"] = rng.random() < 0.5
        for record in mentees + mentors:
            record["consent"] = rng.random() < 0.85
            record["organization"] = rng.choice(["A", "B", None])
            record["person"] = f"p{rng.randint(1, 12)}"
    if "barred" in musts:
        for pair in pairs:
            if rng.random() < 0.15:
                pair["barred"] = rng.sample(["schedule", "sex", "wish"], rng.randint(1, 2))
    if "forbidden" in musts:
        data["forbidden"] = [[rng.choice(ids), rng.choice(guides)] for _ in range(rng.randint(0, 3))]
    if "minimum" in musts or "open_or_close" in musts:
        for mentor in mentors:
            mentor["minimum"] = rng.randint(0, min(2, mentor["capacity"])) if rng.random() < 0.6 else 0
        if "open_or_close" in musts and ("minimum" not in musts or rng.random() < 0.5):
            data["minimum_policy"] = "open_or_close"
    if "quotas" in musts:
        data["quotas"] = [_quota(rng, f"q{i}", ids, guides) for i in range(rng.randint(1, 3))]
    if "together" in musts and len(ids) > 2:
        data["together"] = [rng.sample(ids, rng.randint(2, 3))]
    if "locked" in musts:
        free = admissible_pairs(data)
        rng.shuffle(free)
        room = {m["id"]: m["capacity"] for m in mentors}
        locked: list[list[str]] = []
        for t, m in free[: rng.randint(0, 2)]:
            if room[m] and t not in [pair[0] for pair in locked]:
                room[m] -= 1
                locked.append([t, m])
        data["locked"] = locked
    return data


def _quota(rng: random.Random, name: str, ids: list[str], guides: list[str]) -> dict[str, Any]:
    quota: dict[str, Any] = {"id": name, "mentors": rng.sample(guides, rng.randint(1, len(guides)))}
    if rng.random() < 0.5:
        quota["mentees"] = rng.sample(ids, rng.randint(1, len(ids)))
    if rng.random() < 0.4:
        quota["minimum"] = rng.randint(0, 2)
    if rng.random() < 0.8:
        quota["maximum"] = quota.get("minimum", 0) + rng.randint(0, 2)
    return quota


def admissible_pairs(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs that may be made, by the words of the specification."""
    people = {t["id"]: t for t in data["mentees"]}
    guides = {m["id"]: m for m in data["mentors"]}
    forbidden = {tuple(pair) for pair in data.get("forbidden", [])}
    found = []
    for pair in data["pairs"]:
        t, m = people[pair["mentee"]], guides[pair["mentor"]]
        same_person = t.get("person") is not None and t.get("person") == m.get("person")
        apart = t.get("organization") and m.get("organization") and t["organization"] != m["organization"]
        if (
            t.get("consent", True)
            and m.get("consent", True)
            and m["capacity"] > 0
            and not same_person
            and not (apart and not data.get("cross_organization", True))
            and not pair.get("barred")
            and (t["id"], m["id"]) not in forbidden
        ):
            found.append((t["id"], m["id"]))
    return found


def all_matchings(data: dict[str, Any]) -> list[frozenset[tuple[str, str]]]:
    """Every matching that obeys all musts."""
    free = admissible_pairs(data)
    choices = [[None] + [m for t, m in free if t == mentee["id"]] for mentee in data["mentees"]]
    ids = [mentee["id"] for mentee in data["mentees"]]
    found = []
    for choice in itertools.product(*choices):
        made = frozenset((t, m) for t, m in zip(ids, choice, strict=True) if m is not None)
        if obeys(data, made):
            found.append(made)
    return found


def obeys(data: dict[str, Any], made: frozenset[tuple[str, str]]) -> bool:
    """All musts that speak of several pairs."""
    for mentor in data["mentors"]:
        number = sum(1 for _, m in made if m == mentor["id"])
        low = mentor.get("minimum", 0)
        if number > mentor["capacity"]:
            return False
        if number < low and not (number == 0 and data.get("minimum_policy") == "open_or_close"):
            return False
    if not all(tuple(pair) in made for pair in data.get("locked", [])):
        return False
    for quota in data.get("quotas", []):
        number = sum(1 for t, m in made if m in quota.get("mentors", [m]) and t in quota.get("mentees", [t]))
        if number < quota.get("minimum", 0) or number > quota.get("maximum", 10**6):
            return False
    mentor_of = dict(made)
    return all(len({mentor_of.get(t) for t in group}) == 1 for group in data.get("together", []))


def vector(data: dict[str, Any], made: frozenset[tuple[str, str]], objective: str) -> tuple[Any, ...]:
    """What the objective compares."""
    score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
    scores = sorted(score[pair] for pair in made)
    if objective == "total":
        return (sum(scores),)
    if objective == "card_total":
        return (len(made), sum(scores))
    if objective == "card_leximin":
        return (len(made), scores)
    if objective == "card_keep_total":
        return (len(made), sum(1 for pair in made if list(pair) in data["base"]), sum(scores))
    counts = [0] * (len(data["bands"]) + 1)
    for value in scores:
        counts[bisect_right(data["bands"], value)] += 1
    return (len(made), *(-number for number in counts[:-1]), sum(scores))


def stable_instance(seed: int, *, strict: bool, mode: str = "stable", size: tuple[int, int] = (5, 4)) -> dict[str, Any]:
    """A `stable` or `hybrid` instance of at most `size`, lists incomplete, with ties unless `strict`."""
    rng = random.Random(seed)
    ids = [f"n{i}" for i in range(1, rng.randint(1, size[0]) + 1)]
    guides = [f"k{i}" for i in range(1, rng.randint(1, size[1]) + 1)]

    def ranked(names: list[str]) -> list[list[str]]:
        kept = [name for name in names if rng.random() < 0.8]
        rng.shuffle(kept)
        groups: list[list[str]] = []
        for name in kept:
            if groups and not strict and rng.random() < 0.5:
                groups[-1].append(name)
            else:
                groups.append([name])
        return groups

    data: dict[str, Any] = {
        "format": "nastavnik-match/1",
        "id": f"списки {seed}",
        "mode": mode,
        "seed": rng.choice([0, 5]),
        "mentees": [{"id": t, "preferences": ranked(guides), "consent": rng.random() < 0.9} for t in ids],
        "mentors": [{"id": m, "preferences": ranked(ids), "capacity": rng.choice([0, 1, 1, 2])} for m in guides],
    }
    if rng.random() < 0.3:
        data["forbidden"] = [[rng.choice(ids), rng.choice(guides)]]
    if mode == "hybrid":
        data["pairs"] = [{"mentee": t, "mentor": m, "score": rng.randint(-20, 60)} for t in ids for m in guides]
    mutual = mutual_pairs(data)
    if mutual and rng.random() < 0.3:
        data["locked"] = [list(rng.choice(mutual))]
    return data


def mutual_pairs(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs that each side ranks and nothing forbids."""
    wanted = {m["id"]: {t for group in m["preferences"] for t in group} for m in data["mentors"]}
    room = {m["id"]: m["capacity"] for m in data["mentors"]}
    forbidden = {tuple(pair) for pair in data.get("forbidden", [])}
    return [
        (t["id"], m)
        for t in data["mentees"]
        for group in t["preferences"]
        for m in group
        if t["consent"] and t["id"] in wanted[m] and room[m] and (t["id"], m) not in forbidden
    ]


def all_stable(data: dict[str, Any]) -> list[frozenset[tuple[str, str]]]:
    """Every weakly stable matching that holds the locked pairs."""
    free = mutual_pairs(data)
    locked = dict(data.get("locked", []))
    ids = [t["id"] for t in data["mentees"]]
    choices = [[locked[t]] if t in locked else [None] + [m for who, m in free if who == t] for t in ids]
    found = []
    for choice in itertools.product(*choices):
        made = {t: m for t, m in zip(ids, choice, strict=True) if m is not None}
        if all(list(made.values()).count(m["id"]) <= m["capacity"] for m in data["mentors"]) and not blocks(
            data, made, free
        ):
            found.append(frozenset(made.items()))
    return found


def blocks(data: dict[str, Any], made: dict[str, str], free: list[tuple[str, str]]) -> bool:
    """Whether some pair would rather have each other, by the words of the specification."""
    place = {t["id"]: {m: i for i, g in enumerate(t["preferences"]) for m in g} for t in data["mentees"]}
    order = {m["id"]: {t: i for i, g in enumerate(m["preferences"]) for t in g} for m in data["mentors"]}
    room = {m["id"]: m["capacity"] for m in data["mentors"]}
    locked = dict(data.get("locked", []))
    for t, m in free:
        if t in locked or made.get(t) == m:
            continue
        if t in made and place[t][made[t]] <= place[t][m]:
            continue
        held = [who for who, at in made.items() if at == m]
        if len(held) < room[m] or any(order[m][who] > order[m][t] for who in held if who not in locked):
            return True
    return False
