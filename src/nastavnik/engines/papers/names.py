"""People, posts and organisations in the right case: a thin layer over `nastavnik.engines.russian`.

A form a person has corrected (`forms`, `post_forms` in the data) wins over a computed one. Whatever is computed with
doubt is reported through `Call.doubt`, never printed silently.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nastavnik.engines.russian.dates import date_words
from nastavnik.engines.russian.initials import initials
from nastavnik.engines.russian.numbers import money_words, number_words
from nastavnik.engines.russian.numbers import plural as plural

if TYPE_CHECKING:
    from .filters import Call

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_PARTS = ("last", "first", "middle")


def plain(person: dict[str, Any]) -> str:
    """The name as it stands in the data."""
    return " ".join(person.get(part) or "" for part in _PARTS).strip()


def gender_of(person: dict[str, Any]) -> str:
    """«m», «f» or «» when neither given nor seen from the name."""
    given = (person.get("gender") or "").lower()
    if given in ("m", "f"):
        return given
    return _forms(person.get("last") or "", person.get("first") or "", person.get("middle") or "", "").gender


def parts(call: Call, person: dict[str, Any], case: str) -> tuple[str, str, str]:
    """Surname, first name, patronymic in a case; corrected forms win."""
    base = tuple(person.get(part) or "" for part in _PARTS)
    own = _own(person.get("forms"), case)
    if case == "nom" or not any(base):
        computed = base
    elif isinstance(own, dict) and all(own.get(part) or not person.get(part) for part in _PARTS):
        computed = ("", "", "")
    else:
        forms = _forms(*base, (person.get("gender") or "").lower())
        form = forms.case(case)
        computed = (form.last, form.first, form.middle)
        for reason in forms.doubts if not isinstance(own, dict) else ():
            call.doubt(plain(person), " ".join(part for part in computed if part), reason)
    if isinstance(own, dict):
        computed = tuple(own.get(part) or computed[place] for place, part in enumerate(_PARTS))
    return computed[0], computed[1], computed[2]


def full(call: Call, person: dict[str, Any], case: str) -> str:
    """Full name in a case; a corrected form may be given whole, as one text."""
    own = _own(person.get("forms"), case)
    if isinstance(own, str):
        return own
    return " ".join(part for part in parts(call, person, case) if part)


def short(call: Call, person: dict[str, Any], case: str, style: str) -> str:
    """Initials before or after the surname. Only the surname is declined; without it the full name serves."""
    last = parts(call, person, case)[0]
    if not last:
        return full(call, person, case)
    return initials(last, person.get("first") or "", person.get("middle") or "", style)


def first_middle(call: Call, person: dict[str, Any], case: str) -> str:
    """First name and patronymic."""
    return " ".join(part for part in parts(call, person, case)[1:] if part)


def post(call: Call, person: dict[str, Any], case: str) -> str | None:
    """The post in a case; an acting person's as «и. о. директора»."""
    text = person.get("post")
    if not text:
        return None
    if person.get("acting"):
        return f"и.\u00a0о.\u00a0{phrase_of(call, text, 'gen', person.get('post_forms'), True)}"
    return phrase_of(call, text, case, person.get("post_forms"), True)


def organization(call: Call, org: dict[str, Any], case: str) -> str | None:
    """Full name of an organisation; the stored genitive wins."""
    name = org.get("full_name")
    if case == "gen" and org.get("full_name_gen"):
        return str(org["full_name_gen"])
    return phrase_of(call, name, case, None, False) if name else None


def phrase(call: Call, text: str, case: str) -> str:
    """A post, a department, a title of a group in a case."""
    return phrase_of(call, text, case, None, False)


def phrase_of(call: Call, text: str, case: str, own: Any, is_post: bool) -> str:
    """`text` in a case, by the post rules or by the general ones."""
    corrected = _own(own, case)
    if isinstance(corrected, str) and corrected:
        return corrected
    if case == "nom":
        return text
    forms = _phrase(text, is_post)
    form: str = forms.case(case)
    for reason in forms.doubts:
        call.doubt(text, form, reason)
    return form


def date_long(value: dt.date) -> str:
    """5 сентября 2026 г."""
    return date_words(value)


def money(value: float) -> str:
    """5 000 (пять тысяч) рублей 00 копеек."""
    kopecks = round(abs(value) * 100)
    return money_words(kopecks // 100, kopecks % 100)


def number_in_words(value: int) -> str:
    """Whole number in words."""
    return number_words(value)


def typo(text: str) -> str:
    """Russian typography: no-break spaces, dashes, «ёлочки»."""
    from nastavnik.engines.russian import typo as set_typography

    return set_typography(text)


def _own(forms: Any, case: str) -> Any:
    return forms.get(case) if isinstance(forms, dict) else None


@lru_cache(maxsize=4096)
def _forms(last: str, first: str, middle: str, gender: str) -> Any:
    from nastavnik.engines.russian import FullName, NameForms, NotAName, decline_name

    try:
        return decline_name(last, first, middle, gender or None)
    except NotAName:
        same = FullName(last, first, middle)
        return NameForms(*(same,) * 6, gender=gender, doubts=("В имени нет ни одной буквы: проверьте его.",))


@lru_cache(maxsize=4096)
def _phrase(text: str, is_post: bool) -> Any:
    from nastavnik.engines.russian import decline_phrase, decline_post

    return decline_post(text) if is_post else decline_phrase(text)
