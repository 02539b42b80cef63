"""Plans written without a table: headings of stages with lists below, or stages told in sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .document import Line, Para
from .headings import cut_brackets, split_number, stage_of
from .marks import MONTH, looks_like_person, looks_like_term, marker_class, marker_of, starts_act
from .model import Doubt, Warning
from .points import split_points
from .raw import RawActivity, RawStage
from .text import clean, title_of

_LABEL = re.compile(
    r"^[-–—•*\s]*(?P<name>срок(?:и)?(?:\s+(?:реализации|исполнения|проведения|выполнения))?|дата|период|когда|ответственн\w+(?:\s+\w+)?|отв\.?|исполнител\w+"
    r"|кто|(?:ожидаемый\s+|планируемый\s+)?результат\w*|итог|продукт|цел[ьи]|задач[аи])\s*(?:[:–—-]\s*(?P<body>.+)|:)$",
    re.I,
)
_INLINE_LABEL = re.compile(
    r"[\s.;,(–—-]*\b(?P<name>срок(?:и)?(?:\s+(?:реализации|исполнения|проведения))?|ответственн\w+(?:\s+за\s+\w+)?|отв\.|исполнител\w+|(?:ожидаемый\s+)?результат)"
    r"\s*[:–—-]\s*",
    re.I,
)


@dataclass(slots=True)
class ProseReader:
    """Reads lines in their order; `stages` are those that got at least one activity or a clear heading."""

    stages: list[RawStage] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def read(self, lines: list[Line]) -> None:
        """Take a run of lines between tables."""
        lines = [line for line in lines if clean(line.para.text)]
        bodies: list[tuple[Line, list[Line]]] = []
        outside: list[Line] = []
        plain_numbers = _plain_numbers_are_stages(lines)
        for line in lines:
            if _is_stage_heading(line, plain_numbers):
                bodies.append((line, []))
            elif bodies:
                bodies[-1][1].append(line)
            else:
                outside.append(line)
        if len(bodies) < 2 and not any(split_number(clean(h.para.text))[2] for h, _ in bodies):
            self.note(lines)
            return
        self.note(outside)
        for heading, body in bodies:
            self.stage(heading, body)

    def note(self, lines: list[Line]) -> None:
        """Keep words that belong to no stage as one warning."""
        if lines:
            text = " / ".join(clean(line.para.text) for line in lines)
            self.warnings.append(Warning(str(lines[0].place), f"Текст вне плана не разобран: «{text[:300]}»."))

    def stage(self, heading: Line, body: list[Line]) -> None:
        """One stage with the lines below its heading."""
        text = _with_marker(heading.para)
        stage = stage_of([Para(text)])
        stage.place = heading.place
        _, title, _ = split_number(text)
        name, terms, _ = cut_brackets(title)
        stage.terms = stage.terms or terms
        listed = [
            line
            for line in body
            if _with_marker(line.para) != clean(line.para.text) or marker_of(clean(line.para.text))[0]
        ]
        labels = [line for line in body if _LABEL.match(clean(line.para.text))]
        if listed or labels or not any(re.search(r"[.!?]$", clean(line.para.text)) for line in body):
            self.listed(stage, body)
        else:
            self.told(stage, body, name)
        self.stages.append(stage)

    # Lists ----------------------------------------------------------------------------------------------------------

    def listed(self, stage: RawStage, body: list[Line]) -> None:
        """Points one below the other, with «Срок: …», «Ответственный: …» under them or behind them."""
        run: list[Line] = []
        open_label = ""  # «Срок:» whose words stand in the next line, or nowhere
        for line in body:
            match = _LABEL.match(clean(line.para.text))
            if match:
                self.points(stage, run)
                run, open_label = [], ""
                if match.group("body"):
                    self.label(stage, match.group("name").lower(), title_of(match.group("body")))
                else:
                    open_label = match.group("name").lower()
            elif open_label and _fits_label(open_label, line.para):
                self.label(stage, open_label, title_of(line.para.text))
                open_label = ""
            else:
                run.append(line)
                open_label = ""
        self.points(stage, run)

    @staticmethod
    def label(stage: RawStage, name: str, body: str) -> None:
        """A labelled line belongs to the point above it, or to the stage where there is none yet."""
        target: RawActivity | RawStage = stage.activities[-1] if stage.activities else stage
        if name.startswith(("срок", "дата", "период", "когда")):
            target.terms = body
        elif name.startswith(("ответ", "отв", "исполн", "кто")):
            if isinstance(target, RawActivity):
                target.responsible = body
        elif name.startswith(("цел", "задач")):
            stage.goal = f"{stage.goal} {body}".strip()
        else:
            target.result = body

    @staticmethod
    def points(stage: RawStage, lines: list[Line]) -> None:
        """Points of a run of lines."""
        places = [line.place for line in lines]
        paras = [
            Para(line.para.text, line.para.marker, line.para.level, line.para.bold, line.para.hard) for line in lines
        ]
        for point in split_points(paras):
            title, fields, guessed = split_tail(point.text)
            if not title:
                continue
            activity = RawActivity(
                title_of(title),
                group=point.group,
                group_is_point=point.group_is_point,
                own_result=True,
                place=places[min(point.line, len(places) - 1)],
                number=point.marker if marker_class(point.marker) == "1.1" else "",
            )
            activity.terms = fields.get("terms", "")
            activity.responsible = fields.get("responsible", "")
            activity.result = fields.get("result", "")
            if guessed:
                message = "Срок и ответственный взяты из конца строки."
                activity.doubts.append(Doubt("terms", message, (title_of(point.text),)))
            stage.activities.append(activity)

    # Sentences ------------------------------------------------------------------------------------------------------

    def told(self, stage: RawStage, body: list[Line], heading: str) -> None:
        """A stage told in sentences: what «необходимо», what «предполагается», what simply stands as a verbal noun."""
        for line in body:
            for sentence in _sentences(clean(line.para.text)):
                self.sentence(stage, sentence, heading, line)
        covered = " ".join(a.title.lower() for a in stage.activities)
        parts = [p.strip() for p in stage.title.split(";")]
        if len(parts) > 1:
            for part in parts:
                words = [w[:6] for w in re.findall(r"[а-яё]{5,}", part.lower())]
                if words and sum(w in covered for w in words) < 0.6 * len(words):
                    doubt = Doubt("title", "Мероприятие взято из названия этапа: в тексте этапа о нём ничего нет.")
                    stage.activities.append(RawActivity(title_of(part), place=line.place, doubts=[doubt]))

    def sentence(self, stage: RawStage, sentence: str, heading: str, line: Line) -> None:
        """One sentence of a stage."""
        person = re.match(
            r"(?:координатор\w*|ответственн\w+|исполнител\w+|куратор\w*)\s+(?:выступа\w+|явля\w+|назнача\w+)\s+(.+)",
            sentence,
            re.I,
        )
        if person and stage.activities:
            names = re.sub(r"\s+и\s+(?:т\.\s?[пд]|др)\.?$", "", person.group(1).rstrip(" ."))
            target = next(
                (a for a in stage.activities if re.search(r"координатор|ответствен|куратор", a.title, re.I)),
                stage.activities[-1],
            )
            target.responsible = title_of(names)
            return
        acts = _acts_of(sentence)
        if not acts and not stage.activities and not _IDLE.search(sentence):
            tail = re.search(r"\b(\w{4,}(?:ются|ется)\b.*)", sentence)
            short = " ".join(stage.title.split()[:2])
            if tail and starts_act(short):
                acts = [f"{short}: {_before_clause(tail.group(1))}"]
        if not acts:
            self.warnings.append(Warning(str(line.place), f"Фраза не принята за мероприятие: «{sentence[:200]}»."))
            return
        for act in acts:
            activity = RawActivity(title_of(act), context=sentence, place=line.place)
            if re.match(r"изда[её]тся\s+приказ", act, re.I):
                activity.result = "приказ"
            elif form := re.search(r"\bв\s+виде\s+(отч[её]т)а\b", act, re.I):
                activity.result = form.group(1).lower()
            frequency = re.search(r"\b(?:ежегодно|ежемесячно|еженедельно|ежеквартально)\b", sentence, re.I)
            if frequency and frequency.group().lower() not in act.lower():
                activity.terms = "; ".join(filter(None, (stage.terms, frequency.group().lower())))
            activity.doubts.append(Doubt("title", "Мероприятие выделено из связного текста.", (title_of(sentence),)))
            stage.activities.append(activity)


def _fits_label(name: str, para: Para) -> bool:
    """Whether a line may be what the label of the line above announced."""
    text = clean(para.text)
    if para.marker or marker_of(text)[0]:
        return False
    if name.startswith(("срок", "дата", "период", "когда")):
        return looks_like_term(text)
    if name.startswith(("ответ", "отв", "исполн", "кто")):
        return looks_like_person(text)
    return not name.startswith(("результат", "итог", "продукт")) or (len(text) < 60 and not starts_act(text))


_IDLE = re.compile(
    r"\bбудет\s+осуществляться|\bстроится|\bявляется|\bориентироваться|\bпомнить|\bруководствоваться", re.I
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


def _with_marker(para: Para) -> str:
    text = clean(para.text)
    return f"{para.marker} {text}" if para.marker and para.marker != "-" else text


def _is_stage_heading(line: Line, plain_numbers: bool) -> bool:
    text = _with_marker(line.para)
    if len(text) > 350:
        return False
    number, title, named = split_number(text)
    if named and len(title) < 320:
        return True
    if line.heading and number and "." not in number:
        return True
    if re.match(r"[IVX]{1,5}[.)]\s+\S", text) and len(text) < 200:
        return True
    return plain_numbers and bool(number) and "." not in number and marker_class(number) == "1" and len(text) < 250


def _plain_numbers_are_stages(lines: list[Line]) -> bool:
    """Whether «1. …», «2. …» are stages: points «1.1» follow them, or they are bold or headings with lists below."""
    texts = [_with_marker(line.para) for line in lines]
    if any(split_number(text)[2] for text in texts):
        return False
    tops = [at for at, text in enumerate(texts) if re.match(r"\d{1,2}[.)]?\s+[«А-ЯЁ]", text)]
    if len(tops) < 2:
        return False
    nested = sum(at + 1 < len(texts) and bool(re.match(r"\d{1,2}\.\d{1,2}", texts[at + 1])) for at in tops)
    if nested >= 0.5 * len(tops):
        return True
    dashed = sum(at + 1 < len(texts) and marker_class(marker_of(texts[at + 1])[0]) in {"-", "а"} for at in tops)
    strong = sum(lines[at].para.bold or lines[at].heading > 0 for at in tops)
    others = sum(line.para.bold for line in lines) - strong
    return dashed >= 0.6 * len(tops) or (strong >= 0.6 * len(tops) and others <= len(tops))


def _join_ranges(parts: list[str]) -> list[str]:
    """«октябрь – ноябрь» is one term."""
    joined: list[str] = []
    for part in parts:
        if joined and _ENDPOINT.fullmatch(part) and _ENDPOINT.fullmatch(joined[-1]):
            joined[-1] = f"{joined[-1]} – {part}"
        else:
            joined.append(part)
    return joined


_ENDPOINT = re.compile(
    rf"(?:с\s+)?(?:\d{{1,2}}\s+)?{MONTH}\w*(?:\s+20\d\d(?:\s*г(?:\.|ода)?)?)?\.?|\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?",
    re.I,
)


def split_tail(text: str) -> tuple[str, dict[str, str], bool]:
    """(title, fields, guessed): «… Срок: …; ответственный: …», «… (сентябрь, куратор)», «… – до 15 мая – куратор»."""
    text = clean(text)
    fields: dict[str, str] = {}
    labels = list(_INLINE_LABEL.finditer(text))
    if labels and labels[0].start() > 5:
        for at, match in enumerate(labels):
            stop = labels[at + 1].start() if at + 1 < len(labels) else len(text)
            name = match.group("name").lower()
            key = "terms" if name.startswith("срок") else "result" if "результат" in name else "responsible"
            fields[key] = title_of(text[match.end() : stop]).rstrip(")")
        return text[: labels[0].start()].rstrip(" ("), fields, False
    bracket = re.search(r"\s*\(([^()]{4,120})\)[.;]?$", text)
    if bracket:
        inner = [p.strip() for p in re.split(r"[,;]\s*", bracket.group(1))]
        terms = [p for p in inner if looks_like_term(p) and not looks_like_person(p)]
        people = [p for p in inner if looks_like_person(p)]
        if terms and people and len(terms) + len(people) == len(inner):
            return text[: bracket.start()], {"terms": ", ".join(terms), "responsible": ", ".join(people)}, True
    parts = _join_ranges(re.split(r"\s+[–—-]\s+|\s*[|;]\s+", text.rstrip(" ;")))
    if len(parts) >= 2:
        taken = 0
        while taken < len(parts) - 1 and taken < 2:
            last = parts[len(parts) - 1 - taken]
            if "terms" not in fields and len(last) < 60 and looks_like_term(last) and not looks_like_person(last):
                fields["terms"] = title_of(last)
            elif (
                "responsible" not in fields and len(last) < 90 and looks_like_person(last) and not looks_like_term(last)
            ):
                fields["responsible"] = title_of(last)
            else:
                break
            taken += 1
        if "terms" in fields:
            return " – ".join(parts[: len(parts) - taken]), fields, True
        fields.clear()
    return text, fields, False
