"""What organisations give others: a section of the navigation."""

from nastavnik.kernel.contracts import NavItem, navigation

navigation.add(
    NavItem(
        "settings",
        "Настройки",
        "organizations:settings",
        "settings",
        frozenset({"director", "curator"}),
        900,
        prefix="/settings/",
    )
)
