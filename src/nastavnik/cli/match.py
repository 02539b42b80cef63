"""`nastavnik match`: solving, checking and comparing matchings. Contract: matching.md § 3."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from nastavnik.engines.matching import Instance, InstanceError, Result

app = typer.Typer(no_args_is_help=True, help="Подбор пар: решить, проверить, сравнить.")

# As many complaints about one file are said aloud; the rest stand in the answer.
_SAID = 5
_NO_MEMORY = (
    "Задача не помещается в память. Оставьте каждому наставляемому несколько десятков подходящих наставников, "
    "разделите задачу на части или решите её как задачу региона (.npz)."
)
_OBJECTIVES = ("card_total", "card_fair_total", "card_leximin", "card_keep_total", "total", "pareto")

File = Annotated[str, typer.Argument(metavar="INSTANCE.json", help="Задача nastavnik-match/1; «-» — стандартный ввод.")]


@app.callback()
def match() -> None:
    """Подбор пар: решить, проверить, сравнить."""


@app.command()
def solve(
    file: File,
    objective: Annotated[str | None, typer.Option("--objective", help=f"Цель: {', '.join(_OBJECTIVES)}.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Объяснить пары, отказы и чего не хватает.")] = False,
    seed: Annotated[int | None, typer.Option("--seed", help="Число, от которого зависит выбор из равных.")] = None,
    time_limit: Annotated[
        float | None, typer.Option("--time-limit", help="Остановить поиск через столько секунд.")
    ] = None,
    why: Annotated[list[str] | None, typer.Option("--why", metavar="MENTEE:MENTOR", help="Почему не эта пара.")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="JSON Lines: по задаче в строке, по ответу в строке.")] = False,
    leaving: Annotated[
        bool,
        typer.Option(
            "--robustness", help="Насколько твёрда каждая пара и что будет, если выбудет каждый из наставников."
        ),
    ] = False,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="MATE.npy", help="Куда записать ответ региона: номер наставника или −1."),
    ] = None,
    explain_for: Annotated[
        list[int] | None,
        typer.Option("--explain-for", metavar="MENTEE", help="Номер наставляемого региона: почему так."),
    ] = None,
    progress: Annotated[str | None, typer.Option("--progress", metavar="json", help="Ход решения региона.")] = None,
) -> None:
    """Решить задачу и напечатать один объект JSON. Задача региона — файл .npz, ответ пишется в --out."""
    from nastavnik.engines.matching import UnknownPair

    if objective is not None and objective not in _OBJECTIVES:
        _stop(2, f"Цели «{objective}» нет. Допустимо: {', '.join(_OBJECTIVES)}.")
    if time_limit is not None and not time_limit > 0:
        _stop(2, "Время --time-limit должно быть больше нуля, в секундах.")
    if any(":" not in pair for pair in why or []):
        _stop(2, "Пара --why пишется так: --why наставляемый:наставник.")
    if progress not in (None, "json"):
        _stop(2, "Ход решения печатается только так: --progress json.")
    if file.endswith(".npz"):
        if out is None:
            _stop(2, "Для задачи региона укажите, куда записать ответ: --out MATE.npy.")
        if why or lines or explain or leaving or seed or time_limit is not None:
            _stop(2, "Для задачи региона есть только --objective, --out, --explain-for и --progress.")
        _region(file, out, objective or "card_total", explain_for or [], progress == "json")
        return
    if out is not None or explain_for or progress:
        _stop(2, "Параметры --out, --explain-for и --progress — для задачи региона (.npz).")

    def answer(data: bytes) -> tuple[int, dict[str, Any]]:
        def work() -> Result:
            from nastavnik.engines.matching import Instance, solve

            instance = Instance.from_json(data)
            pairs = [_pair(instance, text) for text in why or []]
            stop = _clock(time_limit)
            return solve(
                instance,
                objective=objective,
                explain=explain,
                leaving=leaving,
                sure=leaving,
                seed=seed,
                why=pairs,
                stop=stop,
            )

        return _answer(work)

    data = _read(file)
    try:
        if not lines:
            code, result = answer(data)
            _print(result)
        else:
            code = 0
            for line in data.splitlines():
                if line.strip():
                    one, result = answer(line)
                    _print(result)
                    code = min(filter(None, (code, one)), default=0)
    except UnknownPair as error:
        _stop(2, error.message)
    if code:
        raise typer.Exit(code)


@app.command()
def check(
    file: File,
    result: Annotated[str, typer.Argument(metavar="RESULT.json", help="Ответ, который надо проверить.")],
) -> None:
    """Независимо проверить ответ: 0 — доказано, 1 — что-то неверно."""
    from nastavnik.engines.matching import InstanceError, ResultError, check

    data, answer = _read(file), _json(result)
    try:
        found = check(_instance(data), answer)
    except ResultError as error:
        _stop(3, f"Файл «{result}»: {error.message}")
    except InstanceError as error:
        _refuse(error)
    except MemoryError:
        _stop(3, _NO_MEMORY)
    _print({"proven": not found, "problems": [_plain(item) for item in found]})
    for item in found:
        typer.echo(item.message, err=True)
    if found:
        raise typer.Exit(1)


@app.command()
def compare(
    file: File,
    seed: Annotated[int | None, typer.Option("--seed", help="Число, от которого зависит выбор из равных.")] = None,
) -> None:
    """Сравнить цели: варианты, из которых ни один не хуже другого во всём."""
    from nastavnik.engines.matching import InstanceError, compare

    data = _read(file)
    try:
        variants = compare(_instance(data), seed=seed)
    except InstanceError as error:
        _refuse(error)
    except MemoryError:
        _stop(3, _NO_MEMORY)
    _print({"variants": [variant.to_json() for variant in variants]})
    for warning in dict.fromkeys(text for variant in variants for text in variant.warnings):
        typer.echo(warning, err=True)
    if not variants:
        _stop(4, "Ни одно распределение не выполняет всех условий. Что мешает, покажет nastavnik match solve.")


@app.command()
def conflicts(
    file: File,
    pairs: Annotated[str, typer.Argument(metavar="PAIRS.json", help='Пары вида [["n1", "k1"]].')],
) -> None:
    """Проверить пары, составленные вручную: 0 — всё в порядке, 1 — есть нарушения или спорные пары."""
    from nastavnik.engines.matching import InstanceError, ResultError, conflicts
    from nastavnik.engines.matching.handmade import read_pairs

    data, made = _read(file), _json(pairs)
    try:
        found = conflicts(_instance(data), read_pairs(made))
    except ResultError as error:
        _stop(3, f"Файл «{pairs}»: {error.message}")
    except InstanceError as error:
        _refuse(error)
    except MemoryError:
        _stop(3, _NO_MEMORY)
    _print(found.to_json())
    if found.broken or found.blocking:
        raise typer.Exit(1)


def _region(file: str, out: str, objective: str, explain_for: list[int], progress: bool) -> None:
    """A whole region: the summary on stdout, the answer in a file."""
    from nastavnik.cli.match_region import solve_file
    from nastavnik.engines.matching import InstanceError, UnknownPair

    try:
        summary = solve_file(file, out, objective, explain_for, progress)
    except UnknownPair as error:
        _stop(2, error.message)
    except InstanceError as error:
        _refuse(error)
    except MemoryError:
        _stop(3, f"Файл «{file}»: задача не помещается в память. Разделите регион на части.")
    _print(summary)


def _answer(work: Callable[[], Result]) -> tuple[int, dict[str, Any]]:
    """Exit code and object of one instance."""
    from nastavnik.engines.matching import InstanceError

    try:
        result = work()
    except InstanceError as error:
        _say(error)
        return 3, {"status": "refused", "errors": [item.to_json() for item in error.errors]}
    except MemoryError:
        _stop(3, _NO_MEMORY)
    if result.status == "infeasible":
        reasons = " ".join(item.text for item in result.conflict)
        typer.echo(f"Ни одно распределение не выполняет всех условий. Вместе невыполнимы: {reasons}", err=True)
        return 4, result.to_json()
    for warning in result.warnings:
        typer.echo(warning, err=True)
    return 0, result.to_json()


def _instance(data: bytes) -> Instance:
    from nastavnik.engines.matching import Instance

    return Instance.from_json(data)


def _pair(instance: Instance, text: str) -> tuple[str, str]:
    """«n1:k1» cut at the colon that leaves known ids; ids may hold colons themselves."""
    cuts = [(text[:at], text[at + 1 :]) for at, sign in enumerate(text) if sign == ":"]
    known = [(t, m) for t, m in cuts if t in instance.mentee_by_id and m in instance.mentor_by_id]
    return (known or cuts)[0]


def _clock(limit: float | None) -> Callable[[], bool] | None:
    if limit is None:
        return None
    end = time.monotonic() + limit
    return lambda: time.monotonic() > end


def _read(file: str) -> bytes:
    """Bytes of a file; every failure is one sentence."""
    from nastavnik.engines.matching.reading import SIZE_LIMIT

    if file.endswith(".npz"):
        _stop(
            3, f"Файл «{file}»: задача региона .npz только решается (match solve). Для остального нужна задача в JSON."
        )
    if file == "-":
        data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        if len(data) > SIZE_LIMIT:
            _stop(3, "Задача на стандартном вводе больше 200 МБ. Разделите её на части и решите их по одной.")
        return data
    try:
        if os.path.getsize(file) > SIZE_LIMIT:
            _stop(3, f"Файл «{file}» больше 200 МБ. Разделите задачу на части и решите их по одной.")
        with open(file, "rb") as source:
            return source.read()
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None) or 0
        reason = {2: "такого файла нет", 13: "нет права читать", 21: "это папка"}.get(number, "не открывается")
        _stop(3, f"Файл «{file}» не прочитан ({reason}). Проверьте имя и права доступа.")


def _json(file: str) -> Any:
    """A JSON value of any shape, read as strictly as a problem."""
    from nastavnik.engines.matching import InstanceError
    from nastavnik.engines.matching.source import parse_value

    data = _read(file)
    try:
        return parse_value(data)
    except InstanceError as error:
        _stop(3, f"Файл «{file}». {error.message}")


def _plain(item: Any) -> dict[str, str]:
    return {"code": item.code, "where": item.where, "message": item.message}


def _print(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def _say(error: InstanceError) -> None:
    for item in error.errors[:_SAID]:
        typer.echo(item.message.encode("utf-8", "replace").decode(), err=True)
    more = len(error.errors) - _SAID
    if more > 0:
        typer.echo(f"И ещё ошибок: {more}, они перечислены в ответе.", err=True)


def _refuse(error: InstanceError) -> NoReturn:
    _print({"status": "refused", "errors": [item.to_json() for item in error.errors]})
    _say(error)
    raise typer.Exit(3)


def _stop(code: int, message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
