"""Questionnaires by version, campaigns, invitations, answers."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel.scope import Owned


class Questionnaire(Owned):
    """A version of a questionnaire; a used version never changes."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField("название", max_length=300)
    content = models.JSONField()

    class Meta:
        verbose_name = "анкета"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["organization", "code", "version"], name="questionnaire_once")]

    def __str__(self) -> str:
        return self.title


class Campaign(Owned):
    """Анкетирование: who is asked what, until when, who sees the answers."""

    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="campaigns")
    title = models.CharField("название", max_length=300)
    side = models.CharField(
        "кого спрашиваем", max_length=10, choices=[("mentee", "наставляемых"), ("mentor", "наставников")]
    )
    opens_on = models.DateField("начало")
    closes_on = models.DateField("окончание")
    seen_by = models.CharField("кто увидит ответы", max_length=300, blank=True)
    kiosk = models.BooleanField("киоск открыт", default=False)
    activity_id = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "анкетирование"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Invitation(Owned):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField("код на бланке", max_length=12)
    invited_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "приглашение"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="invitation_once"),
            models.UniqueConstraint(fields=["organization", "code"], name="invitation_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


RESPONSE_WAYS = [
    ("link", "по личной ссылке"),
    ("open", "по общей ссылке"),
    ("kiosk", "в киоске"),
    ("account", "в учётной записи"),
    ("paper", "с бумаги"),
]


class Response(Owned):
    """A submitted answer, immutable. One for a person in a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="responses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="responses")
    way = models.CharField(max_length=10, choices=RESPONSE_WAYS)
    answers = models.JSONField()
    submitted_at = models.DateTimeField()
    filled_on = models.DateField("дата на бланке", null=True, blank=True)

    class Meta:
        verbose_name = "ответ на анкету"
        ordering = ["-submitted_at"]
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="response_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"


class Draft(Owned):
    """An unfinished answer kept for the same link or invitation."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"


class WaitingAnswer(Owned):
    """An answer by the common link from a name that fits nobody on the list: the curator binds or discards it.

    It lives until it is bound or discarded, at the latest until the campaign is closed.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="waiting")
    name = models.CharField("как представился", max_length=200)
    place = models.CharField("группа или подразделение", max_length=120, blank=True)
    answers = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "ответ без человека"
        ordering = ["received_at"]

    def __str__(self) -> str:
        return self.name
