"""Phones and mail addresses in cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cells import LONGEST, is_placeholder, text_of
from .sheets import Cell


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


#: The usual writings at once: «89001112233», «тел. +7 (900) 111-22-33», «8 900 111 22 33», «8 (8172) 72-00-00».
_GAP = "[ \u00a0.–-]?"
#: No code of ten digits begins with 0, 89 or 79: the latter are whole numbers that lost a digit.
_PLAIN_PHONE = re.compile(
    rf"\s*(?:(?:[Тт]ел|[Мм]об|[Сс]от|[ТтМм])\.?:?[ \u00a0]?)?(?:\+7|[78])?{_GAP}"
    rf"(?:\(?(?!0|89|79)(\d{{3}})\)?{_GAP}(\d{{3}})|\((?!0|89|79)(\d{{4}})\){_GAP}(\d{{2}})){_GAP}(\d{{2}}){_GAP}(\d{{2}})\s*",
    re.ASCII,
)
#: A second number, an extension or whose it is behind the first one.
_PHONE_AND_MORE = re.compile(
    rf"({_PLAIN_PHONE.pattern})(?:[,;/(]\s*(?:(?:доб|вн)[. ]|[+(]?\d)|\([а-яё]+\)$)", _PLAIN_PHONE.flags
)


def read_plain_phone(cell: Cell) -> str:
    """E.164 of a Russian number in a usual writing, «» for any other cell."""
    usual = _PLAIN_PHONE.fullmatch(cell) if cell.__class__ is str else None
    return "+7" + "".join(usual.groups("")) if usual is not None else ""


def is_plain_phone(text: str) -> bool:
    """One Russian number in a usual writing and nothing else."""
    return bool(_PLAIN_PHONE.fullmatch(text))


def read_phone(cell: Cell) -> Contact:
    """E.164 of the first phone of the cell: Russian ones with 8, 7, +7 or nothing before ten digits, others with +."""
    if usual := read_plain_phone(cell):
        return Contact(usual)
    several = _PHONE_AND_MORE.match(cell) if isinstance(cell, str) and len(cell) <= LONGEST else None
    if several and (usual := read_plain_phone(several[1])):
        return Contact(usual, more=True)
    raw = (
        str(int(cell))
        if isinstance(cell, float) and cell.is_integer()
        else text_of(cell)
        if not isinstance(cell, str)
        else cell
    )
    if len(raw) > LONGEST:
        return Contact(bad=True)
    text = re.sub(r"(?<=\d{10})\.0$", "", raw).replace("\u00a0", " ").replace("\u202f", " ").translate(_DASHES).strip()
    if not text or is_placeholder(text):
        return Contact()
    if text.isdigit():
        value = _e164(text)
        return Contact(value) if value else _two_glued(text)
    without = _EXTENSION.sub(" ", text)
    extended = without != text
    plain = _LABEL.sub(" ", without)
    pieces = [piece for piece in _SPLIT_PHONES.split(plain) if re.search(r"\d\D?\d", piece)]
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
    more = extended or len(pieces) > 1 or len(re.sub(r"\D", "", plain)) > 13 or bool(re.search(r"[^\W_]", rest))
    return Contact(value, more=more)


def _first_of(piece: str) -> str:
    for found in _ONE_PHONE.finditer(piece):
        words = found.group().split()
        for width in range(len(words), 0, -1):  # «8 900 111-22-33  62-12-34»: the longest beginning that is a number
            value = _e164(" ".join(words[:width]))
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


def read_contacts(cell: Cell) -> tuple[Contact, Contact]:
    """(phone, address) of a cell that may hold both: «8 900 111-22-33, ivan@example.org»."""
    text = text_of(cell)
    if len(text) > LONGEST:
        return Contact(bad=True), Contact()
    pieces = [piece for piece in re.split(r"[;,\s]+", text) if "@" in piece]
    rest = text
    for piece in pieces:
        rest = rest.replace(piece, " ")
    rest = re.sub(r"\b(e-?mail|эл\w*|почта)\b\.?\s*:?", " ", rest, flags=re.I).strip(" ,;/:")
    phone = read_phone(rest) if re.search(r"\d", rest) else Contact()
    return phone, read_email(" ".join(pieces)) if pieces else Contact()


_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_EMAIL_RF = re.compile(r"[а-яёa-z0-9._-]+@(?:[а-яё0-9](?:[а-яё0-9-]*[а-яё0-9])?\.)+[а-яё]{2,}", re.I)


#: Few digits, and these at the end, so that no secret number can be hidden in them.
_PLAIN_EMAIL = re.compile(
    r"[A-Za-z]+(?:[._-][A-Za-z]+)*(?:[._-]?\d{1,7})?@(?:[A-Za-z]+(?:-[A-Za-z]+)*\.)+[A-Za-z]{2,}", re.ASCII
)


def read_plain_email(cell: Cell) -> str:
    """An ordinary address that is the whole cell, else «»."""
    usual = cell.__class__ is str and len(cell) <= 100 and _PLAIN_EMAIL.fullmatch(cell)
    return cell if usual else ""  # type: ignore[return-value]


def read_email(cell: Cell) -> Contact:
    """The first mail address of the cell, as written, without «mailto:»."""
    text = text_of(cell)
    if len(text) <= 254 and _EMAIL.fullmatch(text) and _good_email(text):
        return Contact(text)
    if not text or is_placeholder(text):
        return Contact()
    if len(text) > LONGEST:
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
