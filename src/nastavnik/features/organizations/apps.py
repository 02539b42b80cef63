from nastavnik.kernel.feature import FeatureConfig


class OrganizationsConfig(FeatureConfig):
    name = "nastavnik.features.organizations"
    label = "organizations"
