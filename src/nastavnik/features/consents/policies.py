"""Who may do what with consents."""

from typing import Any

from nastavnik.features.people.wards import wards
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow


def _gave(actor: Actor, obj: Any) -> bool:
    """Whoever gave a consent may withdraw it."""
    return actor.person_id is not None and getattr(obj, "given_by_id", None) == actor.person_id


def concerns(actor: Actor, obj: Any) -> bool:
    """The sheet or the consent is about the actor, or about a minor whom the actor represents today."""
    person_id = getattr(obj, "person_id", None)
    if actor.person_id is None or person_id is None:
        return False
    if person_id == actor.person_id:
        return True
    return any(child.pk == person_id for child in wards(actor, clock.today(actor.organization)))


POLICIES = {
    "consents.view": allow("curator", "director", "tutor", system=True),
    "consents.prepare": allow("curator", "director"),
    "consents.slips": allow("curator", "director", "tutor"),
    "consents.mark": allow("curator", "director"),
    "consents.give": allow(links=("consent",)),
    "consents.decide": allow(when=concerns),
    "consents.withdraw": allow("curator", "director", links=("consent",), when=_gave, system=True),
    "consents.texts": allow("curator", "director"),
    "consents.prior": allow("curator", "director"),
}

ACTIONS = {
    "consents.mark_undone": "Снята ошибочная отметка о согласии",
    "consents.sheets_prepared": "Подготовлены листы согласий",
    "consents.sheet_voided": "Лист согласия заменён",
    "consents.given": "Согласие получено",
    "consents.stack_received": "Загружен скан стопки листов",
    "consents.scanned": "Прочитан скан стопки листов",
    "consents.given_by_link": "Согласие дано по ссылке",
    "consents.refused_by_link": "Отказ по ссылке",
    "consents.given_by_account": "Согласие дано в учётной записи",
    "consents.refused_by_account": "Отказ в учётной записи",
    "consents.own_sheet_printed": "Участник напечатал свой лист",
    "consents.prior_recorded": "Внесено согласие, полученное до системы",
    "consents.withdrawn": "Согласие отозвано",
    "consents.number_entered": "Внесён номер согласия",
    "consents.text_changed": "Новая редакция текста согласия",
    "consents.scan_attached": "Приложен скан согласия",
    "consents.slips_printed": "Напечатаны листочки-напоминания",
    "consents.exported": "Выгружен список согласий",
    "consents.links_issued": "Выданы ссылки на согласия",
    "consents.link_stopped": "Ссылка на согласие остановлена",
}
