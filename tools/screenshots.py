"""Pictures of every screen at 1366 × 768 and 390 × 844: builds a demo, signs in as each role, follows the links.

    python tools/screenshots.py [FOLDER] [--role curator] [--only pairings] [--dark]

One picture for each named page and role. Also says which pages scroll sideways and which answered with an error.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.site.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SIZES = {"1366": (1366, 768), "390": (390, 844)}
SKIP = re.compile(r"(/logout|/export/|/sheet\b|\.pdf|\.docx|\.png|\.ics|export=|/file\.|/files/|/feed|download)")
LIMIT = 120
STARTS = [
    "/roadmap/",
    "/people/",
    "/consents/",
    "/banks/",
    "/pairs/",
    "/pairs/own/",
    "/documents/",
    "/settings/",
    "/profile/",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Build a demo in the folder and serve it; returns the process and the address."""
    env = {**os.environ, "NASTAVNIK_VAR": str(folder)}
    command = [sys.executable, "-m", "nastavnik.cli.main", "demo", "build", "--if-absent"]
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "nastavnik.cli.main", "serve", "--port", str(port)],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/health/live", timeout=2)
            break
        except OSError:
            time.sleep(0.3)
    return process, address


def name_of(path: str) -> str:
    """The name of the page of a path, as the access matrix has it."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(path.split("?")[0]).view_name.replace(":", "-")
    except Resolver404:
        return "unknown"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", default="screenshots")
    parser.add_argument("--role", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--var", default="")
    chosen = parser.parse_args()
    place = Path(chosen.var or tempfile.mkdtemp(prefix="nastavnik-shots-"))
    os.environ["NASTAVNIK_VAR"] = str(place)
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from nastavnik.demo.build import logins

    process, address = serve(place)
    out = Path(chosen.folder)
    out.mkdir(parents=True, exist_ok=True)
    bad: list[str] = []
    taken = 0
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            scheme = "dark" if chosen.dark else "light"
            seen_logins: set[str] = set()
            for login in logins():
                if (chosen.role and login.role != chosen.role) or login.role in seen_logins:
                    continue
                seen_logins.add(login.role)
                context = browser.new_context(
                    color_scheme=scheme, locale="ru-RU", viewport={"width": 1366, "height": 768}
                )
                page = context.new_page()
                page.goto(f"{address}/accounts/login/")
                if not seen_logins - {login.role}:
                    page.screenshot(path=out / "visitor-account_login-1366.png", full_page=True)
                page.fill("[name=login]", login.login)
                page.fill("[name=password]", login.password)
                page.click("main button[type=submit]")
                queue = [re.sub(r"^https?://[^/]+", "", page.url) or "/", *STARTS]
                done: set[str] = set()
                while queue and len(done) < LIMIT:
                    path = queue.pop(0)
                    name = name_of(path)
                    if name in done or name == "unknown":
                        continue
                    done.add(name)
                    errors: list[str] = []

                    def listener(message: Any, errors: list[str] = errors) -> None:
                        if message.type == "error":
                            errors.append(message.text)

                    page.on("console", listener)
                    answer = page.goto(f"{address}{path}")
                    if answer is None or answer.status >= 400:
                        bad.append(f"{login.role} {path}: {answer.status if answer else '-'}")
                    for link in page.eval_on_selector_all("a[href]", "found => found.map(a => a.getAttribute('href'))"):
                        if link.startswith("/") and not SKIP.search(link) and name_of(link) not in done:
                            queue.append(link)
                    if not chosen.only or chosen.only in name:
                        for label, (width, height) in SIZES.items():
                            page.set_viewport_size({"width": width, "height": height})
                            page.screenshot(path=out / f"{login.role}-{name}-{label}.png", full_page=True)
                            taken += 1
                            wide = page.evaluate(
                                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                            )
                            if wide > 1:
                                bad.append(f"{login.role} {name} {label}: шире экрана на {wide} px")
                        page.set_viewport_size({"width": 1366, "height": 768})
                    bad += [f"{login.role} {name}: {text[:200]}" for text in errors]
                    page.remove_listener("console", listener)
                context.close()
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        if not chosen.var:
            shutil.rmtree(place, ignore_errors=True)
    print(f"Снято {taken}, папка {out}.")
    for line in bad:
        print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
