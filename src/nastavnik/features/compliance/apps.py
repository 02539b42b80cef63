from nastavnik.kernel.feature import FeatureConfig


class ComplianceConfig(FeatureConfig):
    name = "nastavnik.features.compliance"
    label = "compliance"
