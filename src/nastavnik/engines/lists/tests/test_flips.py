"""A list with some bits turned over is read or refused with one Russian sentence. The whole test: `bench/flips.py`."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from nastavnik.engines.limits import LimitError, run_in_fork
from nastavnik.engines.lists import ListError, read_people

from .corpus import TODAY
from .corpus.layouts import groups_as_sections, no_header
from .corpus.people import Writer

DATA = Path(__file__).parent / "data"


def valid(kind: str) -> bytes:
    if kind in ("xls", "ods"):
        return (DATA / f"list.{kind}").read_bytes()
    return groups_as_sections(Writer("flips")).data if kind == "xlsx" else no_header(Writer("flips")).data


def answered(data: bytes, name: str) -> bool:
    try:
        json.dumps(read_people(data, name, today=TODAY).to_json(), ensure_ascii=False).encode()
    except (ListError, LimitError) as refused:
        said = re.sub("«[^»]*»", "", str(refused))
        return "\n" not in said and bool(re.search("[а-я]", said))
    return True


@pytest.mark.threat("T078")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv", "txt"])
def test_flipped_bits_are_read_or_refused(kind: str) -> None:
    whole, draw = valid(kind), random.Random(kind)
    for number in range(60):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        case = bytes(data)
        try:  # in a fork: the native reader of old workbooks may die of its file, and only its process with it
            assert run_in_fork(lambda case=case: 0 if answered(case, f"список.{kind}") else 1) == 0, number  # type: ignore[misc]
        except LimitError as died:
            assert kind == "xls" and "Файл не прочитан" in str(died)
