"""How a feature plugs in: its tables of policies, URLs and offers are read once at start."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule


class FeatureConfig(AppConfig):
    """Reads `policies.POLICIES`, `policies.ACTIONS` (words of the journal), `access.ACCESS`; loads offers and tasks."""

    default = False  # of two classes seen in a feature's apps.py Django must take the feature's own

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        from nastavnik.kernel import access, journal, policies

        package = self.module
        if module_has_submodule(package, "policies"):
            module = import_module(f"{self.name}.policies")
            policies.register(module.POLICIES)
            journal.name_actions(getattr(module, "ACTIONS", {}))
        if module_has_submodule(package, "access"):
            access.register(import_module(f"{self.name}.access").ACCESS)
        for name in ("offers", "tasks"):
            if module_has_submodule(package, name):
                import_module(f"{self.name}.{name}")
