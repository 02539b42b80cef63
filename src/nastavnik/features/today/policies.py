"""The day is everyone's own: what it shows is decided by the sources, by role."""

from nastavnik.kernel.policies import Allow

POLICIES: dict[str, Allow] = {}
