"""Who may do what with questionnaires."""

from nastavnik.kernel.policies import allow

LINKS = ("survey", "survey_open", "survey_kiosk")

POLICIES = {
    "questionnaires.view": allow("curator", "director", "tutor", system=True),
    "questionnaires.run": allow("curator", "director"),
    "questionnaires.answers": allow("curator", "director"),
    "questionnaires.confidential": allow("curator", private=True),
    "questionnaires.submit": allow("curator", "director", links=LINKS, kiosk=True),
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
