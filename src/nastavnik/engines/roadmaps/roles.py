"""What a heading of a column says that the column holds."""

from __future__ import annotations

import re
from functools import lru_cache

# The first match wins; words of headings, lower case, ё as е.
_HEADINGS: tuple[tuple[str, str], ...] = (
    (
        "number",
        r"^(?:№|no|n|n°|номер|п/п|пп|#|№\s*п\s*[/.]?\s*п\.?|n\s*п/п|no\s*п/п|№\s*этапа|№№)\.?(?:\s*п\s*[/.]\s*п\.?)?$",
    ),
    (
        "other",
        r"отметк|примечан|^прим\b|\bстатус|дата факт|фактическ|подпись|место\b|место проведени|форма провед"
        r"|форма организ|участник|категори"
        r"|целевая (?:групп|аудитор)|охват|аудитори|адресат|ссылк|объем|источник|ресурс|финанс|^формат"
        r"|класс(?:ы)?$|направленност",
    ),
    ("goal", r"^цел[ьи]\b|^задач|^назначение\b"),
    (
        "terms",
        r"срок|дата|период|когда|месяц|время|календар|график|^(?:с|по|от|до|начало|старт|окончание|конец|завершение|финиш)$",
    ),
    ("responsible", r"ответств|^отв\b|исполнит|кто провод|кто отвеч|кто делает|отвечает|реализатор|^кто$"),
    (
        "result",
        r"результат|итог|продукт|показател|подтвержд|форма отчет|отчетн|вид документ|документ$"
        r"|документы$|форма представл"
        r"|индикатор|выход|критери|эффект|форма фиксац|форма контрол|что получ|подтверждающ|^чем\b|доказательств"
        r"|свидетельств",
    ),
    ("stage", r"этап|раздел|направлен|блок|модуль|компонент|^стади|^фаза|^шаг$"),
    ("goal", r"цель и задач"),
    (
        "activity",
        r"мероприят|содержан|деятельност|действ|вид работ|виды работ|работ[аы]|событи|активност"
        r"|наименован|перечень|план|тема"
        r"|^что\b|^дел[оа]\b|шаг|меры|задан|поручен|операци|процедур|формы работы"
        r"|вопрос|пункт",
    ),
)
_ROLES = tuple((role, re.compile(pattern)) for role, pattern in _HEADINGS)


@lru_cache(maxsize=5000)
def role_of(heading: str) -> str:
    """Role of a column by its heading; "" where it says nothing."""
    text = heading.lower().replace("ё", "е").strip(" .:*")
    text = re.sub(r"[¹²³⁰-⁹*]+$", "", text).strip()
    if not text or len(text) > 75 or len(text.split()) > 9:
        return ""
    bare = re.sub(r"\s*\([^()]*\)\s*", " ", text).strip()
    if bare and bare != text and (role := role_of(bare)):  # «Этап (сроки)»: brackets only explain
        return role
    # «Мероприятие, срок» names two things: what it says first counts.
    if re.match(r"(?:содержан|план меропр|мероприят|наименование меропр|перечень меропр)", text):
        return "activity"
    if re.match(r"(?:наименование|название)\s+(?:этап|раздел|направл|блок)", text):
        return "stage"
    for role, pattern in _ROLES:
        if pattern.search(text):
            return role
    return ""


_PAIRS = frozenset(
    {
        ("terms", "responsible"),
        ("activity", "terms"),
        ("activity", "responsible"),
        ("stage", "terms"),
        ("stage", "responsible"),
    }
)


@lru_cache(maxsize=5000)
def two_roles(heading: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """((role, words), (role, words)) of a heading that names two columns in one, «Срок, ответственный»; the roles stand
    in their order in the cells. None for any other heading."""
    if len(heading) > 90:
        return None
    parts = [
        p.strip(" ()") for p in re.split(r"\s*[,;/+&\n(]\s*|\s+и\s+(?:ее\s+|его\s+|их\s+)?", heading) if p.strip(" ()")
    ]
    found: list[tuple[str, str]] = []
    for part in parts:
        role = role_of(part)
        if role in {"", "other"}:
            continue
        if role not in {known for known, _ in found}:
            found.append((role, part))
    if len(found) != 2:
        return None
    roles = (found[0][0], found[1][0])
    return (found[0], found[1]) if roles in _PAIRS or roles[::-1] in _PAIRS else None
