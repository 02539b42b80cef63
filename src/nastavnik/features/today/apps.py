from nastavnik.kernel.feature import FeatureConfig


class TodayConfig(FeatureConfig):
    name = "nastavnik.features.today"
    label = "today"
