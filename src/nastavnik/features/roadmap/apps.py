from nastavnik.kernel.feature import FeatureConfig


class RoadmapConfig(FeatureConfig):
    name = "nastavnik.features.roadmap"
    label = "roadmap"
