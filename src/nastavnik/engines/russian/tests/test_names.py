"""Promises about names in cases, each told by rows that are not in the public sample."""

from __future__ import annotations

import pytest

from nastavnik.engines.russian import NotAName, decline_name, detect_gender

# last, first, middle, gender, genitive, dative, instrumental
ROWS = """
Толстой|Лев|Николаевич|m|Толстого Льва Николаевича|Толстому Льву Николаевичу|Толстым Львом Николаевичем
Черных|Иван|Петрович|m|Черных Ивана Петровича|Черных Ивану Петровичу|Черных Иваном Петровичем
Рерих|Николай|Ильич|m|Рериха Николая Ильича|Рериху Николаю Ильичу|Рерихом Николаем Ильичом
Лебедь|Пётр|Кузьмич|m|Лебедя Петра Кузьмича|Лебедю Петру Кузьмичу|Лебедем Петром Кузьмичом
Лебедь|Анна|Ильинична|f|Лебедь Анны Ильиничны|Лебедь Анне Ильиничне|Лебедь Анной Ильиничной
Соловей|Павел|Фомич|m|Соловья Павла Фомича|Соловью Павлу Фомичу|Соловьём Павлом Фомичом
Кравец|Олег|Львович|m|Кравца Олега Львовича|Кравцу Олегу Львовичу|Кравцом Олегом Львовичем
Кара-Мурза|Тимур|Ильич|m|Кара-Мурзы Тимура Ильича|Кара-Мурзе Тимуру Ильичу|Кара-Мурзой Тимуром Ильичом
Немирович-Данченко|Олег||m|Немировича-Данченко Олега|Немировичу-Данченко Олегу|Немировичем-Данченко Олегом
Сухово-Кобылин|Олег|Ильич|m|Сухово-Кобылина Олега Ильича|Сухово-Кобылину Олегу Ильичу|Сухово-Кобылиным Олегом Ильичом
Окуджава|Булат|Шалвович|m|Окуджавы Булата Шалвовича|Окуджаве Булату Шалвовичу|Окуджавой Булатом Шалвовичем
Дюма|Александр||m|Дюма Александра|Дюма Александру|Дюма Александром
Цой|Виктор|Робертович|m|Цоя Виктора Робертовича|Цою Виктору Робертовичу|Цоем Виктором Робертовичем
Палий|Семён|Ильич|m|Палия Семёна Ильича|Палию Семёну Ильичу|Палием Семёном Ильичом
Лисий|Олег|Ильич|m|Лисьего Олега Ильича|Лисьему Олегу Ильичу|Лисьим Олегом Ильичом
Рыжая|Софья|Ильинична|f|Рыжей Софьи Ильиничны|Рыжей Софье Ильиничне|Рыжей Софьей Ильиничной
Груша|Ольга|Львовна|f|Груши Ольги Львовны|Груше Ольге Львовне|Грушей Ольгой Львовной
Душа|Илья|Саввич|m|Души Ильи Саввича|Душе Илье Саввичу|Душой Ильёй Саввичем
Ткач|Иван|Лукич|m|Ткача Ивана Лукича|Ткачу Ивану Лукичу|Ткачом Иваном Лукичом
Шульц|Карл|Иванович|m|Шульца Карла Ивановича|Шульцу Карлу Ивановичу|Шульцем Карлом Ивановичем
Дарвин|Чарльз||m|Дарвина Чарльза|Дарвину Чарльзу|Дарвином Чарльзом
Нурланов|Ержан|Нурланулы|m|Нурланова Ержана Нурланулы|Нурланову Ержану Нурланулы|Нурлановым Ержаном Нурланулы
Сова|Любовь|Львовна|f|Совы Любови Львовны|Сове Любови Львовне|Совой Любовью Львовной
Иванова|Анна-Мария|Львовна|f|Ивановой Анны-Марии Львовны|Ивановой Анне-Марии Львовне|Ивановой Анной-Марией Львовной
"""


@pytest.mark.parametrize("row", [line.split("|") for line in ROWS.strip().splitlines()], ids=lambda row: row[0])
def test_a_name_comes_in_its_right_cases(row: list[str]) -> None:
    last, first, middle, gender, genitive, dative, instrumental = row
    forms = decline_name(last, first, middle, gender)
    assert [str(forms.gen), str(forms.dat), str(forms.ins)] == [genitive, dative, instrumental]


