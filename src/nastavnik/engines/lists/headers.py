"""What the header of one column means: words by `header_words`, put together here. Source: people_lists.md.

A header is cut into parts («Должность, предмет», «Мать (тел.)»). In each part the first word of weight decides what the
column holds, the nouns about people decide whose it is; the parts are then put together. A word of weight that is not
known makes the part mean nothing: «Руководитель группы», «Возраст ребёнка».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from nastavnik.engines.russian.folding import fold, repair

from .header_parts import Part, read_parts
from .header_words import MENTEE, MENTOR, OTHER, PERSON, PLACE, REPRESENTATIVE

_REFUSED = re.compile(
    r"снилс|страхов\w* (номер|свид)|паспорт|\bинн\b|\bполис|\bомс\b|адрес|\bиндекс\b|прописк|прописан|место (житель|пребыв|регистр|рожд)|прожива|"
    r"^регистраци[яи]$|регистрации по месту|здоров|диагноз|заболеван|инвалид|\bовз\b|национальн|граждан(?:ств|ин)|вероисповед|религи|судимост|"
    r"свидетельств\w* о рожд|банк(?:овск|\b)|расчетн\w* счет|лицев\w* счет|документ\w*,? удостовер|удостоверен\w* личн|семейн\w* положен|номер карты|"
    r"физкультурн\w* групп|групп\w* (крови|здоровья)|медицинск|прививк|аллерги"
)
#: «Дата рождения (по паспорту)», «ФИО как в паспорте»: only how it is to be written.
_AS_IN_PAPERS = re.compile(
    r"\(?\b(по|как в|согласно|соответствии с|строго по)\b (данным )?(паспорт|свидетельств|документ)[^,;/]*"
)
_NUMBER = re.compile(
    r"[№#/ ]+$|(пор ?№|№|n|no|номер|пор|порядк\w*)?( ?п ?[/ ]? ?п)?$|(№|n|no|номер)? ?(по порядку|по списку|строки|записи|п ?/? ?п)$|порядков\w+ (номер|№)$|"
    r"№ №$|п ?/? ?№$"
)
_ROLES = re.compile(r"^рол[ьи]\b|^роль в|статус в программ|участие в программ|^кем участвует|качестве кого")
_MARKED = re.compile(r"да ?/ ?нет|\+ ?/ ?-|^\+$|^да$|отмет|1/0|является|готов|стать")
_FORM = re.compile(
    r"^(форма|вид|модель)( наставничества| программы| работы| пары| взаимодействия)?$|^форма\b.*наставнич"
)
_PERIOD = re.compile(
    r"^(период|сроки?|срок действия|срок работы)( наставничества| работы( пары)?| действия| закрепления| реализации)?$"
)
_FROM = re.compile(
    r"^(с|от|дата начала|начало|дата закрепления|начало работы|начало периода|дата с)( работы| периода| наставничества| закрепления| взаимодействия| пары)*$"
)
_TO = re.compile(
    r"^(по|до|дата окончания|окончание|конец|дата завершения|завершение|дата по)( работы| периода| наставничества| закрепления| взаимодействия| пары)*$"
)
_OF_PAIR = (("form", _FORM), ("period", _PERIOD), ("from", _FROM), ("to", _TO))
#: «Фамилия | И. | О.»
_LETTERS = {"ф": "last", "и": "first", "о": "middle"}
_NAMES = frozenset({"full_name", "last", "first", "middle", "initials"})


@dataclass(frozen=True, slots=True)
class Column:
    """What a header means. `owner`: «mentor», «mentee» or «» – whose value it is in a table of pairs.

    `relation`: «мать», «отец» … when the header itself says who the representative is. `weak`: another column or the
    cells may show that the words were meant otherwise.
    """

    field: str
    owner: str = ""
    relation: str = ""
    recognised: bool = True
    weak: bool = False


UNKNOWN = Column("extra", recognised=False)
#: How a form on the internet addresses its reader: «Укажите Ваш номер телефона».
_FORM_WORDS = re.compile(
    r"(?<!\w)(?:ваш(?:а|е|и|ей|его|их|у)?|вы|свой|своя|свое|свои|свою|укажите|введите|напишите|впишите|пожалуйста|полностью)(?!\w)|\?"
)


def header_key(text: str) -> str:
    """The header without case, dots, doubled spaces, ё, brackets' spaces: «Д. р.» → «д р»."""
    key = fold(repair(text)).replace("ё", "е").replace("\\", "/")
    key = re.sub(r"[.:*;\"«»_]+", " ", key)
    key = _FORM_WORDS.sub(" ", key.replace("?", " ")) if _FORM_WORDS.search(key) else key
    key = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", key)).strip(" -/,")
    return re.sub(r"\bф[ ,/]и[ ,/]о\b|\bф, и, о\b", "фио", key)


