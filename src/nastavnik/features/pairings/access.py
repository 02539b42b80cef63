"""Who may reach the pages of pairs. Participants see only their own: the query decides."""

from nastavnik.kernel.access import page

HEADS = ("curator", "director")
PARTICIPANTS = ("mentor", "mentee")

ACCESS = {
    "pairings:list": page(*HEADS),
    "pairings:own": page(*HEADS, *PARTICIPANTS),
    "pairings:new": page(*HEADS),
    "pairings:table": page(*HEADS),
    "pairings:make": page(*HEADS, post=True),
    "pairings:notices": page(*HEADS),
    "pairings:notice_undo": page(*HEADS, post=True),
    "pairings:notice_sheets": page(*HEADS, post=True),
    "pairings:order": page(*HEADS, post=True),
    "pairings:package": page(*HEADS, post=True, number="1"),
    "pairings:pair": page(*HEADS, *PARTICIPANTS, obj="pairing"),
    "pairings:answer": page(*HEADS, *PARTICIPANTS, obj="pairing", post=True),
    "pairings:program": page(*HEADS, *PARTICIPANTS, obj="pairing"),
    "pairings:program_pdf": page(*HEADS, *PARTICIPANTS, obj="pairing"),
    "pairings:end": page(*HEADS, obj="pairing"),
    "pairings:replace": page(*HEADS, obj="ordered_pairing"),
    "pairings:replacement_order": page(*HEADS, obj="pairing", post=True),
    "pairings:terminate": page(*HEADS, obj="ordered_pairing", post=True),
    "pairings:amend": page(*HEADS, obj="pairs_order"),
    "pairings:pause": page(*HEADS, obj="pairing", post=True),
    "pairings:remove": page(*HEADS, obj="pairing", post=True),
    "pairings:bring_back": page(*HEADS, obj="removed_pairing", post=True),
}
