"""A scanned stack of signed sheets marks itself; what was not read is kept and named, nothing is guessed."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nastavnik.engines import papers
from nastavnik.features.consents import services
from nastavnik.features.consents.models import Consent
from nastavnik.features.consents.papers import sheet_trees
from nastavnik.features.people import services as people
from nastavnik.kernel import files, jobs

TODAY = dt.date(2026, 10, 10)
URL = "/consents/mark/scan/"


@pytest.fixture
def sheets(in_college, curator, people_in):
    people = people_in(in_college, 2, marks=["mentor"])
    return services.prepare_sheets(by=curator, kind="consent_pd_adult", person_ids=[one.pk for one in people])


def scanned(sheets, organization, *, empty=False) -> bytes:
    """What a flat scanner makes of the printed sheets, the second upside down; `empty`: a page of a magazine after them."""
    printed = pypdfium2.PdfDocument(papers.write_pdf(sheet_trees(sheets, organization), date=TODAY).data)
    pages = [printed[number].render(scale=150 / 72).to_pil().convert("L") for number in range(len(printed))]
    pages[-1] = pages[-1].rotate(180)
    if empty:
        page = Image.new("L", pages[0].size, 255)
        page.paste(0, (300, 300, 900, 800))
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def stack_of(*pages) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def pictures(sheets, organization):
    """The printed pages as a scanner sees them."""
    printed = pypdfium2.PdfDocument(papers.write_pdf(sheet_trees(sheets, organization), date=TODAY).data)
    return [printed[number].render(scale=150 / 72).to_pil().convert("L") for number in range(len(printed))]


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("стопка.pdf", data, content_type="application/pdf")


def test_every_sheet_of_the_stack_is_marked_and_keeps_its_picture(curator_client, in_college, sheets):
    answer = curator_client.post(
        URL, {"stack": upload(scanned(sheets, in_college)), "on": "2026-10-08", "requisites_checked": "1"}
    )
    assert answer.status_code == 302 and not Consent.objects.exists()
    jobs.run_all()
    found = list(Consent.objects.select_related("scan"))
    assert {item.sheet_id for item in found} == {sheet.pk for sheet in sheets}
    assert {str(item.given_on) for item in found} == {"2026-10-08"}
    assert all(files.read(item.scan).startswith(b"%PDF") for item in found)
    assert len({item.scan.sha256 for item in found}) == 2
    assert "2 листа" in curator_client.get(answer["Location"]).content.decode().replace("\u00a0", " ")


def test_a_sheet_marked_before_its_scan_came_gets_the_picture_and_stays_one_consent(
    curator_client, curator, in_college, sheets
):
    marked = services.mark_given(by=curator, code=sheets[0].code, on=dt.date(2026, 10, 5))
    curator_client.post(URL, {"stack": upload(scanned(sheets[:1], in_college)), "on": "2026-10-08"})
    jobs.run_all()
    [consent] = Consent.objects.select_related("scan")
    assert (consent.pk, consent.given_on) == (marked.pk, dt.date(2026, 10, 5))
    assert files.read(consent.scan).startswith(b"%PDF")


def test_a_page_without_a_code_is_kept_and_named_and_the_others_count(curator_client, in_college, sheets):
    data = scanned(sheets[:1], in_college, empty=True)
    answer = curator_client.post(URL, {"stack": upload(data), "on": "2026-10-08"})
    jobs.run_all()
    assert Consent.objects.count() == 1
    page = curator_client.get(answer["Location"]).content.decode()
    assert "Страница 2" in page and "/files/0/" in page


def test_a_sheet_of_another_organisation_is_not_marked(signed_in, actor_in, lyceum, in_college, sheets):
    stranger = signed_in(actor_in(lyceum, "curator"))
    answer = stranger.post(URL, {"stack": upload(scanned(sheets, in_college)), "on": "2026-10-08"})
    jobs.run_all()
    assert not Consent.objects.exists()
    assert "здесь нет" in stranger.get(answer["Location"]).content.decode()


def test_what_is_no_scan_or_has_no_date_is_refused_at_once(curator_client, in_college):
    assert curator_client.post(URL, {"stack": upload(b"PK\x03\x04"), "on": "2026-10-08"}).status_code == 422
    assert curator_client.post(URL, {"stack": upload(b"%PDF-1.4"), "on": ""}).status_code == 422


def test_a_damaged_pdf_ends_in_a_sentence(curator_client, in_college):
    answer = curator_client.post(URL, {"stack": upload(b"%PDF-1.4 broken"), "on": "2026-10-08"})
    jobs.run_all()
    words = jobs.Job.objects.get().message
    assert words and "Внутренняя" not in words
    assert curator_client.get(answer["Location"]).status_code == 200


@pytest.mark.threat("T065")
def test_code_of_a_replaced_sheet_or_glued_over_another_marks_nobody(curator_client, curator, in_college, sheets):
    services.void_sheet(by=curator, sheet=sheets[0])
    replaced, other = pictures(sheets, in_college)
    (fresh,) = services.prepare_sheets(by=curator, kind="consent_pd_adult", person_ids=[sheets[0].person_id])
    (glued,) = pictures([fresh], in_college)
    corner = (0, other.height * 3 // 4, other.width // 5, other.height)
    glued.paste(other.crop(corner), (glued.width // 2, 100))  # the code of another sheet stands beside its own
    answer = curator_client.post(URL, {"stack": upload(stack_of(replaced, glued)), "on": "2026-10-08"})
    jobs.run_all()
    assert not Consent.objects.exists()
    page = curator_client.get(answer["Location"]).content.decode()
    assert "заменён новым" in page and "Страница 2" in page


@pytest.mark.threat("T066")
def test_every_page_of_a_messy_stack_is_accounted_for(curator_client, in_college, sheets):
    first, second = pictures(sheets, in_college)
    blank = Image.new("L", first.size, 255)
    strange = Image.new("L", first.size, 255)
    strange.paste(0, (300, 300, 900, 800))
    stack = stack_of(first, blank, second.rotate(180), first, strange)
    answer = curator_client.post(URL, {"stack": upload(stack), "on": "2026-10-08"})
    jobs.run_all()
    assert Consent.objects.count() == 2
    page = curator_client.get(answer["Location"]).content.decode().replace("\u00a0", " ")
    assert "В стопке 5 страниц: узнали 2, не разобрали 2, пустых 1." in page
    assert "дважды: страницы 1 и 4" in page and "Страница 5" in page


def test_without_the_page_of_the_second_representative_only_the_first_has_signed(
    curator_client, curator, in_college, people_in
):
    in_college.settings = {"consent_both_representatives": "all"}
    in_college.save()
    (child,) = people_in(in_college, 1, kind="student", marks=["mentee"])
    for last in ("Ракитина", "Ракитин"):
        adult = people.add_person(by=curator, last=last, first="Анна", kind="representative")
        people.add_representative(by=curator, child=child, adult=adult)
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    pages = pictures([sheet], in_college)
    assert len(pages) == 2
    curator_client.post(URL, {"stack": upload(stack_of(pages[0])), "on": "2026-10-08", "signed": "all"})
    jobs.run_all()
    assert [fact.given_by.last for fact in Consent.objects.all()] == ["Ракитина"]
    curator_client.post(URL, {"stack": upload(stack_of(*pages)), "on": "2026-10-09", "signed": "all"})
    jobs.run_all()
    assert Consent.objects.count() == 2
