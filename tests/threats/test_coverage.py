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


def test_doors_and_walls_have_their_tests():
    """Groups of access and sign-in: what this installation can be asked for already."""
    doors = {"T001", "T002", "T004", "T005", "T009", "T011", "T016", "T017", "T018", "T019", "T020", "T021", "T022"}
    entry = {"T104", "T105", "T106", "T107", "T108", "T109", "T110", "T111", "T112", "T113", "T114"}
    browser = {"T086", "T087", "T088", "T089", "T090", "T091", "T092", "T093", "T101", "T102"}
    assert sorted((doors | entry | browser) & set(coverage.missing())) == []
