"""Who may reach the pages of sign-in, profile and access."""

from nastavnik.kernel.access import ANY, page, public

ACCESS = {
    "account_login": public(),
    "account_logout": public(),
    "account_signup": public(),
    "account_inactive": public(),
    "account_reauthenticate": page(*ANY),
    "mfa_index": page(*ANY),
    "mfa_authenticate": public(),
    "mfa_reauthenticate": page(*ANY),
    "mfa_activate_totp": page(*ANY),
    "mfa_deactivate_totp": page(*ANY),
    "mfa_view_recovery_codes": page(*ANY),
    "mfa_generate_recovery_codes": page(*ANY),
    "mfa_download_recovery_codes": page(*ANY),
    "accounts:link": public(token="x"),
    "accounts:invitation": public(links=("invitation", "password_reset")),
    "accounts:profile": page(*ANY),
    "accounts:password": page(*ANY),
    "accounts:end_session": page(*ANY, post=True, key="x"),
    "accounts:switch": page(*ANY, post=True),
    "accounts:members": page("curator", "director"),
    "accounts:invite": page("curator", "director"),
    "accounts:member": page("curator", "director", obj="membership"),
    "accounts:end_access": page("curator", "director", obj="membership", post=True),
    "accounts:reset": page("curator", "director", obj="membership", post=True),
}
