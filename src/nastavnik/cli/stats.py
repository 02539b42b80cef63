"""`nastavnik stats`: one case on the standard input, one answer out. Contract: monitoring.md § 7."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, NoReturn

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="Статистика малых групп: до и после, сравнение групп, связь, скрытие малых чисел.",
    add_completion=False,
)

_LIMIT = 64 * 1024 * 1024
_BATCH = "batch"


@app.command(no_args_is_help=True)
def stats(
    command: Annotated[
        str,
        typer.Argument(
            metavar="COMMAND",
            help="paired, unpaired, spearman, alpha, mcnemar, holm, suppress; batch — список случаев.",
        ),
    ],
) -> None:
    """Прочитать случай (JSON) со стандартного ввода и напечатать ответ; слова для людей идут отдельно, в stderr.

    Код 0 — посчитано, 2 — случай отклонён: {"error": {"code", "message"}}. В batch ошибка стоит на месте ответа.
    """
    from nastavnik.engines.statistics import COMMANDS, Refused, answer_all, explain

    if command not in (*COMMANDS, _BATCH):
        _refuse("unknown_command", f"Команды «{command}» нет. Есть: {', '.join((*COMMANDS, _BATCH))}.")
    asked = _read()
    try:
        if command == _BATCH:
            _print(answer_all(asked))
            return
        found, said = explain(asked, command)
    except Refused as error:
        _refuse(error.code, error.message)
    _print(found)
    for sentence in said:
        typer.echo(sentence, err=True)


def _read() -> Any:
    """The JSON value of the standard input."""
    if sys.stdin.isatty():
        _refuse("bad_input", "Подайте случай на ввод: nastavnik stats paired < случай.json")
    data = sys.stdin.buffer.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        _refuse("too_large", "На вводе больше 64 МБ. Разделите данные на части.")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        _refuse("bad_input", "Ввод записан не в UTF-8: сохраните его в UTF-8 и повторите.")
    except json.JSONDecodeError as error:
        _refuse("bad_input", f"На вводе не JSON: ошибка в строке {error.lineno}, знак {error.colno}. Исправьте её.")
    except (ValueError, RecursionError):
        _refuse("bad_input", "Ввод не читается: слишком длинное число или слишком глубокая вложенность.")


def _print(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def _refuse(code: str, message: str) -> NoReturn:
    _print({"error": {"code": code, "message": message}})
    typer.echo(message.encode("utf-8", "replace").decode(), err=True)
    raise typer.Exit(2)
