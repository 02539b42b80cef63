from pathlib import Path

import typer

app = typer.Typer(help="Сохранить всё в один файл.")


@app.command()
def backup(file: Path = typer.Argument(..., metavar="ФАЙЛ", help="Куда записать копию.")) -> None:
    """Сохранить базу, файлы и настройки в один файл. Сервер может работать."""
    from nastavnik.cli import django

    django.start()
    from nastavnik.site.operations import backup as copy

    manifest = copy.make(file)
    rows = sum(manifest["counts"].values())
    kept = sum(1 for name in manifest["members"] if name.startswith("media/"))
    print(f"Копия готова: {file}. Строк {rows}, файлов {kept}. Храните её отдельно и под замком.")
