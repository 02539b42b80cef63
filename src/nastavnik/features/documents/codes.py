"""Short codes of sheets: what a scanner or a clerk reads back. Random, without look-alikes, with a check character."""

from __future__ import annotations

import secrets

#: 31 characters (a prime, so that the weighted sum finds any one wrong character and any swap of neighbours).
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
LENGTH = 10


def _check(body: str) -> str:
    total = sum((place + 1) * ALPHABET.index(ch) for place, ch in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def new_code(count: int = 1) -> list[str]:
    """`count` different codes of ten characters, the last one a check."""
    codes: set[str] = set()
    while len(codes) < count:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        codes.add(body + _check(body))
    return list(codes)


def clean_code(typed: str) -> str | None:
    """What a person typed or a scanner read («7K3M9 QX2PA», «7k3m9qx2pa/012») as a code; None if it can not be one."""
    body = typed.strip().upper().split("/")[0].replace(" ", "").replace("-", "").replace("\u00a0", "")
    if len(body) != LENGTH or any(ch not in ALPHABET for ch in body):
        return None
    return body if _check(body[:-1]) == body[-1] else None
