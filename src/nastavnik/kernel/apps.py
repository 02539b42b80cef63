from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class KernelConfig(AppConfig):
    name = "nastavnik.kernel"
    label = "kernel"
    verbose_name = "Основа"

    def ready(self) -> None:
        from nastavnik.kernel import walls

        pre_migrate.connect(walls.before_migrate, sender=self, dispatch_uid="nastavnik.walls.down")
        post_migrate.connect(walls.after_migrate, sender=self, dispatch_uid="nastavnik.walls")
