"""Progress of a whole roadmap from facts: each rule of evidence is asked once for all activities (decisions.md 9)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from nastavnik.features.roadmap import rules
from nastavnik.features.roadmap.catalogue.catalogue import ActivityKind, kinds
from nastavnik.features.roadmap.models import Activity, ManualClosing, Proof, Roadmap, Stage
from nastavnik.kernel.contracts import ActivityRef, ActivityTool, EvidenceAnswer, Link, evidence, tools

WAITS = EvidenceAnswer("none", "Отметки пока нет")
MANUAL = "manual"


def rule_of(kind: ActivityKind) -> str:
    """The rule that proves the kind; a rule that no feature offers yet is closed by hand."""
    return kind.evidence if kind.evidence in evidence else MANUAL


def tool_of(kind: ActivityKind) -> ActivityTool:
    """The tool of the kind; one that no feature offers yet is «вручную»."""
    return tools.get(kind.tool) or tools[MANUAL]


@dataclass(frozen=True, slots=True)
class KindProgress:
    """One kind of one activity: its state, what the facts say, the kept proof, the closing by hand."""

    kind: ActivityKind
    ref: ActivityRef
    state: str
    words: str
    done: int = 0
    total: int = 0
    proved_on: dt.date | None = None
    links: tuple[Link, ...] = ()
    proof: Proof | None = None
    closing: ManualClosing | None = None
    newly_proved: bool = False
    fell_away: bool = False
    newcomers: int = 0

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def tool(self) -> ActivityTool:
        return tool_of(self.kind)

    @property
    def tool_url(self) -> str:
        return self.tool.url(self.ref)


@dataclass(frozen=True, slots=True)
class ActivityProgress:
    """One activity: `state` with lateness in it, its day, its kinds, what closed it."""

    activity: Activity
    state: str
    due: dt.date | None
    kinds: tuple[KindProgress, ...]
    closing: ManualClosing | None = None
    finished_on: dt.date | None = None

    @property
    def finished(self) -> bool:
        return self.state in rules.FINISHED

    @property
    def words(self) -> str:
        return rules.STATE_WORDS[self.state]

    @property
    def current(self) -> KindProgress | None:
        """The first kind that still waits for its proof: its tool is the button of the activity."""
        return next((one for one in self.kinds if one.state not in rules.FINISHED), None)


@dataclass(frozen=True, slots=True)
class StageProgress:
    stage: Stage
    rows: tuple[ActivityProgress, ...]

    @property
    def counted(self) -> list[ActivityProgress]:
        return [row for row in self.rows if row.state != "na"]

    @property
    def done(self) -> int:
        return sum(1 for row in self.counted if row.finished)

    @property
    def total(self) -> int:
        return len(self.counted)

    @property
    def late(self) -> int:
        return sum(1 for row in self.rows if row.state == "late")

    @property
    def state(self) -> str:
        if self.late:
            return "late"
        if self.rows and self.done == self.total:
            return "done" if self.total else "na"
        return "part" if any(row.state in ("part", "done", "hand") for row in self.rows) else "none"

    @property
    def starts(self) -> dt.date | None:
        days = [
            day
            for row in self.rows
            if (day := row.activity.working_from or rules.day_of(row.activity.schedule, "starts_on") or row.due)
        ]
        return min(days, default=None)

    @property
    def ends(self) -> dt.date | None:
        return max((row.due for row in self.rows if row.due), default=None)

    @property
    def last_done(self) -> dt.date | None:
        return max((row.finished_on for row in self.rows if row.finished_on), default=None)


@dataclass(frozen=True, slots=True)
class RoadmapProgress:
    roadmap: Roadmap
    on: dt.date
    stages: tuple[StageProgress, ...]
    _rows: tuple[ActivityProgress, ...] = field(default=(), repr=False)

    @property
    def rows(self) -> tuple[ActivityProgress, ...]:
        return self._rows

    @property
    def done(self) -> int:
        return sum(stage.done for stage in self.stages)

    @property
    def total(self) -> int:
        return sum(stage.total for stage in self.stages)

    @property
    def late(self) -> int:
        return sum(stage.late for stage in self.stages)

    @property
    def next_row(self) -> ActivityProgress | None:
        """What to do now: the earliest unfinished by its day, then by the plan's order."""
        waiting = [row for row in self._rows if not row.finished]
        return min(waiting, key=lambda row: (row.due or dt.date.max, row.activity.position), default=None)

    def find(self, activity_id: uuid.UUID) -> ActivityProgress | None:
        return next((row for row in self._rows if row.activity.pk == activity_id), None)


def ref_of(activity: Activity, roadmap: Roadmap, kind: ActivityKind) -> ActivityRef:
    return ActivityRef(
        activity_id=activity.pk,
        roadmap_id=roadmap.pk,
        program_year_id=roadmap.program_year_id,
        kind=kind.code,
        document=kind.document,
        questionnaire=kind.questionnaire,
        forms=tuple(roadmap.forms),
    )


