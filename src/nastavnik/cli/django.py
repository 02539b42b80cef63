"""Start Django for the commands that need the database."""

from __future__ import annotations

import os
import sys
from typing import Any


def start() -> None:
    """Set Django up; a wrong setting is told in one sentence (exit 2)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        print(f"Настройки не годятся: {error}", file=sys.stderr)
        raise SystemExit(2) from None


def is_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def organization(code: str) -> Any:
    """The organisation of the code, or the only one. Exit 2 with the list of codes when it is not clear."""
    from nastavnik.kernel.tenancy import Organization

    found = list(Organization.objects.filter(archived_at=None).order_by("code"))
    if code:
        for item in found:
            if item.code == code:
                return item
    elif len(found) == 1:
        return found[0]
    codes = ", ".join(item.code for item in found) or "нет ни одной"
    print(f"Укажите организацию ключом --organization. Есть: {codes}.", file=sys.stderr)
    raise SystemExit(2)
