"""A header cut into its parts, each with the fields and the owner that its words show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .header_words import (
    CARRIER,
    DAY,
    FIELDS_OF_WORDS,
    OTHER,
    OWNERS,
    PERSON,
    PLACE,
    QUALITY,
    SMALL,
    UNKNOWN_WORD,
    tags_of,
)


@dataclass(frozen=True, slots=True)
class Part:
    """`fields` in their order; `owner`: the one the part is about; `others`: further ones; `headless`: its first word of
    weight is not known, or belongs to a day that is no birthday; `weak`: its words have another usual meaning too;
    `relation`: who the representative is («мать»)."""

    fields: tuple[str, ...] = ()
    owner: str = ""
    others: tuple[str, ...] = ()
    headless: bool = False
    weak: bool = False
    bracket: bool = False
    relation: str = ""


#: Writings of several words that are one: «д/р», «e-mail», «first name».
_JOINED = tuple(
    (re.compile(pattern), one)
    for pattern, one in (
        (r"\b[eе](?: ?- ?| )?[mм][aа][iі][lл]", "email"),
        (
            r"\b(эл|электр\w*)[ -]+(адрес\w*|ящик\w*|почт\w*)|\bадрес\w* (эл|электр\w*)( почт\w*)?|\bпочтов\w+ ящик\w*|электронк\w*",
            "email",
        ),
        (r"\bд ?/ ?р\b|\bд р\b|\bг[ /]+р\b(?=$|[ (])", "др"),
        (r"\bф ?/? ?и\b(?! ?/?о\b)", "фи"),
        (r"\bи (?:о|отч\w*)\b(?! )", "ио"),
        (r"\bи ф\b", "фи"),
        (r"\bп ?\(ц\) ?к\b|\bп ?/? ?ц ?/? ?к\b", "пцк"),
        (r"\bц ?/? ?[мк] ?/? ?к\b|\bц ?/ ?к\b|\bц к\b", "цк"),
        (r"\bм/о\b", "мо"),
        (r"\bполн\w+ имя\b|\b(?:список|перечень) (?:уч\w* )?(?:групп\w|класс\w)", "фио"),
        (r"\bколичество (?:полных )?лет", ""),
        # «Опыт участия в конкурсах» is no length of service
        (r"\bопыт(?! *(?:работ|лет|педагог|трудов|[,(/]|$))", "умение"),
        (r"\bсписок|\bперечень", ""),
        (r"\b(first|last|middle|full) name\b", r"\1name"),
        (r"\bdate of birth\b|\bbirth ?(date|day)\b", "birthdate"),
        (r"\bwhats app\b", "whatsapp"),
        (r"\bконтактн\w+ (?=лиц)", ""),
        (r"\b\w+-(?=наставник)|(?<=наставник)-\w+", ""),
        (r"\bкл рук\w*|\bклассн\w* рук\w*", "клрук"),
        (r"\bметод\w* объединени", "объединени"),
        (r"\bм ?/ ?ж\b|\bж ?/ ?м\b|\bм, ?ж\b", "мж"),
        (r"\b(вн|личн)/", r"\1 "),
    )
)
_PIECE = re.compile(r"[^()\[\],;/|+\n]+|[()\[\]]")
_AND = re.compile(r"\s+(?:и|или|and|&)\s+")
_WORD = re.compile(r"[a-zа-я0-9]+|№|#")
#: Fields that are meant wherever their word stands, in its first case.
_SURE = re.compile(r"фио|email|e?mail\w*|емейл|имейл|почта|тел|телефоны?|сотовый|моб|мобильный|whatsapp|звонить|др")
_MEMBER_WORDS = frozenset({"наставник", "наставники", "наставляемый", "наставляемые", "подопечный"})
#: Fields whose word means something else before another noun: «группа риска», «имя пользователя», «служба в армии».
_RELATIONS = (
    (re.compile(r"мать|матер[иью]"), "мать"), (re.compile(r"мам"), "мать"), (re.compile(r"от(ец|ц)"), "отец"), (re.compile(r"пап"), "отец"),
    (re.compile(r"опекун"), "опекун"), (re.compile(r"бабушк"), "бабушка"), (re.compile(r"дедушк"), "дедушка"),
)  # fmt: skip
_ALONE = frozenset({"group", "first", "gender", "department"})
_UNITS = re.compile(r"отделени|подразделени|кафедр|факультет|структур|ц.?к|пцк|комисси|объединени")


def read_parts(key: str) -> list[Part]:
    """Parts of a header's key in their order; at least one."""
    for pattern, one in _JOINED:
        key = pattern.sub(one, key)
    parts, inside = [], False
    for piece in _PIECE.findall(key):
        if piece in "()[]":
            inside = piece in "(["
            continue
        for text in _AND.split(piece):
            words = _WORD.findall(text)
            if words:
                parts.append(_read(words, inside))
    return parts or [Part()]


def _read(words: list[str], bracket: bool) -> Part:
    fields: list[str] = []
    owners: list[str] = []
    unknown = day = weak = False
    head = ""
    first_case = _MEMBER_WORDS.intersection(words)
    for word in words:
        tag = tags_of(word)[0]
        if tag == OTHER and first_case:
            continue  # «куратор-наставник» is a mentor
        if tag in FIELDS_OF_WORDS:
            if tag == "birth_date" or not unknown or _SURE.fullmatch(word):
                if not head and not unknown:
                    head = tag
                if tag not in fields and not (owners and tag == "group" and not fields):
                    fields.append(tag)
            day = day and tag != "birth_date"
        elif tag in OWNERS:
            if not head and not unknown and not fields:
                head = tag
            if tag != PLACE or not fields or {"phone", "email", "full_name", "contacts"} & set(fields):
                owners.append(tag)
        elif tag == DAY:
            day = True
        elif tag == UNKNOWN_WORD:
            if not fields and not owners:
                unknown = True
            elif fields and fields[-1] in _ALONE and not _UNITS.search(" ".join(words)):
                fields.pop()
                unknown = True
            elif owners and not fields and head == PERSON:
                weak = True
        elif tag in (CARRIER, QUALITY, SMALL):
            continue
    if day and not fields and not owners:
        unknown = True
    if day and "birth_date" not in fields:
        fields = [field for field in fields if field in ("experience_years", "group") and field == head]
        unknown = unknown or not fields
    owner = _whose(owners)
    if head == OTHER:
        fields = []
    relation = next((full for stem, full in _RELATIONS for word in words if stem.match(word)), "")
    return Part(
        tuple(fields), owner, tuple(owners), unknown or head in (OTHER, PLACE), weak, bracket, relation if owner else ""
    )


def _whose(owners: list[str]) -> str:
    """«Телефон родителя студента» is the parent's, «студент-наставник» a mentor, «сотрудник организации» the person."""
    special = [owner for owner in owners if owner not in (PERSON, PLACE, OTHER)]
    if OTHER in owners and (not special or owners.index(OTHER) < owners.index(special[0])) and PERSON not in owners:
        return OTHER
    if special:
        return special[0]
    return owners[0] if owners else ""
