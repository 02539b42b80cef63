"""A solved round of six mentees and five places."""

from nastavnik.features.matching.tests.conftest import lot, solved

__all__ = ["lot", "solved"]
