"""Writes of the organisation: one verb each."""

from nastavnik.features.organizations.services.founding import Founded, create_practice, first_start, found
from nastavnik.features.organizations.services.requisites import change_requisites
from nastavnik.features.organizations.services.rules import change_settings
from nastavnik.features.organizations.services.signers import add_signer, edit_signer, remove_signer
from nastavnik.features.organizations.services.units import add_unit, close_unit, edit_unit, reopen_unit
from nastavnik.features.organizations.services.work import check_journal, stop_job, take_file
from nastavnik.features.organizations.services.years import cancel_year, close_year, open_year, start_year

__all__ = [
    "Founded",
    "add_signer",
    "add_unit",
    "cancel_year",
    "change_requisites",
    "change_settings",
    "check_journal",
    "close_unit",
    "close_year",
    "create_practice",
    "edit_signer",
    "edit_unit",
    "first_start",
    "found",
    "open_year",
    "remove_signer",
    "reopen_unit",
    "start_year",
    "stop_job",
    "take_file",
]
