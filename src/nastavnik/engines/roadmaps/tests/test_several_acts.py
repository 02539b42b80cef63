"""A point of several acts gets the kind of each; other work of a school gets none. Invented wordings."""

import pytest

from nastavnik.engines.roadmaps.kinds import recognise
from nastavnik.engines.roadmaps.raw import RawActivity, RawStage

from .score import Score


def kinds_of_points(*titles):
    return [set(one.kinds) for one in recognise([RawStage("Этап", activities=[RawActivity(t) for t in titles])])]


# One for each way in which acts stand together in a point.
SEVERAL = {
    # several deeds, each with its own object; the second says of whom only in the first
    "Беседы с будущими наставниками, составление их реестра": {"mentor_interview", "mentor_bank"},
    "Поддержка студентов, которым не досталось наставника, и его дальнейший поиск": {
        "unpaired_support",
        "mentor_search",
    },
    "Анализ хода программ, внесение правок в дорожную карту": {"quality_monitoring", "plan_correction"},
    # one deed, several objects; several deeds, one object
    "Разработка положения о наставничестве и дорожной карты": {"regulation", "roadmap_approval"},
    "Отбор и обучение студентов-наставников": {"mentor_selection", "mentor_training"},
    # lists behind a colon, orders on several matters
    "Приказы: о назначении куратора, о рабочей группе": {"order_curator", "order_team"},
    "Помощь новому воспитателю: посещение занятий, консультации старшего воспитателя": {
        "lesson_visits",
        "consultations",
    },
    # «с», «с последующим»
    "Торжественная встреча выпускников программы с вручением благодарностей": {"ceremony", "reward_mentors"},
    "Подбор пар с последующим закреплением приказом директора": {"pair_forming", "order_pairs"},
    # sentences, finite verbs
    "Участники заполняют листы предпочтений, куратор формирует пары": {"preference_survey", "pair_forming"},
    "Первая встреча пары. Составление графика встреч": {"first_meeting", "pair_schedule"},
}

ONE = {
    "Подготовка, обсуждение и принятие положения о наставничестве": {"regulation"},
    "Обучение наставников в целях повышения качества их работы": {"mentor_training"},
    "Встреча наставников и наставляемых с оформлением протокола": {"group_meeting"},
    "Сбор, учёт и хранение согласий на обработку персональных данных": {"consent_pd"},
}


def test_each_act_of_a_point_has_its_kind():
    score = Score()
    for wanted, got in zip(SEVERAL.values(), kinds_of_points(*SEVERAL), strict=True):
        score.add("kinds", len(wanted & got), len(got), len(wanted))
    right, _, wanted_count = score.counts["kinds"]
    assert right >= 0.85 * wanted_count
    assert score.f1("kinds") >= 0.9


@pytest.mark.parametrize("title", ONE)
def test_what_is_one_act_has_one_kind(title):
    assert kinds_of_points(title) == [ONE[title]]


OTHER = [
    "Смотр учебных мастерских", "Анкетирование семей о школьном автобусе", "Консультации абитуриентов по выбору специальности",
    "План ремонта общежития", "Обучение кухонных работников", "Положение о пропускном режиме", "Мониторинг температуры в классах",
    "Встреча первоклассников с пожарными", "Договор с фирмой о вывозе мусора", "Торжественный выпуск кадетского класса",
    "Отчёт о работе столовой", "Размещение вакансий на сайте", "Сбор заявлений в спортивные секции", "Заседание стипендиальной комиссии",
    "Приказ о подвозе учащихся", "Экскурсия в краеведческий музей", "Конкурс снежных фигур", "Подготовка к приёмке котельной",
]  # fmt: skip


def test_other_work_of_a_school_in_the_words_of_plans_is_left_without_a_kind():
    silent = sum(not kinds for kinds in kinds_of_points(*OTHER))
    assert silent >= 0.85 * len(OTHER)
