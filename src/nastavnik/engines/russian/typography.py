"""Typography of printed Russian text: quotes, dashes, no-break spaces. One filter, harmless the second time.

Source: documents.md, end of part 2.
"""

from __future__ import annotations

import re

from .initials import NBSP

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_SPACE = f"[ {NBSP}]"

# An address or a link is never touched. Lengths are bounded, or a long text without spaces would take minutes.
_SAFE = re.compile(r"\b[A-Za-z][A-Za-z+.-]{1,20}://\S+|[\w.+-]{1,64}@[\w-]{1,63}\.\S+|\bwww\.\S+")


# «14–17 лет», «п. 1–3»: a hyphen between two numbers is a range only beside a counted word or a sign of reference,
# else it may stand in a number of a group, a document or a telephone.
_COUNTED = (
    r"лет|год|дн|день|дня|класс|курс|человек|чел\.|час|ч\.|минут|мин\.|недел|месяц|балл|раз[а ]|процент|%|руб|страниц|стр\.|"
    rf"пункт|этап|групп|урок|занят|встреч|пар[ыау]?\b|{_MONTHS}"
)
_NUMBER = r"(?<![\w\-–/.,])(\d{1,3})"
_RANGE_OF_UNITS = re.compile(rf"{_NUMBER}-(\d{{1,3}})(?={_SPACE}?(?:{_COUNTED}))")
_RANGE_AFTER_SIGN = re.compile(
    rf"(?:(?<=[пс]\.{_SPACE})|(?<=пп\.{_SPACE})|(?<=ст\.{_SPACE})|(?<=стр\.{_SPACE}))(\d{{1,3}})-(\d{{1,3}})(?![\w\-–/.])"
)


def _rules() -> list[tuple[tuple[str, ...], re.Pattern[str], str]]:
    """(sets of signs, one of each of which must stand in the text for the rule to matter; what; by what)."""
    n = NBSP
    digits, spaces = "0123456789", f" {NBSP}"
    capitals = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ"
    return [
        ((".",), re.compile(r"\.\.\."), "…"),
        ((" ",), re.compile(r"(?<=\S) {2,}(?=\S)"), " "),
        (("-", " "), re.compile(r"(?m)^([ \t]*)- (?=\S)"), r"\1– "),
        (("-–—", spaces), re.compile(rf"(?<=\S){_SPACE}[-–—](?=\s)"), f"{n}—"),
        (("-", digits), re.compile(r"(?<![\d\-–.])((?:19|20)\d\d)-((?:19|20)\d\d)(?![\d\-–])"), r"\1–\2"),
        (
            (digits, "."),
            re.compile(rf"\b(ст|п|пп|ч|стр|рис|табл|гл|разд|абз|каб|ауд|д|кв|тел){_SPACE}*\.{_SPACE}*(?=\d)"),
            rf"\1.{n}",
        ),
        (("-", digits), _RANGE_OF_UNITS, r"\1–\2"),
        (("-", digits, "."), _RANGE_AFTER_SIGN, r"\1–\2"),
        (("N", digits), re.compile(rf"(?<![\w.-])N{_SPACE}*(?=\d)"), "№"),
        (("№§",), re.compile(rf"([№§]){_SPACE}*(?=[\w_])"), rf"\1{n}"),
        ((",;!?", spaces), re.compile(rf"(?<=[\w»)]){_SPACE}+(?=[,;!?](?:\s|$))"), ""),
        ((digits, spaces), re.compile(rf"(?<![\d.,])(\d{{1,3}}){_SPACE}(?=\d{{3}}(?!\d))"), rf"\1{n}"),
        ((digits, n), re.compile(rf"(?<=\d{_SPACE}\d{{3}}){_SPACE}(?=\d{{3}}(?!\d))"), n),
        (
            (spaces, "вкосуияВКОСУИЯаА"),
            re.compile(rf"(?<![\w.\u2010-\u2015-])([вкосуияВКОСУИЯаА]){_SPACE}+(?=\S)"),
            rf"\1{n}",
        ),
        ((digits, spaces, "яа"), re.compile(rf"(?<=\d){_SPACE}+(?=(?:{_MONTHS})\b)"), n),
        ((digits, spaces, "яа"), re.compile(rf"((?:{_MONTHS})){_SPACE}+(?=\d{{4}}(?!\d))"), rf"\1{n}"),
        (("°", digits), re.compile(rf"(?<=\d){_SPACE}*(?=°[CС](?!\w))"), n),
        (("IVXХ", "в", "."), re.compile(rf"(?<![\w.,])([IVXХ]+){_SPACE}+(?=вв?\.)"), rf"\1{n}"),
        ((digits, "г", ".", "-\u2011"), re.compile(rf"(?<=\d[-\u2011]е){_SPACE}+(?=гг?\.)"), n),
        (
            (digits, "/–", "у"),
            re.compile(rf"(?<=\d[/–]\d\d){_SPACE}+(?=уч(?:\.|ебн))|(?<=\d{{4}}[/–]\d{{4}}){_SPACE}+(?=уч(?:\.|ебн))"),
            n,
        ),
        (("у", "ч", spaces), re.compile(rf"(уч\.|учебн[а-яё]{{2,3}}){_SPACE}+(?=год)"), rf"\1{n}"),
        (("%", digits), re.compile(rf"(?<=\d){_SPACE}*(?=%)"), n),
        ((digits, ".", "гв"), re.compile(rf"(?<=\d){_SPACE}*(?=(?:гг?|в)\.)"), n),
        (
            (digits, spaces),
            re.compile(rf"(?<=\d){_SPACE}+(?=(?:руб|коп|тыс|млн|млрд|чел|ч|мин|с|кг|см|мм|км|м|стр|л|шт)\b)"),
            n,
        ),
        ((".", "м", capitals), re.compile(rf"\b(им)\.{_SPACE}*(?=[А-ЯЁ])"), rf"\1.{n}"),
        ((".", "э"), re.compile(rf"\bн\.{_SPACE}*э\."), f"н.{n}э."),
        ((".", "Ф"), re.compile(rf"(?<![\w.])Ф\.{_SPACE}*И\.{_SPACE}*О\."), f"Ф.{n}И.{n}О."),
        (
            (".", "глросд", capitals),
            re.compile(rf"\b(г|ул|пр|пос|с|д){_SPACE}*\.{_SPACE}*(?=[А-ЯЁ][а-яё])"),
            rf"\1.{n}",
        ),
        ((".", "о", "ИиВв"), re.compile(rf"\b([ИиВв])\.{_SPACE}*о\.{_SPACE}*(?=[а-яё])"), rf"\1.{n}о.{n}"),
        ((".", "т"), re.compile(rf"\b(т)\.{_SPACE}*([едпнк])\."), rf"\1.{n}\2."),
        (
            (".", capitals),
            re.compile(rf"\b([А-ЯЁ]\.(?:-[А-ЯЁ]\.)?){_SPACE}*([А-ЯЁ]\.){_SPACE}*(?=[А-ЯЁ][а-яё])"),
            rf"\1{n}\2{n}",
        ),
        ((".", capitals), re.compile(rf"(?<![а-яёА-ЯЁ.])([А-ЯЁ]\.(?:-[А-ЯЁ]\.)?){_SPACE}*(?=[А-ЯЁ][а-яё])"), rf"\1{n}"),
        (
            (".", capitals, spaces),
            re.compile(rf"(?<=[а-яё]){_SPACE}+([А-ЯЁ]\.(?:-[А-ЯЁ]\.)?){_SPACE}*([А-ЯЁ]\.)(?!{_SPACE}?[А-ЯЁ][а-яё])"),
            rf"{n}\1{n}\2",
        ),
        # «8 (000) 555-01-07»: the code of a telephone stays with its number.
        (("(", ")", digits), re.compile(rf"(?<![\w-])(\+?[78]){_SPACE}(?=\(\d{{3,5}}\))"), rf"\1{n}"),
        (("(", ")", digits), re.compile(rf"(\(\d{{3,5}}\)){_SPACE}(?=\d[\d-]{{4,}})"), rf"\1{n}"),
        # A register number «123-о» and «5-й» stay on one line.
        (("-", digits), re.compile(r"(?<![\w\-])(\d+)-(?=[а-яёА-ЯЁ]{1,3}(?![\w\-]))"), "\\1\u2011"),
    ]


