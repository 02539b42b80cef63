import signal
import sys
import threading

import typer

app = typer.Typer(help="Запустить фонового исполнителя.")


@app.command()
def worker() -> None:
    """Выполнять фоновые работы. На PostgreSQL — сколько угодно исполнителей; останавливается по SIGTERM."""
    from nastavnik.cli import django

    django.start()
    if django.is_sqlite():
        print(
            "С базой SQLite исполнитель работает внутри «nastavnik serve», отдельный не нужен. "
            "Для отдельных исполнителей задайте PostgreSQL в NASTAVNIK_DATABASE_URL.",
            file=sys.stderr,
        )
        raise typer.Exit(4)
    from nastavnik.kernel import jobs

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    print("Исполнитель готов.", flush=True)
    jobs.work(stop)
    print("Исполнитель остановлен.")
