"""Years of service, groups, roles, marks, gender; numbers that must not be kept."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from nastavnik.engines.russian.folding import fold, repair

from .cells import LONGEST, text_of
from .sheets import Cell

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−\u00ad", "-"))


def read_experience(cell: Cell) -> int | None:
    """Whole years of service: «5 лет 3 мес.» → 5, «менее года», «8 мес.» → 0; None: not understood or over 80."""
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int | float):
        return int(cell) if 0 <= cell <= 80 else None
    return _years_in(cell) if len(cell) <= LONGEST else None


@lru_cache(maxsize=1000)
def _years_in(written: str) -> int | None:
    """Texts of years repeat from row to row."""
    text = fold(written)
    text = re.sub(r"\s*\([а-я ]+\)\s*", " ", text)  # «5 (пять) лет»
    text = re.sub(r"(\d+)\s*(?:-|до)\s*\d+(?=\s*лет)", r"\1", text)  # «5–6 лет»
    words = re.fullmatch(r"([а-я]+)(?: (?:год|года|лет))?", text)
    if words and words[1] in _IN_WORDS:
        return _IN_WORDS.index(words[1])
    if re.fullmatch(r"(?:один )?год|полтора года", text):
        return 1
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


_IN_WORDS = (
    "ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
    "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
    "двадцать",
)  # fmt: skip
_GROUP_WORD = re.compile(r"^(?:учебная\s+)?(?:группа|гр\.?|группы)\s*(?:№\s*)?(?=[\w«\"])", re.I)
_CODE = re.compile(
    r"[0-9]{0,3}[-. ]?[А-ЯЁA-Z](?:[А-ЯЁA-Zа-яё]{0,5}[-.]?|[А-ЯЁA-Z]{0,4} )\d{1,3}(?:[-./]?[0-9А-ЯЁа-яё]{1,4}| ?\d{1,3}| ?[А-ЯЁа-яё]{1,2}){0,2}"
)
_NAMED_GROUP = re.compile(r"(?:учебная\s+)?(?:группа|гр\.?)\s*№?\s*[\w./-]{1,12}", re.I)
_CODE_AFTER = re.compile(r"\d{1,2}[-–]\d{2}\s?[А-ЯЁ]{1,4}|\d{1,2}[А-ЯЁ]{2,4}(?:-\d{1,3})?")
_CLASS = re.compile(r"\d{1,2}\s*[-–]?\s*[«\"]?[А-ЯЁа-яё][»\"]?(?:\s+класс)?|\d{1,2}\s+класс|класс\s+\d{1,2}.*", re.I)


@lru_cache(maxsize=4096)
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
    if _NAMED_GROUP.fullmatch(text.strip()):
        return True  # «группа № 12»: the word says what the number is
    code = read_group(text) if len(text) <= 40 else text
    return bool(len(code) <= 16 and (_CODE.fullmatch(code) or _CLASS.fullmatch(code) or _CODE_AFTER.fullmatch(code)))


_BESIDE_GROUP = re.compile(
    r"\s*[,(–-]*\s*(?:\d\s*-?й?\s*курс|куратор|кл\.?\s*рук\w*|классн\w+ рук\w*|специальност\w*|професси\w*|мастер)\b.*$",
    re.I,
)


_LABEL_OF_GROUP = re.compile(r"^\W*(?:учебная\s+)?(?:группа|класс)\s*:\s*", re.I)


#: «гр. ИСП-11 Информационные системы», «1 курс, группа: ТМ-21», «ТМ-21 – сварщики, 25 чел.»: the code among other words.
_NAMED_CODE = re.compile(r"\b(?:групп[аы]|гр\.?)\s*[:№]*\s*([\w./-]*\d[\w./-]*)(?=$|[\s,:;(«\"–—-])", re.I)
_NUMBER_BEFORE = re.compile(r"(\d{2,4})\s+группа", re.I)
_BARE_CODE = re.compile(r"(?<![\w-])([А-ЯЁA-Z]{1,6}[а-яё]{0,3}[А-ЯЁ]?[-–]\d[\w./-]*)(?=$|[\s(«\"–—:.,;])")
#: What begins in this way has another subject than a group.
_OF_MORE = re.compile(r"\W*(?:[А-ЯЁA-Z]{1,6}[а-яё]{0,3}[А-ЯЁ]?[-–]\d|\d\s*курс|групп|гр\b|учебн)", re.I)


def heading_group(text: str) -> str:
    """The group a heading names, without its course, tutor or trade: «Группа ТМ-21 (1 курс)» → «ТМ-21»; else «»."""
    bare = _BESIDE_GROUP.sub("", _LABEL_OF_GROUP.sub("", text)).strip(" ,.:;—–-")
    if bare and is_group_code(bare):
        return read_group(bare)
    if len(text) > _LONGEST_HEADING:
        return ""
    found = _NAMED_CODE.findall(text) or _NUMBER_BEFORE.findall(text)
    if not found and _OF_MORE.match(text):
        found = _BARE_CODE.findall(text)
    return read_group(found[0].strip(".-")) if len(found) == 1 else ""


_LONGEST_HEADING = 120


_ROLES = (
    (re.compile(r"наставляем|подопечн"), "mentee"),
    (re.compile(r"наставни[кц]"), "mentor"),
    (re.compile(r"куратор|\bкл(?:ассн\w*|\b\.?) ?рук(?:оводител)?"), "tutor"),
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


_ROLE_WORD = re.compile(
    r"наставник(?:и|ов)?|наставниц[аы]|наставляем(?:ые|ый|ая|ых)|куратор(?:ы|ов)?|директора?|психолог(?:и|ов)?|методист(?:ы|ов)?|"
    r"родител[ьией]+|партнер(?:ы|ов)?|работодател(?:ь|и|ей)|подопечн(?:ые|ый|ых)"
)
_ROLES_IN_WORDS = (
    (re.compile(r"классн(?:ые|ых|ый) руководител(?:ь|и|ей)"), "куратор"),
    (re.compile(r"законн(?:ые|ых) представител(?:и|ей)"), "родители"),
)
#: What may stand beside a role word without making the heading a department.
_BESIDE_ROLE = re.compile(
    r"список|перечень|реестр|база|банк|данные|сведения|программ[аы]|наставничества|организации|группы?|из|числа|и|на|год|уч|учебный|г|"
    r"педагог(?:и|ов)?|студент(?:ы|ов)?|обучающи(?:еся|хся)|учени(?:ки|ков)|сотрудник(?:и|ов)|работник(?:и|ов)|участник(?:и|ов)|"
    r"социальн(?:ые|ых)|молодые|молодых|специалист(?:ы|ов)|[\d/-]+|[ivx]+"
)


def heading_role(text: str) -> str:
    """Role that a heading or the name of a sheet gives, when it is nothing but role words of one role; else «»."""
    key = fold(text)
    for pattern, word in _ROLES_IN_WORDS:
        key = pattern.sub(word, key)
    words = re.findall(r"[^\W_]+(?:/\d+)?", key)
    roles = [word for word in words if _ROLE_WORD.fullmatch(word)]
    if not 1 <= len(roles) <= 2 or len(words) > _LONG_HEADING:
        return ""
    if any(not _ROLE_WORD.fullmatch(word) and not _BESIDE_ROLE.fullmatch(word) for word in words):
        return ""
    found = {code for word in roles for code in read_roles(word)[0]}
    return found.pop() if len(found) == 1 else ""


_LONG_HEADING = 8


_YES = frozenset(
    [
        "+",
        "да",
        "v",
        "х",
        "x",
        "✓",
        "✔",
        "√",
        "✅",
        "☑",
        "*",
        "●",
        "ü",
        "1",
        "есть",
        "является",
        "yes",
        "true",
        "истина",
        "у",
    ]
)
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
    if re.fullmatch(r"м|муж\w*|m|male|мальч\w*|юн\w*|парень", key):
        return "m"
    if re.fullmatch(r"ж|жен\w*|f|w|female|дев\w*", key):
        return "f"
    return ""


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
    if phone:
        return False
    return bool(_SNILS_SPACED.search(text) or _PASSPORT_LOOSE.search(text) or any(map(_checks, _ELEVEN.findall(text))))


#: Eleven figures in a row that no Russian phone is.
_ELEVEN = re.compile(r"(?<![\d+])[0-69]\d{10}(?!\d)")


def _checks(digits: str) -> bool:
    """Whether the last two figures are the check number of a SNILS."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return digits[:9] != digits[0] * 9 and total % 101 % 100 == int(digits[9:])
