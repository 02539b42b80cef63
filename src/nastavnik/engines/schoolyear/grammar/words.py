"""The vocabulary of terms: months, weekdays, numerals, units, in the cases and short forms plans use.

All keys are lower case with «е» for «ё».
"""

from __future__ import annotations

from itertools import product

_SOFT = ("ь", "я", "е", "ю", "ем")
_HARD = ("", "а", "е", "у", "ом")
_MONTH_STEMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("январ", _SOFT, ("янв",)),
    ("феврал", _SOFT, ("фев", "февр")),
    ("март", _HARD, ("мар",)),
    ("апрел", _SOFT, ("апр",)),
    ("ма", ("й", "я", "е", "ю", "ем"), ()),
    ("июн", _SOFT, ("июн",)),
    ("июл", _SOFT, ("июл",)),
    ("август", _HARD, ("авг",)),
    ("сентябр", _SOFT, ("сен", "сент")),
    ("октябр", _SOFT, ("окт",)),
    ("ноябр", _SOFT, ("ноя", "нояб")),
    ("декабр", _SOFT, ("дек",)),
)
MONTHS: dict[str, int] = {}
for _number, (_stem, _endings, _short) in enumerate(_MONTH_STEMS, start=1):
    MONTHS.update({_stem + _ending: _number for _ending in _endings})
    MONTHS.update(dict.fromkeys(_short, _number))

WEEKDAYS: dict[str, int] = {}
for _number, (_stem, _ends, _short_day) in enumerate(
    (
        ("понедельник", ("", "а", "у", "ом", "е", "и", "ам", "ов"), "пн"),
        ("вторник", ("", "а", "у", "ом", "е", "и", "ам", "ов"), "вт"),
        ("сред", ("а", "ы", "у", "е", "ой", "ам"), "ср"),
        ("четверг", ("", "а", "у", "ом", "е", "и", "ам", "ов"), "чт"),
        ("пятниц", ("а", "ы", "у", "е", "ей", "ам"), "пт"),
        ("суббот", ("а", "ы", "у", "е", "ой", "ам"), "сб"),
        ("воскресень", ("е", "я", "ю", "ем", "ям"), "вс"),
    )
):
    WEEKDAYS.update({_stem + _ending: _number for _ending in _ends})
    WEEKDAYS[_short_day] = _number
#: Forms that answer «по каким дням»: the dative plural.
WEEKDAYS_DATIVE = {word for word in WEEKDAYS if word.endswith(("ам", "ям"))} | {
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
}
RRULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_ADJECTIVE_TEXT = "ый ий ой ая яя ое ее ого его ому ему ым им ом ем ую юю ей ые ие ых их ыми ими "
_ADJECTIVE = _ADJECTIVE_TEXT.split()
ORDINALS: dict[str, int] = {}
for _value, _stems in {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят",
    10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат",
    16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
}.items():  # fmt: skip
    ORDINALS.update({_stems + _ending: _value for _ending in _ADJECTIVE})
ORDINALS.update(
    dict.fromkeys(
        ["третий", "третья", "третье", "третьего", "третьей", "третью", "третьем", "третьему", "третьи", "третьих"], 3
    )
)
#: «последний» counts from the end.
LAST = -1
ORDINALS.update({"последн" + ending: LAST for ending in _ADJECTIVE})

CARDINALS: dict[str, int] = {}
for _value, _forms in {
    1: "один одна одно одну одного одной одному одном",
    2: "два две двух двум двумя двое двоих",
    3: "три трех трем тремя трое троих",
    4: "четыре четырех четырем четверо",
}.items():
    CARDINALS.update(dict.fromkeys(_forms.split(), _value))
for _value, _stem in {
    5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат",
    14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат",
    20: "двадцат", 30: "тридцат",
}.items():  # fmt: skip
    CARDINALS.update({_stem + _ending: _value for _ending in ("ь", "и", "ью")})
CARDINALS.update({"восемь": 8, "восьми": 8, "сорок": 40, "сорока": 40, "пятьдесят": 50, "пятидесяти": 50})
TIMES_WORDS = {"однажды": 1, "единожды": 1, "дважды": 2, "двукратно": 2, "трижды": 3, "троекратно": 3, "четырежды": 4}

