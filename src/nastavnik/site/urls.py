"""Root of all addresses. Each feature mounts its own."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import module_has_submodule

from nastavnik.site import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", include("nastavnik.features.accounts.login_urls")),
]
for _name in settings.FEATURES:
    _package = f"nastavnik.features.{_name}"
    if module_has_submodule(import_module(_package), "urls"):
        urlpatterns.append(path("", include(f"{_package}.urls")))

handler400 = "nastavnik.kernel.middleware.bad_request"
handler404 = "nastavnik.kernel.middleware.not_found"
handler500 = "nastavnik.kernel.middleware.server_error"
