"""Runs every test in named groups and prints the share of each. `--fast`: quick ones; `--only GROUP`: one group.

Groups: style (ruff, mypy, layers, migrations), engines, features, access, threats, stories, browser, postgres.
"""

from __future__ import annotations

import argparse
import contextlib
import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FEATURES = [
    "src/nastavnik/features",
    "src/nastavnik/kernel",
    "src/nastavnik/ui",
    "src/nastavnik/site",
    "src/nastavnik/demo",
]


def run(*command: str, env: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, check=False).returncode == 0


def pytest(*arguments: str, env: dict[str, str] | None = None, workers: str = "2") -> bool:
    paths = [
        item
        for item in arguments
        if (not item.startswith("src/") and not item.startswith("tests/")) or (ROOT / item).exists()
    ]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", workers, "--dist", "loadfile", *paths]
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, check=False).returncode
    return code in (0, 5)  # 5: the group has no test yet


def style() -> bool:
    env = {"DJANGO_SETTINGS_MODULE": "nastavnik.site.settings"}
    steps = [
        run(str(BIN / "ruff"), "check", "src", "tests", "tools", "bench", "conftest.py"),
        run(str(BIN / "ruff"), "format", "--check", "-q", "src", "tests", "tools", "bench", "conftest.py"),
        run(sys.executable, "-m", "mypy"),
        run(str(BIN / "lint-imports"), "--no-cache"),
        run(sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", env=env),
    ]
    return all(steps)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A cluster of its own in a temporary folder; gives the address of its database."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not found:
        raise SystemExit("Нет PostgreSQL. Установите: sudo apt-get install postgresql")
    programs = found[-1]
    folder = tempfile.mkdtemp(prefix="nastavnik-pg-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = f"{folder}/data"
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [
            *as_user,
            f"{programs}/initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-U",
            "nastavnik",
        ],
        check=True,
        **quiet,
    )  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_connections=120"
    subprocess.run(
        [*as_user, f"{programs}/pg_ctl", "-D", data, "-o", options, "-w", "-l", f"{folder}/log", "start"],
        check=True,
        **quiet,
    )  # type: ignore[call-overload]
    try:
        yield f"postgres://nastavnik@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*as_user, f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


def on_postgres() -> bool:
    with postgres() as address:
        env = {"NASTAVNIK_DATABASE_URL": address}
        return pytest(
            *FEATURES, "tests/stories", "tests/access", "tests/threats", "-m", "not browser and not slow", env=env
        )


NOT_BROWSER = ("-m", "not browser and not postgres")
GROUPS = {
    "style": style,
    "engines": lambda: pytest("src/nastavnik/engines", "src/nastavnik/cli", *NOT_BROWSER),
    "features": lambda: pytest(*FEATURES, *NOT_BROWSER),
    "access": lambda: pytest("tests/access", *NOT_BROWSER),
    "threats": lambda: pytest("tests/threats", "tests/operations", *NOT_BROWSER),
    "stories": lambda: pytest("tests/stories", *NOT_BROWSER),
    "browser": lambda: pytest("src/nastavnik", "tests", "-m", "browser", env={"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}),
    "postgres": on_postgres,
}
FAST = ("-m", "not browser and not postgres and not slow")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--only", choices=GROUPS)
    chosen = parser.parse_args()
    os.environ.setdefault("NASTAVNIK_VAR", tempfile.mkdtemp(prefix="nastavnik-test-"))
    if chosen.fast:
        return 0 if pytest("src/nastavnik", "tests", *FAST) else 1
    names = [chosen.only] if chosen.only else list(GROUPS)
    spent: dict[str, float] = {}
    failed = []
    for name in names:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        if not GROUPS[name]():
            failed.append(name)
        spent[name] = time.monotonic() - begun
    total = sum(spent.values())
    print("== доли времени")
    for name, seconds in spent.items():
        print(f"{name:<10} {seconds:7.1f} с {100 * seconds / total:5.1f} %{'  НЕ ПРОШЛА' if name in failed else ''}")
    print(f"{'всего':<10} {total:7.1f} с", flush=True)
    print(f"{len(names) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
