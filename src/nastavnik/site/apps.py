from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "nastavnik.site"
    label = "site_shell"

    def ready(self) -> None:
        from nastavnik.kernel import access
        from nastavnik.site.access import ACCESS

        access.register(ACCESS)