_RULES = [(tuple(map(frozenset, needed)), pattern, replacement) for needed, pattern, replacement in _rules()]
# Where an address stood; the same signs may come in the text itself and then stay.
_KEPT = re.compile("\ue000(\\d{1,6})\ue001")
_QUOTES = frozenset('«»„“”"')
# One rule may open the way for an earlier one («N1-5 лет»): the second pass settles it, a last one finds no more to do.
_PASSES = 5


def typo(text: str) -> str:
    """Text as a careful typesetter would leave it; typo(typo(x)) == typo(x). Words are never changed."""
    kept: list[str] = []

    def hide(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"\ue000{len(kept) - 1}\ue001"

    if "@" in text or "://" in text or "www." in text:
        text = _SAFE.sub(hide, text)
    for _ in range(_PASSES):
        before = text
        letters = frozenset(text)
        if not letters.isdisjoint(_QUOTES):
            text = _quotes(text)
            letters = frozenset(text)
        # Most texts are names and dates: rules whose signs are not there would cost more than the rest of the sheet.
        for needed, pattern, replacement in _RULES:
            for signs in needed:
                if letters.isdisjoint(signs):
                    break
            else:
                changed = pattern.sub(replacement, text)
                if changed is not text and changed != text:
                    text, letters = changed, frozenset(changed)
        # Spaces made no-break open the way for nothing: every rule takes both.
        if text == before or (len(text) == len(before) and text.replace(NBSP, " ") == before.replace(NBSP, " ")):
            break
    if not kept:
        return text
    return _KEPT.sub(lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else found[0], text)


def _quotes(text: str) -> str:
    """Straight and curly quotes to «ёлочки», inner ones to „лапки“."""
    result: list[str] = []
    depth = 0
    for i, letter in enumerate(text):
        before = result[-1] if result else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        # “ closes an inner quote that is open, else it opens one in the English manner.
        may_open = letter in '"”' or (letter == "“" and depth < 2)
        opening = letter in "«„" or (may_open and (before.isspace() or before in "(«„[—–-/") and not after.isspace())
        if letter not in '«»„“”"':
            if letter == "\n":
                depth = 0
            result.append(letter)
        elif opening:
            depth += 1
            result.append("«" if depth == 1 else "„")
        elif letter == '"' and depth == 0:
            result.append(letter)  # inches, or a quote whose beginning is not here
        else:
            result.append("“" if depth > 1 else "»")
            depth = max(0, depth - 1)
    return "".join(result)
