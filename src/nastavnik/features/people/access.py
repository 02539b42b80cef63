"""Who may reach which page of the people."""

from nastavnik.kernel.access import page

STAFF = ("curator", "director")
SEES = ("curator", "director", "supporter", "tutor", "office")

ACCESS = {
    "people:list": page(*SEES),
    "people:person": page(*SEES, obj="person"),
    "people:suggest": page(*STAFF),
    "people:new": page(*STAFF),
    "people:edit": page(*STAFF, obj="person"),
    "people:remove": page(*STAFF, obj="person", post=True),
    "people:restore": page(*STAFF, obj="removed_person", post=True),
    "people:left": page(*STAFF, "office", obj="person"),
    "people:returned": page(*STAFF, "office", obj="person", post=True),
    "people:representative_new": page(*STAFF, obj="person"),
    "people:representative": page(*STAFF, obj="representative"),
    "people:merge": page(*STAFF, obj="person"),
    "people:unmerge": page(*STAFF, obj="merge", post=True),
    "people:doubles": page(*STAFF),
    "people:absent": page(*STAFF),
    "people:groups": page(*STAFF),
    "people:group_new": page(*STAFF),
    "people:group": page(*STAFF, obj="student_group"),
    "people:imports": page(*STAFF),
    "people:import_new": page(*STAFF),
    "people:import": page(*STAFF, obj="people_import"),
    "people:import_columns": page(*STAFF, obj="people_import", post=True),
    "people:import_kind": page(*STAFF, obj="people_import", post=True),
    "people:import_doubts": page(*STAFF, obj="people_import", post=True),
    "people:import_apply": page(*STAFF, obj="people_import", post=True),
    "people:import_undo": page(*STAFF, obj="people_import", post=True),
    "people:import_drop": page(*STAFF, obj="people_import", post=True),
    "people:import_row": page(*STAFF, obj="import_row"),
    "people:import_settle": page(*STAFF, obj="import_row", post=True),
}
