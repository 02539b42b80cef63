"""Helpers of the tests of papers: data of invented people, pictures of sheets."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest

from nastavnik.engines import papers
from nastavnik.engines.papers.catalogue import FOLDER

DAY = dt.date(2026, 9, 5)
CODES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.fixture
def sample() -> Callable[[str], dict[str, Any]]:
    """A copy of the shipped sample data of a template, safe to change."""
    return lambda code: copy.deepcopy(dict(papers.sample(code)))


@pytest.fixture
def text() -> Callable[..., str]:
    """Plain text of a shipped template filled with data."""
    return lambda code, data: papers.text_of(papers.build(papers.load(code), data))


def read_codes(pdf: bytes, scale: float = 200 / 72) -> list[str]:
    """The code on each sheet of a PDF as a scanner would read it."""
    import pypdfium2
    import zxingcpp

    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        codes = zxingcpp.read_barcodes(page.render(scale=scale).to_pil().convert("L"))
        found.append(codes[0].text if len(codes) == 1 else f"{len(codes)} codes")
    return found


def pdf_text(pdf: bytes) -> str:
    """Words of a PDF in the order of the sheets."""
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))