@lru_cache(maxsize=5_000)
def recognise(text: str) -> Column:
    """Meaning of one header; UNKNOWN («extra») when its words decide nothing."""
    key = header_key(text)
    return _recognise(key, read_parts(key)) if key and len(key) <= 120 else UNKNOWN


@lru_cache(maxsize=1000)
def holds_all_contacts(header: str) -> bool:
    """«Контакты», «Телефон, e-mail»: phones and addresses stand in one column."""
    fields = {field for part in read_parts(header_key(header)) for field in part.fields}
    return {"phone", "email"} <= fields or ("contacts" in fields and not fields & {"phone", "email"})


def recognise_path(titles: tuple[str, ...]) -> Column:
    """Meaning of a column under titles of groups, the outer one first: («Законный представитель», «Телефон»)."""
    if len(titles) < 2:
        return recognise(titles[0]) if titles else UNKNOWN
    keys = [header_key(title) for title in titles]
    own, groups = keys[-1], [key for key in keys[:-1] if key]
    if not own or len(own) > 120:
        return recognise_path(titles[:-1])
    parts = read_parts(own)
    if not parts[0].fields and any(_REFUSED.search(key) for key in groups):
        return Column("refused")
    around = [replace(part, bracket=True) for key in reversed(groups) for part in read_parts(key)]
    if {"last", "first", "middle"} & set(parts[0].fields):
        around = [replace(part, fields=()) for part in around]
    foreign = not parts[0].owner and any(part.owner == OTHER for part in around)
    found = _recognise(own, [*parts, *around])
    if foreign and found.field not in {"number", "refused", "group"}:
        return UNKNOWN
    if found.field == "number" and any(part.headless for part in around):
        return UNKNOWN  # «Приказ / №»
    return found


def names_another(header: str) -> bool:
    """Whether the header speaks of somebody or something that is no member of a list: «Куратор», «Организация»."""
    return any(
        part.owner in (OTHER, PLACE) or {OTHER, PLACE} & set(part.others) for part in read_parts(header_key(header))
    )


@lru_cache(maxsize=1000)
def fields_beside(header: str) -> frozenset[str]:
    """All fields that a header names: «ФИО, должность», «Класс/должность»; «contacts» is a phone."""
    fields = {field for part in read_parts(header_key(header)) for field in part.fields}
    return frozenset(fields - _NAMES - {"contacts"} | ({"phone"} if "contacts" in fields else set()))


