"""Values of single cells: dates, phones, addresses, years of service, groups, roles, numbers that must not be kept.

Each reader returns what was understood and what stays to be told; none raises. Source of the rules: people_lists.md.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from nastavnik.engines.russian.folding import fold, repair

from .sheets import Cell

_PLACEHOLDER = re.compile(
    r"[-–—−_/\\.?*x\s]*|нет|н/?д|нет данных|не указано?а?|не имеет(ся)?|отсутству(ет|ют)|б/?н|n/?a|неизвестно|"
    r"нет информации",
    re.I,
)


# A longer cell is a text, not a value; searching it for values would only cost time.
_LONGEST = 300


def text_of(cell: Cell) -> str:
    """The cell as a person would read it, spaces trimmed; line breaks inside become spaces."""
    if isinstance(cell, str):
        return cell.strip() if cell.isalnum() else _one_line(cell)
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", ",")
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d.%m.%Y") if cell.time() == dt.time() else cell.strftime("%d.%m.%Y %H:%M")
    if isinstance(cell, dt.date):
        return cell.strftime("%d.%m.%Y")
    return str(cell)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_placeholder(text: str) -> bool:
    """Dashes, «нет», «н/д» and the like: nothing is known, and that is no mistake."""
    return bool(_PLACEHOLDER.fullmatch(text))


# Dates --------------------------------------------------------------------------------------------------------------

_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12,
}  # fmt: skip
_TAIL = r"(?:\s*(?:г|года?|г\.?\s*р|г\.?\s*рожд\w*|года рождения)\.?)?"
_NUMERIC = re.compile(rf"(\d{{1,2}})\s*[./\-\s,]\s*(\d{{1,2}})\s*[./\-\s,]\s*(\d{{4}}|\d{{2}}){_TAIL}", re.I)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_WORDS = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]?\s*([а-яё]{{3,8}})\.?\s*(\d{{4}}|\d{{2}}){_TAIL}", re.I)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")


def read_date(cell: Cell, today: dt.date, epoch: dt.date) -> dt.date | None:
    """A date that exists, day first; two-digit years mean the latest such date not after `today`. None: not a date.

    Numbers are days since `epoch` (the workbook's own); numbers that look like a year are no dates.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if isinstance(cell, int | float):
        return _serial(float(cell), epoch)
    if len(cell) > _LONGEST:
        return None
    text = _one_line(cell).strip(" .,;").replace("−", "-").replace("–", "-").replace("‑", "-")
    if re.fullmatch(r"\d{5}", text):
        return _serial(float(text), epoch)
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text) or _COMPACT.fullmatch(text):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if found := _WORDS.fullmatch(repair(text)):
        month = _MONTHS.get(found[2].lower()[:3])
        return _with_year(int(found[1]), month, found[3], today) if month else None
    return None


def _serial(number: float, epoch: dt.date) -> dt.date | None:
    if not 2200 <= number <= 80_000:
        return None
    return epoch + dt.timedelta(days=int(number))


def _with_year(day: int, month: int, year: str, today: dt.date) -> dt.date | None:
    if len(year) == 4:
        return _date(int(year), month, day)
    found = _date(today.year // 100 * 100 + int(year), month, day)
    if found and found > today:
        found = _date(found.year - 100, month, day)
    return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


# Phones and addresses -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contact:
    """`value`: what was read or «»; `more`: the cell holds more than that; `bad`: it holds something unreadable."""

    value: str = ""
    more: bool = False
    bad: bool = False


_EXTENSION = re.compile(r"(?:,|;|\s)*\(?\s*(?:доб(?:авочный)?|вн(?:утр\w*)?|ext|#)\s*\.?:?\s*№?\s*\d{1,6}\)?", re.I)
_LABEL = re.compile(
    r"\b(?:тел(?:ефон)?|моб(?:ильный)?|сот(?:овый)?|раб(?:очий)?|дом(?:ашний)?|конт(?:актный)?|т|м|р|д|номер)\b\.?\s*[:/]?",
    re.I,
)
_ONE_PHONE = re.compile(r"\+?\d(?:[\s().\-/]*\d){4,14}")
_SPLIT_PHONES = re.compile(r"[;,\n|]|\s+или\s+|\s/\s|\s+и\s+|(?<=\d)/(?=[+78])|(?<=\d)\s+(?=\+)|(?<=\d)\s{2,}(?=[+78])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−\u00ad", "-"))


