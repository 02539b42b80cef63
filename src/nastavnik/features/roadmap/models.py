"""Roadmaps: what came in, stages and activities, closings by hand, proofs, approved versions."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.scope import Owned

MODEL_STAGES = [
    ("1", "подготовка условий"),
    ("2", "банк наставляемых"),
    ("3", "банк наставников"),
    ("4", "отбор и обучение"),
    ("5", "формирование пар"),
    ("6", "работа пар"),
    ("7", "завершение"),
    ("support", "сопровождение и информирование"),
]
SOURCES = [("file", "из файла"), ("builtin", "готовая"), ("copy", "с прошлого года"), ("empty", "с чистого листа")]


class RoadmapImport(Owned):
    """A plan's file as it was read, with the curator's corrections, until it is accepted."""

    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parsed = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10,
        choices=[("draft", "проверяется"), ("accepted", "принят"), ("dropped", "отложен")],
        default="draft",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "чтение плана"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class Roadmap(Owned):
    """Дорожная карта. `approved_version` is the last approved one; working edits go on beside it."""

    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="roadmaps")
    title = models.CharField("название", max_length=500)
    forms = models.JSONField("формы наставничества", default=list, blank=True)
    source = models.CharField(max_length=10, choices=SOURCES, default="file")
    source_import = models.ForeignKey(RoadmapImport, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next")
    approved_version = models.PositiveSmallIntegerField(default=0)
    approved_on = models.DateField("утверждена", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "дорожная карта"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.title


class RoadmapVersion(Owned):
    """What was approved, frozen."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    approved_on = models.DateField()
    document_id = models.UUIDField(null=True, blank=True)
    note = models.CharField("чем утверждена", max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "number"], name="roadmap_version_once")]

    def __str__(self) -> str:
        return f"{self.roadmap_id} {self.number}"


class Stage(Owned):
    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("№", max_length=20, blank=True)
    title = models.CharField("этап", max_length=1000)
    goal = models.TextField("цель", blank=True)
    result = models.TextField("результат", blank=True)
    terms = models.CharField("срок", max_length=500, blank=True)
    model_stage = models.CharField(max_length=10, choices=MODEL_STAGES, blank=True)

    class Meta:
        verbose_name = "этап"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Activity(Owned):
    """Мероприятие. `terms`, `responsible` are the approved words; `working_*` are the system's, moved without an order.

    `kinds`: list of {"code", "by": "engine"|"person", "confidence"}. `identity` is kept over versions and years.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="activities")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="activities")
    identity = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()
    number = models.CharField("№", max_length=20, blank=True)
    group = models.CharField("к чему относится", max_length=1000, blank=True)
    title = models.TextField("мероприятие")
    terms = models.CharField("срок", max_length=1000, blank=True)
    schedule = models.JSONField("срок, как прочитан", default=dict, blank=True)
    working_from = models.DateField("рабочее начало", null=True, blank=True)
    working_due = models.DateField("рабочая дата", null=True, blank=True)
    date_suggested = models.BooleanField("дата предложена", default=False)
    responsible = models.CharField("ответственный", max_length=1000, blank=True)
    responsible_suggested = models.BooleanField("ответственный предложен", default=False)
    responsible_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    result = models.TextField("результат", blank=True)
    kinds = models.JSONField(default=list, blank=True)
    not_applicable_reason = models.CharField("почему не применимо", max_length=500, blank=True)
    not_applicable_on = models.DateField(null=True, blank=True)
    source = models.JSONField(default=dict, blank=True)
    doubts = models.JSONField(default=list, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "мероприятие"
        ordering = ["position"]
        indexes = [models.Index(fields=["roadmap", "position"], name="activity_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_codes(self) -> list[str]:
        return [item["code"] for item in self.kinds]


class ManualClosing(Owned):
    """Closed by hand: what happened outside the system. `kind` = '' closes the whole activity. Facts, not ticks."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="closings")
    kind = models.CharField(max_length=60, blank=True)
    happened_on = models.DateField("когда было")
    note = models.TextField("что сделано")
    people_count = models.PositiveIntegerField("участников", null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    before_system = models.BooleanField("сделано до системы", default=False)
    closed_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "закрытие вручную"
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.happened_on}"


class Proof(Owned):
    """The first proof of a kind by facts, kept: later joiners never un-prove it. `reopened_at`: the act was repealed."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=60)
    proved_on = models.DateField()
    words = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "подтверждение"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "kind"], condition=models.Q(reopened_at=None), name="proof_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.kind}"
