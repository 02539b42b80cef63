"""Terms in plain Russian: one short line for a table, one sentence of explanation for the person who checks."""

from __future__ import annotations

from .describe_rule import describe_rule, from_to, without
from .model import Span, Term
from .russian_days import NBSP, plural, russian_date, russian_span


def describe(term: Term) -> str:
    """The term in Russian as a plan would print it; an unread term gives its own text."""
    if term.type == "due" and term.date:
        return f"до{NBSP}{russian_date(term.date)}"
    if term.type == "point" and term.date:
        return russian_date(term.date)
    if term.type == "interval" and term.start and term.end:
        return russian_span(Span(term.start, term.end)) + without(term)
    if term.type == "continuous" and term.start and term.end:
        return f"постоянно, {from_to(term)}{without(term)}"
    if term.type == "set":
        return "; ".join(russian_span(span) for span in term.dates)
    if term.type == "recurrence":
        return describe_rule(term)
    if term.type == "relative":
        return _relative(term)
    if term.type == "conditional":
        return term.condition
    if term.type == "reference":
        return "как в строке выше" if term.repeats_row_above else f"по документу или событию «{_inner(term.reference)}»"
    return term.text.strip() or "без срока"


def _inner(text: str) -> str:
    return text.replace("«", "„").replace("»", "“")


def _relative(term: Term) -> str:
    if not term.event:
        day, days = ("рабочего дня", "рабочих дней") if term.working_days else ("дня", "дней")
        return f"в течение {plural(term.offset_days, day, days, days)} (событие не названо)"
    event = f"«{_inner(term.event)}»"
    if term.direction == "on":
        return f"в день события {event}"
    if term.offset_days == 0:
        return f"{'после' if term.direction == 'after' else 'до'} события {event}".replace(
            "перед события", "до события"
        )
    kind = ("рабочий день", "рабочих дня", "рабочих дней") if term.working_days else ("день", "дня", "дней")
    days = plural(term.offset_days, *kind)
    if term.direction == "before":
        return f"за{NBSP}{days} до события {event}"
    return f"не позднее чем через {days} после события {event}"


def explain(term: Term) -> str:
    """One Russian sentence: how the words were understood, and what is doubtful."""
    if term.type == "unknown":
        reading = (
            "Срока в записи нет." if not term.text.strip(" -–—…._хХxX/*\t") else "Срок не распознан, укажите его сами."
        )
        return " ".join((reading, *term.doubts))
    heads = {
        "due": "Сделать ", "point": "Назначено на ", "interval": "Срок: ", "set": "Несколько сроков, каждый отдельно: ",
        "recurrence": "Повторяется: ", "continuous": "Делается ", "relative": "Отсчёт от события: ",
        "conditional": "Делается по условию: ", "reference": "Срок берётся из другого места: ",
    }  # fmt: skip
    tail = {
        "exact": "", "convention": " Прочитано по обычаю планов.", "guess": " Это догадка, проверьте.",
    }[term.confidence]  # fmt: skip
    sentence = heads[term.type] + describe(term)
    sentence += "" if sentence.endswith(".") else "."
    return " ".join((sentence + tail, *term.doubts))
