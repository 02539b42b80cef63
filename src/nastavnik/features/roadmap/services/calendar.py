"""The personal address of the calendar feed: one living address for each holder, replaced or closed at once."""

from __future__ import annotations

from django.db import transaction

from nastavnik.features.roadmap import queries
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor

PURPOSE = "calendar"


def issue_calendar(*, by: Actor) -> str:
    """A new token; the earlier address of this holder stops working. Returns the token, the only time it is known."""
    by.must("roadmap.calendar")
    with transaction.atomic():
        queries.calendar_links(by).update(revoked_at=clock.now())
        token = links.issue(by, PURPOSE, person_id=by.person_id, subject_id=by.membership_id, replace=False)
        journal.record(by, "roadmap.calendar_issued", None)
    return token


def revoke_calendar(*, by: Actor) -> int:
    """Close the holder's address. How many were open."""
    by.must("roadmap.calendar")
    with transaction.atomic():
        count = queries.calendar_links(by).update(revoked_at=clock.now())
        if count:
            journal.record(by, "roadmap.calendar_revoked", None)
    return int(count)
