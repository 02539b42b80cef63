"""The organisation's own Word form: tried before it is taken, named where it is wrong, filled with a document's data."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.features.documents import services
from nastavnik.features.documents.models import OwnForm

URL = reverse("documents:own_form", args=["letter"])


def form(*lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def upload(client, content, name="Наш бланк.docx"):
    return client.post(URL, {"form": SimpleUploadedFile(name, content)})


def page(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def paragraphs(answer):
    return [one.text for one in docx.Document(io.BytesIO(answer.getvalue())).paragraphs]


def test_form_is_tried_taken_and_used_for_documents_of_its_kind(curator, in_college, signed_in):
    client = signed_in(curator)
    letter = services.draft(by=curator, kind="letter", subject={}, edits={"subject": "О встрече"})
    own = reverse("documents:in_own_form", args=[letter.pk])
    assert client.get(own).status_code == 404
    assert upload(client, form("Тема: {{ subject }}", "{{ signer|short }}")).status_code == 302
    kept = OwnForm.objects.get()
    assert (kept.version, kept.fields) == (1, ["signer", "subject"])
    assert "На своём бланке" in page(client.get(reverse("documents:document", args=[letter.pk])))
    assert paragraphs(client.get(own))[0] == "Тема: О встрече"
    sample = paragraphs(client.get(reverse("documents:own_form_sample", args=[kept.pk])))
    assert "Лебедева" in sample[1]
    client.post(reverse("documents:own_form_end", args=[kept.pk]))
    assert client.get(own).status_code == 404


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("{{ subjekt }}",), "похоже на «subject»"),
        (("{{ signer|shrt }}",), "Похоже на «short»"),
        (("{{ subject.__class__ }}",), "Бланк"),
        (("{% set x = 1 %}",), "нельзя"),
    ],
)
def test_form_that_asks_the_unknown_is_refused_with_the_nearest_name(curator, in_college, signed_in, lines, said):
    answer = upload(signed_in(curator), form(*lines))
    assert answer.status_code == 422 and said in page(answer) and not OwnForm.objects.exists()


@pytest.mark.threat("T083")
def test_what_is_no_word_file_is_refused_in_words(curator, in_college, signed_in):
    answer = upload(signed_in(curator), b"MZ\x00 not a document")
    assert answer.status_code == 422 and not OwnForm.objects.exists()
    assert "На вирусы файлы здесь не проверяются" in page(answer)


def test_new_version_takes_the_place_of_the_old_one(curator, in_college, signed_in):
    client = signed_in(curator)
    upload(client, form("Первый: {{ subject }}"))
    upload(client, form("Второй: {{ subject }}"))
    letter = services.draft(by=curator, kind="letter", subject={}, edits={"subject": "О встрече"})
    assert paragraphs(client.get(reverse("documents:in_own_form", args=[letter.pk]))) == ["Второй: О встрече"]
    assert list(OwnForm.objects.values_list("version", flat=True)) == [2, 1]
