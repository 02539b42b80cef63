"""Who may reach the pages of consents. A tutor sees the debts of the own groups and prints slips, nothing else.
One's own consents and those of one's child are open by the relation, whatever the role."""

from nastavnik.kernel.access import ANY, page

HEADS = ("curator", "director")
SEES = (*HEADS, "tutor")

ACCESS = {
    "consents:list": page(*SEES),
    "consents:groups": page(*SEES),
    "consents:slips": page(*SEES, post=True),
    "consents:prepare": page(*HEADS, post=True),
    "consents:mark": page(*HEADS),
    "consents:scan_stack": page(*HEADS),
    "consents:collect": page(*HEADS, post=True),
    "consents:register": page(*HEADS),
    "consents:texts": page(*HEADS),
    "consents:text": page(*HEADS, kind="consent_image"),
    "consents:links": page(*HEADS, post=True),
    "consents:link": page(links=("consent",)),
    "consents:link_fact": page(links=("consent",), post=True),
    "consents:link_sheet": page(links=("consent",), obj="consent_sheet"),
    "consents:link_withdraw": page(links=("consent",), obj="consent"),
    "consents:own": page(*ANY),
    "consents:own_child": page(*ANY, obj="ward"),
    "consents:own_sheet": page(*ANY, obj="consent_sheet"),
    "consents:own_sheet_pdf": page(*ANY, obj="consent_sheet"),
    "consents:own_withdraw": page(*ANY, obj="consent"),
    "consents:own_withdraw_paper": page(*ANY, obj="consent"),
    "consents:meeting": page(*SEES),
    "consents:person": page(*HEADS, obj="person"),
    "consents:prior": page(*HEADS, obj="person"),
    "consents:sheet_void": page(*HEADS, obj="consent_sheet", post=True),
    "consents:consent": page(*HEADS, obj="consent"),
    "consents:number": page(*HEADS, obj="consent", post=True),
    "consents:scan": page(*HEADS, obj="consent", post=True),
    "consents:scan_file": page(*HEADS, obj="scanned_consent"),
    "consents:signed_text": page(*HEADS, obj="consent"),
    "consents:unmark": page(*HEADS, obj="consent"),
    "consents:withdraw": page(*HEADS, obj="consent"),
}
