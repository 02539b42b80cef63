"""Who may reach which page of the documents."""

from nastavnik.kernel.access import ANY, page

PAPER = ("curator", "director", "office")

ACCESS = {
    "documents:list": page(*PAPER),
    "documents:queue": page("director", "curator", "office"),
    "documents:sign_many": page("director", "office", post=True),
    # acts given to the reader himself: the row of the act decides, whatever the role
    "documents:own": page(*ANY),
    "documents:own_paper": page(*ANY, obj="document"),
    "documents:document": page(*PAPER, obj="document"),
    "documents:sheet": page(*PAPER, obj="document", number="1"),
    "documents:download": page(*PAPER, obj="document", form="pdf"),
    "documents:file": page(*PAPER, obj="document_file"),
    "documents:new": page(*PAPER),
    "documents:edit": page(*PAPER, obj="document"),
    "documents:refresh": page(*PAPER, obj="document", post=True),
    "documents:print": page(*PAPER, obj="document", post=True),
    "documents:sign": page("director", "office", obj="document", post=True),
    "documents:number": page(*PAPER, obj="document", post=True),
    "documents:scan": page(*PAPER, obj="document", post=True),
    "documents:discard": page(*PAPER, obj="document", post=True),
    "documents:amend": page(*PAPER, obj="registered_order"),
    "documents:repeal_order": page(*PAPER, obj="registered_order"),
    "documents:repeal": page(*PAPER, obj="document"),
    "documents:acquaintance": page(*PAPER, obj="document"),
    "documents:acquaint_list": page(*PAPER),
    "documents:acquaint_start": page(*PAPER),
    "documents:acquaint_page": page(*PAPER, obj="acquaintance"),
    "documents:acquaint_drop": page(*PAPER, obj="acquaintance", post=True),
    "documents:acquaint_undo": page(*PAPER, obj="document", post=True),
    "documents:acquaint_sheets": page(*PAPER, obj="document", post=True),
    "documents:package": page(*PAPER, post=True),
    "documents:prior": page(*PAPER),
    "documents:registers": page(*PAPER),
    "documents:register": page(*PAPER, obj="register"),
    "documents:register_new": page(*PAPER),
}
