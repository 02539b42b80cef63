"""Papers begun from a blank: every kind is found, asks what facts do not give, and proves the activity it was begun for."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.http import QueryDict
from django.urls import reverse

from nastavnik.engines import papers
from nastavnik.features.documents import kinds, services
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.typed import TypedForm, slots
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people import services as people
from nastavnik.kernel.contracts import ActivityRef, document_kinds, evidence
from nastavnik.kernel.errors import Denied

TODAY = dt.date(2026, 10, 10)


def draft(by, kind, **more):
    return services.draft(by=by, kind=kind, subject={"by_hand": str(uuid.uuid4())}, **more)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u2011", "-")


def posted(values):
    """What a browser sends: a table's cells go column by column."""
    sent = QueryDict(mutable=True)
    for name, value in values.items():
        if isinstance(value, list):
            for row in value:
                for code, cell in row.items():
                    sent.appendlist(f"{name}-{code}", cell)
        else:
            sent[name] = value
    return sent


@pytest.mark.parametrize("code", sorted(kinds.BY_HAND))
def test_every_kind_is_filled_in_its_form_as_its_sample_is(code, in_college, curator):
    """What the sample of the template holds can be typed, and typed again from what was kept gives the same paper."""
    document = draft(curator, code)
    asked = slots(document)
    sample = papers.sample(document_kinds[code].template)
    values = {name: value for name, value in sample.items() if name in asked}
    document.edits = values
    shown = TypedForm(None, document=document)
    sent = {name: bound.value() for name, bound in ((one, shown[one]) for one in shown.fields) if bound.value()}
    form = TypedForm(posted(sent), document=document)
    assert form.is_valid(), form.errors
    done = services.edit(by=curator, document=document, title="", edits=form.edits())
    again = TypedForm(None, document=done)
    assert {name: again[name].value() for name in sent if name != "seen_before"} == {
        name: value for name, value in sent.items() if name != "seen_before"
    }
    tree = papers.build(papers.load(document_kinds[code].template), done.data)
    assert not [gap.path for gap in tree.missing if gap.path.split(".")[0].split("[")[0] in asked]


def test_minutes_are_typed_in_the_browser_and_their_chair_needs_no_director(curator, in_college, signed_in):
    people.add_person(by=curator, kind="worker", last="Липова", first="Анна", middle="Юрьевна", post="методист")
    client = signed_in(curator)
    found = plain(client.get(reverse("documents:new"), {"q": "педсовет протокол"}).content.decode())
    assert "Такого вида нет" in found
    found = client.get(reverse("documents:new"), {"q": "протокол педагогич"}).content.decode()
    assert "kind=minutes_pedcouncil" in found and "kind=minutes_jury" not in found
    answer = client.post(reverse("documents:new"), {"kind": "minutes_pedcouncil", "title": "Педсовет в октябре"})
    form = {
        "title": "Педсовет в октябре",
        "chair": "Дубов Лев Олегович, заместитель директора",
        "secretary": "Липова Анна Юрьевна",
        "present": "Липова Анна Юрьевна\nДубов Лев Олегович, заместитель директора",
        "agenda-0-title": "О наставничестве",
        "agenda-0-speaker": "Липова Анна Юрьевна",
        "agenda-0-heard": "о проекте дорожной карты",
        "agenda-0-decided": "Одобрить проект\nНазначить срок",
        "agenda-2-title": "О разном",
        "agenda-2-decided": "Принять к сведению",
    }
    assert client.post(answer["Location"], form).status_code == 302
    made = Document.objects.get()
    words = plain(made.text)
    assert "Докладывает методист Липова А. Ю." in words and "2. О разном" in words and "Назначить срок" in words
    client.post(reverse("documents:sign", args=[made.pk]), {"on": "2026-10-09", "shown_hash": made.content_hash})
    made.refresh_from_db()
    assert made.state == "signed"
    with pytest.raises(Denied):  # an order is still the director's
        order = draft(curator, "order_curator")
        services.sign(by=curator, document=order, on=TODAY, shown_hash=order.content_hash)


def test_wrong_lines_are_named_and_nothing_is_lost(curator, in_college, signed_in):
    document = draft(curator, "publication_list")
    url = reverse("documents:edit", args=[document.pk])
    rows = {
        "rows-date": ["05.09.2026", "31.02.2026"],
        "rows-place": ["сайт; газета", "сайт"],
        "rows-title": ["Начало", ""],
    }
    answer = signed_in(curator).post(url, {"title": "Публикации", **rows, "author": "Липова"})
    page = plain(answer.content.decode())
    assert answer.status_code == 422
    assert "Строка 2, «Когда размещена»" in page and "нужны хотя бы фамилия и имя" in page and ">Начало<" in page
    rows["rows-date"][1] = "1 октября 2026"
    assert signed_in(curator).post(url, {"title": "Публикации", **rows}).status_code == 302
    document.refresh_from_db()
    assert [(row["date"], row["place"]) for row in document.edits["rows"]] == [
        ("2026-09-05", "сайт; газета"),
        ("2026-10-01", "сайт"),
    ]
    assert ">01.10.2026</textarea>" in signed_in(curator).get(url).content.decode()


