"""Who may do what with the banks."""

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow


def own_answer(actor: Actor, response: Any) -> bool:
    """Answers of an account reach only its own entry; links and the kiosk are narrowed by their purpose."""
    return actor.kind != "account" or (actor.person_id is not None and response.person_id == actor.person_id)


def own_entry(actor: Actor, entry: Any) -> bool:
    return actor.person_id is not None and getattr(entry, "person_id", None) == actor.person_id


POLICIES = {
    "banks.view": allow("curator", "director", "supporter", system=True),
    "banks.edit": allow("curator", "director", system=True),
    "banks.sensitive": allow("curator", private=True),
    "banks.export": allow("curator", "director"),
    "banks.from_answers": allow(
        "curator",
        "director",
        links=("survey", "survey_open", "survey_kiosk"),
        kiosk=True,
        system=True,
        when=own_answer,
    ),
    "banks.own": allow(when=own_entry),
}

ACTIONS = {
    "banks.entered": "Внесён в банк",
    "banks.state_changed": "Изменено состояние в банке",
    "banks.admitted": "Допущен к подбору",
    "banks.admission_undone": "Допуск отменён",
    "banks.edited": "Изменена запись в банке",
    "banks.answers_taken": "Ответы анкеты внесены в банк",
    "banks.request_saved": "Записан запрос",
    "banks.request_removed": "Запрос удалён",
    "banks.request_met": "Запрос закрыт",
    "banks.left": "Вышел из банка",
    "banks.exported": "Выгружен банк",
}
