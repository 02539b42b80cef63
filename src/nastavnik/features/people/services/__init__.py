"""Everything that changes people."""

from .cards import EDITABLE, add_person, derive, edit_person, group_named, remove_person, restore_person
from .departures import decide_absent, mark_left, mark_returned
from .groups import save_group
from .import_deeds import apply_import, undo_import
from .imports import (
    drop_import,
    fix_row,
    remap,
    say_kind,
    settle_doubts,
    settle_row,
    start_import,
)
from .merges import merge_people, undo_merge
from .representatives import add_representative, confirm_authority, edit_representative

__all__ = [
    "EDITABLE",
    "add_person",
    "add_representative",
    "apply_import",
    "confirm_authority",
    "decide_absent",
    "derive",
    "drop_import",
    "edit_person",
    "edit_representative",
    "fix_row",
    "group_named",
    "mark_left",
    "mark_returned",
    "merge_people",
    "remap",
    "remove_person",
    "restore_person",
    "save_group",
    "say_kind",
    "settle_doubts",
    "settle_row",
    "start_import",
    "undo_import",
    "undo_merge",
]
