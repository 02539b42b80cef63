"""Numbers of a whole stack: proposed in a row, pasted, marked where wrong, stored all or none."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.documents import services
from nastavnik.features.documents.models import Document, Register
from nastavnik.features.documents.number_series import NumberRow, Taken, check, series
from nastavnik.features.documents.rules import BadNumber
from nastavnik.kernel.errors import DomainError

TODAY = dt.date(2026, 10, 10)
URL = reverse("documents:numbers")


@pytest.mark.parametrize(
    ("first", "last_part", "found"),
    [
        ("45-п", False, ["45-п", "46-п", "47-п"]),
        ("12/3-к", False, ["12/3-к", "13/3-к", "14/3-к"]),
        ("12/3-к", True, ["12/3-к", "12/4-к", "12/5-к"]),
        ("0099-лс", False, ["0099-лс", "0100-лс", "0101-лс"]),
        ("01-17/9", True, ["01-17/9", "01-17/10", "01-17/11"]),
    ],
)
def test_series_keeps_what_stands_around_the_count(first, last_part, found):
    assert series(first, 3, last_part=last_part) == found


def test_series_from_a_bad_number_is_refused_in_words():
    with pytest.raises(BadNumber, match="латинские"):
        series("45-p", 2)


def test_doubles_gaps_and_dates_that_go_back_are_marked():
    rows = [
        NumberRow("a", "5-п", dt.date(2026, 9, 10)),
        NumberRow("b", "8-п", dt.date(2026, 9, 9)),
        NumberRow("c", "8-п", dt.date(2026, 9, 11)),
        NumberRow("d", "4-п", dt.date(2026, 9, 12)),
        NumberRow("e", "", None),
        NumberRow("f", "9-п", TODAY + dt.timedelta(days=1)),
        NumberRow("g", "2-п", dt.date(2027, 1, 1)),
    ]
    taken = {"2026": [Taken("4-п", 4000, dt.date(2026, 9, 1), "О команде")]}
    check(rows, restarts="calendar", taken=taken, today=TODAY)
    assert not rows[0].errors and not rows[0].warnings
    assert rows[1].warnings == ["Пропущено: 6–7.", "Дата раньше, чем у меньшего номера (10.09.2026)."]
    assert "дважды" in rows[2].errors[0]
    assert "О команде" in rows[3].errors[0]
    assert len(rows[4].errors) == 2 and "не наступила" in rows[5].errors[0]


@pytest.fixture
def stack(in_college, curator, director):
    services.standard_registers(by=curator)
    made = []
    for number in range(3):
        edits = {"subject": f"О деле {number}", "paragraphs": ["Просим ответить"]}
        paper = services.draft(by=curator, kind="letter", subject={}, title=f"Письмо {number}", edits=edits)
        made.append(services.sign(by=director, document=paper, on=TODAY, shown_hash=paper.content_hash))
    return made


def sent(stack, act, **more):
    data = {"act": act, "register": str(Register.objects.get(code="ИСХ").pk)}
    for item in stack:
        data |= {f"pick-{item.pk.hex}": "1", f"number-{item.pk.hex}": "", f"on-{item.pk.hex}": "2026-10-09"}
    return data | more


def numbers():
    return list(Document.objects.order_by("title").values_list("number", flat=True))


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_proposed_then_edited_then_stored_in_one_act(curator, signed_in, stack):
    client = signed_in(curator)
    shown = page(client.post(URL, sent(stack, "propose", first="45-п", on="2026-10-08")))
    assert all(f'value="{number}-п"' in shown for number in (45, 46, 47)) and numbers() == ["", "", ""]
    data = sent(stack, "save")
    for item, number in zip(stack, ("45-п", "46-п", "46/1-п"), strict=True):
        data[f"number-{item.pk.hex}"] = number
    assert client.post(URL, data).status_code == 302
    assert numbers() == ["45-п", "46-п", "46/1-п"]
    assert set(Document.objects.values_list("state", flat=True)) == {"registered"}


def test_pasted_columns_fill_the_rows_and_gaps_wait_for_a_word(curator, signed_in, stack):
    client = signed_in(curator)
    shown = page(client.post(URL, sent(stack, "paste", pasted="1\t01.10.2026\n2\t02.10.2026\n7\t30.09.2026")))
    assert "Пропущено: 3–6" in shown and "Дата раньше" in shown
    data = sent(stack, "save")
    for item, (number, on) in zip(stack, (("1", "01.10.2026"), ("2", "02.10.2026"), ("7", "30.09.2026")), strict=True):
        data |= {f"number-{item.pk.hex}": number, f"on-{item.pk.hex}": on}
    assert client.post(URL, data).status_code == 422 and numbers() == ["", "", ""]
    assert client.post(URL, data | {"as_is": "1"}).status_code == 302 and numbers() == ["1", "2", "7"]


def test_one_bad_row_stores_nothing(curator, signed_in, stack):
    data = sent(stack, "save")
    for item, number in zip(stack, ("1", "2", "2"), strict=True):
        data[f"number-{item.pk.hex}"] = number
    answer = signed_in(curator).post(URL, data)
    assert answer.status_code == 422 and "дважды" in page(answer) and numbers() == ["", "", ""]
    with pytest.raises(DomainError, match="Ничего не внесено"):  # and the service alone holds the same line
        services.register_many(by=curator, rows=[(item, "3", TODAY) for item in stack])
    assert numbers() == ["", "", ""]


def test_register_kept_by_the_system_gives_numbers_itself(curator, signed_in, stack):
    Register.objects.filter(code="ИСХ").update(in_system=True)
    assert signed_in(curator).post(URL, sent(stack, "save")).status_code == 302
    assert numbers() == ["1", "2", "3"]


def test_queries_of_the_table_do_not_depend_on_its_length(curator, director, signed_in, stack):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        client = signed_in(curator)
        with CaptureQueriesContext(connection) as found:
            assert client.get(URL).status_code == 200
        return len(found)

    before = asked()
    for number in range(3, 12):
        paper = services.draft(
            by=curator, kind="letter", subject={}, title=f"Письмо {number}", edits={"subject": str(number)}
        )
        services.sign(by=director, document=paper, on=TODAY, shown_hash=paper.content_hash)
    assert asked() == before
