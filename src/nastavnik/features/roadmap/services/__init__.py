"""Everything that changes roadmaps. One verb each."""

from nastavnik.features.roadmap.services.approval import approve_by_prior, draft_approval
from nastavnik.features.roadmap.services.calendar import issue_calendar, revoke_calendar
from nastavnik.features.roadmap.services.closing import close_by_hand, keep_proofs, reopen
from nastavnik.features.roadmap.services.editing import (
    add_activity,
    add_stage,
    edit_activity,
    edit_stage,
    move_activity,
    remove_activity,
    remove_stage,
    restore_activity,
    set_applicable,
    set_kinds,
    set_not_applicable,
)
from nastavnik.features.roadmap.services.making import (
    dates_into_terms,
    edit_roadmap,
    from_builtin,
    from_previous,
    from_scratch,
    remove_roadmap,
    restore_roadmap,
    take_suggestions,
)
from nastavnik.features.roadmap.services.prior import PriorRow, record_what_is
from nastavnik.features.roadmap.services.reading import accept, correct, drop, read_other_plan, read_plan

__all__ = [
    "PriorRow",
    "accept",
    "add_activity",
    "add_stage",
    "approve_by_prior",
    "close_by_hand",
    "correct",
    "dates_into_terms",
    "draft_approval",
    "drop",
    "edit_activity",
    "edit_roadmap",
    "edit_stage",
    "from_builtin",
    "from_previous",
    "from_scratch",
    "issue_calendar",
    "keep_proofs",
    "move_activity",
    "read_other_plan",
    "read_plan",
    "record_what_is",
    "remove_activity",
    "remove_roadmap",
    "remove_stage",
    "reopen",
    "restore_activity",
    "restore_roadmap",
    "revoke_calendar",
    "set_applicable",
    "set_kinds",
    "set_not_applicable",
    "take_suggestions",
]
