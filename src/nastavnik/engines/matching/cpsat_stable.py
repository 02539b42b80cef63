"""The largest stable matching of lists with ties for CP-SAT, the last resort.

No blocking pair is one clause a pair: the mentee has somebody no worse, or the mentor's places are full of those he likes no
less. Both halves are variables of their own, one per tie of a list, each implying the next: far stronger for the solver than
an inequality a pair. Source: Delorme, García, Gondzio, Kalcsics, Manlove, Pettersson, EJOR 277 (2019), with a variable for
«all places are full down to this tie» where mentors have several places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .cpsat import Found, fits, solved, variables
from .lists import Lists

# How much is relaxed to a linear programme, and the limit in the solver's own seconds: first the quick way to a matching
# that meets the bound, then the slow one to a better bound.
_TRIES = ((1, 0.6), (2, 4.0))


def largest_stable(
    lists: Lists,
    kept: Sequence[Mapping[int, int]],
    worth: Sequence[Mapping[int, int]],
    hint: Sequence[int],
    most: int,
    stop: Callable[[], bool] | None,
) -> Found | None:
    """The weakly stable matching of `kept` pairs with the largest Σ worth, starting from `hint`.

    `most`: no matching holds more pairs. None: not installed, too large, or nothing was found.
    """
    pairs = [(t, m) for t, row in enumerate(kept) for m in row]
    if not fits(pairs, worth):
        return None
    best: Found | None = None
    for linear, effort in _TRIES:
        found = _try(lists, kept, worth, hint if best is None else best.at, most, stop, linear, effort)
        if found is not None:
            bound = found.bound if best is None else min(best.bound, found.bound)
            best = (found if best is None or found.value > best.value else best)._replace(bound=bound)
        if (best is not None and best.value == best.bound) or (stop is not None and stop()):
            break
    return best


def _try(
    lists: Lists,
    kept: Sequence[Mapping[int, int]],
    worth: Sequence[Mapping[int, int]],
    hint: Sequence[int],
    most: int,
    stop: Callable[[], bool] | None,
    linear: int,
    effort: float,
) -> Found | None:
    from ortools.sat.python import cp_model

    pairs = [(t, m) for t, row in enumerate(kept) for m in row]
    model = cp_model.CpModel()
    made, by_mentor = variables(model, pairs, lists.places, hint)
    model.add(sum(made.values()) <= most)
    content = _content(model, made, kept)
    for m, people in enumerate(by_mentor):
        full = _full(model, made, lists, m, people)
        for t in people:
            model.add_bool_or([content[t, kept[t][m]], *full.get(lists.rank[m][t], ())])
    return solved(model, made, worth, dict(lists.locks), len(kept), stop, linear=linear, effort=effort)


def _content(
    model: Any, made: Mapping[tuple[int, int], Any], kept: Sequence[Mapping[int, int]]
) -> dict[tuple[int, int], Any]:
    """(mentee, number of a tie): whether the mentee has somebody of this tie or a better one."""
    found = {}
    for t, row in enumerate(kept):
        better: Any = 0
        for place in sorted(set(row.values())):
            here = model.new_bool_var("")
            model.add(better + sum(made[t, m] for m, own in row.items() if own == place) == here)
            found[t, place] = better = here
    return found


def _full(
    model: Any, made: Mapping[tuple[int, int], Any], lists: Lists, m: int, people: Sequence[int]
) -> dict[int, list[Any]]:
    """Number of a tie: the variable «all places are full of this tie and better ones», where there are so many people."""
    rank, places = lists.rank[m], lists.places[m]
    found: dict[int, list[Any]] = {}
    so_far: list[Any] = []
    better = None
    for place in sorted({rank[t] for t in people}):
        so_far += [made[t, m] for t in people if rank[t] == place]
        if len(so_far) < places:
            continue
        here = model.new_bool_var("")
        model.add(sum(so_far) >= places * here)
        if better is not None:
            model.add_implication(better, here)
        found[place] = [here]
        better = here
    return found
