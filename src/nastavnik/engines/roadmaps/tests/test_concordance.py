"""What is looked up word by word is what counting every phrase would give; a second process says what the first would."""

import random
from collections import defaultdict

from nastavnik.engines.roadmaps import kinds_beside
from nastavnik.engines.roadmaps.concordance import Concordance, features
from nastavnik.engines.roadmaps.likeness import examples
from nastavnik.engines.roadmaps.raw import RawActivity, RawStage


def test_every_feature_is_found_in_all_its_phrases_and_in_no_other():
    phrases = [phrase for _, phrase in examples()]
    random.Random(4).shuffle(phrases)
    phrases = phrases[:900]
    counted = defaultdict(set)
    for number, phrase in enumerate(phrases):
        for own in features(phrase):
            for feature in own:
                counted[feature].add(number)
    concordance = Concordance(phrases)
    assert {feature: concordance.phrases_with(feature) for feature in counted} == counted


def test_a_verb_is_found_by_the_noun_of_its_deed():
    concordance = Concordance(["Изучаем приказы", "Изучение приказов", "Чаепитие"])
    assert concordance.phrases_with("изучен") == {0, 1}
    assert concordance.phrases_with("изучен приказ") == {1}  # of the word before only its own stem counts


def test_words_of_neighbouring_phrases_make_no_pair():
    concordance = Concordance(["Отбор наставников", "Обучение педагогов"])
    assert concordance.phrases_with("наставн обучен") == set()
    assert concordance.phrases_with("обучен педагог") == {1}


def test_kinds_of_a_second_process_are_those_of_the_first():
    plan = [RawStage("Этап", activities=[RawActivity("Обучение наставников"), RawActivity("Чаепитие в столовой")])]
    here = kinds_beside.ask(plan)()
    with kinds_beside.learning():
        assert kinds_beside.ask(plan)() == here
    assert here[0].kinds == ("mentor_training",)
