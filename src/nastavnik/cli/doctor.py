import typer

app = typer.Typer(help="Проверить установку.")


@app.command()
def doctor() -> None:
    """Сказать, что не так с этой установкой и как это исправить. Код 1, если исправлять есть что."""
    from nastavnik.cli import django

    django.start()
    from nastavnik.site.operations import state

    signs = {"good": "  хорошо ", "warn": "  учтите ", "bad": "исправьте"}
    lines = state.look()
    for line in lines:
        print(f"{signs[line.level]}  {line.text}")
    if any(line.level == "bad" for line in lines):
        raise typer.Exit(1)
