"""What the checker gives others: the section, its own rules, its papers in personal data."""

from __future__ import annotations

from nastavnik.features.compliance import acts, personal, plan_rules
from nastavnik.kernel.contracts import NavItem, navigation

STAFF = frozenset({"curator", "director"})
navigation.add(NavItem("compliance", "Проверка", "compliance:findings", "checklist", STAFF, 110, prefix="/check/"))
acts.register()
plan_rules.register()
personal.register()