def _recognise(key: str, parts: list[Part]) -> Column:
    if key in _LETTERS:
        return Column(_LETTERS[key])
    if _NUMBER.match(key):
        return Column("number", weak=key == "номер")
    if _ROLES.search(key) and not re.search(r"^рол[ьи] (наставника|наставляемого)", key):
        return Column("roles")
    fields = [field for part in parts for field in part.fields]
    if _REFUSED.search(_AS_IN_PAPERS.sub(" ", key)) and "email" not in fields:
        return Column("refused", weak=key in {"адрес", "контактный адрес", "адреса"})
    main = next((part for part in parts if part.fields or part.owner), Part())
    owner = _owner(main, parts)
    if owner == REPRESENTATIVE:
        return _of_representative(key, parts, fields)
    if owner in (MENTOR, MENTEE):
        return _of_member(key, parts, fields, owner)
    for name, pattern in _OF_PAIR:
        if pattern.search(key):
            return Column(name)
    field = _field(main, parts, fields)
    if not field or owner == OTHER or (owner == PLACE and field in {"full_name", "phone", "email", "last", "first"}):
        return UNKNOWN
    if field == "person":
        return Column("full_name", weak=True)
    before = parts[: parts.index(main)]
    return Column(field, weak=main.weak or any(part.headless for part in before))


def _owner(main: Part, parts: list[Part]) -> str:
    """Whose the column is: what its main part says, or another part («Телефон (родителя)»)."""
    if main.owner and (main.fields or main.owner != PERSON):
        return main.owner
    others = [part.owner for part in parts if part.owner not in ("", OTHER, PLACE)]
    return next((owner for owner in others if owner != PERSON), main.owner)


def _field(main: Part, parts: list[Part], fields: list[str]) -> str:
    """The field of a column that belongs to the person of the row, «person» for a noun alone, «» when unknown."""
    names = {field for field in fields if field in _NAMES}
    first = main.fields[0] if main.fields else ""
    if first in _NAMES or (not first and main.owner == PERSON and names):
        return _name_field(names)
    if first == "contacts":
        return "email" if "email" in fields and "phone" not in fields else "phone"
    if not first and main.owner == PERSON:
        return "" if main.headless else "person"
    return first


def _name_field(names: set[str]) -> str:
    if "full_name" in names or ("last" in names and names & {"first", "initials"}):
        return "full_name"
    return next((name for name in ("last", "first", "middle") if name in names), "first")


def _of_representative(key: str, parts: list[Part], fields: list[str]) -> Column:
    relation = "" if "родител" in key else next((part.relation for part in parts if part.relation), "")
    if any(part.owner == PLACE or (PLACE in part.others and not re.search("законн|родител", key)) for part in parts):
        return UNKNOWN  # «Представитель работодателя»
    if _NAMES & set(fields):
        return Column("representative", relation=relation)
    if {"phone", "contacts"} & set(fields) and not ("email" in fields and "phone" not in fields):
        return Column("representative.phone", relation=relation)
    if "email" in fields:
        return Column("representative.email", relation=relation)
    first = next((part for part in parts if part.owner == REPRESENTATIVE), Part())
    if first.headless or first.fields or parts[0].headless:
        return UNKNOWN  # «Место работы матери», «Должность отца»
    return Column("representative", relation=relation)


def _of_member(key: str, parts: list[Part], fields: list[str], owner: str) -> Column:
    """A header with the word «наставник» or «наставляемый» in it."""
    member = next(part for part in parts if part.owner == owner)
    both = {part.owner for part in parts} | {other for part in parts for other in part.others}
    rest = re.sub(r"\b(наставн|наставляем|подопечн)\w*", "", key).strip(" ()/,-")
    for name, pattern in _OF_PAIR:
        if rest and pattern.search(rest):
            return Column(name)
    if {MENTOR, MENTEE} <= both and not fields:
        return Column("roles")
    names = _NAMES & set(fields)
    if len(names) == 1 and names <= {"last", "first", "middle"}:
        return Column(next(iter(names)), owner)
    if names or (_MARKED.search(rest) and not member.headless):
        return Column(owner, owner=owner)
    if not member.fields and not member.headless and member is parts[0] and not any(part.bracket for part in parts):
        return Column(owner, owner=owner)
    if fields:
        field = "phone" if fields[0] == "contacts" else fields[0]
        return Column(field, owner=owner) if field != "roles" else UNKNOWN
    return Column(owner, owner=owner, recognised=not member.headless, weak=member.headless)
