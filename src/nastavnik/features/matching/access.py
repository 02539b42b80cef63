"""Who may reach the pages of matching. Participants see only proposals made to them."""

from nastavnik.features.matching.policies import LINK
from nastavnik.kernel.access import page

HEADS = ("curator", "director")
ROUND = "matching_round"

ACCESS = {
    "matching:list": page(*HEADS),
    "matching:new": page(*HEADS),
    "matching:bars": page(*HEADS),
    "matching:bar_lift": page(*HEADS, obj="bar", post=True),
    "matching:round": page(*HEADS, obj=ROUND),
    "matching:terms": page(*HEADS, obj=ROUND),
    "matching:solve": page(*HEADS, obj=ROUND, post=True),
    "matching:place": page(*HEADS, obj=ROUND, post=True),
    "matching:forbid": page(*HEADS, obj=ROUND, post=True),
    "matching:publish": page(*HEADS, obj=ROUND, post=True),
    "matching:unpublish": page(*HEADS, obj=ROUND, post=True),
    "matching:mark": page(*HEADS, obj=ROUND, post=True),
    "matching:choose": page(*HEADS, obj=ROUND, post=True),
    "matching:close": page(*HEADS, obj=ROUND, post=True),
    "matching:remove": page(*HEADS, obj=ROUND, post=True),
    "matching:sheets": page(*HEADS, obj=ROUND),
    "matching:links": page(*HEADS, obj=ROUND, post=True),
    "matching:export": page(*HEADS, obj=ROUND),
    "matching:lock": page(*HEADS, obj="proposal", post=True),
    "matching:own": page(*HEADS, "mentor", "mentee", links=(LINK,)),
    "matching:answer": page(*HEADS, "mentor", "mentee", obj="proposal", post=True, links=(LINK,)),
}
