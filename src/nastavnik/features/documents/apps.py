from nastavnik.kernel.feature import FeatureConfig


class DocumentsConfig(FeatureConfig):
    name = "nastavnik.features.documents"
    label = "documents"
