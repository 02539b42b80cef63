from pathlib import Path

import typer

app = typer.Typer(help="Восстановить из копии.")


@app.command()
def restore(file: Path = typer.Argument(..., metavar="ФАЙЛ", help="Копия, сделанная командой backup.")) -> None:
    """Восстановить всё из копии в пустую установку. Копия проверяется до начала."""
    from nastavnik.cli import django

    django.start()
    from nastavnik.features.consents import outside
    from nastavnik.site.operations import restore as copy

    counts = copy.apply(file)
    replayed = outside.replay()
    print(f"Восстановлено строк: {sum(counts.values())}. Отзывов согласий применено заново: {replayed}.")
