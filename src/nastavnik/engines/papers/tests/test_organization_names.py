"""A name without an abbreviation is declined where the place asks for it; an abbreviation stays."""

import pytest

from nastavnik.engines import papers


@pytest.mark.parametrize(
    ("short", "genitive"),
    [
        ("Верхнереченский учебный колледж", "Верхнереченского учебного колледжа"),
        ("ГБПОУ «Заозёрский АТТ»", "ГБПОУ «Заозёрский АТТ»"),
        ("МБОУ СОШ № 5", "МБОУ СОШ № 5"),
    ],
)
@pytest.mark.parametrize(("template", "before"), [("order_pairs", "к приказу "), ("consent_duties", "Директору ")])
def test_short_name_stands_in_the_genitive(template, before, short, genitive):
    data = papers.sample(template)
    data["org"]["short_name"] = short
    text = papers.text_of(papers.build(papers.load(template), data)).replace("\u00a0", " ")
    assert before + genitive in text
