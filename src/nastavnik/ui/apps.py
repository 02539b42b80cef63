"""The design system as a Django application: templates, static files, template tags. Knows no feature."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "nastavnik.ui"
    label = "ui"
    verbose_name = "Оформление"
