"""Who may reach the day and the search: every signed-in person. A child's page: whoever represents the child today."""

from nastavnik.kernel.access import ANY, page

ACCESS = {
    "today:home": page(*ANY),
    "today:child": page(*ANY, obj="ward"),
    "today:search": page(*ANY),
}
