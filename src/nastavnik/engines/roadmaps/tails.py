"""What stands beside an act in prose: its term, the person in charge, its result, behind it or in lines of their own."""

from __future__ import annotations

import re

from .marks import MONTH, looks_like_person, looks_like_term
from .text import clean, title_of

# Labels by what they announce. What the last line names is no field of a plan, but no act either.
_NAMES = {
    "terms": r"срок(?:и)?(?:\s+(?:реализации|исполнения|проведения|выполнения))?|дата(?:\s+проведения)?|период|когда",
    "responsible": r"ответственн\w+(?:\s+(?:за\s+)?\w+)?|отв(?:\.|(?=\s*[:–—-]))|исполнител\w+|исп\.|кто(?:\s+(?:делает|отвечает))?"
    r"|(?:отвеча|исполня|выполня)(?:ет|ют)|провод(?:ит|ят)",
    "result": r"(?:ожидаемый\s+|планируемый\s+)?результат\w*|итог|продукт|документ|форма\s+отч[её]тности|подтверждение",
    "goal": r"цел[ьи]|задач[аи]",
    "activity": r"мероприятие|действие|что\s+делаем",
    "stage": r"этап|раздел|направление(?:\s+работы)?|блок|модуль",
    "other": r"место(?:\s+проведения)?|участники|форма(?:\s+проведения)?|формат|охват|примечание|аудитория",
}
_NAME = "|".join(f"(?P<{key}>{names})" for key, names in _NAMES.items())
_LABEL = re.compile(rf"^[-–—•*\s]*(?:{_NAME})\s*(?:[:–—-]\s*(?P<body>.+)|:)$", re.I)
_INLINE = {
    "terms": r"срок(?:и)?(?:\s+(?:реализации|исполнения|проведения|выполнения))?|дата\s+проведения",
    "responsible": r"ответственн\w+(?:\s+за\s+\w+)?|исполнител\w+",
    "result": r"(?:ожидаемый\s+|планируемый\s+)?результат|форма\s+отч[её]тности",
}
# Words that are a label only with a colon: «Отвечает: директор» but «отвечает – и не раз – на вопросы».
_WITH_COLON = {
    "terms": r"когда",
    "responsible": r"кто(?:\s+(?:делает|отвечает))?|(?:отвеча|исполня|выполня)(?:ет|ют)|провод(?:ит|ят)",
    "result": r"итог|документ|подтверждение",
}
_INLINE_NAME = "|".join(f"(?P<{key}>{names})" for key, names in _INLINE.items())
_COLON_NAME = "|".join(f"(?P<colon_{key}>{names})" for key, names in _WITH_COLON.items())
# «отв.» needs nothing behind it, the others do.
_INLINE_LABEL = re.compile(
    rf"(?:^|[\s.;,(–—-]+)\b(?:(?:{_INLINE_NAME})\s*[:–—-]\s*|(?<=[.;,(–—-]\s)(?:{_COLON_NAME})\s*:\s*"
    rf"|(?P<short>отв\.|исп\.)\s*[:–—-]?\s*)",
    re.I,
)


def labelled(text: str) -> dict[str, str] | None:
    """Fields of a line that begins with a label: «Срок: май. Ответственный: куратор»; None where it has none.

    Keys: terms, responsible, result, goal, activity, stage, other. An empty value: the words stand in the next line.
    """
    match = _LABEL.match(re.sub(r"^(отв\.|исп\.)\s*(?=\w)", r"\1: ", text, flags=re.I))
    if not match:
        return None
    key, body = _key(match), match.group("body") or ""
    fields = {key: title_of(body)}
    if key in _INLINE:
        own, more = cut_labels(f". {body}")
        if more:
            fields = {key: title_of(own.lstrip(". ")), **more}
    return fields


def _key(match: re.Match[str]) -> str:
    return next(key.removeprefix("colon_") for key, words in match.groupdict().items() if words and key != "body")


def cut_labels(text: str) -> tuple[str, dict[str, str]]:
    """The words before the first label inside a text, and what the labels name."""
    labels = list(_INLINE_LABEL.finditer(text))
    fields: dict[str, str] = {}
    for at, match in enumerate(labels):
        stop = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        key = _key(match).replace("short", "responsible")
        fields[key] = title_of(title_of(text[match.end() : stop]).rstrip(")"))
    return (text[: labels[0].start()] if labels else text), fields


def split_tail(text: str) -> tuple[str, dict[str, str], bool]:
    """(title, fields, guessed): «… Срок: …; ответственный: …», «… (сентябрь, куратор)», «… – до 15 мая – куратор»."""
    title, fields = told_tail(text)
    if fields:
        return title, fields, False
    return guessed_tail(text)