def ask(refs: Sequence[ActivityRef], on: dt.date) -> dict[ActivityRef, EvidenceAnswer]:
    """What the facts say of every ref; each rule is asked once for all of its refs."""
    by_rule: dict[str, list[ActivityRef]] = {}
    for ref in refs:
        by_rule.setdefault(rule_of(kinds()[ref.kind]), []).append(ref)
    answers: dict[ActivityRef, EvidenceAnswer] = {}
    for code, asked in by_rule.items():
        answers.update(zip(asked, evidence[code].answer(asked, on), strict=True))
    return answers


def progress(roadmaps: Sequence[Roadmap], on: dt.date) -> list[RoadmapProgress]:
    """Progress of each roadmap on the date. The number of queries does not depend on the number of activities."""
    stages = list(Stage.objects.filter(roadmap__in=roadmaps).order_by("position"))
    activities = list(
        Activity.objects.filter(roadmap__in=roadmaps, removed_at=None)
        .select_related("responsible_person")
        .order_by("position", "pk")
    )
    closings = _by_activity_and_kind(
        ManualClosing.objects.filter(activity__roadmap__in=roadmaps, reopened_at=None).select_related("file")
    )
    proofs = _by_activity_and_kind(Proof.objects.filter(activity__roadmap__in=roadmaps, reopened_at=None))
    homes = {roadmap.pk: roadmap for roadmap in roadmaps}
    refs = {
        (item.pk, code): ref_of(item, homes[item.roadmap_id], kinds()[code])
        for item in activities
        if not item.not_applicable_on
        for code in item.kind_codes
        if code in kinds()
    }
    answers = ask(list(refs.values()), on)
    by_stage: dict[uuid.UUID, list[ActivityProgress]] = {}
    for item in activities:
        found = [
            _kind(ref, answers[ref], proofs.get((item.pk, code)), closings.get((item.pk, code)))
            for code in item.kind_codes
            if (ref := refs.get((item.pk, code)))
        ]
        by_stage.setdefault(item.stage_id, []).append(_activity(item, found, closings.get((item.pk, "")), on))
    result = []
    for roadmap in roadmaps:
        own = tuple(
            StageProgress(stage, tuple(by_stage.get(stage.pk, ())))
            for stage in stages
            if stage.roadmap_id == roadmap.pk
        )
        result.append(RoadmapProgress(roadmap, on, own, tuple(row for stage in own for row in stage.rows)))
    return result


Row = TypeVar("Row", ManualClosing, Proof)


def _by_activity_and_kind(rows: Iterable[Row]) -> Mapping[tuple[uuid.UUID, str], Row]:
    return {(row.activity_id, row.kind): row for row in rows}


def _kind(ref: ActivityRef, answer: EvidenceAnswer, proof: Proof | None, closing: ManualClosing | None) -> KindProgress:
    """A kept proof stands although later joiners made the whole larger; a fact that is gone takes it away."""
    kind = kinds()[ref.kind]
    words, newcomers = answer.words, 0
    gone = proof is not None and rules.fell_away(answer)
    state: str = answer.state
    proved_on = answer.proved_on
    if closing is not None and state != "done":
        state, words, proved_on = "hand", closing.note or "Приложен файл", closing.happened_on
    elif proof is not None and not gone:
        if answer.state != "done":
            newcomers = max(0, answer.total - answer.done)
            words = f"{proof.words}; новых: {newcomers}" if newcomers else proof.words
        state, proved_on = "done", proof.proved_on
    return KindProgress(
        kind=kind,
        ref=ref,
        state=state,
        words=words,
        done=answer.done,
        total=answer.total,
        proved_on=proved_on,
        links=answer.links,
        proof=None if gone else proof,
        closing=closing,
        newly_proved=answer.state == "done" and proof is None,
        fell_away=gone,
        newcomers=newcomers,
    )


def _activity(
    item: Activity, found: list[KindProgress], closing: ManualClosing | None, on: dt.date
) -> ActivityProgress:
    due = rules.effective_due(item.working_due, item.schedule)
    by_facts = rules.combine([one.state for one in found])
    finished: dt.date | None = None
    if item.not_applicable_on:
        state = "na"
    elif by_facts in ("done", "hand"):
        state = by_facts
        finished = max((one.proved_on for one in found if one.proved_on), default=None)
    elif closing is not None:
        state, finished = "hand", closing.happened_on
    else:
        state = rules.with_lateness(by_facts, due, item.date_suggested, on)
    return ActivityProgress(item, state, due, tuple(found), closing, finished)


# --- the rules that the roadmap itself offers --------------------------------------------------------------------------


def by_hand(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Nothing in the system proves it: a closing by hand is laid over this answer by `progress`."""
    return [WAITS for _ in refs]


def approved(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """The roadmap of the activity is approved on the date."""
    from django.urls import reverse

    found = Roadmap.objects.in_bulk({ref.roadmap_id for ref in refs})
    answers = []
    for ref in refs:
        roadmap = found.get(ref.roadmap_id)
        link = Link("Утверждение", reverse("roadmap:approval", args=[ref.roadmap_id]))
        if roadmap is not None and roadmap.approved_on and roadmap.approved_on <= on:
            words = f"Утверждена {roadmap.approved_on:%d.%m.%Y}"
            answers.append(EvidenceAnswer("done", words, 1, 1, roadmap.approved_on, (link,)))
        else:
            answers.append(EvidenceAnswer("none", "Дорожная карта ещё не утверждена", 0, 1, None, (link,)))
    return answers
