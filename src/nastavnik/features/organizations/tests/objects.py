"""One object of each kind for the access matrix."""

from __future__ import annotations

from typing import Any

from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.kernel import actors, clock, files, scope
from nastavnik.kernel.jobs import Job
from nastavnik.kernel.tenancy import Unit


def program_year(organization: Any) -> Any:
    with scope.within(organization):
        return ProgramYear.objects.latest("year").pk


def signer(organization: Any) -> Any:
    with scope.within(organization):
        return Signer.objects.create(last="Ольхина", first="Анна", post="заведующая", acting=True).pk


def unit(organization: Any) -> Any:
    with scope.within(organization):
        return Unit.objects.create(name=f"Филиал {Unit.objects.count() + 1}").pk


def job(organization: Any, actor: Any = None) -> Any:
    """Finished work of the actor, or of nobody, with a file: the heads of the organisation see any."""
    with scope.within(organization):
        kept = files.store(actors.system(organization), b"PK", name="a.zip", media_type="application/zip")
        made = Job.objects.create(
            kind="test.count",
            title="Работа",
            state="done",
            created_at=clock.now(),
            actor_label="—",
            membership_id=actor.membership_id if actor else None,
            result={"files": [{"file": str(kept.pk), "label": "ZIP"}]},
        )
        return made.pk


RELATED = {"job": {"*": job}}
OBJECTS = {"program_year": program_year, "signer": signer, "unit": unit, "job": job}
