"""What several pages of the roadmap need."""

from __future__ import annotations

import uuid
from typing import Any

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import queries, services
from nastavnik.features.roadmap.evidence import RoadmapProgress
from nastavnik.features.roadmap.models import Roadmap
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError


def progress_for(actor: Actor, roadmap: Roadmap) -> RoadmapProgress:
    """Progress of one roadmap today; first proofs found on the way are kept."""
    found = queries.progress_of_one(roadmap, clock.today(actor.organization))
    services.keep_proofs(by=actor, progress=found)
    return found


def year_progress(actor: Actor) -> list[RoadmapProgress]:
    """Progress of all roadmaps of the school year today; first proofs found on the way are kept."""
    found = queries.progress_of(organizations.current_year(), clock.today(actor.organization))
    for progress in found:
        services.keep_proofs(by=actor, progress=progress)
    return found


def tell(form: Any, refusal: DomainError) -> None:
    """A refusal of a service stands at its field; what was typed stays."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def uuid_of(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except (ValueError, AttributeError):
        return None
