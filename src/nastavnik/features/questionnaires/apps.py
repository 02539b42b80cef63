from nastavnik.kernel.feature import FeatureConfig


class QuestionnairesConfig(FeatureConfig):
    name = "nastavnik.features.questionnaires"
    label = "questionnaires"
