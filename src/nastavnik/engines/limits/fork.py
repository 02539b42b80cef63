"""A task of a command in a fork with limits: as safe against a crash as a fresh process, without its start.

For programs of one thread that open a file of their own user; the server uses `run_limited`.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import threading
from collections.abc import Callable

from .errors import Crashed, LimitExceeded
from .runner import CRASH_MESSAGE, MEMORY_MESSAGE, too_long

_OUT_OF_MEMORY = 71


def can_fork() -> bool:
    """Whether this system has forks, and this process one thread and real streams that a fork can write to."""
    try:
        sys.stdout.fileno(), sys.stderr.fileno()
    except (OSError, ValueError, AttributeError):
        return False
    return hasattr(os, "fork") and threading.active_count() == 1


def run_in_fork(work: Callable[[], int], *, seconds: int = 20, memory_mb: int = 270) -> int:
    """Do `work` in a fork and return the code that it gives.

    `seconds`: of processor time; `memory_mb`: what it may take beyond what this process has. What native libraries write
    to the second stream is dropped, Python's own writing is not. Raises LimitExceeded, Crashed.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return _code(os.waitstatus_to_exitcode(status), seconds)
    code = 1
    try:
        _limit(seconds, memory_mb)
        _quiet()
        code = work()
        sys.stdout.flush()
        sys.stderr.flush()
    except MemoryError:
        code = _OUT_OF_MEMORY
    except BaseException:  # a panic of a native library is no Exception; the parent tells it
        code = 70
    finally:
        os._exit(code)


def _code(code: int, seconds: int) -> int:
    import signal

    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise LimitExceeded(too_long(seconds))
    # Native libraries abort when an allocation fails.
    if code in (-signal.SIGABRT, _OUT_OF_MEMORY):
        raise LimitExceeded(MEMORY_MESSAGE)
    if code < 0 or code == 70:
        raise Crashed(CRASH_MESSAGE)
    return code


def _limit(seconds: int, memory_mb: int) -> None:
    import resource

    try:
        with open("/proc/self/statm") as source:
            taken = int(source.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):  # not Linux: the addresses of the program itself are not known
        taken = 1024 * 1024 * 1024
    for what, value in (
        (resource.RLIMIT_AS, taken + memory_mb * 1024 * 1024),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (value, resource.getrlimit(what)[1]))


def _quiet() -> None:
    """Let Python keep the second stream and native libraries write into nothing."""
    faulthandler.disable()
    with contextlib.suppress(OSError, AttributeError):
        kept = os.dup(2)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        sys.stderr = os.fdopen(kept, "w", encoding=sys.stderr.encoding, errors="backslashreplace", buffering=1)
