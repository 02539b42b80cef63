"""Pages of the roadmap."""

from nastavnik.features.roadmap.views.activity import (
    activity,
    activity_close,
    activity_edit,
    activity_remove,
    activity_restore,
    activity_return,
    activity_skip,
    closing_file,
    closing_reopen,
)
from nastavnik.features.roadmap.views.approval import approval, approval_draft, terms, version
from nastavnik.features.roadmap.views.calendar import calendar, calendar_feed, calendar_issue, calendar_revoke
from nastavnik.features.roadmap.views.editing import add, edit, move, settings, stage_add, stage_edit, stage_remove
from nastavnik.features.roadmap.views.plan import (
    plan,
    plan_accept,
    plan_correct,
    plan_drop,
    plan_file,
    start,
    start_ready,
)
from nastavnik.features.roadmap.views.prior import prior
from nastavnik.features.roadmap.views.table import (
    download,
    personal,
    personal_print,
    print_view,
    roadmap_remove,
    roadmap_restore,
    suggestions,
    table,
)

__all__ = [
    "activity",
    "activity_close",
    "activity_edit",
    "activity_remove",
    "activity_restore",
    "activity_return",
    "activity_skip",
    "add",
    "approval",
    "approval_draft",
    "calendar",
    "calendar_feed",
    "calendar_issue",
    "calendar_revoke",
    "closing_file",
    "closing_reopen",
    "download",
    "edit",
    "move",
    "personal",
    "personal_print",
    "plan",
    "plan_accept",
    "plan_correct",
    "plan_drop",
    "plan_file",
    "print_view",
    "prior",
    "roadmap_remove",
    "roadmap_restore",
    "settings",
    "stage_add",
    "stage_edit",
    "stage_remove",
    "start",
    "start_ready",
    "suggestions",
    "table",
    "terms",
    "version",
]
