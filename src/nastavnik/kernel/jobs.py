"""Background work with progress, cancel, lease and retry. The table is the queue, on SQLite and PostgreSQL.

A handler takes a `Run` and is idempotent: after a killed worker the lease passes and another takes the job from the
start of its last unfinished step. Handlers act for the actor who started the job, whose rights are read anew at start.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import close_old_connections, connection, models, transaction

from nastavnik.kernel import actors, clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import Busy, Denied, DomainError
from nastavnik.kernel.scope import Owned, everywhere, within
from nastavnik.kernel.tenancy import Membership

log = logging.getLogger("nastavnik.jobs")

LEASE = dt.timedelta(minutes=5)
MAX_ATTEMPTS = 3
QUEUE_LIMIT = 50

STATES = [
    ("queued", "в очереди"),
    ("running", "выполняется"),
    ("done", "готово"),
    ("failed", "не удалось"),
    ("cancelled", "остановлено"),
]


class Job(Owned):
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=STATES, default="queued")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    membership_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    back_url = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "фоновая работа"
        indexes = [models.Index(fields=["state", "created_at"], name="job_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"],
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                name="job_key_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def finished(self) -> bool:
        return self.state in ("done", "failed", "cancelled")


class Cancelled(Exception):
    """The person asked to stop; raised inside a handler by `progress`."""


class LeaseLost(Exception):
    """Another worker took the job over; this one must stop and write nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a handler is given."""

    job_id: uuid.UUID
    by: Actor
    args: Mapping[str, Any]
    attempt: int

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell how far it is, renew the lease; raises Cancelled or LeaseLost. Call between steps, outside atomic()."""
        rows = Job.objects.filter(pk=self.job_id, state="running", attempts=self.attempt)
        updated = rows.update(done=done, total=total, message=message[:300], lease_until=clock.now() + LEASE)
        if not updated:
            raise LeaseLost
        if rows.filter(cancel_requested=True).exists():
            raise Cancelled


Handler = Callable[[Run], dict[str, Any] | None]
_handlers: dict[str, Handler] = {}
#: kinds of work that come of an act, one for each, and not of somebody's pressing again and again
_following: set[str] = set()


def handler(kind: str, *, follows_acts: bool = False) -> Callable[[Handler], Handler]:
    """Register the function of a kind. Work that `follows_acts` is bounded by them and has no limit of its own."""

    def keep(function: Handler) -> Handler:
        _handlers[kind] = function
        if follows_acts:
            _following.add(kind)
        return function

    return keep


def enqueue(
    by: Actor, kind: str, *, title: str, args: Mapping[str, Any], total: int = 0, key: str = "", back_url: str = ""
) -> Job:
    """Queue work. `key` names work that must not run twice at once: a second press gets the running job.

    `back_url` is the page that shows the result. Raises Busy when the organisation's queue is full.
    """
    if kind not in _handlers:
        raise RuntimeError(f"no handler for {kind}")
    with transaction.atomic():
        alive = Job.objects.filter(organization=by.organization, state__in=["queued", "running"])
        if key:
            same = alive.filter(key=key).first()
            if same is not None:
                return same
        if kind not in _following and alive.exclude(kind__in=_following).count() >= QUEUE_LIMIT:
            raise Busy("Очередь работ заполнена. Дождитесь, пока закончатся начатые, и повторите.")
        return Job.objects.create(
            organization=by.organization,
            kind=kind,
            title=title,
            args=dict(args),
            total=total,
            key=key,
            back_url=back_url,
            membership_id=by.membership_id,
            actor_label=by.label[:200],
            created_at=clock.now(),
        )


def cancel(job: Job) -> None:
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, state="queued").update(state="cancelled", finished_at=clock.now())
        Job.objects.filter(pk=job.pk, state="running").update(cancel_requested=True)


def _claim() -> Job | None:
    with everywhere("the worker serves all organisations"), transaction.atomic():
        moment = clock.now()
        free = models.Q(state="queued") | models.Q(state="running", lease_until__lt=moment)
        queue = Job.objects.filter(free).order_by("created_at").select_related("organization")
        if connection.features.has_select_for_update_skip_locked:
            queue = queue.select_for_update(skip_locked=True, of=("self",))
        job = queue.first()
        if job is None:
            return None
        job.attempts += 1
        if job.attempts > MAX_ATTEMPTS:
            job.state, job.finished_at = "failed", moment
            job.message = "Работа прерывалась трижды и остановлена. Повторите её или обратитесь к администратору."
        else:
            job.state, job.lease_until = "running", moment + LEASE
            job.started_at = job.started_at or moment
        job.save()
        return job


def _actor(job: Job) -> Actor:
    if job.organization.archived_at is not None:
        raise Denied("Организация в архиве: её работы остановлены.")
    if job.membership_id is None:
        return actors.system(job.organization)
    membership = (
        Membership.objects.select_related("account", "organization")
        .filter(pk=job.membership_id, ended_at=None, account__is_active=True)
        .first()
    )
    if membership is None:
        raise Denied("Права того, кто начал работу, прекращены.")
    return actors.of_membership(membership)


def _finish(job: Job, state: str, message: str, result: Mapping[str, Any] | None = None) -> None:
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, state="running", attempts=job.attempts).update(
            state=state,
            message=message[:300],
            result=dict(result or {}),
            finished_at=clock.now(),
            lease_until=None,
        )
        journal.stir(job.organization_id)


def run_one() -> bool:
    """Take one job and run it to its end. False when there is nothing to do."""
    job = _claim()
    if job is None:
        return False
    if job.state != "running":
        return True
    with within(job.organization):
        try:
            run = Run(job.pk, _actor(job), job.args, job.attempts)
            result = _handlers[job.kind](run) or {}
        except Cancelled:
            _finish(job, "cancelled", "Остановлено. Сделанное сохранено.")
        except LeaseLost:
            log.warning("job %s was taken over", job.pk)
        except DomainError as refusal:
            _finish(job, "failed", refusal.message)
        except Exception:
            log.exception("job %s %s failed", job.kind, job.pk)
            _finish(
                job, "failed", "Внутренняя ошибка. Ничего не потеряно, повторите; если снова — скажите администратору."
            )
        else:
            _finish(job, "done", "", result)
    return True


def run_all() -> int:
    """Run everything queued, in this thread: for tests, the demo and commands."""
    count = 0
    while run_one():
        count += 1
    return count


def reap_all() -> int:
    """Put running jobs back: only where this is the one process (SQLite) and it has just started."""
    with everywhere("one process serves all organisations"):
        return Job.objects.filter(state="running").update(state="queued", lease_until=None)


def work(stop: threading.Event, *, pause: float = 0.5) -> None:
    """The worker's loop. Stops between jobs when `stop` is set; a killed worker's job is taken over by its lease."""
    while not stop.is_set():
        try:
            close_old_connections()
            busy = run_one()
        except Exception:
            log.exception("the worker could not reach the queue")
            busy = False
        if not busy:
            stop.wait(pause)
    connection.close()
