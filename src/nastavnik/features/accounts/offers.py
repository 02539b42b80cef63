"""What accounts give to the others: purposes of links, and ears for sign-in and sign-out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.urls import reverse

from nastavnik.features.accounts.services import sessions
from nastavnik.kernel.contracts import LinkPurpose, link_purposes


def invitation_url(link: Any) -> str:
    return reverse("accounts:invitation")


def reset_url(link: Any) -> str:
    return reverse("accounts:new_password")


link_purposes.add(LinkPurpose("invitation", "приглашение в систему", invitation_url, term_days=14, single_use=True))
link_purposes.add(LinkPurpose("reset", "новый пароль", reset_url, term_days=1, single_use=True))

user_logged_in.connect(sessions.on_signed_in, dispatch_uid="nastavnik.accounts.in")
user_logged_out.connect(sessions.on_signed_out, dispatch_uid="nastavnik.accounts.out")
