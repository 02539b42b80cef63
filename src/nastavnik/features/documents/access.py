"""Who may reach which page of the documents. The office reaches only what was sent to it."""

from nastavnik.kernel.access import ANY, STAFF, page

PAPER = ("curator", "director", "office")
#: an object that the office must have been sent
SENT = ("office",)

ACCESS = {
    "documents:list": page(*PAPER),
    "documents:queue": page(*PAPER),
    # acts given to the reader himself: the row of the act decides, whatever the role
    "documents:own": page(*ANY),
    "documents:own_paper": page(*ANY, obj="paper_to_read"),
    "documents:numbers": page(*PAPER),
    "documents:sign_many": page(*PAPER, post=True),
    "documents:document": page(*PAPER, obj="document", sent=SENT),
    "documents:sheet": page(*PAPER, obj="document", sent=SENT, number="1"),
    "documents:download": page(*PAPER, obj="document", sent=SENT, form="pdf"),
    "documents:file": page(*PAPER, obj="document_file", sent=SENT),
    "documents:new": page(*STAFF),
    "documents:edit": page(*STAFF, obj="document"),
    "documents:refresh": page(*STAFF, obj="document", post=True),
    "documents:print": page(*PAPER, obj="document", sent=SENT, post=True),
    "documents:sign": page(*PAPER, obj="document", sent=SENT, post=True),
    "documents:number": page(*PAPER, obj="document", sent=SENT, post=True),
    "documents:scan": page(*PAPER, obj="document", sent=SENT, post=True),
    "documents:discard": page(*STAFF, obj="document", post=True),
    "documents:review": page(*STAFF, obj="document"),
    "documents:review_step": page(*PAPER, obj="review_step", sent=SENT, post=True),
    "documents:review_off": page(*STAFF, obj="document", post=True),
    "documents:visas": page(*PAPER, obj="reviewed_document", sent=SENT),
    "documents:review_rules": page(*STAFF),
    "documents:review_rule": page(*STAFF, kind="letter"),
    "documents:hand": page(*STAFF, post=True),
    "documents:amend": page(*STAFF, obj="registered_order"),
    "documents:repeal_order": page(*STAFF, obj="registered_order"),
    "documents:repeal": page(*STAFF, obj="document"),
    "documents:acquaintance": page(*PAPER, obj="document", sent=SENT),
    "documents:acquaint_list": page(*PAPER),
    "documents:acquaint_start": page(*STAFF),
    "documents:acquaint_page": page(*PAPER, obj="acquaintance", sent=SENT),
    "documents:acquaint_drop": page(*STAFF, obj="acquaintance", post=True),
    "documents:acquaint_undo": page(*PAPER, obj="document", sent=SENT, post=True),
    "documents:acquaint_sheets": page(*PAPER, obj="document", sent=SENT, post=True),
    "documents:own_forms": page(*STAFF),
    "documents:own_form": page(*STAFF, kind="letter"),
    "documents:own_form_sample": page(*STAFF, obj="own_form"),
    "documents:own_form_file": page(*STAFF, obj="own_form"),
    "documents:own_form_end": page(*STAFF, obj="own_form", post=True),
    "documents:in_own_form": page(*PAPER, obj="document_of_own_form", sent=SENT),
    "documents:package": page(*STAFF, post=True),
    "documents:prior": page(*STAFF),
    "documents:registers": page(*STAFF),
    "documents:register": page(*STAFF, obj="register"),
    "documents:register_new": page(*STAFF),
}
