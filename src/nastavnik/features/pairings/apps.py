from nastavnik.kernel.feature import FeatureConfig


class PairingsConfig(FeatureConfig):
    name = "nastavnik.features.pairings"
    label = "pairings"
