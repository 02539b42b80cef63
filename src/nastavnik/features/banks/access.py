"""Who may reach which page of the banks."""

from nastavnik.kernel.access import ANY, page

SEE = ("curator", "director", "supporter")
WORK = ("curator", "director")

ACCESS = {
    # one's own entry: whoever has a card may look, only an entry of his own is there
    "banks:own": page(*ANY),
    "banks:mentees": page(*SEE),
    "banks:mentors": page(*SEE),
    "banks:mentee": page(*SEE, obj="mentee_entry"),
    "banks:mentor": page(*SEE, obj="mentor_entry"),
    "banks:edit": page(*WORK, obj="mentee_entry", side="mentee"),
    "banks:act": page(*WORK, obj="mentee_entry", post=True, side="mentee", what="admit"),
    "banks:request_add": page(*WORK, obj="mentee_entry", post=True),
    "banks:request_remove": page(*WORK, obj="bank_request", post=True),
    "banks:request_met": page(*WORK, obj="bank_request", post=True),
    "banks:requests": page(*WORK),
    "banks:bulk": page(*WORK, post=True, side="mentee"),
    "banks:undo": page(*WORK, post=True, side="mentee"),
    "banks:enter_marked": page(*WORK, post=True, side="mentee"),
    "banks:enter": page(*WORK, side="mentee"),
    "banks:paper": page(*WORK, post=True, side="mentee"),
}
