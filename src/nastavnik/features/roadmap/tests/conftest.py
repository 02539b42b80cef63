from __future__ import annotations

import pytest

from nastavnik.features.organizations.queries import require_year
from nastavnik.features.roadmap import services
from nastavnik.features.roadmap.models import Activity, Roadmap

PLAN = "\n".join(
    [
        "План работы по наставничеству на 2026-2027 учебный год",
        "№\tМероприятие\tСрок\tОтветственный",
        "1. Подготовка условий",
        "1.1\tПодготовка приказа о назначении куратора программы наставничества\tдо 15 сентября\tдиректор",
        "1.2\tПодписка на газеты для библиотеки\t\tПётр Ильич",
        "1.3\tОзнакомление работников с приказами под подпись\tпостоянно\t",
        "2. Формирование пар",
        "2.1\tИздание приказа о закреплении наставнических пар\tдо 5 декабря\tБерёзкин П. И.",
    ]
)


@pytest.fixture
def roadmap(in_college, curator) -> Roadmap:
    return services.from_builtin(by=curator, code="college", year=require_year())


@pytest.fixture
def plan(in_college, curator):
    """The reading of a small plan of four points."""
    return services.read_plan(by=curator, name="план.tsv", data=PLAN.encode(), year=require_year())


@pytest.fixture
def with_kind():
    """`with_kind(roadmap, code)`: the first activity of the roadmap that has the kind."""

    def find(roadmap: Roadmap, code: str) -> Activity:
        return next(item for item in roadmap.activities.all() if code in item.kind_codes)

    return find
