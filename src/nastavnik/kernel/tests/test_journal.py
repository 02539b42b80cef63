"""The journal: facts and their record live or die together, and a change to the past is found."""

import pytest
from django.db import transaction

from nastavnik.kernel import journal

journal.name_actions({"test.done": "Сделано", "test.undone": "Отменено"})


def write(by, count=3):
    with transaction.atomic():
        for number in range(count):
            journal.record(by, "test.done", by.organization, number=number)


def test_history_tells_who_did_what(in_college, curator):
    write(curator, 2)
    lines = journal.history(in_college)
    assert [(line.what, line.who, line.values) for line in lines] == [
        ("Сделано", curator.label, {"number": 1}),
        ("Сделано", curator.label, {"number": 0}),
    ]


def test_a_record_outside_a_transaction_is_refused(in_college, curator, transactional_db):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        journal.record(curator, "test.done")


@pytest.mark.parametrize("change", ["action", "value", "cut"])
def test_a_changed_or_cut_chain_is_found(in_college, curator, change):
    write(curator)
    assert journal.broken_at(in_college) is None
    middle = journal.JournalEntry.objects.get(number=2)
    if change == "action":
        journal.JournalEntry.objects.filter(pk=middle.pk).update(action="test.undone")
    elif change == "value":
        journal.JournalValue.objects.filter(entry=middle).update(values={"number": 7})
    else:
        journal.JournalEntry.objects.filter(number=3).delete()
    assert journal.broken_at(in_college) == (3 if change == "cut" else 2)


def test_wiping_values_lawfully_keeps_the_chain(in_college, curator):
    write(curator)
    journal.JournalValue.objects.all().delete()
    assert journal.broken_at(in_college) is None
    assert [line.values for line in journal.history(in_college)] == [None, None, None]
