"""An order reads as a Russian clerk would write it."""

from __future__ import annotations

import pytest

from nastavnik.engines import papers

NBSP = "\u00a0"


def flat(text: str) -> str:
    return text.replace(NBSP, " ").replace("\u2011", "-")


def test_doers_stand_in_the_dative_and_control_in_the_accusative(sample, text):
    words = flat(text("order_pairs", sample("order_pairs")))
    assert "передать их методисту Король Е. П. в срок до 25 сентября 2026 г.;" in words
    assert "Специалисту по кадрам Черных А. Ю. заключить с работниками" in words
    assert "возложить на заместителя директора по учебно-методической работе Шевченко В. А.\n" in words


def test_number_and_date_stay_blank_until_the_register_gives_them(sample, text):
    data = sample("order_pairs")
    draft = text("order_pairs", data)
    assert "____ | № ____" in flat(draft)
    assert "от ____ № ____" in flat(draft)
    data["doc"] = {"number": "123-о", "date": "2026-09-05"}
    registered = flat(text("order_pairs", data))
    assert "5 сентября 2026 г. | № 123-о" in registered
    assert "к приказу ГБПОУ «Заозёрский АТТ» от 05.09.2026 № 123-о" in registered
    assert "____" not in registered


def test_text_without_the_register_is_the_same_before_and_after_registration(sample):
    template = papers.load("order_pairs")
    before, after = sample("order_pairs"), sample("order_pairs")
    after["doc"] = {"number": "123-о", "date": "2026-09-05"}
    words = [papers.text_of(papers.build(template, papers.without_register(each))) for each in (before, after)]
    assert words[0] == words[1]


def test_several_annexes_are_numbered_and_one_is_not(sample, text):
    words = flat(text("order_launch", sample("order_launch")))
    assert "согласно приложению 1 к настоящему приказу" in words
    assert "Приложение 2 к приказу" in words
    data = sample("order_launch")
    data["team"] = []
    alone = flat(text("order_launch", data))
    assert "согласно приложению к настоящему приказу" in alone
    assert "Приложение к приказу" in alone


def test_points_are_numbered_without_gaps_when_conditions_drop_some(sample, text):
    data = sample("order_pairs")
    data.update(has_staff=False, control=None, first_meeting=None)
    words = flat(text("order_pairs", data))
    assert "2.1. составить вместе" in words
    assert "3. Методисту" in words and "4. Секретарю" in words
    assert "5. Контроль за исполнением настоящего приказа оставляю за собой." in words
    assert "6. " not in words.split("Директор")[0].split("5. Контроль")[1]


def test_an_acting_head_signs_as_acting(sample, text):
    words = flat(text("order_curator", sample("order_curator")))
    assert "И. о. директора | В. А. Шевченко" in words
    assert "Назначить методиста Король Елену Павловну куратором" in words


def test_reward_uses_the_case_its_verb_asks(sample, text):
    words = flat(text("order_reward", sample("order_reward")))
    assert "Объявить благодарность Ивановой-Заяц Любови Львовне, старшему мастеру производственного обучения" in words
    assert "Наградить почётной грамотой Кузьмича Петра Ильича, преподавателя высшей" in words


def test_a_corrected_form_wins_and_silences_the_doubt(sample):
    data = sample("order_replace_mentor")
    data["old"] = {"last": "Заяц", "first": "Саша", "gender": "m", "forms": {"acc": {"last": "Зайца", "first": "Сашу"}}}
    tree = papers.build(papers.load("order_replace_mentor"), data)
    assert "Заменить с 18 января 2027 г. наставника Зайца Сашу на" in flat(papers.text_of(tree))
    assert not [doubt for doubt in tree.doubts if doubt.form == "Зайца Сашу"]


def test_a_name_of_unknown_gender_is_marked_never_printed_silently(sample):
    data = sample("order_curator")
    data["person"] = {"last": "Ли", "first": "Женя", "post": "методист"}
    tree = papers.build(papers.load("order_curator"), data)
    assert any("Ли Женя" in doubt.source for doubt in tree.doubts)


def test_a_person_without_patronymic_leaves_no_dot_or_double_space(sample, text):
    words = flat(text("order_pairs", sample("order_pairs")))
    assert "Оглы Рустам, группа 31-М" in words
    data = sample("order_curator")
    data["signer"] = {"last": "Ким", "first": "Анна-Мария", "gender": "f", "post": "директор"}
    assert "А.-М. Ким" in flat(text("order_curator", data))


@pytest.mark.parametrize("lost", ["curator", "start", "pairs"])
def test_a_missing_field_is_listed_and_the_draft_still_prints(sample, lost):
    data = sample("order_pairs")
    data[lost] = [] if lost == "pairs" else None
    tree = papers.build(papers.load("order_pairs"), data)
    assert lost in {missing.path for missing in tree.missing}
    words = papers.text_of(tree)
    assert "None" not in words and "{{" not in words
    assert papers.write_docx(tree).startswith(b"PK")


def test_a_missing_post_of_one_person_names_the_row(sample):
    data = sample("order_pairs")
    data["pairs"][1]["form"] = ""
    tree = papers.build(papers.load("order_pairs"), data)
    assert ("pairs[2].form", "форма наставничества") in {(each.path, each.label) for each in tree.missing}
