"""Declension of a full name: splits, declines each part by its own rules, keeps the writing, names every doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .errors import NotAName
from .firstnames import first_name_genders
from .folding import fold, repair
from .foreign import foreign_doubt, is_eastern
from .forms import FullName, NameForms
from .gender import detect_gender, patronymic_gender, sure_gender
from .given import decline_first, decline_middle, is_indeclinable_patronymic
from .morph import common_noun, dictionary_surname
from .order import misplaced
from .stems import Declined
from .surnames import decline_surname, first_half_is_fixed, is_foreign, is_particle
from .wordlist import words

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ])*")
_GUESSED_GENDER = "Пол определён по окончанию имени: проверьте его."
_NO_GENDER = "Пол не указан и по имени не виден: укажите его."


@lru_cache(maxsize=20_000)
def decline_name(last: str, first: str = "", middle: str = "", gender: str | None = None) -> NameForms:
    """Six cases of a full name, parts apart.

    `gender`: «m», «f», or None / «» = find out. Capitals, ё and hyphens stay as written; initials never change.
    The result's `doubts` say in Russian what a person should check; empty when grammar alone gives the forms.
    Raises NotAName when no part holds a letter. Source of the rules: `surnames.py`, `given.py`.
    """
    last, first, middle = repair(last), repair(first), repair(middle)
    if not any(letter.isalpha() for letter in last + first + middle):
        raise NotAName("Имя не указано: впишите фамилию и имя.")
    return misplaced(last, first, middle, gender or None) or _decline(last, first, middle, gender)


def _decline(last: str, first: str, middle: str, gender: str | None) -> NameForms:
    """The parts stand in their own places."""
    doubts: list[str] = []
    known = gender or sure_gender(last, first, middle)
    if not known:
        known = detect_gender(last, first, middle)
        doubts.append(_GUESSED_GENDER if known else _NO_GENDER)
    elif gender and patronymic_gender(middle) not in ("", gender):
        doubts.append("Отчество и указанный пол не сходятся: проверьте пол.")
    if known and _other_form(last, known):
        doubts.append("Фамилия стоит в форме другого пола: проверьте фамилию и пол.")
    acting = known or "m"
    parts = [
        _decline_part(last, acting, _surname_piece, doubts),
        _decline_part(first, acting, _first_piece, doubts),
        _decline_middle(middle, acting, doubts),
    ]
    abroad = foreign_doubt(last, first, middle, acting)
    if abroad:
        doubts.append(abroad)
    if _foreign_letters(last + first + middle):
        doubts.append("Имя написано не русскими буквами: оно не склоняется.")
    gen, dat, acc, ins, loc = (FullName(*(part[i] for part in parts)) for i in range(5))
    nom = FullName(last, first, middle)
    return NameForms(nom, gen, dat, acc, ins, loc, gender=known, doubts=tuple(dict.fromkeys(doubts)))


def _other_form(last: str, gender: str) -> bool:
    """«Петрова Пётр», «Петров Анна»; surnames that are nouns («Сова», «Литвин») may be anybody's."""
    word = fold(last).rsplit("-", 1)[-1].rsplit(" ", 1)[-1]
    if gender == "m":
        return bool(re.search(r"[а-я]{2}(ова|ева|[сц]кая)$", word)) and dictionary_surname(word[:-1]) is not None
    return (
        bool(re.search(r"[а-я]{2}(ов|ев|ин|ын|[сц]кий)$", word))
        and not is_foreign(word)
        and dictionary_surname(word) is not None
    )


Piece = Callable[[str, str, bool, str], Declined]


def _decline_part(text: str, gender: str, piece: Piece, doubts: list[str]) -> tuple[str, ...]:
    """All words of one part; what stands between them (hyphens, spaces, brackets) is kept."""
    columns: list[list[str]] = [[] for _ in range(5)]
    at = 0
    words = list(_WORD.finditer(text))
    for found in words:
        word = found.group()
        between = text[at : found.start()]
        at = found.end()
        after = text[at : at + 1]
        if after == "." or _foreign_letters(word):
            forms: tuple[str, ...] = (word,) * 5
        else:
            lowered, doubt = piece(word.lower(), gender, after == "-", text.lower())
            forms = tuple(keep_case(word, form) for form in lowered)
            if doubt:
                doubts.append(doubt)
        for column, form in zip(columns, forms, strict=True):
            column += [between, form]
    return tuple("".join(column) + text[at:] for column in columns)


