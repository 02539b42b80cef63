from nastavnik.kernel.feature import FeatureConfig


class SupportConfig(FeatureConfig):
    name = "nastavnik.features.support"
    label = "support"
