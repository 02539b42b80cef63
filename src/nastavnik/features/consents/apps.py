from nastavnik.kernel.feature import FeatureConfig


class ConsentsConfig(FeatureConfig):
    name = "nastavnik.features.consents"
    label = "consents"
