"""Names whose parts stand in the wrong columns: found by the patronymic, declined by what they are, always in doubt."""

from __future__ import annotations

from collections.abc import Callable

from .firstnames import first_name_genders
from .forms import CASES, FullName, NameForms
from .gender import PATRONYMIC_PARTICLES, patronymic_gender

_WRONG_PLACES = "Похоже, фамилия, имя и отчество стоят не на своих местах: проверьте столбцы."
_ONE_COLUMN = "Фамилия, имя и отчество записаны одной строкой: разнесите их по столбцам."


def misplaced(last: str, first: str, middle: str, gender: str | None) -> NameForms | None:
    """Forms of a name written «Имя | Отчество | Фамилия» or whole in the first column; None for an ordinary one.

    The parts keep the columns they were written in.
    """
    if first and middle and patronymic_gender(first) and not patronymic_gender(middle) and _is_first(last):
        return _through(
            middle, last, first, gender, lambda form: FullName(form.first, form.middle, form.last), _WRONG_PLACES
        )
    if first or middle:
        return None
    words = last.split(" ")
    if len(words) == 3 and patronymic_gender(words[2]) and not _is_particle(words[2]):
        return _through(words[0], words[1], words[2], gender, lambda form: FullName(str(form), ""), _ONE_COLUMN)
    if len(words) == 3 and patronymic_gender(words[1]) and _is_first(words[0]):
        return _through(
            words[2], words[0], words[1], gender,
            lambda form: FullName(f"{form.first} {form.middle} {form.last}", ""), _ONE_COLUMN,
        )  # fmt: skip
    if len(words) == 2 and _is_first(words[1]) and not _is_first(words[0]):
        return _through(words[0], words[1], "", gender, lambda form: FullName(str(form), ""), _ONE_COLUMN)
    return None


def _is_first(word: str) -> bool:
    return bool(first_name_genders(word, dictionary=False))


def _is_particle(word: str) -> bool:
    return word.lower() in PATRONYMIC_PARTICLES


def _through(
    last: str, first: str, middle: str, gender: str | None, place: Callable[[FullName], FullName], doubt: str
) -> NameForms:
    from .names import decline_name

    forms = decline_name(last, first, middle, gender)
    nom, gen, dat, acc, ins, loc = (place(forms.case(case)) for case in CASES)
    return NameForms(nom, gen, dat, acc, ins, loc, gender=forms.gender, doubts=(doubt, *forms.doubts))
