"""The production server: granian over WSGI; on SQLite the worker lives in a thread of the web process."""

from __future__ import annotations

import errno
import os
import socket
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
    _require_free(host, port)
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
    # asked again: another copy may have opened the port while this one was starting
    _require_free(host, port)
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


def _require_free(host: str, port: int) -> None:
    refusal = port_refusal(host, port)
    if refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(4)


def port_refusal(host: str, port: int) -> str:
    """Why nobody can listen there, in words; empty when it is free.

    The server itself shares a port with whoever asks for it: started twice, two copies would answer by turns.
    """
    if not 1 <= port <= 65535:
        return f"Порта {port} не бывает: укажите число от 1 до 65535, например --port 8000."
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as probe:
            # a port that a stopped server has just left is free on POSIX; elsewhere the option would mean sharing
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name == "posix"))
            probe.bind(address)
    except PermissionError:
        return f"Порт {port} занимает только администратор. Укажите другой: --port 8000."
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return (
                f"Порт {port} занят: возможно, Наставник уже запущен. Откройте http://{host}:{port}/ "
                f"или укажите другой: --port {port + 1 if port < 65535 else 8000}."
            )
        return f"Адреса {host} у этого компьютера нет. Укажите 127.0.0.1 или 0.0.0.0 (вся местная сеть)."
    return ""
