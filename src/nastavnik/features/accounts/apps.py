from nastavnik.kernel.feature import FeatureConfig


class AccountsConfig(FeatureConfig):
    name = "nastavnik.features.accounts"
    label = "accounts"
