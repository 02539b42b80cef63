"""Modes `stable` and `hybrid`: from an instance to a result (matching.md § 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .acceptance import attempts, deferred_acceptance
from .errors import InstanceError
from .lists import OUTSIDE, Lists, build_lists, unit_of
from .model import ENGINE, ENGINE_HELPED, Instance
from .objectives import band_counts
from .results import Result
from .rotations import best_of_strict
from .stable_answer import Answer
from .stable_search import Best, best_stable
from .strict import accept_strict

UNPROVEN = {
    "stable": "Устойчивое распределение найдено, но что оно наибольшее, не доказано: граница названа в certificate.",
    "hybrid": "Устойчивое распределение найдено, но что оно лучшее по числу пар и оценкам, не доказано.",
}
ONE_SIDED = (
    "Наставники никого не указали в предпочтениях, поэтому пар нет. "
    "Если выбирает одна сторона, возьмите режим assign, а места в списках запишите оценками."
)
#: Ways of breaking ties that are tried, fewer where the lists are long.
_WAYS = 24
_WORK = 600_000
_PROMOTIONS = 60
_PROMOTION_WORK = 240_000


def solve_stable(
    instance: Instance,
    objective: str,
    seed: int,
    *,
    explain: bool = False,
    why: Sequence[tuple[str, str]] = (),
    stop: Callable[[], bool] | None = None,
) -> Result:
    """A stable matching: of strict lists the mentee-optimal one, of ties the largest found; `hybrid`: then the best scores.

    Raises InstanceError `not_in_stable` for minimums, quotas and groups, UnknownPair.
    """
    _refuse_musts(instance)
    quick = accept_strict(instance)
    if quick is not None:
        answer = Answer(instance, seed, quick.mentor_of, None, quick.places)
    else:
        lists, mentee_ids, mentor_ids = build_lists(instance, seed)
        best = _solve(instance, lists, stop)
        pairs = {mentee_ids[t]: mentor_ids[m] for t, m in enumerate(best.at) if m != OUTSIDE}
        answer = Answer(instance, seed, pairs, best, {})
    found = answer.found
    proven = found is None or found.proven
    made = answer.pairs()
    scored = bool(instance.pairs)
    scores = [answer.score(t, m) for t, m in made] if scored else []
    told = () if proven else (UNPROVEN[instance.mode],)
    if any(mentee.ranked for mentee in instance.mentees) and not any(mentor.ranked for mentor in instance.mentors):
        told = (*told, ONE_SIDED)
    return Result(
        instance.mode,
        objective,
        seed,
        instance,
        "optimal" if proven else "stable",
        ENGINE_HELPED if found is not None and found.helped else ENGINE,
        pairs=tuple(made),
        matched=len(made),
        total=sum(scores),
        worst=min(scores, default=None) if scored else None,
        mean=round(sum(scores) / len(made), 2) if made and scored else None,
        lowest=answer.lowest() if scored else (),
        bands=tuple(band_counts(scores, instance.bands)) if instance.bands and scored else None,
        unmatched=answer.unmatched(explain),
        unused=answer.unused(),
        certificate={"kind": "stable", "bound": answer.size_bound()},
        explained=explain,
        pair_explanations=answer.explanations() if explain else (),
        rejected=answer.rejected(explain, why),
        warnings=instance.warnings + told,
    )


def _refuse_musts(instance: Instance) -> None:
    kind = "устойчивом режиме" if instance.mode == "stable" else "смешанном режиме"
    for there, name, word in (
        (instance.quotas, "quotas", "Квоты"),
        (instance.together, "together", "Группы"),
        ([mentor for mentor in instance.mentors if mentor.minimum], "minimum", "Минимумы"),
    ):
        if there:
            raise InstanceError(
                "not_in_stable", name, f"{word} ({name}) в {kind} не действуют. Уберите их или выберите режим assign."
            )


def _solve(instance: Instance, lists: Lists, stop: Callable[[], bool] | None) -> Best:
    if instance.mode == "stable" and lists.strict:
        at = deferred_acceptance(lists)
        size = sum(1 for t, m in enumerate(at) if m != OUTSIDE and t not in lists.locks)
        return Best(tuple(at), size, size, True)
    if lists.strict:
        at = best_of_strict(lists, deferred_acceptance(lists))
        free = [t for t, m in enumerate(at) if m != OUTSIDE and t not in lists.locks]
        value = len(free) * unit_of(lists) + sum(lists.scores[t][at[t]] for t in free)
        return Best(tuple(at), value, value, True)
    ways = max(4, min(_WAYS, _WORK // (lists.size + 1)))
    known = attempts(lists, ways, max(4, min(_PROMOTIONS, _PROMOTION_WORK // (lists.size + 1))))
    if instance.mode == "stable":
        worth = [dict.fromkeys(row, 1) for row in lists.own_rank]
    else:
        unit = unit_of(lists)
        worth = [{m: unit + lists.scores[t][m] for m in row} for t, row in enumerate(lists.own_rank)]
    return best_stable(lists, worth, known, stop)
