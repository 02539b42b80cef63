"""The programme of a pair for those who work by it."""

from __future__ import annotations

from nastavnik.features.documents import rendering
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.pages import pdf_for_show
from nastavnik.features.documents.rules import SIGNED
from nastavnik.features.pairings.models import Pairing, PersonalProgram
from nastavnik.features.pairings.papers import program_data
from nastavnik.features.people.papers import person_data
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import WrongState


def program_pdf(*, by: Actor, pairing: Pairing) -> bytes:
    """The signed paper if there is one, else the programme as it stands now.

    A mentee of a group gets an extract: without the other mentees and without the request that may tell of them.
    Raises WrongState when there is no programme yet.
    """
    by.must("pairings.program", pairing)
    if not PersonalProgram.objects.filter(pairing=pairing).exists():
        raise WrongState("Программы этой пары ещё нет: её составит наставник.")
    members = [member.person for member in pairing.members.all()]
    narrow = len(members) > 1 and any(person.pk == by.person_id for person in members)
    paper = Document.objects.filter(kind="personal_program", subject__pairing=str(pairing.pk), state__in=SIGNED).first()
    if paper is not None and not narrow:
        return pdf_for_show(paper)
    data = program_data({"pairing": str(pairing.pk)}, by)
    if narrow:
        data |= {"mentees": [person_data(person) for person in members if person.pk == by.person_id], "request": ""}
    tree = rendering.tree_of_data("personal_program", data)
    return bytes(rendering.pdf_of_trees([tree], on=clock.today(by.organization)).data)
