"""The only place that builds lists of roadmaps, activities, readings of plans."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.roadmap import evidence
from nastavnik.features.roadmap.catalogue.catalogue import ActivityKind, kinds
from nastavnik.features.roadmap.evidence import RoadmapProgress
from nastavnik.features.roadmap.models import Activity, ManualClosing, Roadmap, RoadmapImport, RoadmapVersion, Stage
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import ActivityRef, EvidenceAnswer
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.memo import remembered


def current_roadmaps(year: ProgramYear | None) -> list[Roadmap]:
    """Living roadmaps of the school year in the order of making."""
    if year is None:
        return []
    return list(Roadmap.objects.filter(program_year=year, removed_at=None).select_related("program_year"))


def visible_roadmaps(actor: Actor) -> QuerySet[Roadmap]:
    actor.must("roadmap.view")
    return Roadmap.objects.select_related("program_year", "source_import")


def _one(rows: Any, pk: uuid.UUID) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_roadmap(actor: Actor, pk: uuid.UUID) -> Roadmap:
    return _one(visible_roadmaps(actor), pk)


def get_activity(actor: Actor, pk: uuid.UUID) -> Activity:
    """The activity with its roadmap, stage and person; also one put away (to be brought back)."""
    actor.must("roadmap.view")
    rows = Activity.objects.select_related("roadmap__program_year", "stage", "responsible_person")
    return _one(rows, pk)


def get_stage(actor: Actor, pk: uuid.UUID) -> Stage:
    actor.must("roadmap.view")
    return _one(Stage.objects.select_related("roadmap__program_year"), pk)


def get_import(actor: Actor, pk: uuid.UUID) -> RoadmapImport:
    actor.must("roadmap.edit")
    return _one(RoadmapImport.objects.select_related("program_year", "file"), pk)


def get_closing(actor: Actor, pk: uuid.UUID) -> ManualClosing:
    actor.must("roadmap.view")
    return _one(ManualClosing.objects.select_related("activity__roadmap", "file"), pk)


def open_imports(year: ProgramYear) -> list[RoadmapImport]:
    """Plans that were read and not yet accepted."""
    return list(RoadmapImport.objects.filter(program_year=year, state="draft").defer("parsed")[:10])


def closings_of(activity: Activity) -> list[ManualClosing]:
    """All closings by hand of the activity, the reopened ones too."""
    return list(ManualClosing.objects.filter(activity=activity).select_related("file"))


def earlier_roadmaps(year: ProgramYear) -> list[Roadmap]:
    """Roadmaps of other school years to copy from, newest first."""
    rows = Roadmap.objects.filter(removed_at=None, program_year__year__lt=year.year)
    return list(rows.select_related("program_year").order_by("-program_year__year", "created_at")[:10])


def versions(roadmap: Roadmap) -> list[RoadmapVersion]:
    return list(RoadmapVersion.objects.filter(roadmap=roadmap))


def approved_content(roadmap: Roadmap) -> dict[str, Any] | None:
    """What was approved last, or None."""
    if not roadmap.approved_version:
        return None
    found = RoadmapVersion.objects.filter(roadmap=roadmap, number=roadmap.approved_version).first()
    return found.content if found else None


@remembered
def progress_of(year: ProgramYear | None, on: dt.date) -> list[RoadmapProgress]:
    """Progress of all roadmaps of the year: the function others call for figures and the day."""
    roadmaps = current_roadmaps(year)
    return evidence.progress(roadmaps, on) if roadmaps else []


@remembered
def progress_of_one(roadmap: Roadmap, on: dt.date) -> RoadmapProgress:
    """Progress of one roadmap, of any year, on the day."""
    return evidence.progress([roadmap], on)[0]


def activity_refs(year: ProgramYear, kind: str) -> list[ActivityRef]:
    """Refs of all living activities of a kind in the year."""
    found = kinds()[kind]
    roadmaps = {roadmap.pk: roadmap for roadmap in current_roadmaps(year)}
    rows = Activity.objects.filter(roadmap__in=roadmaps.values(), removed_at=None, not_applicable_on=None)
    return [evidence.ref_of(item, roadmaps[item.roadmap_id], found) for item in rows if kind in item.kind_codes]


def activity_ref(activity: Activity, kind: str) -> ActivityRef:
    """What a tool is told of one kind of one activity."""
    return evidence.ref_of(activity, activity.roadmap, kinds()[kind])


def preconditions(
    activity: Activity, year_progress: Sequence[RoadmapProgress], on: dt.date
) -> list[tuple[ActivityKind, EvidenceAnswer, Activity | None]]:
    """What must stand before the activity: (kind, what the facts say, the activity of the plan that does it).

    A kind that is in no plan of the year is asked of the facts directly; one that only a hand could prove is left out.
    """
    own = set(activity.kind_codes)
    wanted = [
        code
        for code in dict.fromkeys(code for kind in own if kind in kinds() for code in kinds()[kind].requires)
        if code not in own
    ]
    in_plan = {}
    for progress in year_progress:
        for row in progress.rows:
            for one in row.kinds:
                better = one.code not in in_plan or one.state in ("done", "hand")
                if one.code in wanted and better:
                    in_plan[one.code] = (row, one)
    absent = [code for code in wanted if code not in in_plan and evidence.rule_of(kinds()[code]) != evidence.MANUAL]
    asked = {code: activity_ref(activity, code) for code in absent}
    answers = evidence.ask(list(asked.values()), on)
    found: list[tuple[ActivityKind, EvidenceAnswer, Activity | None]] = []
    for code in sorted(wanted, key=lambda code: kinds()[code].order):
        if code in in_plan:
            row, one = in_plan[code]
            proved = one.state in ("done", "hand") or row.state in ("done", "hand")
            state = "done" if proved else ("part" if one.state == "part" else "none")
            answer = EvidenceAnswer(state, one.words, one.done, one.total, one.proved_on, one.links)  # type: ignore[arg-type]
            found.append((kinds()[code], answer, row.activity))
        elif code in asked:
            found.append((kinds()[code], answers[asked[code]], None))
    return found


def opens_after(activity: Activity, progress: RoadmapProgress) -> list[Activity]:
    """Unfinished activities of the plan that wait for this one."""
    own = set(activity.kind_codes)
    return [
        row.activity
        for row in progress.rows
        if row.activity.pk != activity.pk
        and not row.finished
        and any(own & set(one.kind.requires) for one in row.kinds)
    ]


def find_activities(actor: Actor, text: str) -> QuerySet[Activity]:
    """Living activities whose words hold the text (letters' case and ё forgiven by the lowered copy)."""
    actor.must("roadmap.view")
    rows = Activity.objects.filter(removed_at=None, roadmap__removed_at=None).select_related("roadmap", "stage")
    needle = fold(text)
    keys = [pk for pk, title, group in rows.values_list("pk", "title", "group") if needle in fold(f"{title} {group}")]
    return rows.filter(pk__in=keys[:50])


def fold(text: str) -> str:
    """For search by eye: lower case, ё as е, no-break spaces as spaces."""
    return text.lower().replace("ё", "е").replace("\u00a0", " ")


def calendar_links(actor: Actor) -> QuerySet[PersonalLink]:
    """Open addresses of the actor's calendar feed."""
    rows: QuerySet[PersonalLink] = PersonalLink.objects.filter(
        purpose="calendar", subject_id=actor.membership_id, revoked_at=None
    )
    return rows


def suggested_count(progress: RoadmapProgress) -> int:
    """How many activities carry an offered day or person."""
    return sum(1 for row in progress.rows if row.activity.date_suggested or row.activity.responsible_suggested)


def with_stages(roadmap: Roadmap) -> list[Stage]:
    """Stages with their living activities, for the print and the files."""
    rows = Activity.objects.filter(removed_at=None, not_applicable_on=None).order_by("position")
    return list(
        Stage.objects.filter(roadmap=roadmap)
        .order_by("position")
        .prefetch_related(Prefetch("activities", queryset=rows, to_attr="living"))
    )
