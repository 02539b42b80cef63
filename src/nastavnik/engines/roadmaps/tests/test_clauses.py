"""Several acts in one point are told apart; words that only guide an act are no act."""

import pytest

from nastavnik.engines.roadmaps.acts import kinds_of
from nastavnik.engines.roadmaps.clauses import clauses
from nastavnik.engines.roadmaps.kinds import recognise
from nastavnik.engines.roadmaps.raw import RawActivity, RawStage


def said(text):
    return [" ".join(word for _, word in clause) for clause in clauses(text)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("отбор и обучение наставников", ["отбор наставников", "обучение наставников"]),
        ("отбор лучших практик и публикация их на сайте", ["отбор лучших практик", "публикация их на сайте лучших практик"]),
        ("приказ о внедрении модели и назначении куратора", ["приказ о внедрении модели", "приказ о назначении куратора"]),
        ("проведение первой, организационной, встречи", ["проведение первой организационной встречи"]),
        ("согласие на сбор и обработку данных", ["согласие на сбор и обработку данных"]),
        ("знакомство и жеребьевка пар", ["знакомство пар", "жеребьевка пар"]),
        ("подбор пар, распоряжение об их закреплении", ["подбор пар", "распоряжение об их закреплении пар"]),
        ("приказы: о запуске модели, о кураторе", ["приказы о запуске модели", "приказы о кураторе"]),
        ("формирование групп с последующим обучением учеников", ["формирование групп", "последующим обучением учеников"]),
        ("собрания с рассказом о программе и анкетированием", ["собрания", "рассказом о программе", "анкетированием"]),
        ("заседание кафедры, награждение, итоги на стенде", ["заседание кафедры", "награждение итоги на стенде"]),
        ("тьюторы ведут встречи, лучшие пары получают грамоты", ["тьюторы ведут встречи", "лучшие пары получают грамоты"]),
        # One deed on several papers, several deeds that make one paper.
        ("разработка положения и дорожной карты", ["разработка положения", "разработка дорожной карты"]),
        ("составление, обсуждение и принятие программы", ["составление обсуждение и принятие программы"]),
        ("внесение итогов в банк и базу учеников", ["внесение итогов в банк и базу учеников"]),
        ("замеры, необходимые для сравнения и анализа", ["замеры необходимые для сравнения и анализа"]),
        ("итоговая конференция с награждением наставников", ["итоговая конференция", "награждением наставников"]),
    ],
)  # fmt: skip
def test_a_point_is_cut_into_its_acts_with_shared_words(text, acts):
    assert said(text) == acts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Формирование базы наставников по результатам анкетирования и собеседования", {"mentor_bank"}),
        ("Консультации наставников по составлению индивидуальных планов", {"consultations"}),
        ("Издание приказа о закреплении пар, сформированных по итогам анкетирования", {"order_pairs"}),
        ("Мастер-класс «Как провести первую встречу»", {"events_seminars"}),
        ("Разработка и реализация персонализированных программ", {"personal_program", "program_implementation"}),
        ("Встреча с работодателями и заключение договоров", {"meet_alumni_employers", "partner_agreements"}),
    ],
)
def test_what_guides_an_act_is_no_act_and_each_act_has_its_kind(text, kinds):
    assert {match.code for match in kinds_of(text)} == kinds


def test_each_kind_is_bound_to_its_words():
    title = "Отбор наставников; сбор согласий на обработку персональных данных"
    found = recognise([RawStage("Этап", activities=[RawActivity(title)])])[0]
    assert dict(zip(found.kinds, found.spoken, strict=True)) == {
        "mentor_selection": "Отбор наставников",
        "consent_pd": "сбор согласий",
    }


def test_a_guess_by_the_subject_alone_is_told_as_a_guess():
    found = recognise([RawStage("Этап", activities=[RawActivity("Банк наставничества")])])
    assert found[0].kinds == ("mentor_bank",)
    assert found[0].confidence < 0.6
    assert [d.field for d in found[0].doubts] == ["kinds"]
