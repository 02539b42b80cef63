"""Who may do what with papers. The office sees what was sent to it and works on what was handed to it."""

from __future__ import annotations

import uuid
from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import document_kinds
from nastavnik.kernel.policies import allow

STAFF = ("curator", "director")


def sent(actor: Actor, obj: Any) -> bool:
    """Whether the document was handed to this person of the office. A step of agreement lets see and agree only."""
    from nastavnik.features.documents.models import Handing

    if "office" not in actor.roles or actor.person_id is None:
        return False
    return Handing.objects.filter(document_id=obj.pk, person_id=actor.person_id).exists()


def worked_on(actor: Actor) -> set[uuid.UUID] | None:
    """Documents that the office may work on, in one query; None for those who work on all."""
    from nastavnik.features.documents.models import Handing

    if actor.roles & set(STAFF) or actor.kind != "account":
        return None
    mine = Handing.objects.filter(person_id=actor.person_id or uuid.UUID(int=0))
    return set(mine.values_list("document_id", flat=True))


def signs(actor: Actor, document: Any, work: set[uuid.UUID] | None = None) -> bool:
    """Whether the button «Отметить подпись» is drawn beside a document. `work`: `worked_on`, for a list."""
    kind = document_kinds.get(document.kind)
    if kind is not None and kind.signer == "author" and actor.may("documents.draft"):
        return True
    return document.pk in work if work is not None else actor.may("documents.sign", document)


POLICIES = {
    "documents.view": allow(*STAFF, "office", system=True),
    "documents.draft": allow(*STAFF, system=True),
    "documents.print": allow(*STAFF, when=sent),
    "documents.sign": allow(
        "director", when=sent, refusal="Подпись отмечают руководитель и секретарь. Передайте документ на подпись."
    ),
    "documents.register": allow(
        *STAFF, when=sent, refusal="Номер вносят куратор и секретарь, которому передали документ."
    ),
    "documents.cancel": allow(*STAFF),
    "documents.acquaint": allow(*STAFF, when=sent),
    "documents.prior": allow(*STAFF),
    "documents.registers": allow(*STAFF),
    "documents.review": allow(*STAFF),
    "documents.hand": allow(*STAFF),
    "documents.own_forms": allow(*STAFF),
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
    "documents.sent_for_review": "Отправлен на согласование",
    "documents.agreed": "Согласован",
    "documents.returned": "Возвращён с замечаниями",
    "documents.review_restarted": "Согласование начато заново: текст изменён",
    "documents.review_called_off": "Отозван с согласования",
    "documents.review_rule_changed": "Изменён порядок согласования",
    "documents.own_form_kept": "Принят свой бланк",
    "documents.own_form_ended": "Свой бланк больше не применяется",
    "documents.handed": "Передан сотруднику",
}
