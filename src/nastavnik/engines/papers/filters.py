"""Filters of templates: `{{ mentor|fio:dat }}`. Each takes finished data and gives finished Russian text.

A filter is registered with what it takes, so that a template is checked before it ever meets data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from . import names
from .errors import DataError
from .tree import Blank, Box, Break, Inline, Text

NBSP = "\u00a0"
MAX_JOINED = 100_000


class Call(Protocol):
    """What a filter may do besides returning a value."""

    def doubt(self, source: str, form: str, reason: str) -> None: ...

    def apply(self, name: str, value: Any, args: tuple[Any, ...]) -> Any: ...


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """`takes`: person, org, date, number, text, list, any; `least`, `most`: how many arguments; `about`: for people."""

    name: str
    takes: str
    least: int
    most: int
    run: Callable[..., Any]
    about: str


FILTERS: dict[str, FilterSpec] = {}


def _filter(name: str, takes: str, least: int = 0, most: int = 0, *, about: str) -> Callable[[Any], Any]:
    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        FILTERS[name] = FilterSpec(name, takes, least, most, run, about)
        return run

    return register


def case_of(value: Any) -> str:
    """A case code, checked."""
    if value not in names.CASES:
        raise DataError(f"неизвестный падеж «{value}»: есть {', '.join(names.CASES)}")
    return str(value)


# People ---------------------------------------------------------------------------------------------------------------


@_filter("fio", "person", 0, 1, about="полное имя в падеже: fio:dat")
def _fio(call: Call, value: Any, case: str = "nom") -> Any:
    return names.full(call, value, case_of(case)) if value else None


@_filter("short", "person", 0, 1, about="И. О. Фамилия в падеже")
def _short(call: Call, value: Any, case: str = "nom") -> Any:
    return names.short(call, value, case_of(case), "before") if value else None


@_filter("last_first", "person", 0, 1, about="Фамилия И. О. в падеже")
def _last_first(call: Call, value: Any, case: str = "nom") -> Any:
    return names.short(call, value, case_of(case), "after") if value else None


@_filter("first_middle", "person", 0, 1, about="имя и отчество в падеже, для обращения")
def _first_middle(call: Call, value: Any, case: str = "nom") -> Any:
    return names.first_middle(call, value, case_of(case)) if value else None


@_filter("post", "person", 0, 1, about="должность человека в падеже")
def _post(call: Call, value: Any, case: str = "nom") -> Any:
    return names.post(call, value, case_of(case)) if value else None


@_filter("who", "person", 0, 1, about="должность и полное имя в падеже")
def _who(call: Call, value: Any, case: str = "nom") -> Any:
    if not value:
        return None
    return " ".join(part for part in (_post(call, value, case), _fio(call, value, case)) if part)


@_filter("who_short", "person", 0, 1, about="должность и Фамилия И. О. в падеже")
def _who_short(call: Call, value: Any, case: str = "nom") -> Any:
    if not value:
        return None
    return " ".join(part for part in (_post(call, value, case), _last_first(call, value, case)) if part)


@_filter("described", "person", about="полное имя с должностью или группой")
def _described(call: Call, value: Any) -> Any:
    if not value:
        return None
    more = (_post(call, value), value.get("group"), value.get("workplace"))
    return ", ".join(part for part in (_fio(call, value), *more) if part)


@_filter("g", "any", 2, 3, about="окончание по полу: g:'ый','ая'; для нескольких людей третье")
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


# Phrases --------------------------------------------------------------------------------------------------------------


@_filter("org", "org", 0, 1, about="полное наименование организации в падеже")
def _org(call: Call, value: Any, case: str = "nom") -> Any:
    return names.organization(call, value, case_of(case)) if value else None


def _case_filter(case: str, about: str) -> None:
    @_filter(case, "any", about=about)
    def _decline(call: Call, value: Any) -> Any:
        if isinstance(value, dict):
            return names.full(call, value, case)
        return names.phrase(call, str(value), case) if value else None


for _code, _name in (("gen", "родительный"), ("dat", "дательный"), ("acc", "винительный"), ("ins", "творительный"),
                     ("loc", "предложный")):  # fmt: skip
    _case_filter(_code, f"{_name} падеж имени человека, должности или названия")


@_filter("cap", "text", about="с прописной буквы")
def _cap(call: Call, value: Any) -> Any:
    text = _string(value)
    return text[:1].upper() + text[1:] if text else None


@_filter("low", "text", about="со строчной буквы")
def _low(call: Call, value: Any) -> Any:
    text = _string(value)
    return text[:1].lower() + text[1:] if text else None


@_filter("upper", "text", about="прописными буквами")
def _upper(call: Call, value: Any) -> Any:
    return _string(value).upper() if value else None


@_filter("comma", "any", about="запятая впереди, если есть что печатать")
def _comma(call: Call, value: Any) -> Any:
    return ", " + _string(value) if value not in (None, "", []) else ""


@_filter("before", "any", 1, 1, about="слова впереди, если есть что печатать: before:'тел. '")
def _before(call: Call, value: Any, words: str) -> Any:
    return words + _string(value) if value not in (None, "", []) else ""


@_filter("quotes", "text", about="в «ёлочках»")
def _quotes(call: Call, value: Any) -> Any:
    text = _string(value)
    return f"«{text}»" if text else None


@_filter("nb", "any", about="без разрыва строки")
def _nb(call: Call, value: Any) -> Any:
    return _string(value).replace(" ", NBSP) if value else None


@_filter("dot", "text", about="точка в конце, если её нет")
def _dot(call: Call, value: Any) -> Any:
    text = _string(value).rstrip()
    return text if not text or text[-1] in ".!?…" else text + "."


@_filter("nodot", "text", about="без точки в конце")
def _nodot(call: Call, value: Any) -> Any:
    return _string(value).rstrip(" .;") if value else None


@_filter("default", "any", 1, 1, about="что печатать, если пусто")
def _default(call: Call, value: Any, instead: Any) -> Any:
    return instead if value in (None, "", []) else value


@_filter("or_line", "any", 0, 1, about="черта для ручки, если пусто; длина в мм, без неё до конца строки")
def _or_line(call: Call, value: Any, width: float = 0) -> Any:
    return Blank(min(max(float(width), 0), 170)) if value in (None, "", []) else value


@_filter("lines", "any", about="текст или список с новой строки")
def _lines(call: Call, value: Any) -> Any:
    if value in (None, "", []):
        return None
    parts = [_string(each) for each in value] if isinstance(value, list) else _string(value).split("\n")
    inlines: list[Inline] = []
    for part in parts:
        inlines += [Text(part), Break()] if part.strip() else []
    return tuple(inlines[:-1])


# Dates and numbers ----------------------------------------------------------------------------------------------------


@_filter("long", "date", about="5 сентября 2026 г.")
def _long(call: Call, value: Any) -> Any:
    return names.date_long(value) if isinstance(value, dt.date) else None


@_filter("num", "date", about="05.09.2026")
def _num(call: Call, value: Any) -> Any:
    return f"{value.day:02}.{value.month:02}.{value.year}" if isinstance(value, dt.date) else None


@_filter("solemn", "date", about="«05» сентября 2026 г.")
def _solemn(call: Call, value: Any) -> Any:
    return f"«{value.day:02}»{NBSP}{names.date_long(value).split(NBSP, 1)[1]}" if isinstance(value, dt.date) else None


@_filter("year", "date", about="год даты")
def _year(call: Call, value: Any) -> Any:
    return str(value.year) if isinstance(value, dt.date) else None


@_filter("plural", "any", 3, 3, about="слово при числе: plural:'пара','пары','пар'")
def _plural(call: Call, value: Any, one: str, few: str, many: str) -> Any:
    return names.plural(_count(value), one, few, many)


@_filter("count", "any", 3, 3, about="число со словом: 5 пар")
def _counted(call: Call, value: Any, one: str, few: str, many: str) -> Any:
    number = _count(value)
    return f"{_string(number)}{NBSP}{names.plural(number, one, few, many)}"


@_filter("length", "list", about="сколько в списке")
def _length(call: Call, value: Any) -> Any:
    return len(value) if isinstance(value, list) else 0


@_filter("money", "number", about="5 000 (пять тысяч) рублей 00 копеек")
def _money(call: Call, value: Any) -> Any:
    return names.money(value) if value is not None else None


@_filter("percent", "number", about="15 %")
def _percent(call: Call, value: Any) -> Any:
    return f"{_string(value)}{NBSP}%" if value is not None else None


@_filter("in_words", "number", about="число словами")
def _in_words(call: Call, value: Any) -> Any:
    return names.number_in_words(int(value)) if value is not None else None


# Lists ----------------------------------------------------------------------------------------------------------------


@_filter("each", "list", 1, 4, about="применить фильтр к каждому: each:fio,gen")
def _each(call: Call, value: Any, name: str, *args: Any) -> Any:
    return [call.apply(name, one, args) for one in value or []]


@_filter("join", "list", 0, 1, about="через запятую или иной знак")
def _join(call: Call, value: Any, sign: str = ", ") -> Any:
    if isinstance(value, str):
        return value
    return _limited(sign.join(_string(one) for one in value or [] if one not in (None, "")))


@_filter("join_and", "list", about="через запятую, перед последним «и»")
def _join_and(call: Call, value: Any) -> Any:
    if isinstance(value, str):
        return value
    parts = [_string(one) for one in value or [] if one not in (None, "")]
    return _limited(" и ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts))


@_filter("numbered", "list", about="1) … 2) … с новой строки")
def _numbered(call: Call, value: Any) -> Any:
    parts = [_string(one) for one in value or []]
    if len(parts) < 2:
        return parts[0] if parts else None
    inlines: list[Inline] = []
    for number, part in enumerate(parts, 1):
        inlines += [Text(f"{number}){NBSP}{part}"), Break()]
    return tuple(inlines[:-1])


@_filter("first", "list", about="первый из списка")
def _first(call: Call, value: Any) -> Any:
    return value[0] if value else None


@_filter("upto", "number", about="список чисел от 1 до этого, для шкалы")
def _upto(call: Call, value: Any) -> Any:
    return [str(each) for each in range(1, min(int(value or 0), 20) + 1)]


@_filter("boxes", "list", about="квадраты для отметок в одну строку, у каждого своё слово")
def _boxes(call: Call, value: Any) -> Any:
    inlines: list[Inline] = []
    for one in value or []:
        inlines += [Box(), Text(f" {_string(one)} ")]
    return tuple(inlines)


@_filter("box", "any", about="квадрат для отметки перед словами")
def _box(call: Call, value: Any) -> Any:
    return (Box(), Text(f" {_string(value)}")) if value else (Box(),)


def _string(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, list):
        return _join(None, value)
    if isinstance(value, dict):
        raise DataError("объект нельзя напечатать целиком, назовите его поле")
    if isinstance(value, tuple | Blank):
        raise DataError("строку с чертой или отметкой нельзя склеить с другим текстом")
    return str(value)


to_text = _string


def _count(value: Any) -> int | float:
    if isinstance(value, list):
        return len(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isdigit() and len(value) < 10:
        return int(value)
    return 0


def _limited(text: str) -> str:
    if len(text) > MAX_JOINED:
        raise DataError("список слишком длинный, чтобы напечатать его одной строкой")
    return text
