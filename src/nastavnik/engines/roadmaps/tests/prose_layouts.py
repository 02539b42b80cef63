"""Plans laid out as text without a table."""

from __future__ import annotations

from collections.abc import Callable

from .plans import Plan


def headed_list(plan: Plan) -> str:
    """«Этап 1. …», «1.1. …», the term and person behind a dash."""
    lines = [plan.title, ""]
    for stage in plan.stages:
        lines.append(f"Этап {stage.number}. {stage.title}")
        for a in stage.activities:
            a.result = ""
            lines.append(f"{a.number}. {a.title} – {a.terms} – {a.responsible}")
    return "\n".join(lines)


def labelled(plan: Plan) -> str:
    """Markdown headings, dashes, «Срок: …», «Ответственный: …» on lines of their own."""
    lines = [f"# {plan.title}", ""]
    for stage in plan.stages:
        lines.append(f"## {stage.number}. {stage.title}")
        for a in stage.activities:
            lines += [
                f"- {a.title}",
                f"  Срок: {a.terms}",
                f"  Ответственный: {a.responsible}",
                f"  Результат: {a.result}",
            ]
    return "\n".join(lines)


def bracketed(plan: Plan) -> str:
    """«I. …», «1) … (срок, ответственный)»."""
    romans = ["I", "II", "III", "IV", "V", "VI", "VII"]
    lines = [plan.title, ""]
    for stage, roman in zip(plan.stages, romans, strict=False):
        lines.append(f"{roman}. {stage.title}")
        for at, a in enumerate(stage.activities):
            a.result = ""
            lines.append(f"{at + 1}) {a.title} ({a.terms}; {a.responsible});")
    return "\n".join(lines)


def inline_labels(plan: Plan) -> str:
    """«1. Stage» in a line, «1.1 … . Срок: … . Отв.: …»."""
    lines = [plan.title, ""]
    for stage in plan.stages:
        lines.append(f"{stage.number}. {stage.title}")
        for a in stage.activities:
            a.result = ""
            lines.append(f"{a.number} {a.title}. Срок: {a.terms}. Ответственный: {a.responsible}.")
    return "\n".join(lines)


def label_lines(plan: Plan) -> str:
    """«Первый этап. …», «1. …» through all stages, below each point «Срок: …. Ответственный: ….» in one line."""
    lines, count = [plan.title, ""], 0
    for at, stage in enumerate(plan.stages):
        lines.append(f"{_ORDINALS[at]} этап. {stage.title}")
        for a in stage.activities:
            a.result = ""
            count += 1
            lines += [f"{count}. {a.title}.", f"Срок: {a.terms}. Ответственный: {a.responsible}."]
    return "\n".join([*lines, "Куратор /А. П. Иволгина/ ____________"])


def bare_headings(plan: Plan) -> str:
    """Names of stages in capitals without a number, points behind dashes, fields in brackets behind «отв.»."""
    lines = [plan.title, ""]
    for stage in plan.stages:
        lines.append(stage.title.upper())
        for a in stage.activities:
            a.result = ""
            lines.append(f"- {a.title} ({a.terms}; отв. {a.responsible})")
    return "\n".join(lines)


_ORDINALS = ("Первый", "Второй", "Третий", "Четвёртый", "Пятый", "Шестой", "Седьмой", "Восьмой", "Девятый", "Десятый")
_ALL = (headed_list, labelled, bracketed, inline_labels, label_lines, bare_headings)
TEXTS: dict[str, Callable[[Plan], str]] = {shape.__name__: shape for shape in _ALL}
