from nastavnik.kernel.feature import FeatureConfig


class PeopleConfig(FeatureConfig):
    name = "nastavnik.features.people"
    label = "people"
