from nastavnik.kernel.feature import FeatureConfig


class MatchingConfig(FeatureConfig):
    name = "nastavnik.features.matching"
    label = "matching"
