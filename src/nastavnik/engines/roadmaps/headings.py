"""Titles of stages: number, words, goal, result and term that stand in one cell or line."""

from __future__ import annotations

import re

from .document import Para
from .marks import MONTH, looks_like_term, starts_act
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
_WORD = r"(?:этап|раздел|блок|модуль|направление|стадия|шаг|часть)"
_NAMED = re.compile(
    rf"^(?:(?P<before>\d{{1,2}}|[IVX]{{1,5}}|[А-Яа-яЁё]+(?:ый|ой|ий))(?:\s*[-–]?\s*(?:й|ый|ой|ий|я|е))?\s+{_WORD}"
    rf"|{_WORD}\s*(?:№\s*)?(?P<after>\d{{1,2}}|[IVX]{{1,5}}))\b\s*[.:)–—-]*\s*(?P<title>.*)$",
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
            number = next((value for stem, value in _ORDINALS.items() if word.lower().startswith(stem)), "")
        if number:
            return number, match.group("title").strip(), True
    match = _NUMBERED.match(text)
    if match and not re.match(MONTH, match.group("title"), re.I):
        return roman(match.group("number")), match.group("title").strip(), False
    return "", text, False


def stage_of(paras: list[Para]) -> RawStage:
    """A stage from its heading: title, number, goal (цель, задачи), result, term in brackets at the end."""
    text = join_lines([f"{p.marker} {p.text}" if p.marker not in ("", "-") else p.text for p in paras])
    text = re.sub(r"\*\*|__", "", text)
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
    stage.title = title_of(title)
    stage.terms = stage.terms or terms
    return stage


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
