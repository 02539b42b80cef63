"""Who may reach sign-in, the profile and the list of access."""

from nastavnik.kernel.access import ANY, STAFF, page, public

ACCESS = {
    # allauth's own names: it looks for its pages by them
    "account_login": public(),
    "account_logout": public(post=True),
    "account_reauthenticate": page(*ANY),
    "mfa_authenticate": public(),
    "mfa_reauthenticate": page(*ANY),
    "mfa_index": page(*ANY),
    "mfa_activate_totp": page(*ANY),
    "mfa_deactivate_totp": page(*ANY),
    "mfa_view_recovery_codes": page(*ANY),
    "mfa_generate_recovery_codes": page(*ANY),
    # links
    "accounts:link": public(token="token"),
    "accounts:invitation": page(links=("invitation",)),
    "accounts:invitation_join": page(links=("invitation",), post=True),
    "accounts:new_password": page(links=("reset",)),
    "accounts:forgotten": public(),
    # one's own
    "accounts:profile": page(*ANY),
    "accounts:password": page(*ANY),
    "accounts:email": page(*ANY),
    "accounts:sessions_end": page(*ANY, post=True),
    "accounts:session_end": page(*ANY, obj="account_session", post=True),
    "accounts:organizations": page(*ANY),
    "accounts:switch": page(*ANY, obj="membership", post=True),
    # the list of access
    "accounts:access": page(*STAFF),
    "accounts:invite": page(*STAFF),
    "accounts:invitation_revoke": page(*STAFF, obj="invitation", post=True),
    "accounts:membership": page(*STAFF, obj="membership"),
    "accounts:membership_end": page(*STAFF, obj="membership", post=True),
    "accounts:membership_return": page(*STAFF, obj="membership", post=True),
    "accounts:membership_reset": page(*STAFF, obj="membership", post=True),
}
