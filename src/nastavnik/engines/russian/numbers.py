"""Numbers beside Russian nouns and numbers in words."""

from __future__ import annotations

from .forms import CASES, case_code
from .initials import NBSP

_UNITS = {
    0: "ноль нуля нулю ноль нулём нуле",
    3: "три трёх трём три тремя трёх",
    4: "четыре четырёх четырём четыре четырьмя четырёх",
    5: "пять пяти пяти пять пятью пяти",
    6: "шесть шести шести шесть шестью шести",
    7: "семь семи семи семь семью семи",
    8: "восемь восьми восьми восемь восемью восьми",
    9: "девять девяти девяти девять девятью девяти",
    10: "десять десяти десяти десять десятью десяти",
    40: "сорок сорока сорока сорок сорока сорока",
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
}
_ONE = {
    "m": "один одного одному один одним одном",
    "f": "одна одной одной одну одной одной",
    "n": "одно одного одному одно одним одном",
}
_TWO = {
    "m": "два двух двум два двумя двух",
    "f": "две двух двум две двумя двух",
    "n": "два двух двум два двумя двух",
}
_TEENS = "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_THOUSAND = ("f", "тысяча тысячи тысяче тысячу тысячей тысяче", "тысячи тысяч тысячам тысячи тысячами тысячах", "тысяч")
_MILLION = (
    "m",
    "миллион миллиона миллиону миллион миллионом миллионе",
    "миллионы миллионов миллионам миллионы миллионами миллионах",
    "миллионов",
)
_MILLIARD = (
    "m",
    "миллиард миллиарда миллиарду миллиард миллиардом миллиарде",
    "миллиарды миллиардов миллиардам миллиарды миллиардами миллиардах",
    "миллиардов",
)
_LIMIT = 10**12


def plural(n: int | float, one: str, few: str, many: str) -> str:
    """The noun that fits the number: plural(21, "пара", "пары", "пар") == "пара"; fractions take `few` («1,5 часа»)."""
    if isinstance(n, float) and not n.is_integer():
        return few
    n = abs(int(n))
    if 11 <= n % 100 <= 14:
        return many
    return one if n % 10 == 1 else few if 2 <= n % 10 <= 4 else many


def grouped(n: int) -> str:
    """«5 000»: thousands apart by no-break spaces, four digits too (as money is written)."""
    return f"{n:,}".replace(",", NBSP)


def count(n: int, one: str, few: str, many: str) -> str:
    """Number and noun together, not to be broken: «21 пара»."""
    shown = grouped(n) if abs(n) >= 10_000 else str(n)
    return f"{shown}{NBSP}{plural(n, one, few, many)}"


def number_words(n: int, gender: str = "m", case: str = "nom") -> str:
    """Whole number below 10¹² in words; `gender` m, f, n and `case` decline it: number_words(5, case="gen") == "пяти".

    The accusative is the inanimate one. Raises ValueError outside the range.
    """
    if abs(n) >= _LIMIT:
        raise ValueError(f"Число {n} слишком велико, чтобы написать его словами.")
    place = CASES.index(case_code(case))
    if n == 0:
        return _UNITS[0].split()[place]
    words: list[str] = ["минус"] if n < 0 else []
    n = abs(n)
    for size, (own_gender, single, several, many) in ((10**9, _MILLIARD), (10**6, _MILLION), (10**3, _THOUSAND)):
        group, n = divmod(n, size)
        if group:
            words += _below_thousand(group, own_gender, place)
            words.append(_scale(group, place, single, several, many))
    return " ".join(words + _below_thousand(n, gender, place))


def _scale(group: int, place: int, single: str, several: str, many: str) -> str:
    if plural(group, "1", "2", "5") == "1":
        return single.split()[place]
    if place in (0, 3):  # nominative and accusative: «две тысячи», «пять тысяч»
        return single.split()[1] if plural(group, "1", "2", "5") == "2" else many
    return several.split()[place]


def _below_thousand(n: int, gender: str, place: int) -> list[str]:
    words = []
    if n >= 100:
        words.append(_hundreds(n // 100 * 100, place))
        n %= 100
    if n >= 20:
        words.append(_tens(n // 10 * 10, place))
        n %= 10
    if 11 <= n <= 19:
        word = _TEENS.split()[n - 11]
        words.append(_soft(word, place))
    elif n == 1:
        words.append(_ONE[gender].split()[place])
    elif n == 2:
        words.append(_TWO[gender].split()[place])
    elif n:
        words.append(_UNITS[n].split()[place])
    return words


def _soft(word: str, place: int) -> str:
    return word if place in (0, 3) else word[:-1] + ("ью" if place == 4 else "и")


def _tens(n: int, place: int) -> str:
    if n in _UNITS:
        return _UNITS[n].split()[place]
    if n in (20, 30):
        return _soft("двадцать" if n == 20 else "тридцать", place)
    unit = _UNITS[n // 10].split()
    ten = "десят" if place in (0, 3) else "десятью" if place == 4 else "десяти"
    return unit[place] + ten


def _hundreds(n: int, place: int) -> str:
    if n in _UNITS:
        return _UNITS[n].split()[place]
    unit = _UNITS[n // 100].split()
    hundred = ("сот", "сот", "стам", "сот", "стами", "стах")[place]
    return unit[place] + hundred


def count_words(n: int, one: str, few: str, many: str, gender: str = "m") -> str:
    """For agreements, after «в количестве»: «5 (пяти) человек»; the nouns come in the genitive."""
    return f"{grouped(n)}{NBSP}({number_words(n, gender, 'gen')}) {plural(n, one, few, many)}"


def money_words(rubles: int, kopecks: int = 0) -> str:
    """«5 000 (пять тысяч) рублей 00 копеек»."""
    ruble = plural(rubles, "рубль", "рубля", "рублей")
    kopeck = plural(kopecks, "копейка", "копейки", "копеек")
    return f"{grouped(rubles)}{NBSP}({number_words(rubles)}) {ruble} {kopecks:02}{NBSP}{kopeck}"
