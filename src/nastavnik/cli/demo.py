"""The invented organisations: build them, show the logins."""

import json
from typing import Any

import typer

app = typer.Typer(no_args_is_help=True, help="Учебные данные: построить, показать входы.")


@app.command()
def build(
    size: str = typer.Option("college", help="Размер: college или small."),
    seed: int = typer.Option(1, help="Число, от которого зависят вымышленные имена."),
    if_absent: bool = typer.Option(False, "--if-absent", help="Если уже построено, только показать входы."),
) -> None:
    """Построить вымышленный колледж с начавшимся учебным годом, подготовив базу данных, и показать входы."""
    from nastavnik.cli import django

    django.start()
    from django.core.management import call_command

    from nastavnik.demo import build as demo
    from nastavnik.demo.people import SIZES

    if size not in SIZES:
        typer.echo(f"Размера «{size}» нет. Есть: {', '.join(SIZES)}.", err=True)
        raise typer.Exit(2)
    call_command("migrate", verbosity=0, interactive=False)
    if not demo.exists():
        demo.build(size, seed, say=lambda words: typer.echo(f"  {words}"))
    elif not if_absent:
        typer.echo("Учебные данные уже построены. Удалите папку var, чтобы построить заново.", err=True)
        raise typer.Exit(4)
    if found := demo.logins():
        _show(found)


@app.command()
def logins(output: str = typer.Option("table", "--format", help="table или json.")) -> None:
    """Показать готовые входы, по одному на роль."""
    from nastavnik.cli import django

    django.start()
    from nastavnik.demo import build as demo

    found = demo.logins()
    if output == "json":
        rows = [
            {name: getattr(item, name) for name in ("role", "login", "password", "organization", "name")}
            for item in found
        ]
        print(json.dumps(rows, ensure_ascii=False))
        return
    if not found:
        typer.echo("Учебных данных нет. Постройте: nastavnik demo build", err=True)
        raise typer.Exit(4)
    _show(found)


def _show(found: list[Any]) -> None:
    from nastavnik.demo.build import role_words

    print("Входы в учебные организации (пароль у всех один):", found[0].password)
    for item in found:
        print(f"  {item.login:<12} {role_words(item.role)}, {item.organization}")
