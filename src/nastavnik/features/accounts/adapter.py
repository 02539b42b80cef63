"""The door's library: sign-up is closed, words are ours, only own paths after sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from nastavnik.ui.toasts import is_own_path

WRONG = "Логин или пароль не подошли. Проверьте раскладку и Caps Lock."


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": "Пароль не подошёл.",
        "too_many_login_attempts": "Слишком много попыток. Подождите пять минут или попросите новый пароль.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        return "/"

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_own_path(str(url)) and "\n" not in str(url) and "\r" not in str(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The forwarded address is believed only behind a proxy named in the settings."""
        if settings.CONFIG.trusted_proxy:
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
            if forwarded:
                return forwarded
        return request.META.get("REMOTE_ADDR") or "127.0.0.1"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own messages are not shown: every page of ours says what happened."""
