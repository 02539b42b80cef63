"""Who may do what with papers. The office works on what was given to it: on a step of agreement or handed over."""

from __future__ import annotations

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import document_kinds
from nastavnik.kernel.policies import allow

STAFF = ("curator", "director")


def sent(actor: Actor, obj: Any) -> bool:
    """Whether the office was sent this document (or the document of this step)."""
    from nastavnik.features.documents import queries

    document_id = getattr(getattr(obj, "review", None), "document_id", None) or obj.pk
    return "office" in actor.roles and queries.visible_documents(actor).filter(pk=document_id).exists()


def works(actor: Actor, action: str) -> bool:
    """Whether buttons of the action are drawn beside a document that the actor sees."""
    return actor.may(action) or "office" in actor.roles


def signs(actor: Actor, kind: str) -> bool:
    """Whether the button «Отметить подпись» is drawn beside a document of the kind."""
    found = document_kinds.get(kind)
    return works(actor, "documents.sign") or (
        found is not None and found.signer == "author" and actor.may("documents.draft")
    )


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