def test_a_row_about_a_person_takes_the_card_and_keeps_its_other_cells(curator, in_college, signed_in):
    people.add_person(by=curator, kind="worker", last="Липова", first="Анна", middle="Юрьевна", post="методист")
    document = draft(curator, "minutes_selection")
    url = reverse("documents:edit", args=[document.pk])
    row = {"candidates-person": "Липова Анна Юрьевна", "candidates-decided": "рекомендовать"}
    assert signed_in(curator).post(url, {"title": "Отбор", **row}).status_code == 302
    document.refresh_from_db()
    (kept,) = document.edits["candidates"]
    assert (kept["last"], kept["gender"], kept["decided"]) == ("Липова", "f", "рекомендовать")
    nameless = signed_in(curator).post(url, {"title": "Отбор", "candidates-decided": "отклонить"})
    assert "Строка 1, «Фамилия Имя Отчество, должность»: заполните" in plain(nameless.content.decode())


def test_two_people_do_not_wipe_each_others_words(curator, director, in_college, signed_in):
    document = draft(curator, "baseline_note")
    url = reverse("documents:edit", args=[document.pk])
    client = signed_in(curator)
    import re

    seen = re.search(r'name="seen_before" value="([^"]*)"', client.get(url).content.decode())[1].replace("&quot;", '"')
    signed_in(director).post(url, {"title": document.title, "conclusion": "Слово директора"})
    answer = client.post(url, {"title": document.title, "conclusion": "Слово куратора", "seen_before": seen})
    assert answer.status_code == 422 and "Слово директора" in answer.content.decode()
    document.refresh_from_db()
    assert document.edits["conclusion"] == "Слово директора"


def test_paper_without_a_register_is_done_when_it_is_signed(curator, in_college, signed_in):
    note = draft(curator, "control_note")
    done = services.sign(by=curator, document=note, on=TODAY, shown_hash=note.content_hash)
    assert (done.state, done.number) == ("registered", "")
    page = plain(signed_in(curator).get(reverse("documents:document", args=[note.pk])).content.decode())
    assert "Внести номер" not in page and "Внесены номер и дата" not in page and "Подписан" in page


def ask(activity, kind, document):
    year = organizations.current_year()
    (answer,) = evidence["document_signed"].answer(
        [ActivityRef(activity, uuid.uuid4(), year.pk, kind, document)], TODAY
    )
    return answer.state


def test_minutes_prove_the_activity_of_their_kind_and_the_old_general_ones_still_count(curator, in_college):
    council, meeting, old = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    paper = draft(curator, "minutes_pedcouncil", activity_id=council)
    services.sign(by=curator, document=paper, on=TODAY, shown_hash=paper.content_hash)
    services.record_prior(by=curator, kind="minutes", title="Протокол", number="1", on=TODAY)
    Document.objects.filter(kind="minutes").update(activity_id=old)
    assert ask(council, "ped_council", "minutes_pedcouncil") == "done"
    assert ask(meeting, "admin_meeting", "minutes_meeting") == "none"
    assert ask(old, "admin_meeting", "minutes_meeting") == "done"


def test_paper_of_a_kind_of_its_own_proves_without_being_begun_from_the_activity(curator, in_college):
    note = draft(curator, "baseline_note")
    services.sign(by=curator, document=note, on=TODAY, shown_hash=note.content_hash)
    assert ask(uuid.uuid4(), "baseline_analysis", "baseline_note") == "done"


def test_an_order_begun_from_a_blank_names_the_curator_known_to_the_college(
    in_college, actor_in, people_in, signed_in, director
):
    (person,) = people_in(in_college, 1, post="методист")
    actor_in(in_college, "curator", person=person)
    client = signed_in(director)
    for kind in ("order_curator", "order_launch", "order_team"):
        client.post(reverse("documents:new"), {"kind": kind, "title": ""})
        assert person.last in Document.objects.get(kind=kind).text, kind
    client.post(reverse("documents:new"), {"kind": "minutes_pedcouncil", "title": ""})
    assert organizations.signer_on(TODAY).last in Document.objects.get(kind="minutes_pedcouncil").text
