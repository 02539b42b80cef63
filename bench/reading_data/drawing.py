"""Draws plans from the invented wordings: stages by the order of the vocabulary, terms, persons, results."""

from __future__ import annotations

import random
from pathlib import Path

from nastavnik.engines.roadmaps.likeness import examples
from nastavnik.engines.roadmaps.signs import load_kinds
from nastavnik.engines.roadmaps.tests.plans import Activity, Plan, Stage

_STAGES = [
    ("Подготовка условий для запуска программы", "study_regulations", "execution_control"),
    ("Аналитико-диагностический этап", "baseline_analysis", "plan_correction"),
    ("Информирование участников", "inform_staff", "mentor_recruit_event"),
    ("Формирование базы наставляемых", "collect_requests", "assess_mentees_in"),
    ("Формирование базы наставников", "survey_mentors", "bank_results_entry"),
    ("Отбор и подготовка наставников", "mentor_selection", "young_teacher_school"),
    ("Образование наставнических пар", "group_meeting", "unpaired_support"),
    ("Работа наставнических пар", "first_meeting", "pair_reports"),
    ("Подведение итогов", "mentor_report", "publish_results"),
    ("Мотивация участников и информационное сопровождение", "reward_mentors", "photo_video_report"),
]
_TERMS = [
    "сентябрь", "до 10 октября", "с 1 по 15 ноября", "в течение учебного года", "ежемесячно", "15.09.2025", "до 25.12.2025",
    "1 раз в полугодие", "октябрь 2025 г.", "по мере необходимости", "сентябрь, январь, май", "II квартал", "постоянно",
    "не позднее 20 мая", "Август – сентябрь", "последняя неделя месяца", "по плану работы", "апрель 2026", "весь период",
    "в течение 10 дней после приказа", "еженедельно по графику", "IV четверть",
]  # fmt: skip
_PERSONS = [
    "директор", "заведующий", "куратор", "зам. директора по УМР", "Соловьёва И. К.", "старший воспитатель",
    "педагог-психолог", "куратор, педагог-психолог", "администрация школы", "рабочая группа", "наставники",
    "классные руководители, тьюторы", "Дятлов П. Р., методист", "заместитель директора по УВР", "специалист по кадрам",
    "ответственный за сайт", "председатель МО", "наставник и наставляемый",
]  # fmt: skip
_RESULTS = [
    "приказ", "протокол заседания", "реестр", "аналитическая справка", "утверждённая программа", "анкеты, сводная таблица",
    "лист регистрации", "публикация", "журнал консультаций", "банк данных", "договор", "подписанные согласия", "отчёт",
]  # fmt: skip
_TITLES = [
    "Дорожная карта внедрения системы наставничества на 2025–2026 учебный год",
    "План мероприятий («дорожная карта») по реализации целевой модели наставничества на 2025/2026 учебный год",
    "План работы по наставничеству МАДОУ «Детский сад № 512» на 2025–2026 учебный год",
    "Дорожная карта наставничества ГБПОУ «Заозёрский колледж» на 2025-2026 учебный год",
]


def wordings(part: str) -> list[tuple[frozenset[str], str]]:
    """(kinds, words) of `part`: «work» or «apart»; a line without a kind has an empty set."""
    if part == "work":  # what the reader learns from
        return [(frozenset(kinds), text) for kinds, text in examples()]
    return read_wordings("wordings_apart")


def read_wordings(name: str | Path) -> list[tuple[frozenset[str], str]]:
    """(kinds, words) of each line of a file, or of a text file beside; a line without a kind has an empty set."""
    path = name if isinstance(name, Path) else Path(__file__).parent / f"{name}.txt"
    pairs = [line.split(": ", 1) for line in path.read_text("utf-8").splitlines() if ": " in line and line[0] != "#"]
    return [(frozenset() if kinds == "-" else frozenset(kinds.split(",")), text) for kinds, text in pairs]


def draw_plan(seed: int, part: str) -> Plan:
    """A plan of 3–6 stages with 2–6 activities each; the same for a seed and a part."""
    draw = random.Random(f"{part}-{seed}")
    codes = [kind.code for kind in load_kinds()]
    bank = [(kinds, text) for kinds, text in wordings(part) if kinds]
    made: list[Stage] = []
    for at, (title, first, last) in enumerate(_STAGES):
        if draw.random() < 0.45 and len(_STAGES) - at + len(made) > 3:
            continue
        inside = set(codes[codes.index(first) : codes.index(last) + 1])
        fitting = [item for item in bank if item[0] <= inside]
        stage = Stage(title, str(len(made) + 1))
        for kinds, text in draw.sample(fitting, min(draw.randint(2, 6), len(fitting))):
            number = f"{stage.number}.{len(stage.activities) + 1}"
            person, result = draw.choice(_PERSONS), draw.choice(_RESULTS)
            stage.activities.append(Activity(text, set(kinds), draw.choice(_TERMS), person, result, "", number))
        if stage.activities:
            made.append(stage)
    return Plan(draw.choice(_TITLES), made[:6])
