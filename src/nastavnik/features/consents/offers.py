"""What consents give others."""

from nastavnik.features.consents import outside
from nastavnik.features.consents.queries import Book
from nastavnik.kernel import protocols
from nastavnik.kernel.registry import hooks

protocols.set_consent_book(Book())

hooks.on("consents.withdrawn", outside.note)
