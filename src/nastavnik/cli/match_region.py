"""`nastavnik match solve REGION.npz`: arrays in, one array out; progress on stderr, nothing left behind when stopped."""

from __future__ import annotations

import contextlib
import io
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from nastavnik.engines.matching.errors import InstanceError


def solve_file(file: str, out: str, objective: str, explain_for: Sequence[int], progress: bool) -> dict[str, Any]:
    """Solve the region, write `out` (int32, mentor or −1) and return the summary.

    Raises InstanceError (also where `out` cannot be written), UnknownPair.
    """
    folder = os.path.dirname(os.path.abspath(out))
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        raise InstanceError("out", out, f"Файл «{out}» записать нельзя: нет такой папки или права писать в неё.")
    from nastavnik.engines.matching.region import need_extra

    need_extra()
    with _progress(progress) as said:
        said("чтение")
        from nastavnik.engines.matching.region.answer import solve_region
        from nastavnik.engines.matching.region.arrays import read_region

        answer = solve_region(read_region(file), objective, explain_for=explain_for, said=said)
        said("запись")
        import numpy

        memory = io.BytesIO()
        numpy.save(memory, answer.mate, allow_pickle=False)
        _write(out, memory.getvalue())
    return answer.summary


def _write(out: str, data: bytes) -> None:
    """All or nothing: a signal waits until the file is whole."""
    temporary = f"{out}.{os.getpid()}.part"
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]) if hasattr(signal, "pthread_sigmask") else None
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, out)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise InstanceError("out", out, f"Файл «{out}» не записан. Проверьте место на диске и права.") from None
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


@contextlib.contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[str], None]]:
    """A line of JSON on stderr each second, by a process of its own: the solver holds the interpreter while it works.

    The other process ends when the pipe from this one closes, however this one ends. Where there is no fork, stages only.
    """
    if not wanted:
        yield lambda stage: None
        return
    if not hasattr(os, "fork"):
        yield lambda stage: print(json.dumps({"stage": stage}, ensure_ascii=False), file=sys.stderr, flush=True)
        return
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(sink)
        os.close(1)
        _tell(source)
        os._exit(0)
    os.close(source)
    try:
        yield lambda stage: (os.write(sink, stage.encode() + b"\n"), None)[1]
    finally:
        os.close(sink)
        os.waitpid(child, 0)


def _tell(source: int) -> None:
    start = time.monotonic()
    stage, following = "", start
    while True:
        wait = max(0.0, following - time.monotonic()) if stage else None
        if select.select([source], [], [], wait)[0]:
            data = os.read(source, 65536)
            if not data:
                return
            stage = data.decode().strip().rpartition("\n")[2]
        if stage and time.monotonic() >= following:
            line = {"seconds": round(time.monotonic() - start, 1), "stage": stage}
            with contextlib.suppress(OSError):
                os.write(2, json.dumps(line, ensure_ascii=False).encode() + b"\n")
            following += 1
