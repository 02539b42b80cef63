"""The public examples with answers, read as `terms parse` reads them."""

import json
import os
from pathlib import Path

import pytest

from nastavnik.engines.schoolyear import parse_term


def shared_file(name: str) -> Path:
    root = Path(os.environ.get("NASTAVNIK_SHARED", Path(__file__).resolve().parents[6] / "shared"))
    path = root / name
    if not path.exists():
        pytest.skip(f"no {name}: the design papers are not beside the repository")
    return path


def test_every_public_example_is_read_as_answered():
    wrong = []
    for line in shared_file("domain/terms_examples.jsonl").read_text("utf-8").splitlines():
        example = json.loads(line)
        read = parse_term(example["text"], year=example["year"]).to_json()
        expected = example["expected"]
        if any(read.get(key) != expected.get(key) for key in (set(read) | set(expected)) - {"explanation"}):
            wrong.append((example["text"], read))
    assert wrong == []
