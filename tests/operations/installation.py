"""An installation of its own, driven from outside: by commands, a server process, scripts against its database."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path


class Installation:
    """One installation in a folder of its own, driven as an administrator drives it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("NASTAVNIK_")}
        self.env |= {
            "NASTAVNIK_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "nastavnik.site.settings",
            "PYTHONIOENCODING": "utf-8",
        }

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "nastavnik.cli.main", *arguments]
        return subprocess.run(line, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)

    def python(self, code: str) -> str:
        line = [sys.executable, "-c", code]
        done = subprocess.run(line, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command in a process group of its own, so that all of it can be killed at once."""
        line = [sys.executable, "-m", "nastavnik.cli.main", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(line, cwd=self.folder, env=self.env, start_new_session=True, **quiet)  # type: ignore[call-overload,no-any-return]

    def serve(self) -> tuple[subprocess.Popen[bytes], str]:
        """The server with its worker, answering; and its address."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server, address = self.start("serve", "--port", str(port)), f"http://127.0.0.1:{port}"
        until(lambda: answers(f"{address}/health/live"), "the server answers")
        return server, address

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """Rows of the database, read beside the running processes."""
        with sqlite3.connect(f"file:{self.folder / 'var' / 'nastavnik.sqlite3'}?mode=ro", uri=True, timeout=20) as base:
            return base.execute(question).fetchall()


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the whole group: nothing gets a chance to tidy up."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def until(true: Callable[[], object], what: str, seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)
