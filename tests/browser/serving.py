"""The product's own server over a folder of its own, and a real Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "учебный-вход-2026"
AXE = Path(__file__).resolve().parents[2] / "src/nastavnik/ui/tests/vendor/axe.min.js"
PROGRAM = [sys.executable, "-m", "nastavnik.cli.main"]


def environment(folder: Path) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("NASTAVNIK_")}
    return env | {"NASTAVNIK_VAR": str(folder), "PYTHONIOENCODING": "utf-8"}


def command(folder: Path, *words: str) -> None:
    subprocess.run([*PROGRAM, *words], env=environment(folder), check=True, capture_output=True)


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a server over the folder's database; what it says goes to `serve.log` there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "serve.log").open("wb") as log:
        running = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(port)], env=environment(folder), start_new_session=True,
            stdout=log, stderr=log,
        )  # fmt: skip
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2)
                break
            except OSError:
                time.sleep(0.25)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=20)


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def sign_in(browser: Any, address: str, login: str, **options: Any) -> Any:
    """A page of the demo's account just signed in."""
    context = browser.new_context(locale="ru-RU", **options)
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    return page
