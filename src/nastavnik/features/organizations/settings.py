"""What an organisation may choose for itself: a typed table with defaults, and by what right each is chosen.

`get(organization, "capacity_default")` is the only way to read one. What is stored but no longer fits the table
(an older version, a hand in the database) reads as the default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from nastavnik.kernel.tenancy import Organization

Value = bool | int | str

CONSENTS = "Согласия"
PAIRS = "Наставники и пары"
ENTRY = "Вход в систему"


@dataclass(frozen=True, slots=True)
class Setting:
    """`kind` decides the fitting values: a tick, a whole number from `low` to `high`, one of `choices`."""

    code: str
    section: str
    label: str
    kind: Literal["flag", "number", "choice"]
    default: Value
    source: str
    help: str = ""
    low: int = 0
    high: int = 0
    choices: tuple[tuple[str, str], ...] = ()

    def fits(self, value: Any) -> bool:
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind == "number":
            return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high
        return any(value == code for code, _ in self.choices)

    def words(self, value: Any) -> str:
        """The value as a person reads it."""
        if self.kind == "flag":
            return "да" if value else "нет"
        return dict(self.choices).get(value, str(value)) if self.kind == "choice" else str(value)


SETTINGS: dict[str, Setting] = {
    item.code: item
    for item in (
        Setting(
            "consent_minor_policy",
            CONSENTS,
            "Кто подписывает согласие за обучающегося 14–17 лет",
            "choice",
            "both_from_14",
            "152-ФЗ, ст. 9, ч. 6: возраст закон не называет, решает акт организации",
            "До 14 лет подписывает законный представитель, с 18 лет — сам человек.",
            choices=(
                ("both_from_14", "представитель и сам обучающийся"),
                ("representative_only", "только представитель"),
                ("self_from_14", "только сам обучающийся"),
            ),
        ),
        Setting(
            "consent_both_representatives",
            CONSENTS,
            "Если у ребёнка два законных представителя, подписывают",
            "choice",
            "one",
            "СК РФ, ст. 61, 64, 65: права родителей равны, порядок решает акт организации",
            "Возражение любого из двоих останавливает использование данных при любом выборе.",
            choices=(
                ("one", "любой из них"),
                ("open", "оба, когда речь о распространении и съёмке"),
                ("all", "оба, на каждом согласии"),
            ),
        ),
        Setting(
            "links_count_as_consent",
            CONSENTS,
            "Согласие по личной ссылке заменяет бумажное",
            "flag",
            False,
            "акт организации о порядке получения согласий",
            "Без отметки ответ по ссылке считается предварительным, пока не придёт подписанный лист.",
        ),
        Setting(
            "consent_term_months",
            CONSENTS,
            "На сколько месяцев берём согласие",
            "number",
            12,
            "152-ФЗ, ст. 9, ч. 4: срок указывают в самом согласии",
            low=1,
            high=60,
        ),
        Setting(
            "invite_term_days",
            CONSENTS,
            "Сколько дней после набора хранить сведения тех, кто не ответил на приглашение",
            "number",
            30,
            "152-ФЗ, ст. 21, ч. 4: уничтожить за 30 дней после достижения цели",
            low=1,
            high=30,
        ),
        Setting(
            "capacity_default",
            PAIRS,
            "Сколько наставляемых у одного наставника, если он не указал сам",
            "number",
            3,
            "положение о наставничестве",
            low=1,
            high=30,
        ),
        Setting(
            "group_limit",
            PAIRS,
            "Сколько наставляемых может быть в одной группе",
            "number",
            8,
            "положение о наставничестве",
            low=2,
            high=100,
        ),
        Setting(
            "matching_sex",
            PAIRS,
            "Учитывать при подборе пожелания о поле наставника и наставляемого",
            "flag",
            False,
            "положение о наставничестве",
        ),
        Setting(
            "program_days",
            PAIRS,
            "За сколько рабочих дней после приказа пара составляет программу",
            "number",
            10,
            "положение о наставничестве",
            low=1,
            high=60,
        ),
        Setting(
            "idle_minutes",
            ENTRY,
            "Через сколько минут без работы сотрудник входит заново",
            "number",
            60,
            "152-ФЗ, ст. 19: меры защиты выбирает оператор",
            "Наставники и наставляемые входят с телефона и остаются в системе 12 часов.",
            low=5,
            high=720,
        ),
        Setting(
            "second_factor_required",
            ENTRY,
            "Требовать второй шаг входа у руководителя и специалиста сопровождения",
            "flag",
            False,
            "152-ФЗ, ст. 19: меры защиты выбирает оператор",
            "Код из приложения на телефоне. Пока он не включён, откроется только страница, где его включают.",
        ),
    )
}


def get(organization: Organization, code: str) -> Any:
    """The organisation's choice, or the default. An unknown code is a programmer's error and raises KeyError."""
    item = SETTINGS[code]
    value = organization.settings.get(code, item.default)
    return value if item.fits(value) else item.default


def sections() -> Iterator[tuple[str, list[Setting]]]:
    for title in dict.fromkeys(item.section for item in SETTINGS.values()):
        yield title, [item for item in SETTINGS.values() if item.section == title]
