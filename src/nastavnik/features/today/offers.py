"""The day stands first in the sections; children stand on the page of their representative."""

from nastavnik.features.today import own_pages
from nastavnik.kernel.contracts import NavItem, OwnPanel, navigation, own_panels

ROLES = frozenset({"curator", "director", "office", "tutor", "supporter", "mentor", "mentee"})
navigation.add(NavItem("today", "Сегодня", "today:home", "sun-high", ROLES, 1))
own_panels.add(
    OwnPanel(
        "children", "Мои дети", "today/children_panel.html", frozenset({"representative"}), own_pages.children, 10
    )
)  # fmt: skip
