"""What the checker gives others: the section, its own rules, its papers in personal data."""

from __future__ import annotations

from django.urls import reverse

from nastavnik.features.compliance import acts, personal, plan_rules
from nastavnik.kernel.contracts import ActivityTool, NavItem, navigation, tools

STAFF = frozenset({"curator", "director"})
navigation.add(NavItem("compliance", "Проверка", "compliance:findings", "checklist", STAFF, 110, prefix="/check/"))
tools.add(ActivityTool("folder", "Папка для проверки", "Собрать папку", lambda ref: reverse("compliance:folder")))
tools.add(ActivityTool("figures", "Цифры на дату", "Открыть цифры", lambda ref: reverse("compliance:figures")))
acts.register()
plan_rules.register()
personal.register()
