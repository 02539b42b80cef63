"""«1–3» stays on one line in both formats, and reads as «1–3» when copied."""

from __future__ import annotations

import io

import pytest
from docx import Document

from nastavnik.engines import papers
from nastavnik.engines.papers.coverage import printable
from nastavnik.engines.papers.ranges import joined, parted

from .conftest import DAY, pdf_text

HEAD = "code: own_note\ntitle: Записка\nfamily: letter\n---\nrows: list of text — строки\n---\n"
BODIES = {
    "cell": ":: table 12 12 12 140\n% for one in rows\n| {{ one }} | {{ one }} | {{ one }} | |\n% end\n:: end",
    "bold cell": ":: table 12 12 12 140\n% for one in rows\n| **{{ one }}** | **{{ one }}** | {{ one }} | |\n% end\n:: end",
    "text": "{{ rows|join }}",
}


@pytest.fixture(params=BODIES, name="tree")
def _tree(request):
    rows = [f"{'ж' * length} 10–11 {'ж' * (length % 5)} 2026–2027, IX–XI" for length in range(1, 24)]
    return papers.build(papers.parse_template(HEAD + BODIES[request.param]), {"rows": rows})


def test_no_line_of_a_sheet_ends_after_the_dash_of_a_range(tree):
    text = pdf_text(papers.write_pdf([tree], date=DAY).data).replace("\r", "")
    assert not [line for line in text.split("\n") if line.rstrip().endswith("–")]
    assert text.count("10–11") >= 23 and text.count("IX–XI") >= 23


def test_word_gets_a_joiner_that_its_font_has(tree):
    document = Document(io.BytesIO(papers.write_docx(tree)))
    text = "".join(each.text or "" for each in document.element.iter() if each.tag.endswith("}t"))
    assert text.count("10–\u200d11") >= 23 and "10–11" not in text
    assert 0x200D in printable()


def test_only_ranges_are_held_together():
    text = "с 1–3 курса, Москва–Тверь, 5 – 6, а–б, 12.00–13.30, 3–"
    assert [piece for piece, whole in parted(text) if whole] == ["1–3", "12.00–13.30"]
    assert "".join(piece for piece, _ in parted(text)) == text
    assert joined(text).replace("\u200d", "") == text and joined(text).count("\u200d") == 2
