"""Functions for the limited process in the tests of limits."""

import datetime as dt
import os
import socket
import sys
import time
from dataclasses import dataclass
from typing import Any

from nastavnik.engines.limits.errors import Encrypted


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    day: dt.date


def answer(text: str) -> Answer:
    sys.stdout.write("что-то напечатала библиотека")
    return Answer(text, dt.date(2026, 3, 5))


def sleep_long() -> None:
    time.sleep(60)


def spin() -> None:
    while True:
        pass


def eat_memory() -> int:
    return len(bytearray(4 * 1024**3))


def own_error() -> None:
    raise Encrypted("Файл закрыт паролем.")


def odd_error() -> None:
    raise KeyError("внутренности")


def die() -> None:
    os._exit(7)


def call_home() -> str:
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except PermissionError:
        return "refused"
    return "reached"


def secret() -> str:
    return os.environ.get("NASTAVNIK_SECRET_KEY", "")


def write_big() -> None:
    with open("big", "wb") as file:
        for _ in range(100):
            file.write(b"0" * 1024 * 1024)


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (os.system, ("true",))


def evil() -> Evil:
    return Evil()
