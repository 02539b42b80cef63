"""Phrases of terms as other organisations' plans hold them, each with the answer that follows from the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from nastavnik.engines.schoolyear import Span, Term, describe, parse_term, resolve

FILES = sorted((Path(__file__).parent / "phrases").glob("*.tsv"))


def answer(term: Term) -> str:
    """The reading in the notation of the files."""
    if term.date:
        return f"{term.type} {term.date}"
    if term.type == "set":
        return "set " + " ".join(span(one) for one in term.dates)
    if term.type == "recurrence":
        parts = [term.type, term.rrule, span(Span(term.start, term.end))]
        parts += [f"x{term.count}"] * (term.count > 1) + ["min"] * term.minimum
        if term.excluded or term.excluded_text:
            parts += ["except", " ".join(map(span, term.excluded)) or term.excluded_text]
        return " ".join(parts)
    if term.start and term.end:
        return f"{term.type} {span(Span(term.start, term.end))}"
    if term.type == "relative":
        return f"relative {term.direction} {term.offset_days}{'w' * term.working_days} {term.event}".strip()
    return f"{term.type} {term.condition or term.reference}".strip()


def span(one: Span) -> str:
    return str(one.start) if one.is_day else f"{one.start}..{one.end}"


def agrees(read: str, expected: str) -> bool:
    """Equal but for «ё», case and the alternatives an event may be named by."""
    fold = str.maketrans("ёЁ", "еЕ")
    first, *others = expected.split("|")
    head = first.split(" ")[: 3 if first.startswith("relative") else 1]
    options = [first, *(" ".join([*head, other]) for other in others)]
    return read.translate(fold).lower() in {option.translate(fold).lower() for option in options}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_phrases_are_read_as_the_rules_say(path):
    wrong = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, expected = line.split("\t")
        read = answer(parse_term(text, year=2025))
        if not agrees(read, expected):
            wrong.append(f"{text!r}: {read} ≠ {expected}")
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_phrase_printed_as_a_schedule_reads_as_itself(path):
    changed = []
    for line in path.read_text("utf-8").splitlines():
        written = parse_term(line.split("\t")[0], year=2025)
        if line.startswith("#") or written.type == "unknown":
            continue
        read = parse_term(describe(written), year=2025)
        if _meaning(read) != _meaning(written):
            changed.append(f"{line!r}: {describe(written)}")
    assert changed == []


FRAMES = (
    "{0};", "{0},", "({0})", "– {0}", "1) {0}", "Срок: {0}", "{0}*", "{0} (отв. куратор)", "{0} (ориентировочно)", "«{0}»",
)  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_and_notes_around_a_term_do_not_change_its_reading(path):
    changed = []
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    for at, line in enumerate(lines):
        text = line.split("\t")[0]
        plain = parse_term(text, year=2025)
        framed = FRAMES[at % len(FRAMES)].format(text)
        if plain.type != "unknown" and answer(parse_term(framed, year=2025)) != answer(plain):
            changed.append(framed)
    assert changed == []


def _meaning(term: Term) -> tuple[object, ...]:
    days = [] if term.type == "relative" else resolve(term)
    event = (term.event, term.offset_days, term.direction, term.working_days)
    return (term.type, days, term.minimum, term.excluded, term.excluded_text, event, term.condition, term.reference)
