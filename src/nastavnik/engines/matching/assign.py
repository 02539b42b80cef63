"""Mode `assign`: from an instance to a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .alternatives import equal_optimum, margins
from .errors import InstanceError, UnknownPair
from .exchange import Move
from .explain import Explainer
from .flow import OUTSIDE
from .formulation import Formulation, build_formulation, with_gains
from .model import ENGINE, ENGINE_HELPED, ENGINE_WIDE, Instance
from .objectives import Scales, band_counts
from .results import Figures, FrontPoint, Rejected, Result, Robustness
from .search import SearchStopped, Solution, best

if TYPE_CHECKING:
    from .wide import Wide

#: Pairs from which the solver of the extra is used; below, importing it takes longer than it saves.
MANY = 10_000
#: Up to so many pairs it costs next to nothing to tell what the leaving of each mentor would cost.
CHEAP = 2_000
STOPPED = "Поиск остановлен раньше, чем доказан лучший ответ: это лучшее из найденного."
# Bits of the greatest number in a certificate; longer ones say no more than the checker finds by itself.
_CERTIFICATE_BITS = 256


def solve_assign(
    instance: Instance,
    objective: str,
    seed: int,
    *,
    explain: bool = False,
    leaving: bool = False,
    sure: bool = False,
    why: Sequence[tuple[str, str]] = (),
    stop: Callable[[], bool] | None = None,
) -> Result:
    """The best matching of an `assign` instance. Raises UnknownPair, InstanceError (`undecided`)."""
    wide = _wide(instance, objective, seed)
    problem = build_formulation(instance, objective, seed) if wide is None else wide.problem
    empty = Result("assign", objective, seed, instance, "infeasible", warnings=instance.warnings)
    solution = search(problem, stop) if wide is None else wide.solution(explain or leaving or sure or bool(why))
    if solution is None:
        from .conflict import conflict_of

        return replace(empty, conflict=conflict_of(problem))
    explainer = Explainer(problem, solution, () if wide is None else wide.crowded())
    asked = _asked(explainer, why)
    result = replace(
        empty,
        status="optimal" if solution.proven else "feasible",
        engine=ENGINE_WIDE if wide else ENGINE_HELPED if solution.helped else ENGINE,
        **(figures(problem, solution.at) if wide is None else figures_of(instance, wide.made())),
        unmatched=explainer.unmatched(explain and objective != "pareto"),
        unused=explainer.unused(),
        certificate=_proof(explainer) if wide is None else wide.certificate() | _unique(explainer, wide.other()),
        explained=explain,
        pair_explanations=explainer.pairs() if explain else (),
        rejected=_merge(asked, explainer.rejected() if explain else ()),
        robustness=_robustness(explainer) if leaving or (explain and _cheap(problem)) else (),
        margins=margins(explainer) if sure and objective != "pareto" else (),
        warnings=instance.warnings + (() if solution.proven else (STOPPED,)),
    )
    if objective == "pareto":
        points, proven = front(problem, solution, stop)
        status = "optimal" if proven and solution.proven else "feasible"
        return replace(result, front=points, status=status)
    return result


def _wide(instance: Instance, objective: str, seed: int) -> Wide | None:
    if len(instance.pairs) < MANY:
        return None
    from .wide import wide_of

    return wide_of(instance, objective, seed)


def _cheap(problem: Formulation) -> bool:
    """Whether what the leaving of each mentor costs is told with every explanation."""
    return problem.objective != "pareto" and len(problem.instance.pairs) <= CHEAP


def _robustness(explainer: Explainer) -> tuple[Robustness, ...]:
    from .robustness import robustness

    return robustness(explainer)


def search(problem: Formulation, stop: Callable[[], bool] | None = None) -> Solution | None:
    """The best matching or None; an undecided search is an InstanceError `undecided`."""
    try:
        return best(problem.task, stop, last_resort=True)
    except SearchStopped:
        fallback = _by_plain_objective(problem, stop)
        if fallback is not None:
            return fallback
        raise InstanceError(
            "undecided",
            "задача",
            "За отведённое время не найдено ни одного распределения. Увеличьте --time-limit или ослабьте квоты и группы.",
        ) from None


def _by_plain_objective(problem: Formulation, stop: Callable[[], bool] | None) -> Solution | None:
    """A matching that obeys all musts, found under `card_total`, whose numbers are small; not proven best."""
    if problem.objective in ("card_total", "pareto"):
        return None
    try:
        plain = best(build_formulation(problem.instance, "card_total", problem.seed).task, stop, last_resort=True)
    except SearchStopped:
        return None
    if plain is None:
        return None
    gains = problem.task.gains
    value = sum(gains[t][m] for t, m in enumerate(plain.at) if m != OUTSIDE)
    ceiling = sum(max(0, max(row.values(), default=0)) for row in gains)
    return Solution(plain.at, value, False, ceiling, helped=plain.helped)


def figures(problem: Formulation, at: Sequence[int]) -> Figures:
    """Pairs and what is counted over them, as keywords of Result."""
    made = sorted(
        (problem.mentees[t].id, problem.mentors[m].id, problem.scores[t][m]) for t, m in enumerate(at) if m != OUTSIDE
    )
    return figures_of(problem.instance, made)


def figures_of(instance: Instance, made: Sequence[tuple[str, str, int]]) -> Figures:
    """What is counted over made pairs (mentee, mentor, score), ascending, as keywords of Result."""
    scores = [score for _, _, score in made]
    total = sum(scores)
    return {
        "pairs": tuple((t, m) for t, m, _ in made),
        "matched": len(made),
        "total": total,
        "worst": min(scores, default=None),
        "mean": round(total / len(made), 2) if made else None,
        "lowest": tuple(sorted(made, key=lambda item: (item[2], item[0]))[:3]),
        "bands": tuple(band_counts(scores, instance.bands)) if instance.bands else None,
    }


def certificate(problem: Formulation, solution: Solution) -> dict[str, object]:
    """What proves the answer. `duals`: prices in units of gain = card + kept·(in base) − penalty[band] + total·score.

    For every admissible pair that is not locked: mentee + mentor + its quotas ≥ gain, mentee ≥ 0; and the sum of mentee
    prices and of each mentor's and quota's price times its places (its minimum where the price is negative) equals the
    sum of gains. `exchange`: the numbers would be too long, no improving chain exists. `search`: branches were exhausted.
    `bound`: not proven; no matching has more than `matched` pairs, or as many and a larger `total`.
    """
    flow, tree, scales = solution.flow, solution.tree, problem.scales
    if flow is None or tree is None:
        if solution.proven:
            return {"kind": "search"}
        return {"kind": "bound", **_decoded(scales, solution.bound)}
    if scales.card.bit_length() > _CERTIFICATE_BITS:
        return {"kind": "exchange"}
    own = [
        price - (flow.price[above] if above >= 0 else 0) for price, above in zip(flow.price, flow.parent, strict=True)
    ]
    mentee = {}
    for t, row in enumerate(flow.edges):
        mentee[problem.mentees[t].id] = max(0, max((gain - flow.price[node] for node, gain in row), default=0))
    data: dict[str, object] = {
        "kind": "duals",
        "scales": scales.as_data(),
        "mentee": dict(sorted(mentee.items())),
        "mentor": dict(sorted((mentor.id, own[m]) for m, mentor in enumerate(problem.mentors))),
    }
    if tree.quota_node:
        data["quota"] = {key: own[node] for key, node in sorted(tree.quota_node.items())}
    return data


def _proof(explainer: Explainer) -> dict[str, object]:
    return certificate(explainer.problem, explainer.solution) | _others(explainer)


def _others(explainer: Explainer) -> dict[str, object]:
    """`unique`: whether no other matching is as good; where it is false, `other`: who moves to reach one.

    Absent where the problem is not one flow, and true only without quotas: what the checker can prove.
    """
    exchange, tree = explainer.exchange, explainer.solution.tree
    if exchange is None or explainer.problem.objective == "pareto" or tree is None:
        return {}
    moves = equal_optimum(exchange)
    return {} if moves is None and tree.quota_node else _unique(explainer, moves)


def _unique(explainer: Explainer, moves: Sequence[Move] | None) -> dict[str, object]:
    if moves is None:
        return {"unique": True}
    return {"unique": False, "other": [list(move) for move in explainer.ids(moves)]}


def _decoded(scales: Scales, bound: int) -> dict[str, object]:
    """A bound in figures; `total` only where nothing stands between the number of pairs and the total."""
    if not scales.card:
        return {"total": bound}
    matched = (bound + scales.card // 2) // scales.card
    if scales.kept or scales.penalty:
        return {"matched": -(-bound // scales.card) if scales.penalty else matched}
    return {"matched": matched, "total": bound - matched * scales.card}


def front(
    problem: Formulation, first: Solution, stop: Callable[[], bool] | None = None
) -> tuple[tuple[FrontPoint, ...], bool]:
    """Every non-dominated (worst, total) over matchings of the largest size, ascending by worst; and whether proven.

    Each step drops the free pairs no better than the worst made one and solves again, until the size falls.
    """
    points: list[FrontPoint] = []
    solution: Solution | None = first
    size = sum(1 for m in first.at if m != OUTSIDE)
    proven = first.proven
    locked = [problem.scores[t][m] for t, m in problem.task.locks.items()]
    while solution is not None and size:
        scores = [problem.scores[t][m] for t, m in enumerate(solution.at) if m != OUTSIDE]
        if len(scores) < size:
            break
        worst, total = min(scores), sum(scores)
        if points and points[-1].total == total:
            points.pop()
        points.append(FrontPoint(worst, total, figures(problem, solution.at)["pairs"]))
        if locked and worst >= min(locked):
            break
        gains = [
            {m: gain for m, gain in row.items() if problem.scores[t][m] > worst or problem.task.locks.get(t) == m}
            for t, row in enumerate(problem.task.gains)
        ]
        try:
            solution = best(with_gains(problem.task, gains), stop)
        except SearchStopped:
            return tuple(points), False
        proven = proven and (solution is None or solution.proven)
    return tuple(points), proven


def _asked(explainer: Explainer, why: Sequence[tuple[str, str]]) -> tuple[Rejected, ...]:
    answers = []
    for mentee, mentor in why:
        if mentee not in explainer.row:
            raise UnknownPair(f"Наставляемого {mentee} в задаче нет. Проверьте --why {mentee}:{mentor}.")
        if mentor not in explainer.column:
            raise UnknownPair(f"Наставника {mentor} в задаче нет. Проверьте --why {mentee}:{mentor}.")
        answers.append(explainer.why_not(explainer.row[mentee], explainer.column[mentor]))
    return tuple(answers)


def _merge(asked: Sequence[Rejected], shown: Sequence[Rejected]) -> tuple[Rejected, ...]:
    """Each pair once, by (mentee, mentor)."""
    found = {(item.mentee, item.mentor): item for item in (*shown, *asked)}
    return tuple(found[key] for key in sorted(found))
