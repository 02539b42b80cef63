"""Copies and drawings of tables: columns copied apart, merged cells lost, frames of letters, titles between empty lines."""

from nastavnik.engines.roadmaps import read_roadmap

TITLE = "План наставничества на 2025–2026 учебный год"
POINTS = [
    ("Подбор наставников", "до 5 мая", "завуч"),
    ("Сбор согласий", "июнь", "методист"),
    ("Отчёты пар", "май", "пары"),
]


def read(*lines):
    return read_roadmap("\n".join([TITLE, "", *lines]).encode(), "план.txt", year=2025)


def rows(parsed):
    return [(s.title, a.title, a.terms, a.responsible) for s in parsed.stages for a in s.activities]


def test_headings_each_above_its_column_are_a_table():
    acts, terms, people = (list(column) for column in zip(*POINTS, strict=True))
    counted = [f"{n + 1}. {act}" for n, act in enumerate(acts)]
    parsed = read("№ п/п Мероприятие", *counted, "Срок", *terms, "Ответственный", *people)
    assert rows(parsed) == [("", *point) for point in POINTS]


def test_stages_whose_merged_cells_are_copied_once():
    lines = ["№", "Этап", "Мероприятия", "Сроки", "Ответственный"]
    lines += ["1", "Подготовка", *POINTS[0], *POINTS[1], "7", "2", "Итоги", *POINTS[2]]  # 7 is the number of a page
    assert rows(read(*lines)) == [("Подготовка", *POINTS[0]), ("Подготовка", *POINTS[1]), ("Итоги", *POINTS[2])]


def framed(across, corner, ruled):
    width = (5, 24, 14, 14)
    rule = corner + corner.join("-" * n for n in width) + corner

    def line(*cells):
        return across + across.join(f" {cell:<{n - 1}}" for cell, n in zip(cells, width, strict=True)) + across

    lines = [rule, line("№", "Мероприятие", "Срок", "Ответственный"), rule]
    for n, (stage, points) in enumerate((("Подготовка", POINTS[:2]), ("Итоги", POINTS[2:]))):
        lines += [line(n + 1, stage, "", ""), *([rule] if ruled else [])]
        for at, (act, term, person) in enumerate(points):
            first, _, second = act.partition(" ")
            lines += [
                line(f"{n + 1}.{at + 1}", first, term, person),
                line("", second, "", ""),
                *([rule] if ruled else []),
            ]
    return [*lines, rule]


def test_a_frame_of_letters_is_a_table_with_or_without_rules_between_the_rows():
    wanted = [("Подготовка", *POINTS[0]), ("Подготовка", *POINTS[1]), ("Итоги", *POINTS[2])]
    for across, corner in (("|", "+"), ("│", "├")):
        for ruled in (True, False):
            assert rows(read(*framed(across, corner, ruled))) == wanted


def test_titles_between_empty_lines_and_the_signature_of_a_table_kept_by_spaces():
    lines = ["№   Содержание               Срок        Ответственный", "", "        ПОДГОТОВКА", ""]
    lines += ["1.  Подбор наставников       до 5 мая    завуч", "2.  Сбор согласий            июнь        методист"]
    lines += ["", "        ИТОГОВЫЙ РАЗДЕЛ", "", "10  Отчёты пар               май         пары", ".", ""]
    parsed = read(*lines, "Завуч                          Л. Д. Осокина")
    assert [row[:2] for row in rows(parsed)] == [
        ("ПОДГОТОВКА", "Подбор наставников"),
        ("ПОДГОТОВКА", "Сбор согласий"),
        ("ИТОГОВЫЙ РАЗДЕЛ", "Отчёты пар"),
    ]
