"""The day stands first in the sections of those who run the programme."""

from nastavnik.kernel.contracts import NavItem, navigation

HEADS = frozenset({"curator", "director"})
navigation.add(NavItem("today", "Сегодня", "today:home", "sun-high", HEADS, 1))
