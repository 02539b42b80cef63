"""The folder of shared examples beside the repository; tests that need it are skipped where it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared(*parts: str) -> Path:
    """A path in the shared folder, or a skip with the reason."""
    root = Path(os.environ.get("NASTAVNIK_SHARED") or Path(__file__).parents[5].parent / "shared")
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"нет общей папки с примерами: {'/'.join(parts)}")
    return path