def read_phone(cell: Cell) -> Contact:
    """E.164 of the first phone of the cell: Russian ones with 8, 7, +7 or nothing before ten digits, others with +."""
    raw = (
        str(int(cell))
        if isinstance(cell, float) and cell.is_integer()
        else text_of(cell)
        if not isinstance(cell, str)
        else cell
    )
    if len(raw) > _LONGEST:
        return Contact(bad=True)
    text = raw.replace("\u00a0", " ").replace("\u202f", " ").translate(_DASHES).strip()
    if not text or is_placeholder(text):
        return Contact()
    if text.isdigit():
        value = _e164(text)
        return Contact(value) if value else _two_glued(text)
    without = _EXTENSION.sub(" ", text)
    extended = without != text
    plain = _LABEL.sub(" ", without)
    pieces = [piece for piece in _SPLIT_PHONES.split(plain) if re.search(r"\d{2}", piece)]
    whole = [word for word in plain.split() if _e164(word)]
    if len(whole) > 1:
        return Contact(_e164(whole[0]), more=True)
    if not pieces:
        return Contact(bad=True)
    value = _first_of(pieces[0])
    if not value and len(pieces) > 1:
        # «8(8172) 72-00-00» cut by nothing, but «8 900 111, 22 33» may be one number with a comma inside.
        joined = _first_of(re.sub(r"[;,]", " ", plain))
        value = joined or next((found for found in map(_first_of, pieces) if found), "")
        if joined:
            pieces = pieces[:1]
    if not value:
        return Contact(bad=True)
    rest = _ONE_PHONE.sub(" ", plain, count=1) if len(pieces) == 1 else ""
    more = extended or len(pieces) > 1 or bool(re.search(r"[^\W_]", rest))
    return Contact(value, more=more)


def _first_of(piece: str) -> str:
    for found in _ONE_PHONE.finditer(piece):
        value = _e164(found.group())
        if value:
            return value
    return ""


