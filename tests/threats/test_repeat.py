"""A form sent twice, two people at one object."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import nastavnik
from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.banks.tests import objects as bank_objects
from nastavnik.features.consents.services import change_text, text_in_force
from nastavnik.features.organizations.models import Signer
from nastavnik.features.organizations.tests import objects as organization_objects
from nastavnik.features.people.models import Person, Representative, StudentGroup
from nastavnik.features.people.tests import objects as people_objects
from nastavnik.features.questionnaires.models import Campaign
from nastavnik.features.questionnaires.tests import objects as questionnaire_objects
from nastavnik.kernel import scope
from nastavnik.kernel.once import OnceKey
from nastavnik.kernel.tenancy import Organization, Unit
from tests.fixtures import sign_in

TEMPLATES = Path(next(iter(nastavnik.__path__)))
#: Forms where a second sending does nothing more, with the reason.
HARMLESS = {
    "ui/parts/account.html": "signs out",
    "ui/parts/job.html": "stops work",
    "ui/parts/toasts.html": "undoes",
    "compliance/findings.html": "takes a mark back",
    "pairings/table.html": "only reads the table",
    "questionnaires/survey_one.html": "keeps the same draft",
    "accounts/login.html": "signs in",
    "accounts/confirm.html": "asks the password",
    "accounts/confirm_code.html": "asks a code, good once",
    "accounts/second_on.html": "takes a code, good once",
    "accounts/second_off.html": "turns off",
    "accounts/second_step.html": "takes a code, good once",
    "accounts/spare_new.html": "makes new codes, the former die",
}


def posting_forms() -> list[tuple[str, str]]:
    found = []
    for path in sorted(TEMPLATES.rglob("templates/**/*.html")):
        if "tests" not in path.parts:
            name = path.as_posix().rsplit("/templates/", 1)[1]
            forms = re.findall(r'<form\b[^>]*method="post"[^>]*>.*?</form>', path.read_text(encoding="utf-8"), re.S)
            found += [(name, form) for form in forms]
    return found


@pytest.mark.threat("T125")
def test_every_form_carries_a_key_of_one_effect():
    forms = posting_forms()
    careless = sorted({name for name, form in forms if "{% once %}" not in form and '"_once"' not in form})
    assert len(forms) > 150
    assert sorted(set(careless) - set(HARMLESS)) == []


def typed(**changed: str) -> dict[str, str]:
    return {"_once": "11111111-aaaa", "name": "Филиал в Заречье"} | changed


@pytest.mark.threat("T125")
@pytest.mark.django_db
def test_the_same_form_twice_acts_once_and_answers_the_same(curator_client, in_college):
    first, second = (curator_client.post("/settings/units/new/", typed()) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Unit.objects.count() == 1


@pytest.mark.threat("T125")
@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused_and_keeps_the_text(curator_client, in_college):
    curator_client.post("/settings/units/new/", typed())
    answer = curator_client.post("/settings/units/new/", typed(name="Филиал в далёком Подгорье"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "уже отправлена" in text.replace("\xa0", " ")
    assert "Филиал в далёком Подгорье" in text
    assert Unit.objects.count() == 1


@pytest.mark.threat("T125")
@pytest.mark.django_db
def test_a_key_of_one_person_does_not_stop_another(curator_client, director_client, in_college):
    curator_client.post("/settings/units/new/", typed())
    director_client.post("/settings/units/new/", typed(name="Филиал в Подгорье"))
    assert Unit.objects.count() == 2


@pytest.mark.threat("T125")
@pytest.mark.django_db
def test_a_refused_form_can_be_mended_and_sent_with_its_key(curator_client, in_college):
    assert curator_client.post("/settings/units/new/", typed(name="")).status_code in (200, 422)
    assert curator_client.post("/settings/units/new/", typed()).status_code == 302
    assert Unit.objects.count() == 1


@pytest.mark.threat("T125")
@pytest.mark.django_db
def test_the_second_press_while_the_first_is_at_work_waits(curator_client, in_college):
    curator_client.post("/settings/units/new/", typed())
    OnceKey.objects.update(location="")  # as it stands until the first has answered
    answer = curator_client.post("/settings/units/new/", typed())
    assert answer.status_code == 409
    assert "Уже выполняется" in answer.content.decode().replace("\xa0", " ")


def shown(page: str) -> dict[str, str]:
    """What a browser would send back: fields with their values."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        box = 'type="radio"' in tag or 'type="checkbox"' in tag
        if name and (not box or "checked" in tag):
            found[name[1]] = (value[1] if value else "").replace("&quot;", '"').replace("&#x27;", "'")
    return found


@pytest.fixture
def card(college, in_college):
    return Person.objects.create(kind="worker", last="Берёзкин", first="Пётр", post="мастер", workplace="цех")


