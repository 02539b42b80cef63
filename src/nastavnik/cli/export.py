from pathlib import Path

import typer

app = typer.Typer(help="Выгрузить данные организации.")


@app.command()
def export(
    folder: Path = typer.Argument(..., metavar="ПАПКА", help="Пустая или новая папка."),
    organization: str = typer.Option("", help="Код организации."),
) -> None:
    """Выгрузить все данные одной организации: таблицы в CSV и JSON с описанием столбцов и файлы."""
    from nastavnik.cli import django

    django.start()
    from nastavnik.site.operations import export as operation

    counts = operation.write(django.organization(organization), folder)
    filled = sum(1 for count in counts.values() if count)
    print(f"Выгружено таблиц: {filled}, строк: {sum(counts.values())}. Папка: {folder}")
