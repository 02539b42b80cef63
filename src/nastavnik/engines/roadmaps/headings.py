"""Titles of stages: number, words, goal, result and term that stand in one cell or line."""

from __future__ import annotations

import re

from .document import Para
from .marks import MONTH, is_bare_term, looks_like_term, starts_act
from .raw import RawStage
from .text import clean, join_lines, title_of

_ORDINALS = {
    "перв": "1",
    "втор": "2",
    "трет": "3",
    "четв": "4",
    "пят": "5",
    "шест": "6",
    "седьм": "7",
    "восьм": "8",
    "девят": "9",
    "десят": "10",
}
_ORDINAL = r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:ый|ой|ий|ая|ья|ое|ье)"
_WORD = r"(?:этап|раздел|блок|модуль|направление|стадия|шаг|часть)"
_NAMED = re.compile(
    rf"^(?:(?P<before>\d{{1,2}}|[IVX]{{1,5}}|[А-Яа-яЁё]+(?:ый|ой|ий))(?:\s*[-–]?\s*(?:й|ый|ой|ий|я|е))?\s+{_WORD}"
    rf"|{_WORD}\s*(?:№\s*)?(?P<after>\d{{1,2}}|[IVX]{{1,5}}|{_ORDINAL}))\b\s*[.:)–—-]*\s*(?P<title>.*)$",
    re.I | re.S,
)
_NUMBERED = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2})*(?=[.)]|\s)|[IVX]{1,5})(?:\s*[.)]\s*|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?P<title>[^\s\d].*)$",
    re.S,
)
_PART = re.compile(
    r"(?P<name>цел[ьи]|задач[аи]|(?:ожидаемы[йе]\s+|планируемы[йе]\s+)?результаты?|срок(?:и|\s+реализации|и\s+реализации)?)"
    r"(?:\s+этапа)?\s*:\s*",
    re.I,
)


def roman(text: str) -> str:
    """«IV» → «4»; other text as it is."""
    values = {"I": 1, "V": 5, "X": 10}
    if not re.fullmatch(r"[IVX]+", text):
        return text
    total = 0
    for letter, after in zip(text, [*text[1:], ""], strict=True):
        value = values[letter]
        total += -value if after and values[after] > value else value
    return str(total)


def split_number(text: str) -> tuple[str, str, bool]:
    """(number, title, named): «2-й этап – …», «Этап II. …», «3. …», «Первый этап: …»; `named` where the word stands."""
    text = clean(text)
    match = _NAMED.match(text)
    if match:
        word = match.group("before") or match.group("after") or ""
        number = roman(word.upper()) if re.fullmatch(r"[IVXivx]+", word) else word
        if not number.isdigit():
            number = next((n for stem, n in _ORDINALS.items() if word.lower().startswith(stem)), "")
        if number:
            return number, match.group("title").strip(), True
    match = _NUMBERED.match(text)
    if match and not re.match(MONTH, match.group("title"), re.I):
        return roman(match.group("number")), match.group("title").strip(), False
    return "", text, False


def stage_of(paras: list[Para]) -> RawStage:
    """A stage from its heading: title, number, goal (цель, задачи), result, term in brackets at the end."""
    below = [title_of(p.text).strip("()") for p in paras[1:]]
    dated = [term for term in below if is_bare_term(term)]
    paras = paras[:1] + [p for p, term in zip(paras[1:], below, strict=True) if term not in dated]
    text = join_lines([f"{p.marker} {p.text}" if p.marker not in ("", "-") else p.text for p in paras])
    text = re.sub(r"\*\*|__", "", text)
    text = re.sub(rf"^{_WORD}\s*:\s+(?=\S)", "", text, flags=re.I)  # «Направление: …»
    stage = RawStage()
    parts = list(_PART.finditer(text))
    head = text[: parts[0].start()] if parts and parts[0].start() > 0 else (text if not parts else "")
    goals: list[str] = []
    for at, match in enumerate(parts):
        stop = parts[at + 1].start() if at + 1 < len(parts) else len(text)
        name, body = match.group("name"), title_of(text[match.end() : stop])
        if "езультат" in name.lower():
            stage.result = body
        elif name.lower().startswith("срок"):
            stage.terms = body
        else:
            goals.append(f"{name[:1].upper()}{name[1:]}: {body}" if goals or name.lower().startswith("задач") else body)
    stage.goal = " ".join(goals)
    stage.number, title, _ = split_number(head)
    title, terms, _ = cut_brackets(title)
    title, person = _cut_person(title)
    title, tail = _cut_term(title)
    stage.title, stage.responsible = title_of(title), person
    stage.terms = stage.terms or terms or tail or "; ".join(dated)
    return stage


def _cut_person(title: str) -> tuple[str, str]:
    """«Итоговый этап, ответственный – куратор» → the name and the person."""
    match = re.search(
        r"\s*[,;.(–—]\s*(?:ответственн(?:ый|ая|ые)|отв\.)\s*[:–—-]?\s*(?P<person>[^()]+?)\)?\s*$", title, re.I
    )
    if not match or match.start() < 4 or looks_like_term(match.group("person")):
        return title, ""
    return title[: match.start()], title_of(match.group("person"))


def _cut_term(title: str) -> tuple[str, str]:
    """«Основной этап – октябрь 2025» → the name and the term; a name that is a term stays whole."""
    for match in re.finditer(r"\s+[–—-]\s+|[,:;.]\s+", title):
        rest = title_of(title[match.end() :])
        if match.start() > 3 and is_bare_term(rest) and not is_bare_term(title[: match.start()]):
            return title[: match.start()], rest
    return title, ""


def is_part(text: str) -> bool:
    """Whether a line tells the purpose, the tasks or the result of a stage: «Результат этапа: …»."""
    return bool(_PART.match(clean(text)))


def cut_brackets(title: str) -> tuple[str, str, str]:
    """Cut brackets that are no part of a stage's name: (name, term, enumeration of acts)."""
    terms: list[str] = []
    acts: list[str] = []

    def take(match: re.Match[str]) -> str:
        inner = match.group(1).strip()
        if looks_like_term(inner) and not starts_act(inner):
            terms.append(inner)
            return " "
        if inner.count(",") >= 1 and sum(starts_act(p.strip()) for p in inner.split(",")) >= 2:
            acts.append(inner)
            return " "
        return match.group()

    name = re.sub(r"\(([^()]*)\)", take, title)
    return clean(name), "; ".join(terms), "; ".join(acts)
