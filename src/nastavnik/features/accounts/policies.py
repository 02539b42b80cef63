"""Who may do what with accounts and memberships."""

from nastavnik.kernel.access import ANY
from nastavnik.kernel.policies import allow

DIRECTOR = "Доступ этого человека меняет только руководитель."

POLICIES = {
    "accounts.view": allow("curator", "director"),
    "accounts.invite": allow("curator", "director", refusal="Приглашают руководитель и куратор."),
    "accounts.manage": allow("curator", "director", refusal=DIRECTOR),
    "accounts.accept": allow(links=("invitation",)),
    "accounts.reset": allow(links=("reset",)),
    "accounts.mail_reset": allow(system=True),
    "accounts.own": allow(*ANY),
}

ACTIONS = {
    "accounts.invited": "Приглашение выдано",
    "accounts.invitation_revoked": "Приглашение отозвано",
    "accounts.joined": "Приглашение принято",
    "accounts.roles_changed": "Изменены роли",
    "accounts.access_ended": "Доступ прекращён",
    "accounts.access_returned": "Доступ возвращён",
    "accounts.reset_issued": "Выдана ссылка для нового пароля",
    "accounts.password_reset": "Пароль задан заново по ссылке",
    "accounts.password_changed": "Пароль сменён",
    "accounts.profile_changed": "Изменён профиль",
    "accounts.email_changed": "Изменён адрес почты",
    "accounts.session_ended": "Сеанс завершён",
}
