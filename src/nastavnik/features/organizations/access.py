"""Who may reach the pages of the organisation."""

from nastavnik.kernel.access import ANY, STAFF, page, public

ACCESS = {
    "organizations:setup": public(),
    "organizations:settings": page(*STAFF),
    "organizations:requisites": page(*STAFF),
    "organizations:rules": page(*STAFF),
    "organizations:signer_new": page(*STAFF),
    "organizations:signer": page(*STAFF, obj="signer"),
    "organizations:signer_remove": page(*STAFF, obj="signer", post=True),
    "organizations:unit_new": page(*STAFF),
    "organizations:unit": page(*STAFF, obj="unit"),
    "organizations:unit_close": page(*STAFF, obj="unit", post=True),
    "organizations:unit_reopen": page(*STAFF, obj="unit", post=True),
    "organizations:years": page(*STAFF),
    "organizations:year_open": page(*STAFF, post=True),
    "organizations:year_start": page(*STAFF, obj="program_year", post=True),
    "organizations:year_close": page(*STAFF, obj="program_year", post=True),
    "organizations:year_cancel": page(*STAFF, obj="program_year", post=True),
    "organizations:practice": page(*STAFF, post=True),
    "organizations:journal": page(*STAFF),
    "organizations:journal_check": page(*STAFF, post=True),
    "organizations:jobs": page(*ANY),
    "organizations:job": page(*ANY, obj="job", whole=STAFF),
    "organizations:job_progress": page(*ANY, obj="job", whole=STAFF),
    "organizations:job_stop": page(*ANY, obj="job", whole=STAFF, post=True),
    "organizations:job_file": page(*ANY, obj="job", whole=STAFF, number="0"),
}
