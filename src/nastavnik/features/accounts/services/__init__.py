"""Writes of accounts and memberships: one verb each."""

from nastavnik.features.accounts.services.access import change_roles, end_access, restore_access
from nastavnik.features.accounts.services.invitations import (
    Invitation,
    accept_invitation,
    invite,
    join_account,
    revoke_invitation,
)
from nastavnik.features.accounts.services.logins import check_password, make_account, practice_of
from nastavnik.features.accounts.services.profile import change_email, change_password, edit_profile
from nastavnik.features.accounts.services.resets import ask_reset, issue_reset, mail_reset, reset_password
from nastavnik.features.accounts.services.sessions import end_all, end_other_sessions, end_session

__all__ = [
    "Invitation",
    "accept_invitation",
    "ask_reset",
    "change_email",
    "change_password",
    "change_roles",
    "check_password",
    "edit_profile",
    "end_access",
    "end_all",
    "end_other_sessions",
    "end_session",
    "invite",
    "issue_reset",
    "join_account",
    "mail_reset",
    "make_account",
    "practice_of",
    "reset_password",
    "restore_access",
    "revoke_invitation",
]
