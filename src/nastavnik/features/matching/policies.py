"""Who may do what with rounds. A participant answers only the own proposal of a published round."""

from __future__ import annotations

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow

LINK = "proposal_answer"


def is_side(actor: Actor, proposal: Any) -> bool:
    """One of the two of a proposal that participants may see."""
    if actor.person_id is None or proposal.round.state not in ("published", "closed"):
        return False
    return actor.person_id in (proposal.mentor.person_id, proposal.mentee.person_id)


POLICIES = {
    "matching.view": allow("curator", "director", system=True),
    "matching.edit": allow("curator", "director"),
    "matching.answer": allow("curator", "director", when=is_side, links=(LINK,)),
    "matching.export": allow("curator", "director"),
}

ACTIONS = {
    "matching.round_made": "Раунд подбора начат",
    "matching.round_changed": "Изменены условия раунда",
    "matching.solved": "Пары подобраны",
    "matching.locked": "Пара закреплена замком",
    "matching.unlocked": "Замок с пары снят",
    "matching.forbidden": "Пара запрещена",
    "matching.bar_lifted": "Запрет на пару снят",
    "matching.placed": "Наставник назначен вручную",
    "matching.published": "Пары предложены участникам",
    "matching.unpublished": "Предложения отозваны",
    "matching.answered": "Ответ на предложенную пару",
    "matching.chosen": "Составлены пары из предложенных",
    "matching.closed": "Раунд закрыт",
    "matching.round_removed": "Раунд удалён",
    "matching.links_made": "Выданы личные ссылки для ответа",
    "matching.sheets_printed": "Напечатаны листы ответов",
    "matching.exported": "Выгружена таблица подбора",
    "matching.dropped": "Человек выведен из подбора",
}