def _surname_piece(word: str, gender: str, first_half: bool, whole: str) -> Declined:
    if is_indeclinable_patronymic(whole):  # «Эсенбай уулу»: the father's name in the place of a surname
        return (word,) * 5, ""
    if first_half:
        if first_half_is_fixed(word) or whole.endswith(_WHOLE_STAYS):
            return (word,) * 5, ""
        forms, doubt = decline_surname(word, gender)
        if gender == "m" and not doubt and first_name_genders(word, dictionary=False) == {"m"}:
            doubt = "Первая часть двойной фамилии совпадает с именем: проверьте, склоняется ли она."
        if gender == "m" and not doubt and word[-1] not in VOWEL_ENDS and not _possessive(word) and not _own(word):
            doubt = "Первая часть двойной фамилии может не склоняться: проверьте."
        return forms, doubt
    if is_particle(word) and not whole.endswith(word):
        return (word,) * 5, ""
    return decline_surname(word, gender)


# «Турсун-заде»: with these the surname is one word that does not decline.
_WHOLE_STAYS = ("-заде", "-оглы", "-кызы", "-бейли", "-паша", "-шах")
VOWEL_ENDS = "аеёиоуыэюя"
# Surnames by themselves: suffixes of Калакуцкая's lists that make nothing else.
_OWN_SURNAME = re.compile(r"(?:ук|юк|ич|ян|янц|ман|берг|штейн|вальд|сон|як|ак|ик|ец|арь|дзе|ск|цк)$")


def _own(word: str) -> bool:
    """Whether the first half of a double surname is a surname by itself (Розенталь, § 149: else it stays)."""
    return len(word) > 4 and bool(dictionary_surname(word) or common_noun(word, "m") or _OWN_SURNAME.search(word))


def _possessive(word: str) -> bool:
    return word.endswith(("ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой"))


_FRENCH_FIRST = words("жан поль пьер анри луи шарль франсуа")
# Eastern names of several words are one name: «Абдул-Азиза», «Амет-Хана», «Белек-оола».
_EASTERN_FIRST = words(
    "абд абдул абдуль абдель абу ага ак ал аль бай гаджи кара мир мирза мулла нур сейид хаджи шах эль"
)
_EASTERN_LAST = re.compile(r"-(?:али|ага|бай|бек|бей|гирей|заде|мирза|оглы|оол|паша|хан|ходжа|шах|эддин|улла)$")


def _first_piece(word: str, gender: str, first_half: bool, whole: str) -> Declined:
    if gender == "m" and is_eastern(whole) and not whole.endswith(word):
        return (word,) * 5, ""
    if not (first_half and gender == "m"):
        return decline_first(word, gender)
    if word in _FRENCH_FIRST or word in _EASTERN_FIRST or _EASTERN_LAST.search(whole):
        return (word,) * 5, ""
    forms, doubt = decline_first(word, gender)
    if word[-1] not in VOWEL_ENDS:  # Розенталь, § 149: of foreign double names the last word alone declines
        doubt = doubt or "Первая часть двойного имени может не склоняться: проверьте."
    return forms, doubt


def _decline_middle(text: str, gender: str, doubts: list[str]) -> tuple[str, ...]:
    if len(text) < 2 or text.endswith(".") or _foreign_letters(text):
        return (text,) * 5
    if is_indeclinable_patronymic(text):
        return (text,) * 5
    head, hyphen, last = text.rpartition("-")
    if (
        hyphen and patronymic_gender(last) and not patronymic_gender(head)
    ):  # «Абдул-Азизович»: the suffix is one for all
        return tuple(f"{head}-{form}" for form in _decline_part(last, gender, _middle_piece, doubts))
    return _decline_part(text, gender, _middle_piece, doubts)


def _middle_piece(word: str, gender: str, first_half: bool, whole: str) -> Declined:
    return decline_middle(word, gender)


def keep_case(written: str, form: str) -> str:
    """The lower-case form with the capitals of the word as written: «ЛЕВ» → «ЛЬВА», «Лев» → «Льва»."""
    if "-" in written and written.count("-") == form.count("-"):  # «программист-1С»
        return "-".join(map(keep_case, written.split("-"), form.split("-")))
    if len(written) > 1 and written.isupper():
        return form.upper()
    lowered = written.lower()
    if "ё" in form and "ё" not in lowered:  # «четвертый» was typed without the dots
        shared = zip(form, lowered.ljust(len(form)), strict=False)
        form = "".join("е" if (a, b) == ("ё", "е") else a for a, b in shared)
    if lowered == written:
        return form
    if lowered[:1] == form[:1] and lowered[1:] == written[1:]:  # «Лев»: by far the most frequent
        return written[0] + form[1:]
    same = 0
    while same < min(len(lowered), len(form)) and lowered[same] == form[same]:
        same += 1
    return written[:same] + form[same:]


def _foreign_letters(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.lower())
