"""What pairs give others."""

from nastavnik.features.pairings import papers

papers.register_kinds()
