"""Who may do what with people."""

from nastavnik.kernel.policies import allow

POLICIES = {
    "people.view": allow("curator", "director", "supporter", "office", "tutor", system=True),
    "people.contacts": allow("curator", "director"),
    "people.edit": allow("curator", "director", system=True),
    "people.import": allow("curator", "director"),
    "people.merge": allow("curator", "director"),
    "people.export": allow("curator", "director"),
    "people.departure": allow("curator", "director", "office"),
    "people.groups": allow("curator", "director"),
}

ACTIONS = {
    "people.person_added": "Человек добавлен",
    "people.person_edited": "Карточка изменена",
    "people.person_removed": "Карточка убрана",
    "people.person_returned": "Карточка возвращена",
    "people.representative_added": "Указан законный представитель",
    "people.authority_checked": "Проверено право представителя",
    "people.objection_recorded": "Записано возражение представителя",
    "people.objection_lifted": "Снято возражение представителя",
    "people.representative_edited": "Изменены сведения о представителе",
    "people.merged": "Карточки объединены",
    "people.unmerged": "Объединение отменено",
    "people.left": "Выбыл",
    "people.returned": "Вернулся",
    "people.stays": "Не назван в новом списке, но остаётся",
    "people.import_started": "Список прочитан",
    "people.import_applied": "Список загружен",
    "people.import_dropped": "Список не загружен",
    "people.import_undone": "Загрузка списка отменена",
    "people.exported": "Выгружен список людей",
    "people.group_saved": "Группа изменена",
}
