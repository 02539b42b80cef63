"""Filters of people, organisations and cases."""

from __future__ import annotations

from typing import Any

from .. import names
from ..errors import DataError
from .registry import Call, register

_CASE = ("case",)


def case_of(value: Any) -> str:
    """A case code, checked."""
    if value not in names.CASES:
        raise DataError(f"неизвестный падеж «{value}»: есть {', '.join(names.CASES)}")
    return str(value)


@register("fio", "person", args=_CASE, least=0, about="полное имя в падеже: fio:dat")
def _fio(call: Call, value: Any, case: str = "nom") -> Any:
    return names.full(call, value, case_of(case)) if value else None


@register("short", "person", args=_CASE, least=0, about="И. О. Фамилия в падеже")
def _short(call: Call, value: Any, case: str = "nom") -> Any:
    return names.short(call, value, case_of(case), "before") if value else None


@register("last_first", "person", args=_CASE, least=0, about="Фамилия И. О. в падеже")
def _last_first(call: Call, value: Any, case: str = "nom") -> Any:
    return names.short(call, value, case_of(case), "after") if value else None


@register("first_middle", "person", args=_CASE, least=0, about="имя и отчество в падеже, для обращения")
def _first_middle(call: Call, value: Any, case: str = "nom") -> Any:
    return names.first_middle(call, value, case_of(case)) if value else None


@register("post", "person", args=_CASE, least=0, about="должность человека в падеже")
def _post(call: Call, value: Any, case: str = "nom") -> Any:
    return names.post(call, value, case_of(case)) if value else None


@register("who", "person", args=_CASE, least=0, about="должность и полное имя в падеже")
def _who(call: Call, value: Any, case: str = "nom") -> Any:
    if not value:
        return None
    return " ".join(part for part in (_post(call, value, case), _fio(call, value, case)) if part)


@register("who_short", "person", args=_CASE, least=0, about="должность и Фамилия И. О. в падеже")
def _who_short(call: Call, value: Any, case: str = "nom") -> Any:
    if not value:
        return None
    return " ".join(part for part in (_post(call, value, case), _last_first(call, value, case)) if part)


@register("described", "person", about="полное имя с должностью или группой")
def _described(call: Call, value: Any) -> Any:
    if not value:
        return None
    more = (_post(call, value), value.get("group"), value.get("workplace"))
    return ", ".join(part for part in (_fio(call, value), *more) if part)


@register(
    "g", "people", args=("text",) * 3, least=2, about="окончание по полу: g:'ый','ая'; для нескольких людей третье"
)
def _g(call: Call, value: Any, male: str, female: str, many: str = "") -> Any:
    people = value if isinstance(value, list) else [value]
    if len(people) > 1:
        return many or male
    if not people or not people[0]:
        return _both(male, female)
    gender = names.gender_of(people[0])
    if not gender:
        form = _both(male, female)
        call.doubt(names.plain(people[0]), form, "пол не указан и по имени не определён")
        return form
    return male if gender == "m" else female


def _both(male: str, female: str) -> str:
    """An ending in brackets at once, «согласный(ая)»; a whole word after a space, «наставляемый (наставляемая)»."""
    return f"{male} ({female[:1].lower()}{female[1:]})" if len(female) > 4 else f"{male}({female})"


@register("org", "org", args=_CASE, least=0, about="полное наименование организации в падеже")
def _org(call: Call, value: Any, case: str = "nom") -> Any:
    return names.organization(call, value, case_of(case)) if value else None


def _case_filter(case: str, about: str) -> None:
    @register(case, "named", about=about)
    def _decline(call: Call, value: Any) -> Any:
        if isinstance(value, dict):
            return names.full(call, value, case)
        return names.phrase(call, str(value), case) if value else None


for _code, _name in (("gen", "родительный"), ("dat", "дательный"), ("acc", "винительный"), ("ins", "творительный"),
                     ("loc", "предложный")):  # fmt: skip
    _case_filter(_code, f"{_name} падеж имени человека, должности или названия")
