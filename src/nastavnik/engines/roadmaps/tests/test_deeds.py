"""A plan may be written in verbs or in nouns: both say the same."""

import pytest

from nastavnik.engines.roadmaps.acts import kinds_of


@pytest.mark.parametrize(
    ("verbs", "nouns"),
    [
        ("Изучить методические рекомендации министерства", "Изучение методических рекомендаций министерства"),
        ("Провести анкетирование наставников", "Проведение анкетирования наставников"),
        ("Утвердить дорожную карту", "Утверждение дорожной карты"),
        ("Обучить наставников", "Обучение наставников"),
        ("Назначить куратора программы", "Назначение куратора программы"),
        ("Собрать согласия участников", "Сбор согласий участников"),
        ("Консультируем наставников", "Консультации наставников"),
    ],
)
def test_verbs_and_nouns_give_the_same_kinds(verbs, nouns):
    found = {match.code for match in kinds_of(verbs)}
    assert found and found == {match.code for match in kinds_of(nouns)}
