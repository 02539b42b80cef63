"""Whatever is longer than a sheet runs on to the next one in both formats: nothing is printed past the edge."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from docx import Document

from nastavnik.engines import papers

from .conftest import DAY

HEAD = "code: own_note\ntitle: Записка\nfamily: letter\n---\nrows: list of text — строки\n---\n"
BODIES = {
    "signatures": ":: signatures\n% for one in rows\n| {{ one }} | И. О. Фамилия |\n% end\n:: end",
    "signatures pen": ":: signatures pen\n% for one in rows\n| {{ one }} | И. О. Фамилия |\n% end\n:: end",
    "stamp": ":: stamp\n% for one in rows\n{{ one }}\n% end\n:: end",
    "columns": ":: columns 1 1\n% for one in rows\n{{ one }}\n% end\n:: next\nвторой\n:: end",
    "narrow cell": ":: table 10 150\n| {{ rows|join }} | б |\n:: end",
    "numbered cell": ":: table 1 1\n| {{ rows|numbered }} | б |\n:: end",
    "pen rows": ":: table 1 1 row=20\n% for one in rows\n| {{ one }} | |\n% end\n:: end",
    "card": ":: cards 2\n:: card\n% for one in rows\n{{ one }}\n% end\n:: end\n:: end",
    "landscape": ":: landscape\n:: table 20 1 1\n| {{ rows|numbered }} | б | в |\n:: end",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_longer_than_a_sheet_runs_on(body):
    rows = [f"слово{number:03}" for number in range(150)]
    tree = papers.build(papers.parse_template(HEAD + body), {"rows": rows})
    seen = ""
    for page in pypdfium2.PdfDocument(io.BytesIO(papers.write_pdf([tree], date=DAY).data)):
        words = page.get_textpage()
        for place in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(place)
            if left >= 0 and bottom >= 0 and right <= page.get_width() and top <= page.get_height():
                seen += words.get_text_range(place, 1)
    seen = "".join(seen.split()).replace("\u200b", "")
    assert not [row for row in rows if row not in seen]
    document = Document(io.BytesIO(papers.write_docx(tree)))
    assert "слово149" in "".join(each.text or "" for each in document.element.iter() if each.tag.endswith("}t"))


def test_a_chart_higher_than_a_sheet_is_told():
    body = ":: chart bars\n|! | а | б | в | г |\n% for one in rows\n| {{ one }} | 1 | 2 | 3 | 4 |\n% end\n:: end"
    template = papers.parse_template(HEAD + body)
    with pytest.raises(papers.DataError, match="выше листа"):
        papers.build(template, {"rows": ["строка"] * 40})
    assert papers.build(template, {"rows": ["строка"] * 10})
