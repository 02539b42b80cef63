"""Who may do what with questionnaires."""

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow

LINKS = ("survey", "survey_open", "survey_kiosk")


def is_asked(actor: Actor, campaign: Any) -> bool:
    """An account answers only what its own card was asked; links and the kiosk are narrowed by their purpose."""
    if actor.kind != "account":
        return True
    return bool(actor.person_id and campaign.invitations.filter(person_id=actor.person_id, revoked_at=None).exists())


POLICIES = {
    "questionnaires.view": allow("curator", "director", "tutor", system=True),
    "questionnaires.run": allow("curator", "director"),
    "questionnaires.answers": allow("curator", "director"),
    "questionnaires.confidential": allow("curator", private=True),
    "questionnaires.submit": allow("curator", "director", links=LINKS, kiosk=True, when=is_asked),
    "questionnaires.export": allow("curator", "director"),
}

ACTIONS = {
    "questionnaires.campaign_started": "Начато анкетирование",
    "questionnaires.invited": "Приглашены к анкете",
    "questionnaires.campaign_closed": "Анкетирование закончено",
    "questionnaires.campaign_prolonged": "Анкетирование продлено",
    "questionnaires.submitted": "Анкета заполнена",
    "questionnaires.links_issued": "Выданы личные ссылки на анкету",
    "questionnaires.open_link_issued": "Выдана общая ссылка на анкету",
    "questionnaires.kiosk_opened": "Открыт киоск",
    "questionnaires.sheets_printed": "Напечатаны бланки анкеты",
    "questionnaires.answers_seen": "Просмотрены ответы",
    "questionnaires.exported": "Выгружены ответы",
    "questionnaires.waiting_bound": "Ответ отнесён к человеку",
    "questionnaires.waiting_discarded": "Ответ без человека удалён",
}
