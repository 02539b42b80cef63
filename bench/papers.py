"""Papers: print and scan, ratios to peers in one run. Goals: 300 sheets in one PDF 40 times docxtpl + LibreOffice a sheet,
200 letters as DOCX and PDF/A 4 times, an order of 100 rows 0.15 s and 10 times WeasyPrint, first preview 0.3 s,
150 MB above the process, 10 scanned pages a second on 2 cores, 99.5 % of flat sheets, 99 % of turned and noisy ones.

`python bench/papers.py [--quick]`; an absent peer is named and passed over.
"""

from __future__ import annotations

import copy
import datetime as dt
import html
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nastavnik.engines import papers
from nastavnik.engines.papers import text_of
from nastavnik.engines.papers.scanning import scan_stack
from nastavnik.engines.papers.tests import scanner

DAY = dt.date(2026, 9, 5)
QUICK = "--quick" in sys.argv


def letters(count: int) -> list[Any]:
    template = papers.load("letter")
    data = papers.sample("letter")
    return [papers.build(template, {**data, "subject": f"О практике {n}"}, code=f"AB{n:06}") for n in range(count)]


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def one_file(count: int) -> float:
    """Seconds a sheet: personal sheets in one PDF/A, from data to bytes."""
    return seconds(lambda: papers.write_pdf(letters(count), date=DAY)) / count


def separate(count: int) -> float:
    """Seconds a letter: DOCX and PDF/A as files of their own."""

    def act() -> None:
        for tree in letters(count):
            papers.write_docx(tree)
            papers.write_pdf([tree], date=DAY)

    return seconds(act) / count


def order_data(number: int) -> dict[str, Any]:
    """Data of an order whose annex has 100 rows; another `number`, other people: the compiler remembers cells."""
    data = papers.sample("order_pairs")
    rows = []
    for place in range(100):
        row = copy.deepcopy(data["pairs"][place % len(data["pairs"])])
        for person in (row["mentor"], *row["mentees"]):
            person["last"] = f"{person['last']} {number}{place:03}"
        rows.append(row)
    return {**data, "pairs": rows}


def order_of_100() -> dict[str, tuple[float, float]]:
    """(processor seconds, seconds by the clock) of one order of 100 rows from data to bytes, in a warm process.

    The best of seven: other work on the machine only adds.
    """
    template = papers.load("order_pairs")

    def pdf(number: int) -> None:
        papers.write_pdf([papers.build(template, order_data(number), code="AB00000001")], date=DAY)

    def docx(number: int) -> None:
        papers.write_docx(papers.build(template, order_data(number), code="AB00000001"))

    def both(number: int) -> None:
        tree = papers.build(template, order_data(number), code="AB00000001")
        papers.write_docx(tree), papers.write_pdf([tree], date=DAY)

    pdf(0), docx(0)
    found = {}
    for at, (name, act) in enumerate((("PDF/A", pdf), ("DOCX", docx), ("оба", both)), 1):
        spent = []
        for number in range(7):
            cpu, clock = time.process_time(), time.perf_counter()
            act(100 * at + number)
            spent.append((time.process_time() - cpu, time.perf_counter() - clock))
        found[name] = min(spent)
    return found


_PREVIEW = """
import datetime, time
begun, cpu = time.perf_counter(), time.process_time()
from nastavnik.engines import papers
for turn in range(4):
    text = papers.source("order_pairs").replace("ПРИКАЗЫВАЮ:", "ПРИКАЗЫВАЮ: " + " " * turn)
    template = papers.parse_template(text)
    papers.write_pdf([papers.build(template, papers.sample("order_pairs"))], date=datetime.date(2026, 9, 5))
    print(time.perf_counter() - begun, time.process_time() - cpu)
    begun, cpu = time.perf_counter(), time.process_time()
"""


def first_preview() -> list[tuple[float, float]]:
    """(seconds by the clock, processor seconds) from a changed text of a template to its sheets: in a new process with
    the import of the engine, and in one that has printed before.

    The best of five processes; modules are compiled by the first of them, as they are when a program is installed.
    """
    turns = []
    with tempfile.TemporaryDirectory() as compiled:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(5):
            command = [sys.executable, "-c", _PREVIEW]
            run = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
            turns.append([tuple(map(float, line.split())) for line in run.stdout.splitlines()])
    first, later = [turn[0] for turn in turns], [each for turn in turns for each in turn[1:]]
    return [(min(each[0] for each in group), min(each[1] for each in group)) for group in (first, later)]


