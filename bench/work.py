"""Long work: import of 5 000 rows (goal 10 s), packages for 100 pairs of about 500 sheets (goal 30 s)."""

from __future__ import annotations

import io
import time

import common

LETTERS = "абвгдежзиклмнопрст"


def surname(number: int) -> str:
    """A surname of its own for each number: «Списочбав»."""
    word = ""
    while number:
        number, rest = divmod(number, len(LETTERS))
        word += LETTERS[rest]
    return f"Списочн{word}ов"


def people_file(count: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    sheet.append(["ФИО", "Дата рождения", "Группа", "Должность"])
    for number in range(count):
        sheet.append([f"{surname(number)} Пётр Ильич", f"{number % 28 + 1:02d}.05.2008", f"ТМ-{number % 40:02d}", ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    common.start()
    by, _ = common.organization(people=400, pairs=100)
    from nastavnik.features.pairings import packages
    from nastavnik.features.pairings.models import Pairing
    from nastavnik.features.people import services as people
    from nastavnik.kernel import jobs, scope

    with scope.within(by.organization):
        data = people_file(5000)
        begun = time.perf_counter()
        source = people.start_import(by=by, name="список.xlsx", data=data, kind="student")
        people.apply_import(by=by, source=source)
        jobs.run_all()
        print(f"загрузка 5 000 строк: {time.perf_counter() - begun:.1f} с (цель 10)")
        ids = list(Pairing.objects.values_list("pk", flat=True))
        begun = time.perf_counter()
        first = packages.start_first(by=by, pairing_ids=ids, back_url="/")
        second = packages.start_second(by=by, pairing_ids=ids, back_url="/")
        jobs.run_all()
        spent = time.perf_counter() - begun
        for job in (first, second):
            job.refresh_from_db()
            print(f"  {job.title}: {job.state}, {job.done} из {job.total} {job.message}")
        print(f"пакеты для 100 пар: {spent:.1f} с (цель 30)")


if __name__ == "__main__":
    main()
