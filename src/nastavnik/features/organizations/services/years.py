"""School years: prepared → running → closed. One runs at a time.

Before a year is closed the hook `organizations.year_closing(year=…, by=…)` is fired in the same transaction: a feature
with unfinished work of the year raises WrongState and names it.
"""

from __future__ import annotations

from django.db import transaction

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, Step, WrongState
from nastavnik.kernel.registry import hooks

FIRST, LAST = 2015, 2100
YEARS = Step("Открыть учебные годы", "/settings/years/")


def open_year(*, by: Actor, year: int) -> ProgramYear:
    """Prepare the school year that begins in September of `year`. An opened one is returned as it is."""
    by.must("organizations.years")
    if not FIRST <= year <= LAST:
        raise InputRefused(f"Укажите год начала от {FIRST} до {LAST}.", field="year")
    with transaction.atomic():
        starts, ends = ProgramYear.dates_of(year)
        found, made = ProgramYear.objects.get_or_create(
            organization=by.organization, year=year, defaults={"starts_on": starts, "ends_on": ends}
        )
        if made:
            journal.record(by, "organizations.year_opened", found, year=year)
    return found


def start_year(*, by: Actor, year: ProgramYear) -> ProgramYear:
    by.must("organizations.years", year)
    with transaction.atomic():
        year = ProgramYear.objects.select_for_update().get(pk=year.pk)
        if year.state == "running":
            return year
        if year.state == "closed":
            raise WrongState(f"{year.title} закрыт. Прошлое не меняется: откройте следующий.", next_step=YEARS)
        running = ProgramYear.objects.filter(state="running").first()
        if running is not None:
            raise WrongState(f"Сейчас идёт {running.title}. Сначала закройте его.", next_step=YEARS)
        year.state = "running"
        year.save(update_fields=["state"])
        journal.record(by, "organizations.year_started", year, year=year.year)
    return year


def close_year(*, by: Actor, year: ProgramYear) -> ProgramYear:
    """Errors: WrongState (not running; or a feature names work of the year that is not finished)."""
    by.must("organizations.years", year)
    with transaction.atomic():
        year = ProgramYear.objects.select_for_update().get(pk=year.pk)
        if year.state != "running":
            raise WrongState(f"{year.title} сейчас не идёт, закрывать нечего.", next_step=YEARS)
        hooks.fire("organizations.year_closing", year=year, by=by)
        year.state = "closed"
        year.save(update_fields=["state"])
        journal.record(by, "organizations.year_closed", year, year=year.year)
    return year


def cancel_year(*, by: Actor, year: ProgramYear) -> None:
    """Take back a year opened by mistake while nothing hangs on it."""
    by.must("organizations.years", year)
    from django.db.models import ProtectedError

    with transaction.atomic():
        if year.state != "prepared":
            raise WrongState(f"{year.title} уже начат, отменить подготовку нельзя.", next_step=YEARS)
        journal.record(by, "organizations.year_removed", year, year=year.year)
        try:
            with transaction.atomic():
                ProgramYear.objects.filter(pk=year.pk).delete()
        except ProtectedError:
            raise WrongState(f"В {year.title} уже есть записи, поэтому он остаётся.", next_step=YEARS) from None
