"""Plans written without a table: headings of stages with lists below, or stages told in sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .document import Line, Para
from .headings import cut_brackets, split_number, stage_of
from .marks import is_signature, looks_like_person, looks_like_term, marker_class, marker_of, starts_act
from .model import Doubt, Warning
from .points import split_points
from .raw import RawActivity, RawStage
from .regular import regular_tails
from .sections import headings_of, is_month, unnamed_list, with_marker
from .tails import guessed_tail, labelled, told_tail
from .text import clean, title_of
from .told import tell

_CLOSING = re.compile(r"с\s+уважением\b", re.I)
_TAIL = "Срок и ответственный взяты из конца строки."


@dataclass(slots=True)
class ProseReader:
    """Reads lines in their order; `stages` are those that got at least one activity or a clear heading."""

    stages: list[RawStage] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def read(self, lines: list[Line]) -> None:
        """Take a run of lines between tables."""
        lines = [line for line in lines if clean(line.para.text)]
        closing = next((at for at, line in enumerate(lines) if _CLOSING.match(clean(line.para.text))), len(lines))
        self.note(lines[closing:])
        lines = lines[:closing]
        signed = [line for line in lines if is_signature(line.para.text)]
        lines = [line for line in lines if line not in signed]
        headings = headings_of(lines)
        if not headings:
            begin = unnamed_list(lines)
            self.note(lines[:begin] + signed)
            if begin < len(lines):
                stage = RawStage(place=lines[begin].place)
                self.listed(stage, lines[begin:])
                self.settle_tails(stage.activities)
                self.stages.append(stage)
            return
        self.note(lines[: headings[0]] + signed)
        known = len(self.stages)
        for at, following in zip(headings, [*headings[1:], len(lines)], strict=True):
            self.stage(lines[at], lines[at + 1 : following])
        self.settle_tails([activity for stage in self.stages[known:] for activity in stage.activities])

    def note(self, lines: list[Line]) -> None:
        """Keep words that belong to no stage as one warning."""
        if lines:
            text = " / ".join(clean(line.para.text) for line in lines)
            self.warnings.append(Warning(str(lines[0].place), f"Текст вне плана не разобран: «{text[:300]}»."))

    def stage(self, heading: Line, body: list[Line]) -> None:
        """One stage with the lines below its heading."""
        text = with_marker(heading.para)
        stage = stage_of([Para(text)])
        stage.place = heading.place
        _, terms, _ = cut_brackets(split_number(text)[1])
        month = stage.title if is_month(stage.title) else ""
        stage.terms = stage.terms or terms or (month.capitalize() if month.isupper() else month)
        listed = [line for line in body if line.para.marker or marker_of(clean(line.para.text))[0]]
        labels = [line for line in body if labelled(clean(line.para.text))]
        if listed or labels or not any(re.search(r"[.!?]$", clean(line.para.text)) for line in body):
            self.listed(stage, body)
        else:
            self.warnings += tell(stage, body)
        self.stages.append(stage)

    def settle_tails(self, activities: list[RawActivity]) -> None:
        """Cut terms and persons off the points: by the shape that all share, or each by its looks. What nearly every
        point of a plan ends in is its way of writing: told once, not asked at each point."""
        tails = regular_tails([activity.title for activity in activities])
        guessed = 0
        for at, activity in enumerate(activities):
            tail = tails[at] if tails else None
            if tail is not None:
                title, fields = tail.title, {"terms": tail.terms, "responsible": tail.responsible}
            else:
                title, fields, _ = guessed_tail(activity.title)
            fields = {key: title_of(value) for key, value in fields.items() if value and not getattr(activity, key)}
            if not fields or not title_of(title):
                continue
            guessed += 1
            if tail is None:
                activity.doubts.append(Doubt("terms", _TAIL, (activity.title,)))
            activity.title = title_of(title)
            for key, value in fields.items():
                setattr(activity, key, value)
        if guessed > 2 and guessed >= 0.6 * len(activities):
            for activity in activities:
                activity.doubts = [doubt for doubt in activity.doubts if doubt.message != _TAIL]
            self.warnings.append(Warning(str(activities[0].place), "Сроки и ответственные взяты из конца строк."))

    # Lists ----------------------------------------------------------------------------------------------------------

    def listed(self, stage: RawStage, body: list[Line]) -> None:
        """Points one below the other, with «Срок: …», «Ответственный: …» under them or behind them."""
        body = self._without_strays(body)
        run: list[Line] = []
        open_label = ""  # «Срок:» whose words stand in the next line, or nowhere
        for line in body:
            fields = labelled(clean(line.para.text))
            if fields is not None:
                self.points(stage, run)
                run, open_label = [], ""
                for key, words in fields.items():
                    if words:
                        self.label(stage, key, words, line)
                    else:
                        open_label = key
            elif open_label and _fits_label(open_label, line.para):
                self.label(stage, open_label, title_of(line.para.text), line)
                open_label = ""
            else:
                run.append(line)
                open_label = ""
        self.points(stage, run)

    def _without_strays(self, body: list[Line]) -> list[Line]:
        """The lines of a list without the remarks between and below its marked points; these are told."""
        marked = [bool(line.para.marker or marker_of(clean(line.para.text))[0]) for line in body]
        if sum(marked) < 2:
            return body
        first = marked.index(True)
        kept: list[Line] = []
        strays: list[Line] = []
        for at, line in enumerate(body):
            text = clean(line.para.text)
            closed = bool(kept) and clean(kept[-1].para.text)[-1:] in ".;!)"
            answers = at > 0 and "" in (labelled(clean(body[at - 1].para.text)) or {}).values()
            remark = at > first and not marked[at] and text[:1].isupper() and labelled(text) is None and not answers
            (strays if remark and (closed or at == len(body) - 1) and not starts_act(text) else kept).append(line)
        self.note(strays)
        return kept

    def label(self, stage: RawStage, key: str, words: str, line: Line) -> None:
        """What a label names belongs to the point above it, or to the stage where there is none yet."""
        target: RawActivity | RawStage = stage.activities[-1] if stage.activities else stage
        if key == "activity":
            stage.activities.append(RawActivity(words, own_result=True, place=line.place))
        elif key == "goal":
            stage.goal = f"{stage.goal} {words}".strip()
        elif key in {"other", "stage"}:
            self.warnings.append(Warning(str(line.place), f"Строка «{clean(line.para.text)[:200]}» не разобрана."))
        else:
            setattr(target, key, words)

    @staticmethod
    def points(stage: RawStage, lines: list[Line]) -> None:
        """Points of a run of lines."""
        places = [line.place for line in lines]
        paras = [
            Para(line.para.text, line.para.marker, line.para.level, line.para.bold, line.para.hard) for line in lines
        ]
        for point in split_points(paras):
            title, fields = told_tail(point.text)
            if not title_of(title):
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
            stage.activities.append(activity)


def _fits_label(key: str, para: Para) -> bool:
    """Whether a line may be what the label of the line above announced."""
    text = clean(para.text)
    if para.marker or marker_of(text)[0]:
        return False
    if key == "terms":
        return looks_like_term(text)
    if key == "responsible":
        return looks_like_person(text)
    return key != "result" or (len(text) < 60 and not starts_act(text))
