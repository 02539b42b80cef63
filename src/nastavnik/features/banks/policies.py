"""Who may do what with the banks."""

from nastavnik.kernel.policies import allow

POLICIES = {
    "banks.view": allow("curator", "director", "supporter", system=True),
    "banks.edit": allow("curator", "director", system=True),
    "banks.sensitive": allow("curator", private=True),
    "banks.export": allow("curator", "director"),
    "banks.from_answers": allow(
        "curator", "director", links=("survey", "survey_open", "survey_kiosk"), kiosk=True, system=True
    ),
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
