"""Organisations, units, accounts, memberships: the rows that policies need."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from uuid6 import uuid7

from nastavnik.kernel.scope import Owned

PROFILES = [
    ("college", "колледж, техникум"),
    ("school", "школа"),
    ("kindergarten", "детский сад"),
    ("extra", "дополнительное образование"),
    ("region", "региональный оператор"),
]

#: Roles that are named by the director or the shell and stored in a membership.
STAFF_ROLES = {
    "curator": "куратор программы",
    "director": "руководитель",
    "supporter": "специалист сопровождения",
    "tutor": "классный руководитель, куратор группы",
    "office": "кадры, секретарь, бухгалтерия",
    "operator": "региональный оператор",
}
#: Roles that only choose the sections shown; rights come from the pair or the child (`decisions`: people, rights).
PARTICIPANT_ROLES = {
    "mentor": "наставник",
    "mentee": "наставляемый",
    "representative": "законный представитель",
    "partner": "партнёр",
}
ROLES = STAFF_ROLES | PARTICIPANT_ROLES


class Organization(models.Model):
    """The tenant. Requisites stand on every paper; forms in cases may correct what the system declines."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField("код", max_length=40, unique=True)
    profile = models.CharField("вид", max_length=20, choices=PROFILES, default="college")
    full_name = models.CharField("полное наименование", max_length=500)
    short_name = models.CharField("сокращённое наименование", max_length=200)
    name_forms = models.JSONField("наименование по падежам", default=dict, blank=True)
    founder = models.CharField("учредитель", max_length=500, blank=True)
    place = models.CharField("место составления документов", max_length=120, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)
    email = models.EmailField("эл. почта", blank=True)
    site = models.URLField("сайт", blank=True)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    ogrn = models.CharField("ОГРН", max_length=15, blank=True)
    time_zone = models.CharField("часовой пояс", max_length=40, default="Europe/Moscow")
    started_on = models.DateField("начало работы в системе", null=True, blank=True)
    is_practice = models.BooleanField("учебная (вымышленные люди)", default=False)
    archived_at = models.DateTimeField("в архиве с", null=True, blank=True)
    settings = models.JSONField("настройки", default=dict, blank=True)

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"

    def __str__(self) -> str:
        return self.short_name


class Unit(Owned):
    """Филиал, отделение with a letterhead of its own."""

    name = models.CharField("название", max_length=200)
    short_name = models.CharField("краткое название", max_length=80, blank=True)
    place = models.CharField("место составления документов", max_length=120, blank=True)
    letterhead = models.TextField("шапка бланка", blank=True)
    closed_on = models.DateField("закрыто", null=True, blank=True)

    class Meta:
        verbose_name = "подразделение"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(login=login, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login__iexact=username)


class Account(AbstractBaseUser):
    """Sign-in, global. Who it is in an organisation stands in `Membership`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField("логин", max_length=150, unique=True)
    email = models.EmailField("эл. почта", blank=True)
    name = models.CharField("как обращаться", max_length=200, blank=True)
    is_active = models.BooleanField("действует", default=True)
    theme = models.CharField(
        "тема", max_length=8, blank=True, choices=[("", "как в системе"), ("light", "светлая"), ("dark", "тёмная")]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        verbose_name = "учётная запись"

    def __str__(self) -> str:
        return self.name or self.login


class Membership(Owned):
    """What an account is in one organisation. `person_id` is a UUID, not a key: people live above the kernel."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    person_id = models.UUIDField("человек", null=True, blank=True)
    roles = models.JSONField("роли", default=list)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    forms = models.JSONField("формы наставничества", default=list, blank=True)
    ended_at = models.DateTimeField("прекращено", null=True, blank=True)

    class Meta:
        verbose_name = "роль человека в организации"
        constraints = [
            models.UniqueConstraint(fields=["account", "organization"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} @ {self.organization_id}"
