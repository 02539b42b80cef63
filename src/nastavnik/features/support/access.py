"""Who may reach the pages of support. Pages of notes exist for supporters only; the note itself decides further."""

from nastavnik.kernel.access import page

SEE = ("curator", "director", "supporter")
WORK = ("curator", "supporter")
CASE = "support_case"

ACCESS = {
    "support:list": page(*SEE),
    "support:new": page(*WORK),
    "support:open_all": page(*WORK, post=True),
    "support:case": page(*SEE, obj=CASE),
    "support:assign": page(*WORK, obj=CASE, post=True),
    "support:step": page(*WORK, obj=CASE, post=True),
    "support:step_remove": page(*WORK, obj="support_step", post=True),
    "support:close": page(*WORK, obj=CASE, post=True),
    "support:reopen": page(*WORK, obj="closed_case", post=True),
    "support:notes": page("supporter", obj=CASE),
    "support:successor": page("director"),
}
