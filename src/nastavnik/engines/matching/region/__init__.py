"""Matching of a whole region over arrays (matching.md § 7): `.npz` in, one mentor per mentee out.

numpy and OR-Tools are the extra `region`; nothing outside this package imports them, and `need_extra` answers for a missing
one. Modules: `arrays` (what goes in), `levels` (objectives), `flow` (the solver's call), `residual` (proof, prices, losses),
`ranked` (preference lists), `answer` (the door).
"""

from __future__ import annotations

from importlib.util import find_spec

from ..errors import NotSupported


def need_extra() -> None:
    """Raises NotSupported `extra` where numpy or OR-Tools is not installed."""
    missing = [name for name in ("numpy", "ortools") if find_spec(name) is None]
    if missing:
        raise NotSupported(
            "extra",
            ", ".join(missing),
            f"Для задач региона (.npz) не хватает библиотек: {', '.join(missing)}. "
            'Установите их: pip install "nastavnik[region]".',
        )
