"""The production server: granian over WSGI; on SQLite the worker lives in a thread of the web process."""

from __future__ import annotations

import os
import sys

import typer

app = typer.Typer(help="Запустить сервер.")


@app.command()
def serve(
    port: int = typer.Option(8000, help="Порт."),
    host: str = typer.Option("127.0.0.1", help="Адрес: 0.0.0.0 открывает сервер местной сети."),
    workers: int = typer.Option(1, help="Процессов (только PostgreSQL)."),
) -> None:
    """Открыть рабочее место в браузере."""
    from nastavnik.cli import django

    django.start()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from nastavnik.features.organizations import setup_code

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("База данных не готова к этой версии. Выполните: nastavnik migrate", file=sys.stderr)
        raise typer.Exit(4)
    call_command("collectstatic", verbosity=0, interactive=False)
    connection.close()
    announcement = setup_code.announce()
    if announcement:
        print(announcement, flush=True)
    print(f"Наставник открыт: http://{host}:{port}/", flush=True)
    embedded = django.is_sqlite()
    target = "nastavnik.site.wsgi_with_worker" if embedded else "nastavnik.site.wsgi"
    arguments = [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
    ]
    arguments += ["--workers", "1" if embedded else str(workers), "--respawn-failed-workers", "--no-ws"]
    # the supervisor must not keep Django in memory: this process becomes it
    os.execv(sys.executable, [sys.executable, "-m", "granian", *arguments, f"{target}:application"])
