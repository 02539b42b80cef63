"""A stack signed at one sitting is marked in one press; what may not be signed stays with its reason."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.documents import services
from nastavnik.features.documents.models import Document
from nastavnik.kernel import jobs
from nastavnik.kernel.errors import Denied, InputRefused

TODAY = dt.date(2026, 10, 10)
URL = reverse("documents:sign_many")


@pytest.fixture
def letters(in_college, curator):
    return [
        services.draft(by=curator, kind="letter", subject={}, title=f"Письмо {number}", edits=LETTER)
        for number in range(3)
    ]


LETTER = {"subject": "Об участии", "paragraphs": ["Просим подтвердить участие"]}


def shown(documents):
    return [f"{item.pk}:{item.content_hash}" for item in documents]


def states():
    return sorted(Document.objects.values_list("state", flat=True))


def test_the_queue_offers_the_whole_stack_and_one_press_marks_it(director, signed_in, letters):
    client = signed_in(director)
    page = client.get(reverse("documents:queue")).content.decode()
    assert page.count('name="paper"') == 3
    answer = client.post(URL, {"paper": shown(letters), "on": "2026-10-09"})
    assert answer.status_code == 302 and states() == ["draft"] * 3
    jobs.run_all()
    assert states() == ["signed"] * 3
    assert {str(day) for day in Document.objects.values_list("signed_on", flat=True)} == {"2026-10-09"}


def test_what_was_changed_after_it_was_shown_is_not_signed_and_is_named(director, signed_in, curator, letters):
    papers = shown(letters)
    services.edit(
        by=curator,
        document=letters[0],
        title=letters[0].title,
        edits=LETTER | {"paragraphs": ["Просим отложить участие"]},
    )
    client = signed_in(director)
    work = client.post(URL, {"paper": papers, "on": "2026-10-09"})["Location"]
    jobs.run_all()
    assert states() == ["draft", "signed", "signed"]
    assert letters[0].title in client.get(work).content.decode()


def test_a_stack_greater_than_the_queue_of_works_is_signed_whole(director, in_college, curator):
    made = [
        services.draft(by=curator, kind="letter", subject={}, title=f"Письмо {number}", edits=LETTER)
        for number in range(jobs.QUEUE_LIMIT + 3)
    ]
    services.start_signing(
        by=director, shown={item.pk: item.content_hash for item in made}, on=TODAY, back_url="/documents/sign/"
    )
    jobs.run_one()
    assert set(states()) == {"signed"}


def test_who_may_not_mark_signatures_marks_no_stack(curator, letters):
    with pytest.raises(Denied):
        services.start_signing(
            by=curator, shown={item.pk: item.content_hash for item in letters}, on=TODAY, back_url="/"
        )


def test_a_day_to_come_and_an_empty_stack_are_refused(director, letters):
    with pytest.raises(InputRefused):
        services.start_signing(by=director, shown={}, on=TODAY, back_url="/")
    with pytest.raises(InputRefused):
        services.start_signing(by=director, shown={letters[0].pk: "x"}, on=TODAY + dt.timedelta(days=1), back_url="/")


def test_one_document_of_another_organisation_refuses_the_stack(director, signed_in, letters, lyceum, actor_in):
    stranger = signed_in(actor_in(lyceum, "director"))
    assert stranger.post(URL, {"paper": shown(letters), "on": "2026-10-09"}).status_code == 404
    assert states() == ["draft"] * 3
