"""Solves a region: one mentor a mentee, the summary, reasons for those who are asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import words
from ..errors import MatchingError, UnknownPair
from ..model import ENGINE, RESULT_FORMAT
from .arrays import Region
from .levels import Assignment, levels_of, solve_levels
from .ranked import blocking_edge, solve_ranked
from .residual import Graph, distances, exchange_graph, path

NOTE = "Лучший ответ найден среди пар, которые перечислены в файле."
_SHOWN = 3
_FAR = 2**62


@dataclass(frozen=True)
class RegionAnswer:
    """`mate[t]`: mentor or −1, int32; `summary`: the object for stdout, without pairs."""

    mate: NDArray[np.int32]
    summary: dict[str, Any]


def solve_region(
    region: Region,
    objective: str = "card_total",
    *,
    explain_for: Sequence[int] = (),
    said: Callable[[str], None] = lambda stage: None,
) -> RegionAnswer:
    """The best assignment, or where both sides rank the stable one. `said` hears the stage of work.

    Raises NotSupported (objective), UnknownPair (`explain_for` names nobody), MatchingError (the answer breaks a must:
    never seen, always looked for).
    """
    for mentee in explain_for:
        if not 0 <= mentee < region.mentees:
            raise UnknownPair(f"Наставляемого {mentee} в задаче нет: номера от 0 до {region.mentees - 1}.")
    if region.mode == "stable":
        if explain_for:
            raise UnknownPair("По предпочтениям региона объяснений нет: уберите --explain-for или массивы рангов.")
        said("устойчивое распределение")
        found = solve_ranked(region)
        chosen = found.chosen
        if blocking_edge(region, chosen) >= 0:
            raise MatchingError("Распределение неустойчиво: ответ не записан. Сообщите разработчикам.")
        status = "optimal" if found.proven else "stable"
        certificate: dict[str, Any] = {"kind": "stable", "bound": found.bound}
        details: dict[str, Any] = {}
    else:
        assignment = solve_levels(region, levels_of(region, objective), said, joined=bool(explain_for))
        chosen, status = assignment.chosen, "optimal"
        certificate = {"kind": "exchange", "calls": assignment.calls}
        said("объяснения")
        details = _Explainer(region, assignment).answers(explain_for) if explain_for else {}
    mate = np.full(region.mentees, -1, np.int32)
    matched = chosen >= 0
    mate[matched] = region.mentor[chosen[matched]]
    load = np.bincount(mate[matched], minlength=region.mentors)
    if bool((load > region.capacity).any()) or bool((region.row[chosen[matched]] != np.flatnonzero(matched)).any()):
        raise MatchingError("Ответ нарушает вместимость: он не записан. Сообщите разработчикам.")
    summary = {
        "format": RESULT_FORMAT,
        "engine": ENGINE,
        "mode": region.mode,
        "objective": objective,
        "seed": 0,
        "status": status,
        "mentees": region.mentees,
        "mentors": region.mentors,
        "candidates": len(region.mentor),
        **_figures(region, np.sort(region.score[chosen[matched]])),
        "reasons": _reasons(region, matched, load),
        "certificate": certificate,
        "note": NOTE,
        **details,
    }
    return RegionAnswer(mate, summary)


def _figures(region: Region, scores: NDArray[np.int64]) -> dict[str, Any]:
    """Figures of the made pairs; `scores` ascending."""
    number, total = len(scores), int(scores.sum())
    data: dict[str, Any] = {
        "matched": number,
        "total": total,
        "worst": int(scores[0]) if number else None,
        "mean": round(total / number, 2) if number else None,
    }
    if region.bands:
        band = np.searchsorted(np.array(region.bands), scores, side="right")
        data["bands"] = np.bincount(band, minlength=len(region.bands) + 1).tolist()
    return data


def _reasons(region: Region, matched: NDArray[np.bool_], load: NDArray[np.intp]) -> dict[str, int]:
    """How many are unmatched by each reason code of matching.md § 3."""
    listed = np.diff(region.indptr) > 0
    usable = np.zeros(region.mentees, bool)
    usable[region.row[region.capacity[region.mentor] > 0]] = True
    room = np.zeros(region.mentees, bool)
    room[region.row[(load < region.capacity)[region.mentor]]] = True
    left = ~matched
    return {
        "no_candidate": int((left & ~listed).sum()),
        "all_excluded": int((left & listed & ~usable).sum()),
        "capacity": int((left & usable & ~room).sum()),
        "not_optimal": int((left & room).sum()),
    }


class _Explainer:
    """Why so, for single mentees: one search over the exchange graph for each asked pair."""

    def __init__(self, region: Region, assignment: Assignment) -> None:
        self.region = region
        self.chosen = assignment.chosen
        self.value = assignment.value
        chosen = assignment.chosen
        self.at = np.full(region.mentees, region.mentors, np.int32)
        self.at[chosen >= 0] = region.mentor[chosen[chosen >= 0]]

    @cached_property
    def graph(self) -> Graph | None:
        """The exchange graph; None where the objective does not fit in one number."""
        if self.value is None:
            return None
        region = self.region
        edges = np.flatnonzero(region.capacity[region.mentor] > 0)
        place = np.full(len(region.mentor), -1, np.int64)
        place[edges] = np.arange(len(edges))
        chosen = np.where(self.chosen >= 0, place[self.chosen], -1) if len(edges) else self.chosen
        nobody = np.zeros(region.mentees, bool), np.zeros(region.mentors, bool)
        return exchange_graph(
            region.row[edges], region.mentor[edges], self.value[edges], region.capacity, chosen, *nobody
        )

    def answers(self, mentees: Sequence[int]) -> dict[str, Any]:
        """`unmatched` and `explanations` of matching.md § 3, with numbers for ids."""
        pairs, rejected, unmatched = [], [], []
        for t in sorted(set(mentees)):
            edge = int(self.chosen[t])
            if edge >= 0:
                m, score = int(self.region.mentor[edge]), int(self.region.score[edge])
                text = words.pair_text(str(t), str(m), score, ())
                pairs.append({"mentee": t, "mentor": m, "score": score, "text": text})
            else:
                unmatched.append(self._unmatched(t))
            rejected += self._rejected(t)
        return {"unmatched": unmatched, "explanations": {"pairs": pairs, "rejected": rejected}}

    def _edges(self, t: int) -> list[int]:
        """Edges of a mentee to mentors with places, the best first."""
        region = self.region
        edges = range(int(region.indptr[t]), int(region.indptr[t + 1]))
        kept = [edge for edge in edges if region.capacity[region.mentor[edge]] > 0]
        return sorted(kept, key=lambda edge: (-int(region.score[edge]), edge))

    def _unmatched(self, t: int) -> dict[str, Any]:
        region = self.region
        edges = self._edges(t)
        listed = region.indptr[t + 1] > region.indptr[t]
        load = np.bincount(self.at, minlength=region.mentors + 1)
        if not edges:
            reason = "all_excluded" if listed else "no_candidate"
            text = words.all_excluded([["no_place"]]) if listed else words.REASONS[reason]
            return {"mentee": t, "reason": reason, "text": f"{text} {words.NOTHING_HELPS}", "relaxation": None}
        full = [edge for edge in edges if load[region.mentor[edge]] >= region.capacity[region.mentor[edge]]]
        reason = "capacity" if len(full) == len(edges) else "not_optimal"
        best = edges[0]
        relaxation = None
        if reason == "capacity":
            m = int(region.mentor[best])
            relaxation = {
                "type": "capacity",
                "mentor": m,
                "by": 1,
                "moves": [],
                "text": words.capacity_words(str(m), ""),
            }
        return {"mentee": t, "reason": reason, "text": words.REASONS[reason], "relaxation": relaxation}

    def _rejected(self, t: int) -> list[dict[str, Any]]:
        """Up to three mentors with a higher score than the one received; for the unmatched any."""
        graph, region = self.graph, self.region
        if graph is None:
            return []
        here = int(self.chosen[t])
        better = [e for e in self._edges(t) if here < 0 or region.score[e] > region.score[here]][:_SHOWN]
        found = []
        for edge in better:
            m = int(region.mentor[edge])
            distance, come = distances(graph, m)
            goal = int(self.at[t])
            if int(distance[goal]) >= _FAR:
                continue
            moves = path(graph, come, goal)
            found.append(self._loss(t, m, moves))
        return found

    def _loss(self, t: int, m: int, moves: list[tuple[int, int, int]]) -> dict[str, Any]:
        region, outside = self.region, self.region.mentors
        matched = total = 0
        for who, old, new in [(t, int(self.at[t]), m), *moves]:
            for node, sign in ((old, 1), (new, -1)):
                if node != outside:
                    row = slice(int(region.indptr[who]), int(region.indptr[who + 1]))
                    edge = row.start + int(np.searchsorted(region.mentor[row], node))
                    matched += sign
                    total += sign * int(region.score[edge])
        named = [(who, None if old == outside else old, None if new == outside else new) for who, old, new in moves]
        chain = words.chain_words(
            (str(who), None if old is None else str(old), None if new is None else str(new)) for who, old, new in named
        )
        return {
            "mentee": t,
            "mentor": m,
            "loss": {"matched": matched, "total": total, "moves": [list(move) for move in named]},
            "text": words.loss_words(matched, total, chain),
        }
