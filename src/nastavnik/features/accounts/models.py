"""Living sessions of accounts, so that their owner sees and ends them."""

from __future__ import annotations

from django.db import models

from nastavnik.kernel.tenancy import Account


class AccountSession(models.Model):
    """A row for each sign-in. Global, as the account is; the session itself lies in Django's table."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField("устройство", max_length=80, blank=True)
    started_at = models.DateTimeField("вход")
    seen_at = models.DateTimeField("последняя работа")

    class Meta:
        verbose_name = "сеанс"
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.account_id} {self.device}"
