"""Background work and the journal: what a person does with them."""

from __future__ import annotations

from django.db import transaction

from nastavnik.kernel import jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.jobs import Job


def stop_job(*, by: Actor, job: Job) -> Job:
    """Queued work is cancelled at once, running work after its present step. A finished one stays as it is."""
    by.must("organizations.job", job)
    with transaction.atomic():
        if not job.finished:
            jobs.cancel(job)
            journal.record(by, "organizations.job_stopped", job, kind=job.kind)
    return job


def take_file(*, by: Actor, job: Job, number: int) -> StoredFile | None:
    """The file `number` (from 0) of a finished job; the taking is recorded. None where there is none."""
    by.must("organizations.job", job)
    listed = job.result.get("files", []) if job.state == "done" else []
    if number >= len(listed):
        return None
    stored = StoredFile.objects.filter(pk=listed[number]["file"]).first()
    if stored is not None:
        with transaction.atomic():
            journal.record(by, "organizations.file_taken", job, file=stored.pk)
    return stored


def check_journal(*, by: Actor) -> int | None:
    """Number of the first record where the chain does not hold, or None. The check itself is recorded."""
    by.must("organizations.journal")
    broken = journal.broken_at(by.organization)
    with transaction.atomic():
        journal.record(by, "organizations.journal_checked", None, broken=broken)
    return broken
