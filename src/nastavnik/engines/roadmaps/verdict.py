"""Whether words without a table are a plan at all, and what to tell where a file holds none."""

from __future__ import annotations

import re

from .acts import kinds_of
from .document import Document, Line
from .marks import starts_act
from .raw import RawStage

_REGULATION = re.compile(
    r"^(?:общие\s+положения|основные\s+понятия|термины|введение|предмет\s+договора|права\s+и\s+обязанности)", re.I
)


_DEED = re.compile(r"\w{3,}(?:ть|ти|чь|ем|им|ём)(?:ся)?\b")  # «провести», «проводим»


def reads_as_plan(stages: list[RawStage]) -> bool:
    """Text without a table is a plan where most of its points name acts; a regulation states rules."""
    if any(_REGULATION.match(stage.title) for stage in stages):
        return False
    titles = [activity.title for stage in stages for activity in stage.activities]
    acts = sum(starts_act(t) or bool(_DEED.match(t)) or bool(kinds_of(t)) for t in titles)
    dated = sum(bool(activity.terms or activity.responsible) for stage in stages for activity in stage.activities)
    return bool(titles) and max(acts, dated) >= 0.5 * len(titles)


def why_no_plan(document: Document) -> str:
    """One sentence for a file in which no plan was found: what it seems to be, what to do."""
    texts = " ".join(b.para.text for b in document.blocks if isinstance(b, Line)).lower()
    if not document.blocks:
        return "В файле нет текста: возможно, это скан. Распознайте его или загрузите исходный файл Word."
    if "приказываю" in texts.replace(" ", ""):
        return "Это приказ без плана мероприятий: загрузите файл, где есть таблица плана (обычно приложение к приказу)."
    if re.search(r"содержание|оглавление", texts[:300]):
        return "Это оглавление, а не план: загрузите файл, где у мероприятий есть описание."
    return (
        "План мероприятий в файле не найден: нет ни таблицы с мероприятиями, ни разделов с этапами. "
        "Загрузите файл, где мероприятия записаны таблицей или списком по этапам."
    )
