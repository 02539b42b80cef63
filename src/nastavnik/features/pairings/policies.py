"""Who may do what with pairs. A participant's right comes from the pair itself."""

from __future__ import annotations

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow


def is_participant(actor: Actor, pairing: Any) -> bool:
    """Mentor or present member of the pair."""
    if actor.person_id is None:
        return False
    if pairing.mentor_id == actor.person_id:
        return True
    return any(member.person_id == actor.person_id and member.left_on is None for member in pairing.members.all())


POLICIES = {
    "pairings.view": allow("curator", "director", system=True, when=is_participant),
    "pairings.edit": allow("curator", "director", system=True),
    "pairings.answer": allow("curator", "director", when=is_participant, links=("pair_answer",)),
    "pairings.order": allow("curator", "director"),
    "pairings.program": allow("curator", "director", when=is_participant),
    "pairings.end": allow("curator", "director"),
    "pairings.check_mark": allow("curator", "director", "office"),
    "pairings.export": allow("curator", "director"),
}

ACTIONS = {
    "pairings.proposed": "Пара предложена",
    "pairings.edited": "Пара изменена",
    "pairings.removed": "Пара убрана",
    "pairings.returned": "Пара возвращена",
    "pairings.answered": "Ответ участника",
    "pairings.agreed": "Пара согласована",
    "pairings.ordered": "Закреплена приказом",
    "pairings.unordered": "Приказ отменён, пара снова ждёт приказа",
    "pairings.paused": "Работа приостановлена",
    "pairings.resumed": "Работа возобновлена",
    "pairings.completed": "Пара завершена",
    "pairings.terminated": "Прекращена досрочно",
    "pairings.replacement_planned": "Готовится замена наставника",
    "pairings.mentor_replaced": "Наставник заменён",
    "pairings.term_changed": "Срок изменён приказом",
    "pairings.restored": "Приказ отменён, пара снова работает",
    "pairings.program_saved": "Программа изменена",
    "pairings.program_ready": "Программа готова",
    "pairings.check_marked": "Отмечена проверка документов",
    "pairings.exported": "Выгружен список пар",
    "pairings.notices_sent": "Участнику сообщили о паре",
    "pairings.notice_taken_back": "Снята ошибочная отметка о сообщении",
    "pairings.table_read": "Прочитан список готовых пар",
}
