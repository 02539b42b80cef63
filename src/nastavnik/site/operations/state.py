"""What is wrong with this installation and how to mend it, in Russian."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True, slots=True)
class Line:
    """`bad` must be mended, `warn` is worth knowing, `good` was looked at and is well."""

    level: Literal["good", "warn", "bad"]
    text: str


def look() -> list[Line]:
    """All checks; none of them changes anything."""
    lines = [_python(), *_database(), *_disk(), _fonts(), _office(), *_addresses(), _secret(), _debug(), _clock()]
    return lines


def _python() -> Line:
    version = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Line("bad", f"Python {version}: нужен от 3.11 до 3.13.")
    return Line("good", f"Python {version}.")


def _database() -> list[Line]:
    lines = []
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            lines.append(Line("bad", "База данных не готова к этой версии. Выполните: nastavnik migrate"))
        else:
            lines.append(Line("good", f"База данных готова ({connection.display_name})."))
    except DatabaseError as error:
        text = str(error).splitlines()[0] if str(error) else "нет ответа"
        return [Line("bad", f"База данных недоступна: {text}. Проверьте NASTAVNIK_DATABASE_URL.")]
    if connection.vendor == "sqlite":
        if (3, 7, 0) <= sqlite3.sqlite_version_info <= (3, 51, 2):
            lines.append(
                Line(
                    "warn",
                    f"SQLite {sqlite3.sqlite_version}: до 3.51.2 известна редкая порча базы при двух пишущих процессах."
                    " Запускайте одну программу «nastavnik serve»; для большей нагрузки возьмите PostgreSQL.",
                )
            )
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            if cursor.fetchone()[0] != "ok":
                lines.append(Line("bad", "База повреждена. Остановите сервер и восстановите последнюю копию."))
    return lines


def _disk() -> list[Line]:
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 1024 // 1024
    if free < 200:
        return [Line("bad", f"Свободно {free} МБ: освободите место, иначе файлы не сохранятся.")]
    if free < 2000:
        return [Line("warn", f"Свободно {free} МБ: этого хватит ненадолго.")]
    return [Line("good", f"Свободно {free // 1024} ГБ.")]


def _fonts() -> Line:
    try:
        from nastavnik.engines.papers.coverage import check_fonts

        check_fonts()
    except Exception as error:
        return Line("bad", f"Шрифты документов не читаются ({error}). Переустановите программу.")
    return Line("good", "Шрифты документов на месте.")


def _office() -> Line:
    if shutil.which("soffice"):
        return Line("good", "LibreOffice найден: старые .doc и .odt будут прочитаны.")
    return Line("warn", "LibreOffice не установлен: планы в .doc и .odt не прочитать, .docx, .xlsx и .pdf — можно.")


def _addresses() -> list[Line]:
    if not settings.PUBLIC_URL:
        return [Line("good", "Общий адрес не задан: ссылки домой не предлагаются, всё на бумаге и в местной сети.")]
    lines = []
    if not settings.PUBLIC_URL.startswith("https://"):
        lines.append(Line("bad", "NASTAVNIK_PUBLIC_URL без https: пароли пойдут открыто. Настройте https."))
    else:
        lines.append(Line("good", f"Ссылки для дома идут на {settings.PUBLIC_URL}."))
    return lines


def _secret() -> Line:
    if len(settings.SECRET_KEY) < 40:
        return Line("bad", "Секретный ключ короче 40 знаков. Удалите NASTAVNIK_SECRET_KEY: программа сделает свой.")
    return Line("good", "Секретный ключ задан.")


def _debug() -> Line:
    if settings.DEBUG:
        return Line("bad", "Включён режим отладки (NASTAVNIK_DEBUG). Выключите его на рабочем сервере.")
    return Line("good", "Режим отладки выключен.")


def _clock() -> Line:
    now = dt.datetime.now(dt.UTC)
    if now.year < 2026 or now.year > 2100:
        return Line("bad", f"Часы показывают {now:%d.%m.%Y}: поправьте дату, от неё зависят сроки и подписи.")
    return Line("good", f"Часы: {now.astimezone():%d.%m.%Y %H:%M}.")
