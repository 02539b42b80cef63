"""`python -m tests.threats`: the numbers of the list of threats that no test carries; `--all` names the tests too."""

from __future__ import annotations

import sys

from tests.threats import coverage


def main(arguments: list[str]) -> None:
    found, without = coverage.covered(), coverage.missing()
    if "--all" in arguments:
        for number in sorted(found):
            sys.stdout.write(f"{number}: {', '.join(found[number])}\n")
    have = len(coverage.NUMBERS) - len(without)
    sys.stdout.write(f"Угрозы с тестами: {have} из {len(coverage.NUMBERS)}.\nБез теста: {' '.join(without) or 'нет'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
