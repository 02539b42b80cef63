"""The count of threats can be believed."""

from __future__ import annotations

from tests.threats import coverage

SOURCE = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.threat("T139")]

@pytest.mark.threat("T001")
@pytest.mark.threat("T002")
def test_one(): ...

@pytest.mark.threat("3")
class TestMany:
    def test_two(self): ...

@pytest.mark.threat("T004")
def helper(): ...
"""


def test_marks_of_functions_classes_and_files_are_seen():
    found = coverage.marks_of(SOURCE)
    assert found["T001"] == found["T002"] == ["test_one"]
    assert found["T003"] == ["test_two"]
    assert "test_one" in found["T139"]
    assert "T004" not in found


def test_no_test_names_a_threat_that_is_not_in_the_list():
    assert sorted(set(coverage.covered()) - set(coverage.NUMBERS)) == []


#: What every installation can be asked for already: tenants and roles, links and consents, papers, files, the browser,
#: sign-in, sending twice.
ASKED = [*range(1, 30), *range(32, 38), *range(51, 56), *range(59, 65), *range(68, 84), *range(84, 97), *range(104, 115),
         125, 126, 127]  # fmt: skip
#: Of them what nothing of the product can be asked yet, with the reason.
NOT_YET = {
    70: "there are no figures of a region across organisations yet",
    85: "there are no publications yet",
}  # fmt: skip


def test_what_the_product_has_is_tried():
    wanted = {f"T{number:03d}" for number in ASKED if number not in NOT_YET}
    assert sorted(wanted & set(coverage.missing())) == []
