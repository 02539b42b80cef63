"""Everything that changes consents: sheets, the facts of giving, withdrawals, personal links, wordings."""

from nastavnik.features.consents.services.giving import attach_scan, enter_number, mark_given, record_prior, unmark
from nastavnik.features.consents.services.links import (
    check_fact,
    give_by_link,
    issue_links,
)
from nastavnik.features.consents.services.own import give_in_account, own_sheet_pdf, withdrawal_pdf
from nastavnik.features.consents.services.scans import file_stack, start_scan
from nastavnik.features.consents.services.sheets import (
    prepare_owed,
    prepare_sheets,
    sheet_by_code,
    sheet_pdf,
    signers_of,
    start_printing,
    start_slips,
    void_sheet,
)
from nastavnik.features.consents.services.texts import change_text, text_in_force
from nastavnik.features.consents.services.withdrawals import withdraw

__all__ = [
    "attach_scan",
    "change_text",
    "check_fact",
    "enter_number",
    "file_stack",
    "give_by_link",
    "give_in_account",
    "issue_links",
    "mark_given",
    "own_sheet_pdf",
    "prepare_owed",
    "prepare_sheets",
    "record_prior",
    "sheet_by_code",
    "sheet_pdf",
    "signers_of",
    "start_printing",
    "start_scan",
    "start_slips",
    "text_in_force",
    "unmark",
    "void_sheet",
    "withdraw",
    "withdrawal_pdf",
]
