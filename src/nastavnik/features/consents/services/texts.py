"""Wordings by version: a change is a new version, sheets signed before keep theirs."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction

from nastavnik.features.consents.models import ConsentText
from nastavnik.features.consents.rules import KINDS
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState

#: where the place for the second representative begins among the fields and among the words of a shipped wording
SECOND_FIELD, SECOND_WORDS = "\nsecond?:", "\n% if second\n"


def text_in_force(kind: str, on: dt.date) -> ConsentText:
    """The version of the wording for the day; the shipped template becomes version 1 at first use."""
    found = ConsentText.objects.filter(kind=kind, in_force_from__lte=on).order_by("-version").first()
    if found is None:
        from nastavnik.engines import papers

        source = papers.source(kind)
        with transaction.atomic():
            found, made = ConsentText.objects.get_or_create(
                kind=kind,
                version=1,
                defaults={"text": source, "sha256": digest(source), "in_force_from": dt.date(2000, 1, 1)},
            )
            if made:  # pages remember the wordings while the journal stands still
                journal.stir(found.organization_id)
    return found


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def change_text(*, by: Actor, kind: str, text: str, on: dt.date | None = None) -> ConsentText:
    """A new version from the day (today by default). The wording is tried on the sample before it is kept."""
    by.must("consents.texts")
    if kind not in KINDS:
        raise InputRefused("Такого вида согласия нет.", field="kind")
    text = text.replace("\r\n", "\n").rstrip() + "\n"
    _try(kind, text)
    with transaction.atomic():
        last = text_in_force(kind, dt.date.max)
        return last if last.text == text else _next(by, last, text, on)


def _try(kind: str, text: str) -> None:
    from nastavnik.engines import papers

    try:
        template = papers.parse_template(text)
        papers.build(template, papers.sample(kind), code="")
    except papers.PapersError as error:
        raise InputRefused(f"Текст не читается: {error}", field="text") from error
    if template.code != kind:
        raise InputRefused(f"В первой строке должно стоять «code: {kind}».", field="text")


def _next(by: Actor, last: ConsentText, text: str, on: dt.date | None = None) -> ConsentText:
    today = clock.today(by.organization)
    made = ConsentText.objects.create(
        organization=by.organization,
        kind=last.kind,
        version=last.version + 1,
        text=text,
        sha256=digest(text),
        in_force_from=max(on or today, today),
    )
    journal.record(by, "consents.text_changed", made, kind=last.kind, version=made.version)
    return made


def on_own_page(text: ConsentText) -> bool:
    """Whether the second representative signs on a page of the own."""
    return f"{SECOND_WORDS}:: pagebreak\n" in text.text


def text_for_two(*, by: Actor, text: ConsentText) -> ConsentText:
    """The wording with a place for the second representative: the same, when it has one, else its next version.

    Errors: WrongState when the organisation's own wording can not be added to.
    """
    by.must("consents.prepare")
    if SECOND_WORDS in text.text:
        return text
    from nastavnik.engines import papers

    _, shipped_fields, shipped_words = papers.source(text.kind).split("\n---\n", 2)
    head, fields, words = text.text.split("\n---\n", 2)
    if SECOND_FIELD not in fields:
        fields += SECOND_FIELD + shipped_fields.partition(SECOND_FIELD)[2]
    whole = f"{head}\n---\n{fields}\n---\n{words.rstrip()}\n{SECOND_WORDS}{shipped_words.partition(SECOND_WORDS)[2]}"
    try:
        _try(text.kind, whole)
    except InputRefused as refused:
        raise WrongState(
            f"В текст «{KINDS[text.kind].title}» не вписать подпись второго представителя: {refused.message} "
            "Добавьте её в тексте сами или восстановите исходный текст."
        ) from refused
    with transaction.atomic():
        return _next(by, text, whole)
