"""Who may do what with the organisation itself."""

from __future__ import annotations

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow


def is_own_job(actor: Actor, job: Any) -> bool:
    return actor.membership_id is not None and job.membership_id == actor.membership_id


HEADS = "Настройки организации меняют руководитель и куратор."

POLICIES = {
    "organizations.requisites": allow("curator", "director", refusal=HEADS),
    "organizations.signers": allow("curator", "director", refusal=HEADS),
    "organizations.units": allow("curator", "director", refusal=HEADS),
    "organizations.years": allow("curator", "director", refusal=HEADS),
    "organizations.settings": allow("curator", "director", refusal=HEADS),
    "organizations.practice": allow("curator", "director"),
    "organizations.journal": allow("curator", "director", system=True),
    "organizations.job": allow("curator", "director", when=is_own_job),
}

ACTIONS = {
    "organizations.founded": "Организация заведена",
    "organizations.practice_made": "Создана учебная организация",
    "organizations.requisites_changed": "Изменены реквизиты",
    "organizations.setting_changed": "Изменено правило организации",
    "organizations.signer_added": "Добавлено подписывающее лицо",
    "organizations.signer_changed": "Изменено подписывающее лицо",
    "organizations.signer_removed": "Подписывающее лицо убрано",
    "organizations.unit_added": "Добавлено подразделение",
    "organizations.unit_changed": "Изменено подразделение",
    "organizations.unit_closed": "Подразделение закрыто",
    "organizations.unit_reopened": "Подразделение открыто снова",
    "organizations.year_opened": "Открыт учебный год",
    "organizations.year_started": "Учебный год начат",
    "organizations.year_closed": "Учебный год закрыт",
    "organizations.year_removed": "Подготовка учебного года отменена",
    "organizations.job_stopped": "Работа остановлена",
    "organizations.file_taken": "Скачан готовый файл",
    "organizations.journal_checked": "Проверена цепочка журнала",
    "organizations.journal_exported": "Выгружен журнал",
}
