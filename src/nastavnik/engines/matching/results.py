"""What comes out: `nastavnik-match-result/1` as frozen values and their JSON (matching.md § 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypedDict

from .model import ENGINE, RESULT_FORMAT, Instance


class Relaxation(NamedTuple):
    """One single change with which this mentee is matched and nobody loses a place.

    `type`: `capacity` (`by` more places of `mentor`), `pair` (`bar` lifted between the mentee and `mentor`), `consent`
    (the mentee's own). `moves`: (mentee, from, to) of those who move then.
    """

    type: str
    text: str
    mentor: str | None = None
    by: int | None = None
    bar: str | None = None
    moves: tuple[tuple[str, str | None, str | None], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Keys that say nothing are left out."""
        data: dict[str, Any] = {"type": self.type}
        for key in ("mentor", "by", "bar"):
            if getattr(self, key) is not None:
                data[key] = getattr(self, key)
        data["moves"] = [list(move) for move in self.moves]
        return {**data, "text": self.text}


class Unmatched(NamedTuple):
    """A mentee without a pair. `reason`: code of matching.md § 3. `explained`: whether a relaxation was sought."""

    mentee: str
    reason: str
    text: str
    relaxation: Relaxation | None = None
    explained: bool = False

    def to_json(self) -> dict[str, Any]:
        """`relaxation` stands only where it was sought (null: none helps)."""
        data: dict[str, Any] = {"mentee": self.mentee, "reason": self.reason, "text": self.text}
        if self.explained:
            data["relaxation"] = None if self.relaxation is None else self.relaxation.to_json()
        return data


class Unused(NamedTuple):
    """A mentor with places and nobody in them."""

    mentor: str
    free: int
    reason: str
    text: str

    def to_json(self) -> dict[str, Any]:
        """As in `unused`."""
        return {"mentor": self.mentor, "free": self.free, "reason": self.reason, "text": self.text}


class Contribution(NamedTuple):
    """What one criterion adds to the score of a pair: value · weight."""

    code: str
    value: int
    weight: int
    contribution: int
    text: str

    def to_json(self) -> dict[str, Any]:
        """As in `parts`."""
        return {
            "code": self.code,
            "value": self.value,
            "weight": self.weight,
            "contribution": self.contribution,
            "text": self.text,
        }


class PairExplanation(NamedTuple):
    """Why a made pair is good. `ranks`: of the mentor for the mentee and of the mentee for the mentor, 1 = best."""

    mentee: str
    mentor: str
    score: int
    ranks: tuple[int, int]
    text: str
    parts: tuple[Contribution, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As in `explanations.pairs`."""
        return {
            "mentee": self.mentee,
            "mentor": self.mentor,
            "score": self.score,
            "ranks": list(self.ranks),
            "text": self.text,
            "parts": [part.to_json() for part in self.parts],
        }


class Loss(NamedTuple):
    """Optimum minus the best matching with that pair. `worst`, `kept`: only under objectives that look at them."""

    matched: int
    total: int
    moves: tuple[tuple[str, str | None, str | None], ...]
    worst: int | None = None
    kept: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As in `loss`."""
        data: dict[str, Any] = {"matched": self.matched, "total": self.total}
        if self.worst is not None:
            data["worst"] = self.worst
        if self.kept is not None:
            data["kept"] = self.kept
        data["moves"] = [list(move) for move in self.moves]
        return data


class Rejected(NamedTuple):
    """«Почему не с N?»: `loss` is None where the pair cannot be made at all, and `text` says why."""

    mentee: str
    mentor: str
    loss: Loss | None
    text: str

    def to_json(self) -> dict[str, Any]:
        """As in `explanations.rejected`."""
        loss = None if self.loss is None else self.loss.to_json()
        return {"mentee": self.mentee, "mentor": self.mentor, "loss": loss, "text": self.text}


class Robustness(NamedTuple):
    """«Что, если наставник выбудет?»: `loss` is None where the other musts could not be met or it is not known."""

    mentor: str
    loss: Loss | None
    text: str

    def to_json(self) -> dict[str, Any]:
        """As in `explanations.robustness`."""
        loss = None if self.loss is None else self.loss.to_json()
        return {"mentor": self.mentor, "loss": loss, "text": self.text}


class Margin(NamedTuple):
    """How sure a made pair is: the optimum minus the best matching without the pair, in `loss`, with all who move then.

    `kind`: `equal` (another optimum lacks the pair), `worse`, `only` (the musts cannot be met without it), `locked`,
    `unknown` (the search gave up); `loss` is None under the last three.
    """

    mentee: str
    mentor: str
    kind: str
    loss: Loss | None
    text: str

    def to_json(self) -> dict[str, Any]:
        """As in `explanations.margins`."""
        loss = None if self.loss is None else self.loss.to_json()
        return {"mentee": self.mentee, "mentor": self.mentor, "kind": self.kind, "loss": loss, "text": self.text}


class Conflict(NamedTuple):
    """One must of a contradictory set. `kind`: minimum, quota, together, locked, capacity."""

    kind: str
    id: str
    text: str

    def to_json(self) -> dict[str, str]:
        """As in `conflict`."""
        return {"kind": self.kind, "id": self.id, "text": self.text}


class FrontPoint(NamedTuple):
    """A point of the front of (worst, total)."""

    worst: int
    total: int
    pairs: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """As in `front`."""
        return {"worst": self.worst, "total": self.total, "pairs": [list(pair) for pair in self.pairs]}


class Figures(TypedDict):
    """What is counted over made pairs, as keywords of Result."""

    pairs: tuple[tuple[str, str], ...]
    matched: int
    total: int
    worst: int | None
    mean: float | None
    lowest: tuple[tuple[str, str, int], ...]
    bands: tuple[int, ...] | None


@dataclass(frozen=True)
class Result:
    """The answer. `status`: optimal, feasible (best found, not proven), stable (not proven largest), infeasible.

    `pairs` ascending by (mentee, mentor); `worst`, `mean`, `lowest` (three lowest pairs with scores) are of the made pairs;
    `engine`: version of the solver, with «+cp-sat» where that had a part; `bands` counts them, worst band first, where the instance has bands; `front` only under `pareto`.
    """

    mode: str
    objective: str
    seed: int
    #: What was solved; its fingerprint is counted when it is first asked for.
    instance: Instance = field(repr=False, compare=False)
    status: str
    engine: str = ENGINE
    pairs: tuple[tuple[str, str], ...] = ()
    matched: int = 0
    total: int = 0
    worst: int | None = None
    mean: float | None = None
    lowest: tuple[tuple[str, str, int], ...] = ()
    bands: tuple[int, ...] | None = None
    unmatched: tuple[Unmatched, ...] = ()
    unused: tuple[Unused, ...] = ()
    certificate: dict[str, Any] = field(default_factory=dict)
    explained: bool = False
    pair_explanations: tuple[PairExplanation, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    robustness: tuple[Robustness, ...] = ()
    margins: tuple[Margin, ...] = ()
    front: tuple[FrontPoint, ...] | None = None
    conflict: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def instance_sha256(self) -> str:
        """Hex SHA-256 of the canonical text of the instance."""
        return self.instance.sha256

    def to_json(self) -> dict[str, Any]:
        """The result object of the format."""
        data: dict[str, Any] = {
            "format": RESULT_FORMAT,
            "engine": self.engine,
            "instance_sha256": self.instance_sha256,
            "mode": self.mode,
            "objective": self.objective,
            "seed": self.seed,
            "status": self.status,
        }
        if self.status == "infeasible":
            data["conflict"] = [item.to_json() for item in self.conflict]
        elif self.front is not None:
            data["matched"] = self.matched
            data["total"] = self.total
            data["unmatched"] = [item.to_json() for item in self.unmatched]
            data["front"] = [point.to_json() for point in self.front]
        else:
            data |= self._solution()
        if self.explained or self.rejected or self.robustness or self.margins:
            data["explanations"] = {
                "pairs": [item.to_json() for item in self.pair_explanations],
                "rejected": [item.to_json() for item in self.rejected],
            }
            if self.robustness:
                data["explanations"]["robustness"] = [item.to_json() for item in self.robustness]
            if self.margins:
                data["explanations"]["margins"] = [item.to_json() for item in self.margins]
        if self.warnings:
            data["warnings"] = list(self.warnings)
        return data

    def _solution(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "pairs": [list(pair) for pair in self.pairs],
            "matched": self.matched,
            "total": self.total,
            "worst": self.worst,
            "mean": self.mean,
            "lowest": [list(pair) for pair in self.lowest],
        }
        if self.bands is not None:
            data["bands"] = list(self.bands)
        data["unmatched"] = [item.to_json() for item in self.unmatched]
        data["unused"] = [item.to_json() for item in self.unused]
        data["certificate"] = self.certificate
        return data
