"""Decisions taken in one's own account: the same as behind a link, the password in place of the second fact."""

from __future__ import annotations

from django.db import transaction

from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.papers import sheet_trees, withdrawal_tree
from nastavnik.features.consents.rules import PAPER_ONLY
from nastavnik.features.consents.services.links import record_decision
from nastavnik.features.consents.services.sheets import signers_of
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound, WrongState


def give_in_account(*, by: Actor, sheet: ConsentSheet, agrees: bool) -> Consent | None:
    """One decision about one sheet by the person, or by the representative of a minor.

    By the organisation's act it counts, or is preliminary until the paper comes. Errors: NotFound (not this actor's to
    decide), WrongState (here only paper is taken: no public address, or a kind that is given by pen).
    """
    by.must("consents.decide", sheet)
    signers = signers_of(sheet.person, sheet.kind, clock.today(by.organization))
    if not signers or (signers[0].pk == sheet.person_id) != (by.person_id == sheet.person_id):
        raise NotFound()  # a representative decides for a minor only, a minor not alone
    if not links.public_base() or sheet.kind in PAPER_ONLY:
        raise WrongState("Это согласие берут на бумаге. Подпишите лист и передайте его куратору.")
    return record_decision(by=by, sheet=sheet, agrees=agrees, way="account", details={"account": str(by.account_id)})


def own_sheet_pdf(*, by: Actor, sheet: ConsentSheet) -> bytes:
    """The sheet to be signed by pen, for the one who signs it."""
    by.must("consents.decide", sheet)
    from nastavnik.engines import papers

    with transaction.atomic():
        journal.record(by, "consents.own_sheet_printed", sheet.person, kind=sheet.kind, code=sheet.code)
    return bytes(papers.write_pdf(sheet_trees([sheet], by.organization), date=sheet.issued_on).data)


def withdrawal_pdf(*, by: Actor, consent: Consent) -> bytes:
    """The written demand to stop, filled in for the one who gave the consent."""
    by.must("consents.withdraw", consent)
    from nastavnik.engines import papers

    today = clock.today(by.organization)
    return bytes(papers.write_pdf([withdrawal_tree(consent, by.organization)], date=today).data)
