"""Banks of mentees and mentors, requests, competences."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel.scope import Owned

ENTRY_STATES = [
    ("invited", "приглашён"),
    ("consented", "дал согласие"),
    ("applied", "подал заявку"),
    ("interviewed", "прошёл собеседование"),
    ("admitted", "допущен"),
    ("trained", "обучен"),
    ("paired", "в паре"),
    ("completed", "завершил"),
    ("reserve", "в долгосрочной базе"),
    ("withdrawn", "вышел"),
]
REQUEST_SOURCES = [
    ("answers", "из анкеты"),
    ("hand", "внесён куратором"),
    ("records", "из документов"),
    ("list", "из списка"),
]


class Entry(Owned):
    """What both banks share. `forms`, `free_time`: lists of codes; `wishes`: {"persons": [...], "text": ""}."""

    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("состояние", max_length=12, choices=ENTRY_STATES, default="invited")
    forms = models.JSONField("формы", default=list, blank=True)
    free_time = models.JSONField("свободное время", default=list, blank=True)
    wishes = models.JSONField("пожелания", default=dict, blank=True)
    note = models.TextField("заметка", blank=True)
    entered_on = models.DateField("внесён")
    applied_on = models.DateField("заявка", null=True, blank=True)
    admitted_on = models.DateField("допущен", null=True, blank=True)
    left_on = models.DateField("вышел", null=True, blank=True)
    left_reason = models.CharField("почему вышел", max_length=300, blank=True)

    class Meta:
        abstract = True


class MenteeEntry(Entry):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentee_entries")
    goals = models.TextField("чего хочет достичь", blank=True)

    class Meta:
        verbose_name = "запись в банке наставляемых"
        constraints = [models.UniqueConstraint(fields=["program_year", "person"], name="mentee_entry_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class MentorEntry(Entry):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentor_entries")
    capacity = models.PositiveSmallIntegerField("мест", default=1)
    competences = models.JSONField("компетенции", default=list, blank=True)
    experience = models.TextField("опыт", blank=True)
    interviewed_on = models.DateField("собеседование", null=True, blank=True)
    trained_on = models.DateField("обучение", null=True, blank=True)

    class Meta:
        verbose_name = "запись в банке наставников"
        constraints = [models.UniqueConstraint(fields=["program_year", "person"], name="mentor_entry_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class Request(Owned):
    """Запрос наставляемого: a topic of the dictionary, own words, how pressing (1–3)."""

    entry = models.ForeignKey(MenteeEntry, on_delete=models.CASCADE, related_name="requests")
    topic = models.CharField("тема", max_length=60)
    text = models.TextField("своими словами", blank=True)
    priority = models.PositiveSmallIntegerField("насколько важно", default=2)
    source = models.CharField(max_length=10, choices=REQUEST_SOURCES, default="hand")
    recorded_on = models.DateField()
    met_on = models.DateField("закрыт", null=True, blank=True)

    class Meta:
        verbose_name = "запрос"
        ordering = ["-priority", "recorded_on"]
        constraints = [models.UniqueConstraint(fields=["entry", "topic"], name="request_topic_once")]

    def __str__(self) -> str:
        return self.topic
