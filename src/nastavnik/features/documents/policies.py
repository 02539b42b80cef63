"""Who may do what with papers."""

from nastavnik.kernel.policies import allow

POLICIES = {
    "documents.view": allow("curator", "director", "office", system=True),
    "documents.draft": allow("curator", "director", "office", system=True),
    "documents.print": allow("curator", "director", "office"),
    "documents.sign": allow(
        "director", "office", refusal="Подпись отмечают руководитель и секретарь. Передайте документ на подпись."
    ),
    "documents.register": allow("curator", "director", "office"),
    "documents.cancel": allow("curator", "director", "office"),
    "documents.acquaint": allow("curator", "director", "office"),
    "documents.prior": allow("curator", "director", "office"),
    "documents.registers": allow("curator", "director", "office"),
    "documents.overrule": allow("director", refusal="Подписать вопреки замечаниям может только руководитель."),
}

ACTIONS = {
    "documents.drafted": "Подготовлен проект",
    "documents.refreshed": "Проект обновлён по данным",
    "documents.printed": "Отдан на подпись",
    "documents.signed": "Подписан",
    "documents.registered": "Внесены номер и дата",
    "documents.discarded": "Проект отменён",
    "documents.repealed": "Документ отменён",
    "documents.amended": "Изменён другим приказом",
    "documents.acquainted": "Ознакомлены",
    "documents.acquaintance_started": "Начато ознакомление",
    "documents.acquaintance_dropped": "Ознакомление отменено",
    "documents.acquaintance_taken_back": "Снята ошибочная отметка об ознакомлении",
    "documents.acquaintance_printed": "Напечатаны листы ознакомления",
    "documents.scan_attached": "Приложен скан",
    "documents.prior_recorded": "Внесён документ, изданный до системы",
    "documents.register_changed": "Изменён журнал регистрации",
    "documents.exported": "Выгружен список документов",
    "documents.package_made": "Собран пакет документов",
    "documents.frozen": "Сохранены файлы подписанного",
}
