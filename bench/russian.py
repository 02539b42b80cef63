"""Declension of 10 000 different names and 10 000 different posts in one process,
and the cold start of the command.

Peer in the same run: pymorphy3 called for each word of the same names. Processor time, so that a busy machine
changes little. Goals: the command is up in half a second, names are not slower than the peer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import product

ROWS = 10_000
_STEMS = ["Вымыс", "Приме", "Небыли", "Фами", "Колосо", "Берёзо", "Гармо", "Журавли", "Малино", "Тетере"]
_TAILS = ("лов", "ров", "цын", "шин", "ский", "ченко", "чук", "вич", "ец", "ной", "ян", "идзе", "ук", "аш", "ель")
_FIRST = ["Пётр", "Лев", "Илья", "Рауф", "Тимур", "Савва", "Никита", "Игорь", "Фома", "Данила"]
_MIDDLE = ["Ильич", "Львович", "Фомич", "Саввич", "Петрович", "Никитич", "Лукич"]
_HEADS = [
    "учитель",
    "преподаватель",
    "методист",
    "мастер",
    "воспитатель",
    "педагог-психолог",
    "начальник",
    "специалист",
    "куратор",
    "лаборант",
]
_BEFORE = ("", "старший ", "ведущий ", "главный ", "младший ", "молодой ", "дежурный ", "второй ")
_AFTER = ("", " отдела", " по кадрам", " учебной части", " высшей категории", " колледжа", " первого корпуса")


def names() -> list[tuple[str, str, str]]:
    """Different full names, most of them in no dictionary."""
    made = (
        (a + b + c, first, middle)
        for a, b, c, first, middle in product(_STEMS, ("", "о", "и"), _TAILS, _FIRST, _MIDDLE)
    )
    return list(made)[:ROWS]


def posts() -> list[str]:
    """Different posts; the number makes each of them new to the cache."""
    made = (f"{before}{head}{after} № {n}" for n, before, head, after in product(range(20), _BEFORE, _HEADS, _AFTER))
    return list(made)[:ROWS]


def peer(rows: list[tuple[str, str, str]]) -> float:
    """Processor seconds that pymorphy3 needs for the same words and cases, word by word."""
    import pymorphy3

    analyser = pymorphy3.MorphAnalyzer(lang="ru")
    begun = time.process_time()
    for row in rows:
        for word in row:
            parse = analyser.parse(word)[0]
            for case in ("gent", "datv", "accs", "ablt", "loct"):
                parse.inflect({case})
    return time.process_time() - begun


def cold(arguments: list[str], text: str) -> tuple[float, float]:
    """Best of five cold starts: seconds by the clock and of the processor."""
    clock, processor = [], []
    for _ in range(5):
        begun, before = time.perf_counter(), os.times()
        subprocess.run([sys.executable, *arguments], input=text.encode(), check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        clock.append(time.perf_counter() - begun)
        processor.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(clock), min(processor)


def main() -> None:
    from nastavnik.engines.russian import decline_name, decline_phrase

    rows, phrases = names(), posts()
    decline_name("Иванов", "Пётр", "Ильич")
    begun = time.process_time()
    for row in rows:
        decline_name(*row, gender="m")
    ours = time.process_time() - begun
    begun = time.process_time()
    for phrase in phrases:
        decline_phrase(phrase)
    of_phrases = time.process_time() - begun
    theirs = peer(rows[: ROWS // 10]) * 10
    print(f"имена: {ours:.2f} с на {ROWS} строк; pymorphy3 по словам {theirs:.2f} с; отношение {theirs / ours:.1f}")
    print(f"должности: {of_phrases:.2f} с на {ROWS} строк")
    program = ["-m", "nastavnik.cli.main", "decline"]
    table = "last\tfirst\tmiddle\tgender\n" + "".join("\t".join((*row, "m")) + "\n" for row in rows[:10])
    for what, text in (("names", table), ("posts", "nom\n" + "\n".join(phrases[:10]) + "\n")):
        clock, processor = cold([*program, what], text)
        print(f"запуск `decline {what}`, 10 строк: {clock:.2f} с по часам, {processor:.2f} с процессора")


if __name__ == "__main__":
    main()
