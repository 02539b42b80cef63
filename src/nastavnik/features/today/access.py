"""Who may reach the day and the search: every signed-in person."""

from nastavnik.kernel.access import ANY, page

ACCESS = {
    "today:home": page(*ANY),
    "today:search": page(*ANY),
}