def test_capitals_initials_and_yo_stay_as_written() -> None:
    assert str(decline_name("СЕМЁНОВ", "ПЁТР", "ИЛЬИЧ", "m").gen) == "СЕМЁНОВА ПЕТРА ИЛЬИЧА"
    assert str(decline_name("Иванова", "А.", "П.", "f").dat) == "Ивановой А. П."
    assert str(decline_name("О'Генри", "Уильям", "", "m").gen) == "О'Генри Уильяма"
    assert str(decline_name("Smith", "John", "", "m").gen) == "Smith John"


@pytest.mark.parametrize(
    "name",
    [("Коломиец", "Иван", "Львович"), ("Заяц", "Иван", "Львович"), ("Иванова", "Гюзель", ""), ("Лев", "Иван", "Ильич")],
)
def test_wavering_usage_is_marked_for_a_person(name: tuple[str, str, str]) -> None:
    assert decline_name(*name).doubtful


def test_ordinary_names_raise_no_doubt() -> None:
    for name in (
        ("Иванов", "Пётр", "Сергеевич"),
        ("Мещерякова", "Ольга", "Викторовна"),
        ("Шевченко", "Анна", "Ильинична"),
    ):
        assert decline_name(*name).doubts == ()


def test_gender_is_never_guessed_silently() -> None:
    assert detect_gender("Ким", "Саша", "") == ""
    assert decline_name("Ким", "Саша").doubtful
    assert decline_name("Иванов", "Пётр", "Петровна", "m").doubtful
    assert detect_gender("Ван", "Ли") == ""


def test_a_name_without_letters_is_refused_in_russian() -> None:
    with pytest.raises(NotAName, match="впишите"):
        decline_name("—", "", "")


def test_parts_in_wrong_columns_are_declined_by_what_they_are_and_marked() -> None:
    swapped = decline_name("Лев", "Львович", "Любимов")
    assert [str(swapped.nom), str(swapped.gen), str(swapped.ins)] == [
        "Лев Львович Любимов",
        "Льва Львовича Любимова",
        "Львом Львовичем Любимовым",
    ]
    assert swapped.gen.last == "Льва"
    whole = decline_name("Ким Любовь Ильинична")
    assert (str(whole.gen), whole.gender) == ("Ким Любови Ильиничны", "f")
    assert str(decline_name("Любовь Ильинична Ким").dat) == "Любови Ильиничне Ким"
    assert swapped.doubtful and whole.doubtful


def test_a_surname_in_the_form_of_the_other_gender_is_marked() -> None:
    assert decline_name("Петрова", "Пётр", "Петрович").doubtful
    assert decline_name("Петров", "Анна", "Петровна").doubtful
    assert not decline_name("Сова", "Пётр", "Петрович").doubtful


def test_a_first_name_that_the_dictionary_alone_knows_does_not_settle_the_gender() -> None:
    assert decline_name("Ким", "Айшат").gender == "f"
    for name in (("Ким", "Мишель"), ("Ондар", "Энрике"), ("Ким", "Айнур")):
        assert decline_name(*name).doubtful


@pytest.mark.parametrize(
    "name", [("А", "Б", "В"), ("Я" * 200, "Пётр", "Ильич"), ("Иванов", "Пётр", "—"), ("Smith", "", "")]
)
def test_strange_names_are_answered_and_stay_readable(name: tuple[str, str, str]) -> None:
    forms = decline_name(*name)
    assert all(str(forms.case(case)).startswith(name[0][:1]) for case in ("gen", "dat", "acc", "ins", "loc"))


def test_an_unknown_surname_in_kij_is_asked_about_unless_its_suffix_tells():
    assert decline_name("Рокий", "Назар", "Ильич").doubtful
    assert str(decline_name("Бокий", "Назар", "Ильич").gen) == "Бокия Назара Ильича"
    for last in ("Мацкий", "Верховский", "Легкий"):
        assert not decline_name(last, "Назар", "Ильич").doubtful