#: Words of units → unit. «half», «term», «study_quarter» are parts of the organisation's year.
UNITS: dict[str, str] = {}
_MASCULINE = ("", "а", "у", "ом", "ем", "е", "ы", "ов", "ев", "ам", "ами", "ах")
_SOFT_FEMININE = ("ь", "и", "ью", "ей", "ям", "ями", "ях")
for _unit, _stem, _endings, _forms in (
    ("hour", "час", ("", "а", "у", "ов"), "ч"),
    ("day", "д", ("ень", "ня", "ню", "нем", "не", "ни", "ней", "ням", "нями", "нях"), "дн сутки суток сутками"),
    ("week", "недел", ("я", "и", "ю", "е", "ей", "ь", "ям", "ями", "ях"), "нед"),
    ("decade", "декад", ("а", "ы", "у", "е", "ой", "", "ам", "ами", "ах"), ""),
    ("decade", "трет", ("ь", "и", "ей", "ям"), ""),
    ("month", "месяц", _MASCULINE, "мес м-ц"),
    ("quarter", "квартал", _MASCULINE, "кв"),
    ("half", "полугоди", ("е", "я", "ю", "ем", "и", "й", "ям", "ями", "ях"), "полугода полгода п/г полуг пол"),
    ("term", "семестр", _MASCULINE, "сем"),
    ("trimester", "триместр", _MASCULINE, ""),
    ("study_quarter", "четверт", _SOFT_FEMININE, "четв"),
    ("year", "год", _MASCULINE, "лет г уч.год"),
):
    UNITS.update({_stem + _ending: _unit for _ending in _endings})
    UNITS.update(dict.fromkeys(_forms.split(), _unit))
UNIT_DAYS = {"day": 1, "week": 7, "decade": 10, "month": 30, "quarter": 90, "half": 182, "year": 365}

#: Stems of durations inside one adjective: «трехдневный», «двухнедельный», «месячный».
NUMBER_PREFIXES = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
    "десяти": 10, "двенадцати": 12, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20, "тридцати": 30,
    "полутора": 1, "": 1,
}  # fmt: skip
PERIOD_ADJECTIVES = {"дневн": 1, "суточн": 1, "недельн": 7, "декадн": 10, "месячн": 30}

EVERY = ["ежедневно", "еженедельно", "ежемесячно", "ежеквартально", "ежегодно", "ежесеместрово", "ежечетвертно"]
_FUNCTION_TEXT = (
    "до к ко по с со в во на за от при не и или из для под перед после через спустя каждый каждую каждое "
    "каждые каждого каждой каждом раз раза разу течение течении протяжении период периода весь всего всей "
    "всех всем этапах этап этапа этапе начало начала начале началу середина середины середине конец конца "
    "конце концу половина половины половине половину срок срока сроки сроков сроками позднее позже ранее "
    "реже менее более чаще чем учебного учебный учебном учебному календарного текущего следующего нового "
    "прошлого числа число мере необходимости возможности поступления наличии запросу запросам заявкам "
    "обращению потребности завершении завершению завершения окончании окончанию окончания итогам "
    "результатам моментa момента дня даты согласно соответствии плану графику расписанию плана графика "
    "постоянно систематически регулярно непрерывно круглогодично кроме исключением праздников каникул "
    "каникулы каникулах каникулярное время далее затем рабочих рабочий рабочего календарных последующий "
    "потом включительно осень осенью осени зима зимой зимы весна весной весны лето летом лета занятий "
    "занятия встреч встречи открытых дверей днем "
)
_FUNCTION = _FUNCTION_TEXT.split()
#: Words the repair of broken words may build and must not take apart.
VOCABULARY: frozenset[str] = frozenset(
    [
        *MONTHS,
        *(word for word in WEEKDAYS if len(word) > 2),
        *ORDINALS,
        *CARDINALS,
        *TIMES_WORDS,
        *UNITS,
        *EVERY,
        *_FUNCTION,
    ]
)


def period_adjective(word: str) -> int | None:
    """Days in an adjective of duration: «трехдневный» → 3, «недельный» → 7, «месячный» → 30; else None."""
    for (prefix, number), (stem, days) in product(NUMBER_PREFIXES.items(), PERIOD_ADJECTIVES.items()):
        if word.startswith(prefix + stem) and word[len(prefix + stem) :] in _ADJECTIVE:
            return number * days
    return None
