"""Who may give access to whom."""

from __future__ import annotations

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow


def is_own(actor: Actor, membership: Any) -> bool:
    return actor.membership_id is not None and membership.pk == actor.membership_id


POLICIES = {
    "accounts.invite": allow("director", "curator", system=True),
    "accounts.invite_staff": allow(
        "director", refusal="Куратора, руководителя и сотрудников приглашает руководитель. Попросите его."
    ),
    "accounts.end_access": allow("director", "curator"),
    "accounts.reset": allow("director", "curator"),
    "accounts.view": allow("director", "curator"),
    "accounts.own": allow(when=is_own),
    "accounts.accept": allow(links=("invitation", "password_reset")),
}

ACTIONS = {
    "accounts.invited": "Приглашён в систему",
    "accounts.joined": "Вошёл по приглашению",
    "accounts.roles_changed": "Изменены роли",
    "accounts.access_ended": "Доступ прекращён",
    "accounts.reset_issued": "Выдана ссылка для нового пароля",
    "accounts.password_changed": "Пароль изменён",
    "accounts.profile_changed": "Изменён профиль",
    "accounts.session_ended": "Сеанс завершён",
}
#: Roles that only the director (or the shell) gives.
BY_DIRECTOR = {"curator", "director", "supporter", "office", "operator"}
