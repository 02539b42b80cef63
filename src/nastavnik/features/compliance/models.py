"""What the organisation decided about findings and rules. Findings themselves are computed, never stored."""

from __future__ import annotations

from django.db import models

from nastavnik.kernel.scope import Owned


class AcceptedFinding(Owned):
    """«Принято с обоснованием» by a person, until a date. The key names the rule, the object and the words."""

    rule = models.CharField(max_length=60)
    key = models.CharField(max_length=36, default="")
    person_id = models.UUIDField(null=True, blank=True)
    object_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField("обоснование", max_length=500)
    until = models.DateField("до")
    accepted_by = models.CharField(max_length=200)
    accepted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "принятое замечание"
        indexes = [models.Index(fields=["organization", "key"], name="accepted_finding_key")]

    def __str__(self) -> str:
        return f"{self.rule} {self.object_id}"


class RuleSetting(Owned):
    """A rule switched off, lowered or dated by the organisation (never rules of law)."""

    rule = models.CharField(max_length=60)
    off = models.BooleanField(default=False)
    severity = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "rule"], name="rule_setting_once")]

    def __str__(self) -> str:
        return self.rule
