"""Wordings by version: a change is a new version, sheets signed before keep theirs."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction

from nastavnik.features.consents.models import ConsentText
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.consents.services.sheets import text_in_force
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused


def change_text(*, by: Actor, kind: str, text: str, on: dt.date | None = None) -> ConsentText:
    """A new version from the day (today by default). The wording is tried on the sample before it is kept."""
    by.must("consents.texts")
    if kind not in KINDS:
        raise InputRefused("Такого вида согласия нет.", field="kind")
    from nastavnik.engines import papers

    text = text.replace("\r\n", "\n").rstrip() + "\n"
    try:
        template = papers.parse_template(text)
        papers.build(template, papers.sample(kind), code="")
    except papers.PapersError as error:
        raise InputRefused(f"Текст не читается: {error}", field="text") from error
    if template.code != kind:
        raise InputRefused(f"В первой строке должно стоять «code: {kind}».", field="text")
    today = clock.today(by.organization)
    with transaction.atomic():
        last = text_in_force(kind, dt.date.max)
        if last.text == text:
            return last
        made = ConsentText.objects.create(
            organization=by.organization,
            kind=kind,
            version=last.version + 1,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            in_force_from=max(on or today, today),
        )
        journal.record(by, "consents.text_changed", made, kind=kind, version=made.version)
    return made
