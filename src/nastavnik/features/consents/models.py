"""Consents: texts by version, printed sheets, the facts of giving and of withdrawal. Facts never change."""

from __future__ import annotations

from django.db import models

from nastavnik.features.people.models import Person
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.scope import Owned

WAYS = [("paper", "на бумаге"), ("link", "по личной ссылке"), ("account", "в учётной записи")]


class ConsentText(Owned):
    """A version of the wording of one kind. Never edited: a change is a new version."""

    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    in_force_from = models.DateField()

    class Meta:
        verbose_name = "текст согласия"
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["organization", "kind", "version"], name="consent_text_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ConsentSheet(Owned):
    """A printed (or linked) sheet for one person and one kind. `code` stands on the paper."""

    code = models.CharField(max_length=12)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consent_sheets")
    representative = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="второй представитель"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    issued_on = models.DateField()
    valid_to = models.DateField("действует по", null=True, blank=True)
    void_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField("отказ", null=True, blank=True)
    second_refused_on = models.DateField("отказ второго представителя", null=True, blank=True)
    activity_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "лист согласия"
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="consent_sheet_code_once")]
        indexes = [models.Index(fields=["organization", "kind", "person"], name="consent_sheet_person")]

    def __str__(self) -> str:
        return self.code


class Consent(Owned):
    """The fact that a consent was given. Immutable; its end is a `Withdrawal` or `valid_to`.

    Where both representatives sign, each signature is such a fact; `signatures` says how many were asked.
    """

    kind = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    own_signature = models.BooleanField("подписал и сам несовершеннолетний", default=False)
    sheet = models.ForeignKey(ConsentSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=WAYS, default="paper")
    signatures = models.PositiveSmallIntegerField("сколько подписей нужно", default=1)
    preliminary = models.BooleanField("предварительно, ждём бумагу", default=False)
    given_on = models.DateField("дата согласия")
    valid_to = models.DateField("действует по", null=True, blank=True)
    number = models.CharField("номер в журнале", max_length=40, blank=True)
    requisites_checked = models.BooleanField("заполнено от руки, проверено", default=False)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    before_system = models.BooleanField("получено до системы", default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "согласие"
        ordering = ["-given_on", "-recorded_at"]
        indexes = [models.Index(fields=["organization", "kind", "person"], name="consent_person")]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "given_by", "preliminary"], name="consent_of_sheet_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.given_on}"


class Withdrawal(Owned):
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    on = models.DateField("дата отзыва")
    received_on = models.DateField("получено")
    way = models.CharField(max_length=10, choices=WAYS, default="paper")
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "отзыв согласия"

    def __str__(self) -> str:
        return f"{self.consent_id} {self.on}"
