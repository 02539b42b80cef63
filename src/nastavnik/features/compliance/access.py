"""Who may reach the pages of the checker."""

from nastavnik.kernel.access import STAFF, page

ACCESS = {
    "compliance:findings": page(*STAFF),
    "compliance:accept": page(*STAFF),
    "compliance:withdraw": page(*STAFF, obj="accepted_finding", post=True),
    "compliance:rules": page(*STAFF),
    "compliance:rule": page("director", code="PAIR_LABOUR_MODE"),
    "compliance:figures": page(*STAFF),
    "compliance:folder": page(*STAFF),
}