def told_tail(text: str) -> tuple[str, dict[str, str]]:
    """(title, fields) by the labels in a point: «… Срок: …; ответственный: …»; no fields where it has none."""
    text = clean(text)
    title, fields = cut_labels(text)
    if fields and len(title) > 5:
        opened = title.rfind("(")
        if opened > 5 and ")" not in title[opened:]:
            # «(до 28 мая; отв. завуч)»: what stands before the label in the brackets is the term.
            if title[opened + 1 :].strip():
                fields.setdefault("terms", title_of(title[opened + 1 :]))
            title = title[:opened]
        return title.rstrip(" (.;,–—-"), fields
    return text, {}


def guessed_tail(text: str) -> tuple[str, dict[str, str], bool]:
    """(title, fields, guessed) by the looks of what one point ends in; see `regular` for whole lists."""
    text = clean(text)
    found = _in_brackets(text) or _between_dashes(text) or _between_commas(text)
    return (*found, True) if found else (text, {}, False)


def _in_brackets(text: str) -> tuple[str, dict[str, str]] | None:
    bracket = re.search(r"\s*\(([^()]{4,120})\)[.;]?$", text)
    if not bracket:
        return None
    inner = [p.strip() for p in re.split(r"[,;]\s*", bracket.group(1))]
    terms = [p for p in inner if looks_like_term(p) and not looks_like_person(p)]
    people = [p for p in inner if looks_like_person(p)]
    if not (terms and people and len(terms) + len(people) == len(inner)):
        return None
    return text[: bracket.start()], {"terms": ", ".join(terms), "responsible": ", ".join(people)}


def _between_dashes(text: str) -> tuple[str, dict[str, str]] | None:
    parts = join_ranges(re.split(r"\s+[–—/-]\s+|\s*[|;]\s+", text.rstrip(" ;")))
    both = _term_and_people(parts[-1]) if len(parts) > 1 else None
    if both:
        return " – ".join(parts[:-1]), both
    fields, taken = _fields_of(parts)
    return (" – ".join(parts[: len(parts) - taken]), fields) if "terms" in fields else None


def _term_and_people(text: str) -> dict[str, str] | None:
    """«до 3 сентября, старший методист», «последний четверг месяца, методист»."""
    term, comma, people = text.rstrip(".").partition(", ")
    if not comma or len(text) > 120 or not looks_like_term(term) or looks_like_person(term):
        return None
    if any(looks_like_term(name) and not looks_like_person(name) for name in people.split(", ")):
        return None
    return {"terms": title_of(term), "responsible": title_of(people)}


def _between_commas(text: str) -> tuple[str, dict[str, str]] | None:
    """«Провести педсовет, 30 августа, директор»: only where both stand there, for titles have commas of their own."""
    parts = text.rstrip(" ;.").split(", ")
    if len(parts) < 3 or any(len(part) > 40 for part in parts[-2:]):
        return None
    fields, taken = _fields_of(parts)
    return (", ".join(parts[:-2]), fields) if taken == 2 and "terms" in fields else None


def _fields_of(parts: list[str]) -> tuple[dict[str, str], int]:
    """Term and person among the last two parts, and how many parts they are."""
    fields: dict[str, str] = {}
    taken = 0
    while taken < len(parts) - 1 and taken < 2:
        last = parts[len(parts) - 1 - taken]
        term, person = looks_like_term(last), looks_like_person(last)
        if "terms" not in fields and len(last) < 60 and term and not person:
            fields["terms"] = title_of(last)
        elif "responsible" not in fields and len(last) < 90 and person and not term:
            fields["responsible"] = title_of(last)
        else:
            break
        taken += 1
    return fields, taken


def join_ranges(parts: list[str]) -> list[str]:
    """Parts between dashes, with «октябрь – ноябрь» as one: it is one term."""
    joined: list[str] = []
    for part in parts:
        if joined and _END.match(part) and _ENDPOINT.fullmatch(joined[-1]):
            joined[-1] = f"{joined[-1]} – {part}"
        else:
            joined.append(part)
    return joined


_ENDPOINT = re.compile(
    rf"(?:с\s+)?(?:\d{{1,2}}\s+)?{MONTH}\w*(?:\s+20\d\d(?:\s*г(?:\.|ода)?)?)?\.?|\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?",
    re.I,
)
_END = re.compile(rf"(?:{_ENDPOINT.pattern})(?:$|[,;(]\s*)", re.I)
