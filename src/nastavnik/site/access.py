"""Access to the pages that no feature owns."""

from nastavnik.kernel.access import public

ACCESS = {
    "health_live": public(),
    "health_ready": public(),
}
