import typer

app = typer.Typer(help="Привести базу данных к этой версии.")


@app.command()
def migrate() -> None:
    """Применить изменения структуры базы данных."""
    from nastavnik.cli import django

    django.start()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print("База данных готова.")
