"""Decisions about requisites, signers and years on plain values."""

from __future__ import annotations

import datetime as dt
import re

#: Nominative is the name itself; the others may correct what the system declines.
NAME_CASES = {"gen": "родительный (кого? чего?)", "dat": "дательный", "acc": "винительный", "ins": "творительный",
              "loc": "предложный"}  # fmt: skip

#: Time zones of Russia by their distance from Moscow.
TIME_ZONES = (
    ("Europe/Kaliningrad", "Калининград (МСК−1)"),
    ("Europe/Moscow", "Москва (МСК)"),
    ("Europe/Samara", "Самара (МСК+1)"),
    ("Asia/Yekaterinburg", "Екатеринбург (МСК+2)"),
    ("Asia/Omsk", "Омск (МСК+3)"),
    ("Asia/Krasnoyarsk", "Красноярск (МСК+4)"),
    ("Asia/Irkutsk", "Иркутск (МСК+5)"),
    ("Asia/Yakutsk", "Якутск (МСК+6)"),
    ("Asia/Vladivostok", "Владивосток (МСК+7)"),
    ("Asia/Magadan", "Магадан (МСК+8)"),
    ("Asia/Kamchatka", "Камчатка (МСК+9)"),
)

_INN_WEIGHTS = {
    10: ((2, 4, 10, 3, 5, 9, 4, 6, 8),),
    12: ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
}


def inn_shape(inn: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{10}|[0-9]{12}", inn))


def inn_sums(inn: str) -> bool:
    """Control digits of an ИНН of 10 or 12 digits (order of the tax service of 29.06.2012, appendix on ИНН)."""
    digits = [int(char) for char in inn]
    for weights in _INN_WEIGHTS[len(inn)]:
        total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
        if total % 11 % 10 != digits[len(weights)]:
            return False
    return True


def ogrn_shape(ogrn: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{13}|[0-9]{15}", ogrn))


def ogrn_sums(ogrn: str) -> bool:
    """Last digit of an ОГРН: the rest of the others by 11 (13 digits) or by 13 (15 digits), its last figure."""
    return int(ogrn[:-1]) % (11 if len(ogrn) == 13 else 13) % 10 == int(ogrn[-1])


def requisites_doubts(inn: str, ogrn: str) -> list[str]:
    """What looks mistyped and is still taken: the paper may be older than the rule."""
    doubts = []
    if inn and not inn_sums(inn):
        doubts.append("ИНН: контрольная цифра не сходится, сверьте со свидетельством.")
    if ogrn and not ogrn_sums(ogrn):
        doubts.append("ОГРН: контрольная цифра не сходится, сверьте со свидетельством.")
    return doubts


def overlap(start: dt.date | None, end: dt.date | None, other_start: dt.date | None, other_end: dt.date | None) -> bool:
    """Whether two spans of days meet; None is open."""
    first, last = start or dt.date.min, end or dt.date.max
    return first <= (other_end or dt.date.max) and (other_start or dt.date.min) <= last


def span_problem(start: dt.date | None, end: dt.date | None, *, acting: bool) -> str:
    """Why the dates of a signer will not do, or ''."""
    if start and end and end < start:
        return "Окончание раньше начала. Поменяйте даты местами."
    if acting and not (start and end):
        return "У исполняющего обязанности нужны обе даты: с какого и по какое число."
    return ""


def code_of(short_name: str, taken: set[str]) -> str:
    """A code for addresses and commands made of the short name in Latin letters, different from the taken ones."""
    letters = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
                       ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sch", "-", "y", "-", "e", "yu", "ya"],
                       strict=True))  # fmt: skip
    plain = "".join(letters.get(char, char).replace("-", "") for char in short_name.lower())
    words = re.findall(r"[a-z0-9]+", plain)
    base = "-".join(words)[:30].strip("-") or "org"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
