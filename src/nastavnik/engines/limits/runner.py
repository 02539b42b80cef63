"""Run an engine's function on a hostile file in a fresh process with limits.

The child gets no settings of the product, an empty temporary home, limits of memory, processor time and file size, and
cannot open a socket from Python. Its answer is unpickled by a reader that knows only plain data and the engines' own
dataclasses, so that a child taken over by a hostile file cannot run anything in the parent.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from typing import Any

from .errors import Crashed, LimitExceeded

_SAFE_GLOBALS = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
    ("datetime", "time"),
    ("decimal", "Decimal"),
    ("collections", "OrderedDict"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("builtins", "complex"),
    # Frozen dataclasses with slots are rebuilt through this pair.
    ("copyreg", "_reconstructor"),
    ("builtins", "object"),
}


class _SafeReader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _SAFE_GLOBALS:
            return super().find_class(module, name)
        if module.startswith("nastavnik.engines.") and "." not in name:
            found = super().find_class(module, name)
            # Only classes defined in that very module: no function, nothing that it merely imported.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def run_limited(target: str, *args: Any, seconds: float = 20.0, memory_mb: int = 1024, file_mb: int = 64) -> Any:
    """Call "package.module:function" with `args` in a fresh process and return its result.

    `args` must pickle; the result must consist of plain data and dataclasses of `nastavnik.engines`.
    `seconds`: wall clock and processor time; `memory_mb`: address space; `file_mb`: largest file it may write.
    Raises LimitExceeded, Crashed, or the engine's own typed error (any exception class of `nastavnik.engines`).
    """
    payload = pickle.dumps((target, args, int(seconds) + 1, memory_mb * 1024 * 1024, file_mb * 1024 * 1024))
    with tempfile.TemporaryDirectory(prefix="nastavnik-") as home:
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": home,
            "TMPDIR": home,
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
            "OPENBLAS_NUM_THREADS": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "nastavnik.engines.limits.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=home,
            env=environment,
            start_new_session=True,
        )
        try:
            out, err = process.communicate(payload, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise LimitExceeded(too_long(seconds)) from None
        finally:
            _end_group(process)
    return _answer(process.returncode, out, err, seconds)


def _answer(code: int, out: bytes, err: bytes, seconds: float) -> Any:
    detail = err.decode("utf-8", "replace")[-4000:]
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise LimitExceeded(too_long(seconds))
    if code == -signal.SIGXFSZ:
        raise LimitExceeded("Файл не прочитан: он занимает слишком много места. Сохраните только нужную часть.")
    if not out:
        if any(sign in detail for sign in ("MemoryError", "Cannot allocate", "memory allocation of")):
            raise LimitExceeded(MEMORY_MESSAGE)
        raise Crashed(CRASH_MESSAGE, detail)
    try:
        state, value = _SafeReader(io.BytesIO(out)).load()
    except Exception as error:  # whatever the child wrote, it is not an answer
        raise Crashed(CRASH_MESSAGE, f"{error!r}\n{detail}") from error
    if state == "ok":
        return value
    if state == "error" and isinstance(value, Exception):
        raise value
    if state == "memory":
        raise LimitExceeded(MEMORY_MESSAGE)
    raise Crashed(CRASH_MESSAGE, str(value))


MEMORY_MESSAGE = "Файл не прочитан: для него не хватило памяти. Сохраните отдельно только нужную часть."
CRASH_MESSAGE = "Файл не прочитан: внутри он повреждён. Сохраните его заново или в другом виде (.docx, .xlsx)."


def too_long(seconds: float) -> str:
    """The sentence about a file that took its time."""
    shown = f"{seconds:g}".replace(".", ",")
    return f"Файл не прочитан за {shown} с: он слишком большой или повреждён. Сохраните только нужную часть."


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started; nothing may outlive the call."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
