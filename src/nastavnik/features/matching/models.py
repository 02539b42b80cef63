"""Rounds of matching and proposed pairs. What the engine gives is a proposal; a named person agrees."""

from __future__ import annotations

from django.db import models

from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel.scope import Owned

ROUND_STATES = [
    ("draft", "готовится"),
    ("solved", "подобрано"),
    ("published", "предложено участникам"),
    ("closed", "закрыт"),
]


class MatchingRound(Owned):
    """A stored instance, seed, engine and result: the round can be replayed.

    The instance holds ids and numbers only; names and sentences are put in when it is shown. `terms`: see rules.Terms.
    """

    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("название", max_length=200)
    form = models.CharField("форма", max_length=40)
    state = models.CharField(max_length=10, choices=ROUND_STATES, default="draft")
    weights = models.JSONField(default=dict)
    objective = models.CharField(max_length=20, default="card_total")
    seed = models.PositiveIntegerField(default=0)
    terms = models.JSONField(default=dict)
    variants = models.JSONField(default=list)
    instance = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    solved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    activity_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "раунд подбора"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


ANSWERS = [("", "не ответил"), ("yes", "согласен"), ("no", "не согласен")]


class Proposal(Owned):
    """Предложенная пара. Invisible to participants until its round is published.

    `parts`: [{"code", "value", "weight", "text"}]. `chosen_at`: when a pair was made of it.
    """

    round = models.ForeignKey(MatchingRound, on_delete=models.CASCADE, related_name="proposals")
    mentor = models.ForeignKey(MentorEntry, on_delete=models.CASCADE, related_name="proposals")
    mentee = models.ForeignKey(MenteeEntry, on_delete=models.CASCADE, related_name="proposals")
    score = models.IntegerField(default=0)
    parts = models.JSONField(default=list)
    words = models.TextField(blank=True)
    locked = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    mentor_answer = models.CharField(max_length=3, choices=ANSWERS, blank=True, default="")
    mentee_answer = models.CharField(max_length=3, choices=ANSWERS, blank=True, default="")
    mentor_answered_at = models.DateTimeField(null=True)
    mentee_answered_at = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "предложенная пара"
        constraints = [models.UniqueConstraint(fields=["round", "mentee"], name="proposal_mentee_once")]

    def __str__(self) -> str:
        return f"{self.mentor_id} – {self.mentee_id}"


class Bar(Owned):
    """Запрет на пару. `secret`: who asked is not shown."""

    mentor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    secret = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "запрет на пару"

    def __str__(self) -> str:
        return f"{self.mentor_id} × {self.mentee_id}"
