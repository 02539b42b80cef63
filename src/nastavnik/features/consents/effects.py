"""What a withdrawal will stop: each feature that uses a consent says it in words before the person decides."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from nastavnik.features.consents.models import Consent
from nastavnik.features.consents.rules import KINDS, PURPOSES
from nastavnik.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class WithdrawalEffect:
    """`describe(person_id, purpose)`: sentences about what stops; empty when the feature holds nothing of the person."""

    code: str
    describe: Callable[[uuid.UUID, str], list[str]]


withdrawal_effects: Registry[WithdrawalEffect] = Registry("effects of a withdrawal")


@dataclass(frozen=True, slots=True)
class Reliance:
    """`describe(consent)`: sentences about what lawful already rests on the consent; such a mark can not be undone."""

    code: str
    describe: Callable[[Consent], list[str]]


reliances: Registry[Reliance] = Registry("what rests on a consent")


def resting_on(consent: Consent) -> list[str]:
    """All sentences of features about what the consent already carries."""
    return [line for item in reliances for line in item.describe(consent)]


OWN = {
    "bank": "Человек сразу выйдет из банка и подбора; новых приглашений и анкет ему не будет.",
    "pair": "Пара не сможет работать дальше: куратор решит, чем её закончить.",
    "staff_pair": "Дополнительная работа прекращается; доплата — со дня, который назовёт приказ.",
    "distribution": "Имя и сведения снимаются с открытых страниц сегодня же.",
    "image": "Снимки и видео снимаются с открытых страниц сегодня же.",
    "transfer": "Новых передач другой организации не будет; получателя нужно известить.",
    "psych": "Диагностика прекращается; собранное уничтожают по требованию.",
}


def consequences(consent: Consent) -> list[str]:
    """All sentences for the page of withdrawal: the use that ends, what features hold, what stays by law."""
    purpose = KINDS[consent.kind].purpose
    lines = [OWN.get(purpose, f"Прекращается: {PURPOSES[purpose]}.")]
    for effect in withdrawal_effects:
        lines += effect.describe(consent.person_id, purpose)
    if purpose == "bank":
        lines.append("Данные, для которых нет иного основания, уничтожаются в течение 30 дней.")
    lines.append("Подписанные приказы и иное, что закон велит хранить, остаётся на установленный срок.")
    return lines
