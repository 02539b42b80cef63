"""One object of each kind for the access matrix."""

from __future__ import annotations

from typing import Any

from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.kernel import clock, scope
from nastavnik.kernel.jobs import Job
from nastavnik.kernel.tenancy import Unit


def program_year(organization: Any) -> Any:
    with scope.within(organization):
        return ProgramYear.objects.get(state="running").pk


def signer(organization: Any) -> Any:
    with scope.within(organization):
        return Signer.objects.first().pk


def unit(organization: Any) -> Any:
    with scope.within(organization):
        return Unit.objects.get_or_create(name="Филиал")[0].pk


def job(organization: Any) -> Any:
    """A finished job of nobody: only the heads of the organisation see it."""
    with scope.within(organization):
        made = Job.objects.create(
            kind="test.count", title="Работа", state="done", created_at=clock.now(), actor_label="—"
        )
        return made.pk


def job_file(organization: Any) -> Any:
    from nastavnik.kernel import actors, files

    with scope.within(organization):
        kept = files.store(actors.system(organization), b"PK", name="a.zip", media_type="application/zip")
        Job.objects.create(
            kind="test.count", title="Работа", state="done", created_at=clock.now(), actor_label="—",
            result={"files": [{"file": str(kept.pk), "label": "ZIP"}]},
        )  # fmt: skip
        return kept.pk


OBJECTS = {"program_year": program_year, "signer": signer, "unit": unit, "job": job, "job_file": job_file}
