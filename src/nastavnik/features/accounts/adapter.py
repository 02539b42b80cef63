"""allauth's doors with our locks: sign-up is closed, words are ours, only own paths are followed."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from nastavnik.ui.toasts import is_own_path, say

log = logging.getLogger("nastavnik.security")


class Adapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Логин и пароль не подошли. Проверьте раскладку и клавишу Caps Lock.",
        "too_many_login_attempts": (
            "Слишком много попыток подряд. Подождите пять минут или попросите у куратора ссылку для нового пароля."
        ),
        "incorrect_password": "Пароль не подошёл. Проверьте раскладку и клавишу Caps Lock.",
        "rate_limited": "Слишком много попыток подряд. Подождите пять минут и повторите.",
        "incorrect_code": "Код не подошёл. Он меняется каждые 30 секунд: введите тот, что виден сейчас.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        return "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> Any:
        return reverse("account_login")

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths of our own: no other host, no scheme, no backslash tricks."""
        return bool(url) and is_own_path(str(url)) and url_has_allowed_host_and_scheme(str(url), allowed_hosts=None)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Views of ours say what was done; allauth's own notices are not shown."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.warning("sign-in refused, from %s", self.get_client_ip(request))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        say(request, "Эта учётная запись остановлена. Обратитесь к руководителю организации.", level="warning")
        return redirect("account_login")
