from nastavnik.kernel.feature import FeatureConfig


class PeopleConfig(FeatureConfig):
    name = "nastavnik.features.people"
    label = "people"

    def ready(self) -> None:
        super().ready()
        from nastavnik.features.people.directory import Directory
        from nastavnik.kernel.protocols import set_person_directory

        set_person_directory(Directory())
