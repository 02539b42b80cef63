"""Old Word files through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import Unreadable


def to_docx(data: bytes, filename: str) -> bytes:
    """A .doc as .docx. Raises Unreadable where LibreOffice is missing or gives up; macros are never run."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    advice = "откройте его в Word, сохраните как .docx и загрузите снова."
    if program is None:
        raise Unreadable(
            f"Файл «{filename}» старого образца (.doc), а LibreOffice для его чтения не установлен: {advice}"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.doc"
        source.write_bytes(data)
        command = [
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=55, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"Файл «{filename}» старого образца (.doc) не удалось прочитать: {advice}") from error
        made = source.with_suffix(".docx")
        if not made.exists():
            raise Unreadable(f"Файл «{filename}» старого образца (.doc) не удалось прочитать: {advice}")
        return made.read_bytes()
