"""The hand-written rows of `rows/`: nominatives with the five right forms, several where usage allows them.

A third of the rows (by a checksum of the row) is kept apart as «held out»: rules are mended by the others only.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from pathlib import Path

_ROWS = Path(__file__).parent / "rows"
_PHRASES = ("phrases.txt", "phrases_more.txt", "phrases_rare.txt", "phrases_joined.txt")
Form = frozenset[str]


@dataclass(frozen=True)
class Row:
    """`parts` is what is declined: (last, first, middle, gender) or (phrase,). `forms`: gen, dat, acc, ins, loc."""

    group: str
    parts: tuple[str, ...]
    forms: tuple[Form, ...]
    wavers: bool

    @property
    def held_out(self) -> bool:
        """Whether the row was set apart before the rules were written."""
        return zlib.crc32("|".join(self.parts).encode()) % 3 == 0


def _lines(file: str) -> Iterator[tuple[str, str, bool]]:
    group = file
    for line in (_ROWS / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = f"{file.removesuffix('.txt')}: {line[3:]}"
        elif line and not line.startswith("#"):
            yield group, line.removeprefix("? "), line.startswith("? ")


def _ends(stem: str, ending: str) -> Form:
    return frozenset(stem + ("" if end == "-" else end) for end in ending.split("/"))


def _words(file: str) -> Iterator[tuple[str, str, str, tuple[Form, ...], bool]]:
    """(group, gender, nominative, forms, wavers) of the files of single words."""
    for group, line, wavers in _lines(file):
        head, stems = line.split(" : ")
        gender, *endings = head.split()
        for stem in (written.replace("_", " ") for written in stems.split()):
            if endings == ["="]:
                yield group, gender, stem, (frozenset({stem}),) * 5, wavers
            else:
                nominative, *oblique = (_ends(stem, ending) for ending in endings)
                yield group, gender, next(iter(nominative)), tuple(oblique), wavers


def surnames() -> list[Row]:
    """Surnames alone."""
    return [
        Row(group, (word, "", "", gender), forms, wavers)
        for group, gender, word, forms, wavers in _words("surnames.txt")
    ]


def given() -> list[Row]:
    """First names, and patronymics after a first name that never changes."""
    rows = []
    for group, gender, word, forms, wavers in _words("given.txt"):
        if "patronymic" in group:
            full = tuple(frozenset(f"Ли {form}" for form in case) for case in forms)
            rows.append(Row(group, ("", "Ли", word, gender), full, wavers))
        else:
            rows.append(Row(group, ("", word, "", gender), forms, wavers))
    return rows


def wholes() -> list[Row]:
    """Whole names of several parts."""
    rows = []
    for group, line, wavers in (*_lines("wholes.txt"), *_lines("names_more.txt")):
        last, first, middle, gender, *forms = line.split("|")
        nominative = " ".join(part for part in (last, first, middle) if part)
        full = tuple(frozenset({nominative} if form == "=" else form.split("/")) for form in forms)
        rows.append(Row(group, (last, first, middle, gender), full, wavers))
    return rows


_RARE = re.compile(r"([mf]) (.+?\.\S+) (\S+\.\S+) (.+)")
_STRESSED_ICH = ("Ильич", "Кузьмич", "Лукич", "Фомич")


def rare() -> list[Row]:
    """Whole names whose parts name their kind of declension."""
    kinds: dict[str, tuple[str, list[str]]] = {}
    rows = []
    for group, line, wavers in _lines("names_rare.txt"):
        if line.startswith("= "):
            kind, nominative, *endings = line[2:].split()
            kinds[kind] = ("" if nominative == "-" else nominative, endings)
            continue
        found = _RARE.fullmatch(line)
        assert found, line
        written = [_of_kind(part, kinds) for part in (found[2], found[3], _middle(found[4]))]
        cells = [
            frozenset(
                " ".join(part for part in parts if part) for parts in product(*(forms[i] for _, forms in written))
            )
            for i in range(5)
        ]
        rows.append(Row(group, (*(word for word, _ in written), found[1]), tuple(cells), wavers))
    return rows


def _middle(text: str) -> str:
    if not text.endswith(("ич", "на")):
        return f"{text.removeprefix('-')}.0"
    return f"{text}.{'А' if text.endswith('на') else 'т' if text in _STRESSED_ICH else 'ш'}"


def _of_kind(part: str, kinds: dict[str, tuple[str, list[str]]]) -> tuple[str, list[Form]]:
    word, _, kind = part.rpartition(".")
    if "+" in kind:  # «Гусев-Оренбургский.ов+ск»
        halves = [_of_kind(f"{a}.{b}", kinds)[1] for a, b in zip(word.split("-"), kind.split("+"), strict=True)]
        return word, [frozenset(map("-".join, product(*pair))) for pair in zip(*halves, strict=True)]
    if kind == "0":
        return word, [frozenset({word})] * 5
    nominative, endings = kinds[kind]
    return word, [_ends(word.removesuffix(nominative), ending) for ending in endings]


@lru_cache(maxsize=1)
def _nouns() -> dict[str, tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for _, line, _ in _lines("nouns.txt"):
        head, stems = line.split(" : ")
        gender, *endings = head.split()
        for stem in stems.split():
            forms = tuple(stem + ("" if end == "-" else end) for end in endings)
            found[forms[0]] = (gender, forms)
    return found


_ADJECTIVES = {
    "ийся": "егося емуся A имся емся", "аяся": "ейся ейся уюся ейся ейся",
    "ый": "ого ому A ым ом", "ой": "ого ому A ым ом", "ая": "ой ой ую ой ой", "яя": "ей ей юю ей ей",
    "ое": "ого ому ое ым ом", "ее": "его ему ее им ем", "ые": "ых ым A ыми ых", "ие": "их им A ими их",
}  # fmt: skip


def _adjective(word: str, person: bool) -> tuple[str, ...]:
    if word == "третий":
        ends = ["ьего", "ьему", "A", "ьим", "ьем"]
        stem = "трет"
    else:
        tail = next((tail for tail in _ADJECTIVES if word.endswith(tail)), "ий")
        stem = word[: -len(tail)]
        if tail == "ий":
            ends = ("ого ому A им ом" if stem[-1] in "гкх" else "его ему A им ем").split()
        elif tail == "ая" and stem[-1] in "жшщч":
            ends = ["ей", "ей", "ую", "ей", "ей"]
        elif tail in {"ое", "ой"} and stem[-1] in "гкх":
            ends = _ADJECTIVES[tail].replace("ым", "им").split()
        else:
            ends = _ADJECTIVES[tail].split()
    forms = [stem + end for end in ends]
    if ends[2] == "A":
        forms[2] = forms[0] if person else word
    return tuple(forms)


def _noun(word: str, person: bool) -> tuple[str, ...] | None:
    if word not in _nouns():
        return None
    gender, forms = _nouns()[word]
    if gender in "fn":
        return forms[1:]
    if word.endswith(("а", "я")):
        _, gen, dat, ins, loc = forms
        return (gen, dat, word[:-1] + "у", ins, loc)
    nom, gen, dat, ins, loc = forms
    return (gen, dat, gen if person else nom, ins, loc)


def _marked(mark: str, word: str) -> tuple[str, ...]:
    person, lower = mark == "*", word.lower()
    forms = _noun(lower, person)
    if forms is None:
        if not re.search(r"([ыио]й|ая|яя|ое|ее|ые|ие|ся)$", lower):
            raise KeyError(f"nouns.txt: {word}")
        if "-" in lower and (both := _noun(lower.split("-")[-1], person)):
            forms = both
        else:
            forms = _adjective(lower, person)
    return tuple(word[0] + form[1:] for form in forms)


def phrases() -> list[Row]:
    """Posts, departments, groups, organisations."""
    rows = []
    for group, line, wavers in chain.from_iterable(map(_lines, _PHRASES)):
        if "|" in line:
            nominative, *forms = line.replace("*", "").replace("^", "").split("|")
            nominative = nominative.strip()
            cells = tuple(
                frozenset(nominative if form == "=" else form for form in cell.split(" / ")) for cell in forms
            )
        else:
            nominative = re.sub(r"[*^]", "", line)
            cells = tuple(
                frozenset({re.sub(r"([*^])([\w-]+?)(?=-[*^]|$|[^\w-])", lambda m, i=i: _marked(m[1], m[2])[i], line)})
                for i in range(5)
            )
            cells = tuple(frozenset(form.replace("*", "").replace("^", "") for form in cell) for cell in cells)
        rows.append(Row(group, (nominative,), cells, wavers))
    return rows
