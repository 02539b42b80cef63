"""Pairs and groups, their members, acceptance, personal programmes."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel.scope import Owned

STATES = [
    ("proposed", "предложена"),
    ("agreed", "согласована"),
    ("ordered", "закреплена приказом"),
    ("active", "работает"),
    ("paused", "приостановлена"),
    ("completed", "завершена"),
    ("terminated", "прекращена досрочно"),
]
LABOUR_MODES = [
    ("ordered", "по поручению работодателя (ТК РФ, ст. 351.8)"),
    ("in_job_function", "входит в должностные обязанности"),
    ("not_labour", "не трудовые отношения"),
]
SOURCES = [("table", "из готового списка"), ("hand", "вручную"), ("round", "из подбора"), ("prior", "до системы")]


class Pairing(Owned):
    """Наставническая пара или группа: one mentor, one or more members. Ordered by a line of a document."""

    program_year = models.ForeignKey(ProgramYear, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentoring")
    form = models.CharField("форма", max_length=40)
    variant = models.CharField("вариант", max_length=60, blank=True)
    kind = models.CharField("вид", max_length=20, default="traditional")
    state = models.CharField(max_length=12, choices=STATES, default="proposed")
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")
    topic = models.CharField("тема", max_length=300, blank=True)
    labour_mode = models.CharField("основание работы наставника", max_length=20, choices=LABOUR_MODES, blank=True)
    source = models.CharField(max_length=10, choices=SOURCES, default="hand")
    proposal_id = models.UUIDField(null=True, blank=True)
    order_document_id = models.UUIDField(null=True, blank=True)
    order_line = models.PositiveSmallIntegerField(null=True, blank=True)
    ordered_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors", verbose_name="вместо пары"
    )
    ended_on = models.DateField("закончилась", null=True, blank=True)
    end_reason = models.CharField(max_length=40, blank=True)
    end_note = models.CharField(max_length=500, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "наставническая пара"
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="pairing_dates")
        ]
        indexes = [models.Index(fields=["organization", "program_year", "state"], name="pairing_state")]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.form}"


class PairingMember(Owned):
    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships_in_pairs")
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "участник пары"
        constraints = [models.UniqueConstraint(fields=["pairing", "person"], name="pairing_member_once")]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.person_id}"


class Acceptance(Owned):
    """Yes or no of one side, by link, by sheet, or told to the curator."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=3, choices=[("yes", "согласен"), ("no", "не согласен")])
    way = models.CharField(
        max_length=10, choices=[("link", "по ссылке"), ("paper", "на бумаге"), ("account", "в системе")]
    )
    on = models.DateField()

    class Meta:
        verbose_name = "ответ на предложение пары"
        constraints = [models.UniqueConstraint(fields=["pairing", "person"], name="acceptance_once")]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.person_id} {self.answer}"


class PersonalProgram(Owned):
    """Персонализированная программа of a pair: goals and items as JSON lists of plain values."""

    pairing = models.OneToOneField(Pairing, on_delete=models.CASCADE, related_name="program")
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")
    difficulties = models.TextField("запрос и затруднения", blank=True)
    goals = models.JSONField("цели", default=list, blank=True)
    items = models.JSONField("план-график", default=list, blank=True)
    expected = models.TextField("ожидаемые результаты", blank=True)
    ready_on = models.DateField("готова", null=True, blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "персонализированная программа"
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="program_dates")
        ]

    def __str__(self) -> str:
        return str(self.pairing_id)


class CheckMark(Owned):
    """Marks of law about a person in pairs: a certificate was seen (it is not stored)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_marks")
    kind = models.CharField(max_length=40, choices=[("criminal_record_check", "справка об отсутствии судимости")])
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "отметка о проверке"

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class PairNotice(Owned):
    """A participant of a pair, or a minor's representative, was told of the pair on the day."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField("сообщили")

    class Meta:
        verbose_name = "сообщение о паре"
        constraints = [models.UniqueConstraint(fields=["pairing", "person"], name="pair_notice_once")]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.person_id} {self.told_on}"
