"""School years and signers of an organisation."""

from __future__ import annotations

import datetime as dt

from django.db import models

from nastavnik.kernel.scope import Owned
from nastavnik.kernel.tenancy import Unit

YEAR_STATES = [("prepared", "готовится"), ("running", "идёт"), ("closed", "закрыта")]


class ProgramYear(Owned):
    """Программа на учебный год. `year` is the calendar year of its September."""

    year = models.PositiveSmallIntegerField("год начала")
    state = models.CharField(max_length=10, choices=YEAR_STATES, default="prepared")
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")

    class Meta:
        verbose_name = "программа на учебный год"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="program_year_once"),
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="program_year_dates"),
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(state="running"), name="program_year_one_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02d}"

    @property
    def title(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02d} учебный год"

    @classmethod
    def dates_of(cls, year: int) -> tuple[dt.date, dt.date]:
        return dt.date(year, 9, 1), dt.date(year + 1, 8, 31)


class Signer(Owned):
    """Who signs papers: the head, a deputy or acting head, a unit's head by power of attorney; with dates."""

    last = models.CharField("фамилия", max_length=120)
    first = models.CharField("имя", max_length=120)
    middle = models.CharField("отчество", max_length=120, blank=True)
    gender = models.CharField("пол", max_length=1, blank=True)
    post = models.CharField("должность", max_length=300)
    acting = models.BooleanField("исполняет обязанности", default=False)
    basis = models.CharField("основание полномочий", max_length=300, blank=True)
    person_id = models.UUIDField("человек", null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("с", null=True, blank=True)
    valid_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "подписывающее лицо"
        ordering = ["acting", "last"]

    def __str__(self) -> str:
        return f"{self.last} {self.first[:1]}. {self.middle[:1]}.".strip()