def _e164(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    plus = text.lstrip(" (").startswith("+")
    if plus and digits[:1] not in {"7", "8"}:
        return f"+{digits}" if 10 <= len(digits) <= 15 else ""
    if plus and digits.startswith("8") and len(digits) != 11:
        return f"+{digits}" if 10 <= len(digits) <= 15 else ""
    if len(digits) == 11 and digits[0] in "78" and digits[1] != "0":
        return "+7" + digits[1:]
    # No code of ten digits begins with 89 or 79: those are whole numbers that lost a digit.
    if len(digits) == 10 and digits[0] != "0" and digits[:2] not in {"89", "79"}:
        return "+7" + digits
    return ""


def _two_glued(text: str) -> Contact:
    """«8900111223389004445566»: two whole numbers with nothing between."""
    if len(text) == 22 and (value := _e164(text[:11])) and _e164(text[11:]):
        return Contact(value, more=True)
    return Contact(bad=True)


_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_EMAIL_RF = re.compile(r"[а-яёa-z0-9._-]+@(?:[а-яё0-9](?:[а-яё0-9-]*[а-яё0-9])?\.)+[а-яё]{2,}", re.I)


def read_email(cell: Cell) -> Contact:
    """The first mail address of the cell, as written, without «mailto:»."""
    text = text_of(cell)
    if not text or is_placeholder(text):
        return Contact()
    if len(text) > _LONGEST:
        return Contact(bad=True)
    pieces = [re.sub(r"^mailto:", "", piece.strip("<>()., "), flags=re.I) for piece in re.split(r"[;,\s]+", text)]
    pieces = [piece for piece in pieces if piece]
    good = [piece for piece in pieces if _good_email(piece)]
    if not good or (pieces[0] not in good and re.search(r"[A-Za-z@]", pieces[0]) and not pieces[0].endswith(":")):
        return Contact(bad=True)
    return Contact(good[0], more=len(pieces) > 1)


def _good_email(text: str) -> bool:
    if not (_EMAIL.fullmatch(text) or _EMAIL_RF.fullmatch(text)):
        return False
    local = text.partition("@")[0]
    return ".." not in text and not local.startswith(".") and not local.endswith(".") and len(text) <= 254


# Years, groups, roles, gender ---------------------------------------------------------------------------------------


def read_experience(cell: Cell) -> int | None:
    """Whole years of service: «5 лет 3 мес.» → 5, «менее года», «8 мес.» → 0; None: not understood or over 80."""
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int | float):
        return int(cell) if 0 <= cell <= 80 else None
    text = fold(cell) if len(cell) <= _LONGEST else ""
    if found := re.match(
        r"^[^\d]*?(\d{1,2})(?:[.,]\d+)?\s*(?:\+|(?:полн\w*\s*)?(?:л|лет|год|года|г|y)\b.*)?\.?$", text
    ):
        if re.search(r"менее|меньше|до ", text[: found.start(1)]):
            return max(0, int(found[1]) - 1)
        return int(found[1]) if int(found[1]) <= 80 else None
    if re.search(
        r"(менее|меньше|до)\s*(одного\s*)?(1\s*)?год|без стажа|^\d{1,2}(?:[.,]\d+)?\s*(мес|месяц|дн|нед)|полгода", text
    ):
        return 0
    return None


_GROUP_WORD = re.compile(r"^(?:учебная\s+)?(?:группа|гр\.?|группы)\s*(?:№\s*)?(?=[\w«\"])", re.I)
_CODE = re.compile(r"[0-9]{0,3}[-. ]?[А-ЯЁA-Z][А-ЯЁA-Zа-яё]{0,5}[-. ]?\d{1,3}(?:[-./ ]?[0-9А-ЯЁа-яё]{1,4}){0,2}")
_CLASS = re.compile(r"\d{1,2}\s*[-–]?\s*[«\"]?[А-ЯЁа-яё][»\"]?(?:\s+класс)?|\d{1,2}\s+класс|класс\s+\d{1,2}.*", re.I)


def read_group(text: str) -> str:
    """Code of a group: dashes to «-», no spaces round them, Latin look-alikes to Cyrillic, no word «группа»."""
    text = repair(text).translate(_DASHES)
    text = _GROUP_WORD.sub("", text)
    text = re.sub(r"\s*-\s*", "-", text)
    return re.sub(r"[^\W\d_]+", lambda found: _cyrillic(found.group()), text)


_UPPER = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")


def _cyrillic(word: str) -> str:
    return word.translate(_UPPER) if all(letter in "ABCEHKMOPTXYaceopxy" for letter in word) else word


def is_group_code(text: str) -> bool:
    """Whether the whole text is a code of a group or a class: «ТМ-21», «1-ПК-23», «7 «А»», «группа ТМ – 21»."""
    code = read_group(text) if len(text) <= 40 else text
    return bool(len(code) <= 16 and (_CODE.fullmatch(code) or _CLASS.fullmatch(code)))


_ROLES = (
    (re.compile(r"наставляем|подопечн"), "mentee"),
    (re.compile(r"наставни[кц]"), "mentor"),
    (re.compile(r"куратор|классн\w* руководител"), "tutor"),
    (re.compile(r"(?<!зам )(?<!зам\. )(?<!заместитель )директор"), "director"),
    (re.compile(r"психолог|методист"), "supporter"),
    (re.compile(r"родител|законн\w* представител"), "representative"),
    (re.compile(r"партн[её]р|работодател"), "partner"),
)
_ROLE_CODES = frozenset(code for _, code in _ROLES)


