"""What the organisation in scope has: years, signers, units, background work, the journal."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound, Step, WrongState
from nastavnik.kernel.jobs import Job
from nastavnik.kernel.journal import JournalEntry
from nastavnik.kernel.memo import remembered
from nastavnik.kernel.tenancy import Membership, Unit
from nastavnik.ui.lists import Choice, Day, ListSpec, Sort
from nastavnik.ui.shapes import HistoryRow, JobView


@remembered
def current_year() -> ProgramYear | None:
    """The running school year, else the newest one in preparation."""
    years = list(ProgramYear.objects.filter(state__in=["running", "prepared"]).order_by("-year"))
    running = [year for year in years if year.state == "running"]
    return running[0] if running else (years[0] if years else None)


def require_year() -> ProgramYear:
    """`current_year`, or a refusal that says where to open one."""
    year = current_year()
    if year is None:
        raise WrongState(
            "Учебный год ещё не открыт. Откройте его в настройках организации.",
            next_step=Step("Открыть учебный год", "/settings/years/"),
        )
    return year


def signer_on(on: dt.date, unit: Unit | None = None) -> Signer | None:
    """Who signs on the day: an acting head with dates that cover it comes before the head; the unit's own first."""
    valid = Q(valid_from=None) | Q(valid_from__lte=on)
    valid &= Q(valid_to=None) | Q(valid_to__gte=on)
    found = list(Signer.objects.filter(valid))
    own = [signer for signer in found if unit is not None and signer.unit_id == unit.pk]
    common = [signer for signer in found if signer.unit_id is None]
    for group in (own, common):
        group.sort(key=lambda signer: (not signer.acting, signer.valid_to is None, signer.last))
        if group:
            return group[0]
    return None


def signers() -> QuerySet[Signer]:
    return Signer.objects.select_related("unit")


def get_signer(pk: uuid.UUID) -> Signer:
    found = signers().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_unit(pk: uuid.UUID) -> Unit:
    found = Unit.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_year(pk: uuid.UUID) -> ProgramYear:
    found = ProgramYear.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


# --- background work -------------------------------------------------------------------------------------------------


def get_job(actor: Actor, pk: Any) -> Job:
    """Own jobs; all of the organisation for its heads."""
    found = Job.objects.filter(pk=pk).first()
    if found is None or not actor.may("organizations.job", found):
        raise NotFound()
    return found


def job_view(job: Job) -> JobView:
    state = {"cancelled": "stopped"}.get(job.state, job.state)
    estimate = ""
    if job.state == "running" and job.done and job.total and job.started_at:
        spent = (clock.now() - job.started_at).total_seconds()
        left = spent / job.done * (job.total - job.done)
        estimate = f"осталось около {max(1, round(left))} с" if left < 90 else f"осталось около {round(left / 60)} мин"
    return JobView(
        title=job.title,
        done=job.done,
        total=job.total,
        state=state,
        url=reverse("organizations:job_progress", args=[job.pk]),
        stop_url="" if job.finished else reverse("organizations:job_stop", args=[job.pk]),
        result_url=job.back_url,
        result_label="Вернуться",
        estimate=estimate,
        message=job.message,
    )


def job_files(job: Job) -> list[dict[str, str]]:
    """Files of a finished job: [{"file": id, "label": words}]."""
    return list(job.result.get("files", [])) if job.state == "done" else []


JOB_MARKS = {
    "queued": ("none", "Ждёт очереди"),
    "running": ("part", "Выполняется"),
    "done": ("done", "Готово"),
    "failed": ("late", "Не получилось"),
    "cancelled": ("stop", "Остановлено"),
}


def job_rows(found: Iterable[Job]) -> list[dict[str, Any]]:
    return [{"job": job, "mark": JOB_MARKS[job.state][0], "words": JOB_MARKS[job.state][1]} for job in found]


def own_jobs(actor: Actor) -> list[Job]:
    """The fifty latest of the actor's own."""
    return list(Job.objects.filter(membership_id=actor.membership_id).order_by("-created_at")[:50])


# --- the journal -----------------------------------------------------------------------------------------------------


Entries = QuerySet[JournalEntry]


def visible_entries(actor: Actor) -> Entries:
    if not actor.may("organizations.journal"):
        return JournalEntry.objects.none()
    return JournalEntry.objects.select_related("value")


def _actions() -> list[tuple[str, str]]:
    used = JournalEntry.objects.values_list("action", flat=True).distinct().order_by()
    return sorted(((code, journal.title_of(code)) for code in used), key=lambda item: item[1])


def _actors() -> list[tuple[str, str]]:
    """Accounts that have acted here. A search in names would tell letters apart by case on SQLite."""
    accounts = (
        JournalEntry.objects.filter(actor_kind="account").values_list("actor_id", flat=True).distinct().order_by()
    )
    found = Membership.objects.filter(account_id__in=list(accounts)).select_related("account")
    return sorted(((str(item.account_id), str(item.account)) for item in found), key=lambda item: item[1])


JOURNAL = ListSpec(
    filters=(
        Choice("action", "Действие", _actions, lambda rows, value: rows.filter(action=value), every="Все действия"),
        Choice("who", "Кто", _actors, lambda rows, value: rows.filter(actor_id=value), every="Все люди"),
        Day("from", "С какого дня", lambda rows, day: rows.filter(at__date__gte=day)),
        Day("to", "По какой день", lambda rows, day: rows.filter(at__date__lte=day)),
    ),
    sorts=(Sort("new", "number", descending=True),),
    words="запись,записи,записей",
)


def who_of(entry: JournalEntry) -> str:
    """Who acted; a dash where the values were lawfully wiped."""
    value = getattr(entry, "value", None)
    return value.actor_label if value else "—"


def lines(page: Iterable[JournalEntry]) -> list[HistoryRow]:
    """When, who, what. Values stay out: they may name people whom the reader of the journal need not see."""
    return [HistoryRow(entry.at, journal.title_of(entry.action), who_of(entry)) for entry in page]
