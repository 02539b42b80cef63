"""Support of those without a pair: cases, steps; confidential notes lie apart with their own policy."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel.scope import Owned


class SupportCase(Owned):
    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="support_cases")
    reason = models.CharField("почему без пары", max_length=500)
    opened_on = models.DateField("открыт")
    supporter = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    round_id = models.UUIDField(null=True, blank=True)
    closed_on = models.DateField("закрыт", null=True, blank=True)
    outcome = models.CharField("итог", max_length=500, blank=True)

    class Meta:
        verbose_name = "сопровождение"
        ordering = ["-opened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["program_year", "person"], condition=models.Q(closed_on=None), name="support_case_open_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class SupportStep(Owned):
    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="steps")
    on = models.DateField()
    text = models.TextField("что сделано")
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "шаг сопровождения"
        ordering = ["-on", "-recorded_at"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class ConfidentialNote(Owned):
    """Read by its author, or the successor named by the director; nobody else."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="notes")
    author_account_id = models.UUIDField()
    successor_account_id = models.UUIDField(null=True, blank=True)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = "закрытая заметка"
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return str(self.case_id)
