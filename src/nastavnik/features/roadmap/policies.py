"""Who may do what with roadmaps."""

from nastavnik.kernel.policies import allow

POLICIES = {
    "roadmap.view": allow("curator", "director", system=True),
    "roadmap.edit": allow("curator", "director"),
    "roadmap.close": allow("curator", "director"),
    "roadmap.approve": allow("curator", "director"),
    "roadmap.prove": allow("curator", "director", system=True),
    "roadmap.calendar": allow("curator", "director"),
}

ACTIONS = {
    "roadmap.plan_read": "Прочитан файл плана",
    "roadmap.plan_corrected": "Исправлено прочитанное из плана",
    "roadmap.plan_dropped": "Чтение плана отложено",
    "roadmap.made": "Создана дорожная карта",
    "roadmap.edited": "Изменены название и формы дорожной карты",
    "roadmap.removed": "Дорожная карта убрана",
    "roadmap.restored": "Дорожная карта возвращена",
    "roadmap.suggestions_taken": "Приняты предложенные даты и ответственные",
    "roadmap.activity_added": "Добавлено мероприятие",
    "roadmap.activity_edited": "Изменено мероприятие",
    "roadmap.activity_moved": "Мероприятие переставлено",
    "roadmap.activity_removed": "Мероприятие убрано",
    "roadmap.activity_restored": "Мероприятие возвращено",
    "roadmap.stage_edited": "Изменён этап",
    "roadmap.stage_removed": "Этап убран",
    "roadmap.not_applicable": "Отмечено как неприменимое",
    "roadmap.applicable": "Возвращено в план",
    "roadmap.closed_by_hand": "Закрыто вручную",
    "roadmap.reopened": "Открыто снова",
    "roadmap.proved": "Подтверждено фактами",
    "roadmap.unproved": "Подтверждение отпало",
    "roadmap.approved": "Дорожная карта утверждена",
    "roadmap.approval_cancelled": "Утверждение отменено",
    "roadmap.exported": "Выгружена дорожная карта",
    "roadmap.calendar_issued": "Выдан адрес календаря",
    "roadmap.calendar_revoked": "Адрес календаря закрыт",
}
