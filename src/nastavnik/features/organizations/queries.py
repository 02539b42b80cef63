"""School years and signers of the organisation in scope."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.kernel.errors import Step, WrongState
from nastavnik.kernel.tenancy import Unit


def current_year() -> ProgramYear | None:
    """The running school year, else the newest one in preparation."""
    years = list(ProgramYear.objects.filter(state__in=["running", "prepared"]).order_by("-year"))
    running = [year for year in years if year.state == "running"]
    return running[0] if running else (years[0] if years else None)


def require_year() -> ProgramYear:
    """`current_year`, or a refusal that says where to open one."""
    year = current_year()
    if year is None:
        raise WrongState(
            "Учебный год ещё не открыт. Откройте его в настройках организации.",
            next_step=Step("Открыть учебный год", "/settings/years/"),
        )
    return year


def signer_on(on: dt.date, unit: Unit | None = None) -> Signer | None:
    """Who signs on the day: an acting head with dates that cover it comes before the head; the unit's own first."""
    valid = Q(valid_from=None) | Q(valid_from__lte=on)
    valid &= Q(valid_to=None) | Q(valid_to__gte=on)
    found = list(Signer.objects.filter(valid))
    own = [signer for signer in found if unit is not None and signer.unit_id == unit.pk]
    common = [signer for signer in found if signer.unit_id is None]
    for group in (own, common):
        group.sort(key=lambda signer: (not signer.acting, signer.valid_to is None, signer.last))
        if group:
            return group[0]
    return None
