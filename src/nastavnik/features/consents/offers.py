"""What consents give others."""

from nastavnik.features.consents.queries import Book
from nastavnik.kernel import protocols

protocols.set_consent_book(Book())