def docxtpl_libreoffice(count: int) -> tuple[float, float] | None:
    """Seconds a letter: docxtpl alone, docxtpl and one call of LibreOffice for all files. None without LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        print("docxtpl + LibreOffice: нет программы soffice, сравнение пропущено")
        return None
    import docx
    import docxtpl

    document = docx.Document()
    for line in text_of(letters(1)[0]).splitlines():
        document.add_paragraph(line)
    document.add_paragraph("{{ subject }}")
    blank = io.BytesIO()
    document.save(blank)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def fill() -> None:
            for number in range(count):
                form = docxtpl.DocxTemplate(io.BytesIO(blank.getvalue()))
                form.render({"subject": f"О практике {number}"})
                form.save(folder / f"{number:04}.docx")

        filled = seconds(fill)
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        files = [str(path) for path in sorted(folder.glob("*.docx"))]
        converted = seconds(
            lambda: subprocess.run([*command, "--outdir", name, *files], capture_output=True, check=False, timeout=600)
        )
        if len(list(folder.glob("*.pdf"))) != count:
            print("docxtpl + LibreOffice: файлы не преобразованы, сравнение пропущено")
            return None
    return filled / count, (filled + converted) / count


def weasyprint_order() -> float | None:
    """Seconds for PDF/A of the same 100 rows. None when WeasyPrint is absent."""
    try:
        import weasyprint
    except (ImportError, OSError):
        print("WeasyPrint: не установлен, сравнение пропущено (нужен пакет weasyprint и библиотека Pango)")
        return None
    tree = papers.build(papers.load("order_pairs"), order_data(0))
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in line.split(' | '))}</tr>"
        for line in text_of(tree).splitlines() if " | " in line
    )  # fmt: skip
    page = (
        f'<html lang="ru"><style>@page{{size:A4 landscape}} td{{border:1px solid}}</style><table>{rows}</table></html>'
    )
    return min(seconds(lambda: weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/a-2b")) for _ in range(2))


def scans(fault: scanner.Fault, count: int) -> tuple[float, int, int]:
    """Pages a second, sheets read, sheets filed wrongly, of a stack that went through the machine."""
    rng = random.Random(7)
    result = papers.write_pdf(letters(count), date=DAY)
    pictures = [
        scanner.distorted(sheet, fault, rng, rng.choice((0, 0, 0, 2, 1, 3))) for sheet in scanner.sheets(result.data)
    ]
    with tempfile.TemporaryDirectory() as name:
        stack = Path(name) / "stack.pdf"
        stack.write_bytes(scanner.stack(pictures, fault.jpeg))
        begun = time.perf_counter()
        found = scan_stack([stack], Path(name) / "out")
        spent = time.perf_counter() - begun
    right = sum(each.document == f"AB{each.position - 1:06}" for each in found.sheets)
    return count / spent, right, len(found.sheets) - right


def ratio(ours: float, theirs: float | None, goal: float) -> str:
    return "" if theirs is None else f"; в {theirs / ours:.0f} раз быстрее (цель {goal:g})"


def main() -> None:
    papers.write_pdf(letters(1), date=DAY)
    papers.write_docx(letters(1)[0])
    before = memory_mb()
    scale = 4 if QUICK else 1
    sheet = one_file(300 // scale)
    both = separate(200 // scale)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    office = docxtpl_libreoffice(40 // scale)
    print(f"{300 // scale} листов одним PDF/A: {sheet * 1000:.1f} мс на лист" + ratio(sheet, office and office[1], 40))
    print(f"{200 // scale} писем, DOCX и PDF/A: {both * 1000:.1f} мс на письмо" + ratio(both, office and office[1], 4))
    print(f"память сверх начальной: {peak:.0f} МБ (цель 150)")
    order = order_of_100()
    spent = ", ".join(f"{name} {cpu:.3f} с процессора ({clock:.2f} по часам)" for name, (cpu, clock) in order.items())
    print(
        f"приказ, 100 новых строк: {spent} (цель PDF/A 0.15, DOCX 0.1)"
        + ratio(order["PDF/A"][0], weasyprint_order(), 10)
    )
    cold, warm = first_preview()
    print(
        f"первый просмотр изменённого шаблона: новый процесс {cold[0]:.2f} с ({cold[1]:.2f} процессора), "
        f"работающий {warm[0]:.2f} с (цель 0.3)"
    )
    for title, fault, goal in (
        ("ровные", scanner.FLAT, 99.5),
        ("±8° и шум", scanner.HARD, 99),
        ("снимки", scanner.PHOTO, 99),
    ):
        count = 200 // scale
        speed, right, wrong = scans(fault, count)
        print(
            f"скан, {title}: {speed:.1f} стр./с (цель 10), прочитано {100 * right / count:.1f} % (цель {goal:g}), "
            f"не туда положено {wrong}"
        )


if __name__ == "__main__":
    main()
