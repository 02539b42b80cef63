"""Recognising the header of one column. Wording is free; the words that decide are few. Source: people_lists.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nastavnik.engines.russian.folding import fold, repair

_REFUSED = re.compile(
    r"снилс|паспорт|\bинн\b|полис|\bомс\b|адрес|прописк|место жительств|проживан|регистраци|здоров|диагноз|заболеван|"
    r"инвалид|\bовз\b|национальн|гражданств|вероисповед|религи|судимост|свидетельств\w* о рожд|банковск|"
    r"документ\w*,? удостовер|место рожд|семейн\w* положен|номер карты|физкультурн\w* групп"
)
_REPRESENTATIVE = re.compile(
    r"родител|представител|законн|\b(мать|матери|мама|мамы|отец|отца|папа|папы|опекун|попечител)\w*"
)
_EMAIL = re.compile(
    r"\bе? ?-?mail|^мейл\b|e ?-?mail|емейл|имейл|\bпочт|\bэл\w* (адрес|почт)|электронн\w* (адрес|почт)|адрес эл"
)
_PHONE = re.compile(
    r"\bтел\b|^сот$|телефон|\bмоб\b|мобильн|сотов|контактн\w* (номер|данн)|^контакты?$|whats ?app|ватсап|вотсап"
)
_BIRTH = re.compile(r"рожд|^д ?/? ?р$|^г р$|^год,? месяц|^родил")
_EXPERIENCE = re.compile(r"стаж|опыт работы|^опыт,? лет$")
_POST = re.compile(r"должност")
_DEPARTMENT = re.compile(
    r"отделени|^подр(азд(ел)?)?$|^структ подр|^отдел|подразделени|^факультет|^ц ?/? ?к$|^п ?ц ?к$|цикл\w* комисси|предметно|^кафедр|^(мо|рмо|шмо)$|методическ\w* объединени|"
    r"^отдел$|^филиал$|^служба$|^структур"
)
_GROUP = re.compile(
    r"^(№ |номер )?(уч\w* |академ\w* )?(групп\w|класс\w?)( ?/ ?(групп\w|класс\w?))?( обучени\w| студент\w*)?"
    r"( ?[/,] ?курс)?$|"
    r"^(№ |номер )?гр$|^(группа|класс)\b.*\b(№|наименован\w*|номер|обучающ\w*|учени\w*|студент\w*|наставляем\w*)$|"
    r"^(наименование|название|шифр|код|номер) (уч\w* )?(группы|класса)$|^курс,? группа$|"
    r"^(уч\w* )?(группа|класс) \(.*\)$|^(из |в )?как(ой|ом|ая) (групп|класс)\w*( (уч|обуча)\w+)?$|"
    r"^(группа|класс), (в )?котор\w+ (уч|обуча)\w+$"
)
_ROLES = re.compile(r"^рол[ьи]\b|^роль в|статус в программ|участие в программ")
_NUMBER = re.compile(
    r"^[№#/ ]+$|^(№|n|no|номер)?( ?п ?[/ ]? ?п)?$|^(№|n|номер) ?(по порядку|строки|п ?/? ?п)$|^порядковый номер$|^№ №$"
)
_NOUN_PERSON = (
    "сотрудник|педагог|студент|обучающийся|обучающаяся|ученик|учащийся|воспитанник|слушатель|участник|работник|преподаватель|"
    "реб[её]нок|сотрудники|педагоги|студенты|обучающиеся|ученики|учащиеся|слушатели|участники|работники|преподаватели|учителя|"
    "учитель|специалист|молодой специалист|молодой педагог|педагогический работник|человек"
)
#: Whose: «Фамилия студента».
_WHOSE = r"(?:студента|сотрудника|обучающегося|педагога|ученика|учащегося|ребенка|работника|участника|слушателя|воспитанника)"
_FULL_NAME = re.compile(
    rf"^(ф ?и ?о|фио)\b|\bф ?и ?о$|^фамилия,? ?(и )?(имя|инициалы|и ?о)|"
    rf"^(\w+(ый|ий|ой|ая|яя|ое|ие|ые) )?({_NOUN_PERSON})( ?\(?(ф ?и ?о|фамилия.*)\)?)?$|"
    r"^имя,? (отчество )?(и )?фамилия|^список (группы|класса|студентов|обучающихся|сотрудников|педагогов|участников)$|"
    r"^полное имя|^фамилия имя|^фамилия и о$"
)
_MENTOR = re.compile(r"\bнаставник(а|и|ом)?\b")
_MENTEE = re.compile(r"\b(?:наставляем|подопечн|подшефн)\w+\b")
_YES_OR_NO = re.compile(r"да ?/ ?нет|\+ ?/ ?-|\+|да|отметка|отметить|1/0")
_FORM = re.compile(r"^(форма|вид|модель)( наставничества| программы| работы)?$|^форма\b.*наставнич")
_PERIOD = re.compile(
    r"^(период|сроки?|срок действия|срок работы)( наставничества| работы( пары)?| действия| закрепления| реализации)?$"
)
_FROM = re.compile(r"^(с|дата начала|начало|дата закрепления|начало работы|начало периода|дата с)( работы| периода)?$")
_TO = re.compile(r"^(по|до|дата окончания|окончание|конец|дата завершения|завершение|дата по)( работы| периода)?$")


@dataclass(frozen=True, slots=True)
class Column:
    """What a header means. `owner`: «mentor», «mentee» or «» – whose value it is in a table of pairs.

    `relation`: «мать», «отец» … when the header itself says who the representative is.
    """

    field: str
    owner: str = ""
    relation: str = ""
    recognised: bool = True


UNKNOWN = Column("extra", recognised=False)
_RELATIONS = {
    "мать": "мать",
    "матер": "мать",
    "мам": "мать",
    "отец": "отец",
    "отц": "отец",
    "пап": "отец",
    "опекун": "опекун",
}


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
    return re.sub(r"\bф[ ,]и[ ,]о\b|\bф, и, о\b", "фио", key)


@lru_cache(maxsize=5_000)
def recognise(text: str) -> Column:
    """Meaning of one header; UNKNOWN («extra») when its words decide nothing."""
    key = header_key(text)
    if not key:
        return UNKNOWN
    if len(key) > 120:
        return UNKNOWN
    return _recognise(key)


@lru_cache(maxsize=1000)
def holds_all_contacts(header: str) -> bool:
    """«Контакты», «Телефон, e-mail»: phones and addresses stand in one column."""
    key = header_key(header)
    return bool(
        re.match(r"контакты?\b|контактн\w+ (данные|информация|сведения)", key)
        or (_EMAIL.search(key) and _PHONE.search(key))
    )


def _recognise(key: str) -> Column:
    if _NUMBER.match(key):
        return Column("number")
    is_email = bool(_EMAIL.search(key))
    if _REFUSED.search(key) and not is_email:
        return Column("refused")
    representative = _REPRESENTATIVE.search(key)
    if representative and not re.match(r"^рол", key):
        return _of_representative(key, is_email)
    owner = "mentee" if _MENTEE.search(key) else "mentor" if _MENTOR.search(key) else ""
    rest = re.sub(r"\s+", " ", _MENTEE.sub("", _MENTOR.sub("", key))).strip(" ()/,-") if owner else key
    if owner and not _ROLES.search(key):
        return _of_member(rest, owner, is_email)
    return Column(_plain(key, is_email)) if _plain(key, is_email) else UNKNOWN


def _plain(key: str, is_email: bool) -> str:
    """Field of a header that belongs to the person of the row, «» when unknown."""
    if is_email:
        return "phone" if key.startswith("контакт") else "email"
    if _PHONE.search(key):
        return "phone"
    if re.match(rf"^пол( \(?[мж]\b.*| {_WHOSE})?$", key):
        return "gender"
    if _BIRTH.search(key) and "мест" not in key:
        return "birth_date"
    if _EXPERIENCE.search(key):
        return "experience_years"
    if re.match(rf"^фам(илия)?( {_WHOSE})?$", key):
        return "last"
    if re.match(rf"^имя,? ?(и )?отчество$|^имя( {_WHOSE})?$|^и о$|^инициалы( {_WHOSE})?$", key):
        return "first"
    if re.match(rf"^отч(ество)?( ({_WHOSE}|\(?при наличии\)?))*$", key):
        return "middle"
    if _FULL_NAME.search(key):
        return "full_name"
    for name, pattern in (
        ("roles", _ROLES),
        ("post", _POST),
        ("group", _GROUP),
        ("department", _DEPARTMENT),
        ("form", _FORM),
        ("period", _PERIOD),
        ("from", _FROM),
        ("to", _TO),
    ):
        if pattern.search(key):
            return name
    return ""


def _of_representative(key: str, is_email: bool) -> Column:
    relation = next((full for part, full in _RELATIONS.items() if re.search(rf"\b{part}", key)), "")
    if is_email and not re.search(r"\bфио\b|фамилия", key):
        return Column("representative.email", relation=relation)
    if not re.search(r"\bфио\b|фамилия", key) and (_PHONE.search(key) or re.search(r"\bконтакт", key)):
        return Column("representative.phone", relation=relation)
    named = re.search(r"\bфио\b|фамилия", key)
    if not named and re.search(r"работ|должност|рожд|образован|возраст|количеств|собрани|согласи", key):
        return UNKNOWN
    return Column("representative", relation=relation)


def _of_member(rest: str, owner: str, is_email: bool) -> Column:
    """A header with the word «наставник» or «наставляемый» in it."""
    if (
        not rest
        or _YES_OR_NO.fullmatch(rest)
        or _FULL_NAME.search(rest)
        or re.fullmatch(rf"({_NOUN_PERSON})", rest.strip("- "))
        or (re.search(r"\bфио\b|фамилия", rest) and not (is_email or _PHONE.search(rest)))
    ):
        return Column(owner, owner=owner)
    field = _plain(rest, is_email)
    if field in {"form", "period", "from", "to"}:
        return Column(field)
    if field:
        return Column(field, owner=owner)
    return UNKNOWN
