"""Stages told in sentences: what «необходимо», what «предполагается», what simply stands as a verbal noun."""

from __future__ import annotations

import re

from .acts import guess_of, kinds_of
from .document import Line
from .marks import starts_act
from .model import Doubt, Warning
from .raw import RawActivity, RawStage
from .text import clean, title_of


def tell(stage: RawStage, body: list[Line]) -> list[Warning]:
    """Fill a stage with the acts that its sentences name; returns what was not taken for an act."""
    warnings: list[Warning] = []
    for line in body:
        for sentence in _sentences(clean(line.para.text)):
            if not (_names_person(stage, sentence) or _take(stage, sentence, line)):
                message = f"Фраза не принята за мероприятие: «{sentence[:200]}»."
                warnings.append(Warning(str(line.place), message))
    covered = " ".join(a.title.lower() for a in stage.activities)
    parts = [p.strip() for p in stage.title.split(";")]
    if len(parts) > 1:
        for part in parts:
            words = [w[:6] for w in re.findall(r"[а-яё]{5,}", part.lower())]
            if words and sum(w in covered for w in words) < 0.6 * len(words):
                doubt = Doubt("title", "Мероприятие взято из названия этапа: в тексте этапа о нём ничего нет.")
                stage.activities.append(RawActivity(title_of(part), place=line.place, doubts=[doubt]))
    return warnings


def _names_person(stage: RawStage, sentence: str) -> bool:
    """«Координатором выступает …»: the person in charge of an act told before."""
    person = re.match(
        r"(?:координатор\w*|ответственн\w+|исполнител\w+|куратор\w*)\s+(?:выступа\w+|явля\w+|назнача\w+)\s+(.+)",
        sentence,
        re.I,
    )
    if not person or not stage.activities:
        return False
    names = re.sub(r"\s+и\s+(?:т\.\s?[пд]|др)\.?$", "", person.group(1).rstrip(" ."))
    target = next(
        (a for a in stage.activities if re.search(r"координатор|ответствен|куратор", a.title, re.I)),
        stage.activities[-1],
    )
    target.responsible = title_of(names)
    return True


def _take(stage: RawStage, sentence: str, line: Line) -> bool:
    """Add the acts of one sentence; False where it names none."""
    acts = _acts_of(sentence)
    if not acts and not stage.activities and not _IDLE.search(sentence):
        tail = re.search(r"\b(\w{4,}(?:ются|ется)\b.*)", sentence)
        short = " ".join(stage.title.split()[:2])
        if tail and starts_act(short):
            acts = [f"{short}: {_before_clause(tail.group(1))}"]
    if (
        not acts
        and not _IDLE.search(sentence)
        and _PRESENT.search(sentence)
        and (kinds_of(sentence) or guess_of(sentence))
    ):
        # «Наставники сдают отчёты»: whether it is an act of the programme, the signs of kinds know.
        acts = [_before_clause(sentence)]
    for act in acts:
        often = _FREQUENT.match(act)
        activity = RawActivity(title_of(act[often.end() :] if often else act), context=sentence, place=line.place)
        if often:
            activity.terms = "; ".join(filter(None, (stage.terms, often.group().strip())))
        if re.match(r"изда[её]тся\s+приказ", act, re.I):
            activity.result = "приказ"
        elif form := re.search(r"\bв\s+виде\s+(отч[её]т)а\b", act, re.I):
            activity.result = form.group(1).lower()
        frequency = re.search(r"\b(?:ежегодно|ежемесячно|еженедельно|ежеквартально)\b", sentence, re.I)
        if frequency and not often and frequency.group().lower() not in act.lower():
            activity.terms = "; ".join(filter(None, (stage.terms, frequency.group().lower())))
        activity.doubts.append(Doubt("title", "Мероприятие выделено из связного текста.", (title_of(sentence),)))
        stage.activities.append(activity)
    return bool(acts)


_IDLE = re.compile(
    r"\bбудет\s+осуществляться|\bзависит|\bстроится|\bявляется|\bориентироваться|\bпомнить|\bруководствоваться", re.I
)
_MUST = re.compile(
    r"\b(?:необходимо|нужно|следует|требуется|предстоит|предполага(?:ется|ются)|планиру(?:ется|ются)|предусматрива(?:ется|ются)|должн[аоы]?\s+быть)\s+(.+)$",
    re.I | re.S,
)


def _acts_of(sentence: str) -> list[str]:
    if _IDLE.search(sentence):
        return []
    must = _MUST.search(sentence)
    if must:
        return _enumeration(_before_clause(must.group(1)))
    means = re.search(r"\b(?:посредством|пут[её]м)\s+(\w+)ния\s+(.+)$", sentence, re.I)
    if means:
        return [f"{means.group(1)}ние {means.group(2)}"]
    if starts_act(sentence) or re.match(
        r"(?:изда[её]тся|проводится|создаётся|создается|утверждается|формируется|организуется)\s", sentence, re.I
    ):
        return [_before_clause(sentence)]
    return []


_PRESENT = re.compile(r"\b\w{3,}(?:[еи]тся|[аяую]тся|[аяуюеи]т)\b", re.I)
_FREQUENT = re.compile(
    r"(?:ежегодно|ежемесячно|еженедельно|ежеквартально|(?:\d+|один|два|три)?\s*раза?\s+в\s+\w+)\s+(?=[а-яё]{4,})",
    re.I,
)


def _before_clause(text: str) -> str:
    """Without a closing participle or relative clause («, определённых …», «, которые …») and «и др.»."""
    text = re.split(r",\s+(?:котор\w+|определ[её]нн\w+|указанн\w+|предусмотренн\w+|являющ\w+)\b", text)[0]
    return re.sub(r"\s+и\s+(?:др|т\.\s?[дп])\.?\s*$", "", text)


def _enumeration(text: str) -> list[str]:
    """«разработка …, создание … и внесение …, подписание …»: a new act after a comma before a verbal noun."""
    parts = re.split(r"[,;]\s+(?=(?:а\s+также\s+)?[а-яё]+(?:ние|ка|ция|тие|сбор|анализ|выбор)\b)", text)
    return [re.sub(r"^а\s+также\s+", "", part) for part in parts] if all(starts_act(p) for p in parts) else [text]


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+(?=[А-ЯЁ«])", text) if len(s) > 3]
