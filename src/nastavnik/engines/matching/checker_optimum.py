"""Whether a matching can be bettered, found without the solver: exchange cycles, or all matchings where they are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from .checker_exchange import exchange_arcs, potentials
from .model import Instance

# Steps of a search through all matchings; beyond it the answer is «unknown».
_SEARCH_LIMIT = 400_000

Key = tuple[str, str]


class Vectors:
    """The vector of an objective as one whole number per pair: digits in a base that no sum can overflow."""

    def __init__(self, instance: Instance, objective: str) -> None:
        self.instance = instance
        self.objective = objective
        self._known: dict[Key, int] = {}
        self.steps = (
            sorted({pair.score for pair in instance.pairs}) if objective == "card_leximin" else list(instance.bands)
        )
        greatest = max((abs(pair.score) for pair in instance.pairs), default=0)
        self.base = 4 * (len(instance.mentees) + 1) * (greatest + 1)

    def digits(self, key: Key) -> list[int]:
        """What the pair adds to each level, the weightiest first."""
        score = self.instance.pair_by_ids[key].score
        if self.objective == "total":
            return [score]
        if self.objective == "card_total":
            return [1, score]
        if self.objective == "card_keep_total":
            return [1, int(key in (self.instance.base or ())), score]
        if self.objective == "card_leximin":
            return [1, *(-int(score == step) for step in self.steps)]
        band = sum(1 for step in self.steps if step <= score)
        return [1, *(-int(band == number) for number in range(len(self.steps))), score]

    def worth(self, key: Key) -> int:
        """The digits as one number."""
        value = self._known.get(key)
        if value is None:
            value = 0
            for digit in self.digits(key):
                value = value * self.base + digit
            self._known[key] = value
        return value


def improvable(
    instance: Instance, allowed: Iterable[Key], made: Mapping[str, str], vectors: Vectors, locked: Iterable[Key]
) -> bool | None:
    """Whether a matching of `allowed` pairs with the `locked` ones beats `made`, which obeys all musts; None: unknown."""
    fixed = dict(locked)
    if not tangled(instance):
        return _has_cycle(instance, allowed, made, vectors, fixed)
    now = sum(vectors.worth(key) for key in made.items())
    return _search(instance, allowed, fixed, vectors, now)


class Nudged(Vectors):
    """The objective with a last level that prefers every matching to `made`: a made pair costs 1, any other brings 1.

    So `made` is the only optimum just when it is still an optimum here.
    """

    def __init__(self, instance: Instance, objective: str, made: Mapping[str, str]) -> None:
        super().__init__(instance, objective)
        self.made = made
        self.step = 2 * len(instance.mentees) + 1

    def worth(self, key: Key) -> int:
        """The digits as one number, the nudge last."""
        return super().worth(key) * self.step + (-1 if self.made.get(key[0]) == key[1] else 1)


def satisfiable(instance: Instance, allowed: Iterable[Key]) -> bool | None:
    """Whether any matching obeys all musts; None: unknown."""
    fixed = dict(instance.locked)
    if tangled(instance):
        return _search(instance, allowed, fixed, None, None)
    taken = Counter(fixed.values())
    need = {mentor.id: mentor.minimum - taken[mentor.id] for mentor in instance.mentors if mentor.minimum}
    return fill(need, allowed, set(fixed))


def fill(need: Mapping[str, int], allowed: Iterable[Key], busy: set[str]) -> bool:
    """Whether each mentor can get as many mentees as needed, each from those not busy (Kuhn's augmenting paths)."""
    fits: dict[str, list[str]] = {}
    for mentee, mentor in sorted(allowed):
        if mentee not in busy:
            fits.setdefault(mentor, []).append(mentee)
    holder: dict[str, str] = {}
    for mentor in sorted(need):
        for _ in range(need[mentor]):
            if not _augment(mentor, fits, holder):
                return False
    return True


def _augment(mentor: str, fits: Mapping[str, list[str]], holder: dict[str, str]) -> bool:
    """One more mentee for the mentor; others may pass theirs along."""
    wanted: dict[str, str] = {}  # mentee → mentor who asked first
    lost: dict[str, str] = {}  # mentor → mentee he would give up
    queue = [mentor]
    for asks in queue:
        for mentee in fits.get(asks, ()):
            if mentee in wanted or holder.get(mentee) == asks:
                continue
            wanted[mentee] = asks
            owner = holder.get(mentee)
            if owner is not None:
                if owner not in lost and owner != mentor:
                    lost[owner] = mentee
                    queue.append(owner)
                continue
            goal = mentee
            while True:
                asker = wanted[goal]
                holder[goal] = asker
                if asker == mentor:
                    return True
                goal = lost[asker]
    return False


def tangled(instance: Instance) -> bool:
    """Whether musts hold that are no bounds of single mentors."""
    closing = instance.minimum_policy == "open_or_close" and any(mentor.minimum for mentor in instance.mentors)
    return bool(instance.quotas or instance.together or closing)


def _has_cycle(
    instance: Instance, allowed: Iterable[Key], made: Mapping[str, str], vectors: Vectors, fixed: Mapping[str, str]
) -> bool:
    """A cycle of exchanges that gains."""
    worth = {key: vectors.worth(key) for key in {*allowed, *made.items()}}
    nodes = [None, *(mentor.id for mentor in instance.mentors)]
    return potentials(nodes, exchange_arcs(instance, worth, made, fixed)) is None


def _search(
    instance: Instance, allowed: Iterable[Key], fixed: Mapping[str, str], vectors: Vectors | None, now: int | None
) -> bool | None:
    """Whether a matching obeys all musts and is worth more than `now` (None: any worth)."""
    rows: dict[str, list[tuple[int, str]]] = {mentee.id: [] for mentee in instance.mentees}
    for mentee, mentor in sorted({*allowed, *fixed.items()}):
        if fixed.get(mentee, mentor) == mentor:
            rows[mentee].append((vectors.worth((mentee, mentor)) if vectors else 0, mentor))
    order = sorted(rows, key=lambda mentee: len(rows[mentee]))
    best_left = [0]
    for mentee in reversed(order):
        top = max([worth for worth, _ in rows[mentee]] + ([] if mentee in fixed else [0]), default=0)
        best_left.append(best_left[-1] + top)
    best_left.reverse()
    room = {mentor.id: mentor.capacity for mentor in instance.mentors}
    made: dict[str, str] = {}
    steps = 0

    def deeper(depth: int, value: int) -> bool:
        nonlocal steps
        steps += 1
        if steps > _SEARCH_LIMIT or (now is not None and value + best_left[depth] <= now):
            return False
        if depth == len(order):
            return obeys(instance, made)
        mentee = order[depth]
        for worth, mentor in rows[mentee]:
            if room[mentor]:
                room[mentor] -= 1
                made[mentee] = mentor
                found = deeper(depth + 1, value + worth)
                room[mentor] += 1
                del made[mentee]
                if found:
                    return True
        return mentee not in fixed and deeper(depth + 1, value)

    if len(order) > 400:
        return None
    found = deeper(0, 0)
    return True if found else None if steps > _SEARCH_LIMIT else False


def obeys(instance: Instance, made: Mapping[str, str]) -> bool:
    """Minimums, quotas and groups."""
    load = Counter(made.values())
    for mentor in instance.mentors:
        number = load[mentor.id]
        if number < mentor.minimum and not (number == 0 and instance.minimum_policy == "open_or_close"):
            return False
    for quota in instance.quotas:
        number = sum(1 for key in made.items() if quota.covers(*key))
        if number < quota.minimum or (quota.maximum is not None and number > quota.maximum):
            return False
    return all(len({made.get(mentee) for mentee in group}) == 1 for group in instance.together)


def bands_of(scores: Iterable[int], edges: Iterable[int]) -> list[int]:
    """How many scores lie in each band."""
    bounds = [-(10**9), *edges, 10**9]
    values = list(scores)
    return [sum(1 for score in values if low <= score < high) for low, high in pairwise(bounds)]
