"""The one-time code of the first start: whoever reads the server's folder or its console may set the product up.

The file lies beside the database, readable to its owner only. It is made when it is first needed, dies with the first
organisation, and is never made again while one exists.
"""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from django.conf import settings

from nastavnik.kernel.links import ALPHABET
from nastavnik.kernel.tenancy import Organization

log = logging.getLogger("nastavnik.setup")
NAME = "setup_code"
LENGTH = 12


def path() -> Path:
    return Path(settings.CONFIG.var) / NAME


def needed() -> bool:
    """True until the first organisation; an archived one counts as well."""
    return not Organization.objects.exists()


def ensure() -> str:
    """The code; made at the first call and told once on the console."""
    target = path()
    try:
        return target.read_text().strip()
    except FileNotFoundError:
        pass
    target.parent.mkdir(parents=True, exist_ok=True)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    try:
        handle = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return target.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(code)
    log.warning("Первый запуск: код для страницы /setup/ — %s", code)
    return code


def announce() -> str:
    """The sentence for the console of a server that starts without an organisation, or ''."""
    return f"Первый запуск: откройте /setup/ и введите код {ensure()}" if needed() else ""


def matches(typed: str) -> bool:
    return secrets.compare_digest(typed.strip().encode(), ensure().encode())


def burn() -> bool:
    """Take the code away. False when somebody was quicker."""
    try:
        path().unlink()
    except FileNotFoundError:
        return False
    return True
