from nastavnik.kernel.feature import FeatureConfig


class BanksConfig(FeatureConfig):
    name = "nastavnik.features.banks"
    label = "banks"