@pytest.mark.threat("T126")
@pytest.mark.django_db
def test_second_editor_sees_what_the_first_wrote_and_chooses(curator, director, card):
    address = f"/people/{card.pk}/edit/"
    first, second = sign_in(curator), sign_in(director)
    mine, theirs = (shown(browser.get(address).content.decode()) for browser in (first, second))
    assert first.post(address, {**mine, "post": "старший мастер"}).status_code == 302
    answer = second.post(address, {**theirs, "post": "методист"})
    text = answer.content.decode().replace("\xa0", " ")
    assert "записали другое: «старший мастер»" in text
    assert 'value="методист"' in text
    card.refresh_from_db()
    assert card.post == "старший мастер"
    assert second.post(address, {**shown(answer.content.decode()), "post": "методист"}).status_code == 302
    card.refresh_from_db()
    assert card.post == "методист"


@pytest.mark.threat("T126")
@pytest.mark.django_db
def test_form_opened_before_does_not_bring_old_values_back(curator, director, card):
    """The second touches another field only; the first one's change is not undone unseen."""
    address = f"/people/{card.pk}/edit/"
    theirs = shown(sign_in(director).get(address).content.decode())
    Person.objects.update(post="старший мастер")
    answer = sign_in(director).post(address, {**theirs, "workplace": "мастерская"})
    assert "старший мастер" in answer.content.decode()
    card.refresh_from_db()
    assert (card.post, card.workplace) == ("старший мастер", "цех")


@pytest.mark.threat("T126")
@pytest.mark.django_db
def test_editing_alone_is_not_disturbed(curator, card):
    address = f"/people/{card.pk}/edit/"
    browser = sign_in(curator)
    for post in ("методист", "мастер"):
        assert browser.post(address, {**shown(browser.get(address).content.decode()), "post": post}).status_code == 302


@pytest.mark.threat("T126")
@pytest.mark.django_db
def test_requisites_are_guarded_too(curator, director, college):
    address = "/settings/requisites/"
    page = sign_in(director).get(address).content.decode()
    assert 'name="seen_before"' in page
    with scope.within(college):
        Organization.objects.update(phone="8 (000) 000-00-01")
    fields = {**shown(page), "full_name": college.full_name, "profile": "college", "time_zone": "Europe/Moscow"}
    answer = sign_in(director).post(address, {**fields, "phone": "8 (000) 000-00-02"})
    assert "000-00-01" in answer.content.decode()
    college.refresh_from_db()
    assert college.phone == "8 (000) 000-00-01"


#: forms over something stored: its maker, the address, a field, and how another person changes it meanwhile
GUARDED = {
    "mentor": (bank_objects.mentor_entry, "/banks/mentor/{}/edit/", "note", "Заметка первого"),
    "mentee": (bank_objects.mentee_entry, "/banks/mentee/{}/edit/", "goals", "Цель первого"),
    "unit": (organization_objects.unit, "/settings/units/{}/", "short_name", "Филиал первого"),
    "signer": (organization_objects.signer, "/settings/signers/{}/", "post", "директор"),
    "group": (people_objects.student_group, "/people/groups/{}/", "course", 3),
    "tie": (people_objects.representative, "/people/representative/{}/", "authority_document", "постановление"),
    "campaign": (questionnaire_objects.campaign, "/surveys/{}/", "closes_on", dt.date(2026, 12, 1)),
}


@pytest.mark.threat("T126")
@pytest.mark.django_db
@pytest.mark.parametrize("what", GUARDED)
def test_edit_form_opened_before_another_saved_does_not_lose_the_change(what, college, director):
    make, address, field, theirs = GUARDED[what]
    pk = make(college)
    model = {
        "mentor": MentorEntry, "mentee": MenteeEntry, "unit": Unit, "signer": Signer, "group": StudentGroup,
        "tie": Representative, "campaign": Campaign,
    }[what]  # fmt: skip
    address = address.format(pk)
    browser = sign_in(director)
    page = browser.get(address)
    assert page.status_code == 200, page.status_code
    typed = shown(page.content.decode())
    with scope.within(college):
        model.objects.filter(pk=pk).update(**{field: theirs})
    post_to = address + "prolong/" if what == "campaign" else address
    answer = browser.post(post_to, typed)
    words = f"{theirs:%d.%m.%Y}" if isinstance(theirs, dt.date) else str(theirs)
    assert f"записали другое: «{words}»" in answer.content.decode().replace("\xa0", " ")
    with scope.within(college):
        assert getattr(model.objects.get(pk=pk), field) == theirs


@pytest.mark.threat("T126")
@pytest.mark.django_db
def test_new_wording_of_a_consent_is_not_laid_over_one_that_was_not_read(college, director):
    address = "/consents/texts/consent_image/"
    browser = sign_in(director)
    typed = shown(browser.get(address).content.decode())
    with scope.within(college):
        text = text_in_force("consent_image", dt.date(2026, 10, 10)).text
        first = text.replace("Использование бесплатно", "Использование безвозмездно")
        change_text(by=director, kind="consent_image", text=first)
    answer = browser.post(address, {**typed, "text": text.replace("Срок:", "Сроки:")})
    assert "сохранили новую редакцию" in answer.content.decode()
    with scope.within(college):
        assert text_in_force("consent_image", dt.date(2026, 10, 10)).version == 2
