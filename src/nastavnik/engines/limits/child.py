"""The limited side of `run_limited`: reads one task from stdin, answers once on the original stdout, ends."""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import traceback
from typing import Any


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        raise PermissionError("network is closed in a limited process")


def _set_limits(seconds: int, memory: int, file_size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no rlimits; the wall clock of the parent remains
        return
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (limit, limit))


def main() -> None:
    """Serve one call. Whatever the engine prints goes nowhere: stdout belongs to the answer."""
    answer = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    target, arguments, seconds, memory, file_size = pickle.load(sys.stdin.buffer)
    _set_limits(seconds, memory, file_size)
    sys.addaudithook(_refuse_network)
    sys.setrecursionlimit(3000)
    result: tuple[str, Any]
    try:
        module, _, name = target.partition(":")
        value = getattr(importlib.import_module(module), name)(*arguments)
        result = ("ok", value)
    except MemoryError:
        result = ("memory", None)
    except Exception as error:
        own = type(error).__module__.startswith("nastavnik.engines.")
        result = ("error", error) if own else ("crash", traceback.format_exc()[-4000:])
    try:
        packed = pickle.dumps(result)
    except Exception:  # an answer that cannot be packed is a failure of the engine
        packed = pickle.dumps(("crash", traceback.format_exc()[-4000:]))
    answer.write(packed)
    answer.flush()
    # Skip interpreter shutdown: native libraries may hang or crash there after a hostile file.
    os._exit(0)


if __name__ == "__main__":
    main()
