"""The one program `nastavnik`. Groups are loaded only when called, so that engines start without Django."""

from __future__ import annotations

import difflib
import gc
import importlib
import sys

from nastavnik import __version__

#: command → (module with a typer `app`, what it does).
COMMANDS: dict[str, tuple[str, str]] = {
    "roadmap": ("nastavnik.cli.roadmap", "Прочитать план (дорожную карту) из файла"),
    "terms": ("nastavnik.cli.terms", "Прочитать сроки, записанные словами"),
    "people": ("nastavnik.cli.people", "Прочитать список людей"),
    "decline": ("nastavnik.cli.decline", "Поставить имена и должности в падежи"),
    "match": ("nastavnik.cli.match", "Подобрать пары по заданным правилам"),
    "papers": ("nastavnik.cli.papers", "Составить документ по шаблону"),
    "stats": ("nastavnik.cli.stats", "Посчитать до и после, сравнить группы, скрыть малые числа"),
    "serve": ("nastavnik.cli.serve", "Запустить сервер"),
    "worker": ("nastavnik.cli.worker", "Запустить фонового исполнителя (PostgreSQL)"),
    "migrate": ("nastavnik.cli.migrate", "Привести базу данных к этой версии"),
    "doctor": ("nastavnik.cli.doctor", "Проверить установку и сказать, что чинить"),
    "demo": ("nastavnik.cli.demo", "Учебные данные: построить, показать входы"),
    "check": ("nastavnik.cli.check", "Проверить программу наставничества по правилам"),
    "backup": ("nastavnik.cli.backup", "Сохранить всё в один файл"),
    "restore": ("nastavnik.cli.restore", "Восстановить из файла в пустую установку"),
    "export": ("nastavnik.cli.export", "Выгрузить все данные организации"),
}

# Commands that run until they are stopped. All others keep nearly everything they make to their end, and looking for
# garbage among it again and again was a fifth of the time of a short one.
_LASTING = {"serve", "worker"}
_MADE_BEFORE_COLLECTING = 100_000


def _help() -> str:
    width = max(len(name) for name in COMMANDS) + 2
    lines = ["Наставник: программа наставничества образовательной организации.", "", "Команды:"]
    lines += [f"  {name:<{width}}{text}" for name, (_, text) in COMMANDS.items()]
    lines += ["", "Подробно: nastavnik КОМАНДА --help. Ключ --debug перед командой показывает внутренние ошибки."]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    """Entry point. No command prints a traceback for any input unless `--debug`."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    debug = arguments[:1] == ["--debug"]
    if debug:
        arguments = arguments[1:]
    if arguments[:1] in (["--version"], ["-V"]):
        print(__version__)
        return
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        print(_help())
        return
    name = arguments[0]
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, 1)
        hint = f" Возможно, «{near[0]}»?" if near else ""
        print(f"Нет команды «{name}».{hint} Список: nastavnik --help", file=sys.stderr)
        sys.exit(2)
    thresholds = gc.get_threshold()
    if name not in _LASTING:
        gc.set_threshold(_MADE_BEFORE_COLLECTING, *thresholds[1:])
    try:
        module = importlib.import_module(COMMANDS[name][0])
        module.app(args=arguments[1:], prog_name=f"nastavnik {name}")
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if debug:
            raise
        message = getattr(error, "message", "")
        print(
            message or "Внутренняя ошибка. Повторите с ключом --debug и передайте вывод администратору.",
            file=sys.stderr,
        )
        sys.exit(4)
    finally:
        gc.set_threshold(*thresholds)


if __name__ == "__main__":
    main()