def read_roles(text: str) -> tuple[tuple[str, ...], bool]:
    """Role codes in the order of the cell, and whether every part of it was understood."""
    found: list[str] = []
    complete = True
    for piece in re.split(r"[,;/+]|\s+и\s+", fold(text)):
        if not piece.strip():
            continue
        role = next((code for pattern, code in _ROLES if pattern.search(piece)), "")
        if not role and piece.strip() in _ROLE_CODES:
            role = piece.strip()
        complete = complete and bool(role)
        if role and role not in found:
            found.append(role)
    return tuple(found), complete


_ROLE_HEADING = re.compile(
    r"((список|перечень|реестр|база|банк)\s+)?(наставник(и|ов)?|наставляем(ые|ый|ая|ых)|куратор(ы|ов)?( групп\w*)?|"
    r"классн(ые|ых) руководител(и|ей)|директора?|(педагог(и|ов)-)?психолог(и|ов)?|методист(ы|ов)?|родител(и|ей)|"
    r"законн(ые|ых) представител(и|ей)|партн[её]р(ы|ов)?|работодател(и|ей))( программы| организации)?"
)


def heading_role(text: str) -> str:
    """Role that a heading or the name of a sheet gives, when it is nothing but a role word; else «»."""
    key = fold(text).strip(" .:-")
    if not _ROLE_HEADING.fullmatch(key):
        return ""
    roles, _ = read_roles(key)
    return roles[0] if len(roles) == 1 else ""


_YES = frozenset(["+", "да", "v", "х", "x", "✓", "✔", "√", "1", "есть", "является", "yes", "true", "истина", "у"])
_NO = frozenset(["-", "–", "—", "нет", "0", "no", "false", "ложь"])


def mark(cell: Cell) -> bool | None:
    """True for «да», «+», «✓»; False for «нет», «-», empty; None when the cell is no mark."""
    text = fold(text_of(cell)).strip(" .")
    if not text or text in _NO:
        return False
    return True if text in _YES else None


def read_gender(text: str) -> str:
    """«m», «f» or «»."""
    key = fold(text).strip(" .")
    if re.fullmatch(r"м|муж\w*|m|male|мальчик|юноша", key):
        return "m"
    if re.fullmatch(r"ж|жен\w*|f|w|female|девочка|девушка", key):
        return "f"
    return ""


# Numbers that must not be kept ---------------------------------------------------------------------------------------

_MANY_DIGITS = re.compile(r"(?:\d\D{0,4}){8}")
_SNILS = re.compile(r"(?<!\d)\d{3}[-\u2010-\u2015]\d{3}[-\u2010-\u2015]\d{3}[-\u2010-\u2015\s]*\d{2}(?!\d)")
_SNILS_SPACED = re.compile(r"(?<![\d+])\d{3} \d{3} \d{3} \d{2}(?!\d)")
_PASSPORT = re.compile(r"(?<![\d+])\d{2} \d{2}[ №nN]*\d{6}(?!\d)")
_PASSPORT_LOOSE = re.compile(r"(?<![\d+])\d{4}(?:\s*[№nN]\s*|\s+|\s*-\s*)\d{6}(?!\d)")
_WORDS_OF_SECRET = re.compile(r"(снилс|паспорт|серия)\D{0,20}\d{2}", re.I)


def is_secret(text: str, phone: bool) -> bool:
    """Whether the text holds a SNILS or a passport number; in a column of phones only forms that no phone has."""
    if not _MANY_DIGITS.search(text):
        return False
    if _SNILS.search(text) or _PASSPORT.search(text) or _WORDS_OF_SECRET.search(text):
        return True
    return not phone and bool(_SNILS_SPACED.search(text) or _PASSPORT_LOOSE.search(text))
