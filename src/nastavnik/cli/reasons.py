"""Why a file could not be opened or written, in Russian words: the system tells it in English."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "такого файла или папки нет",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EISDIR: "это папка",
    errno.ENOTDIR: "часть пути — не папка",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "на диске нет места",
    errno.EROFS: "диск только для чтения",
    errno.ENAMETOOLONG: "имя слишком длинное",
    errno.EEXIST: "такой файл уже есть",
    errno.ELOOP: "ссылки ведут по кругу",
    errno.EIO: "диск не отвечает",
}


def reason(error: Exception) -> str:
    """What hinders, in a few words; also for a name no system takes (`ValueError`)."""
    if not isinstance(error, OSError):
        return "имя не годится"
    return _WORDS.get(error.errno or 0, "система отказала")
