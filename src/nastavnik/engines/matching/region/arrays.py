"""The instance of a region as arrays, read from `.npz` without pickles and checked to the last number."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InstanceError
from ..model import SCORE_LIMIT

Ints = NDArray[np.int64]
#: Arrays of one file unpacked, in bytes: larger files are refused unread.
SIZE_LIMIT = 1_000_000_000
_REQUIRED = ("indptr", "mentor", "score", "capacity")
_OPTIONAL = ("mentee_rank", "mentor_rank", "bands")


@dataclass(frozen=True)
class Region:
    """Pairs of mentee i: edges `indptr[i]` … `indptr[i+1]`; `mentor`, `score` by edge, `capacity` by mentor.

    All arrays are int64 but `mentor` and `row` (int32). Ranks are by edge, smaller is better, equal is a tie; both or none.
    """

    indptr: Ints
    mentor: NDArray[np.int32]
    score: Ints
    capacity: Ints
    mentee_rank: Ints | None = None
    mentor_rank: Ints | None = None
    bands: tuple[int, ...] = ()

    @property
    def mentees(self) -> int:
        """Number of mentees."""
        return len(self.indptr) - 1

    @property
    def mentors(self) -> int:
        """Number of mentors."""
        return len(self.capacity)

    @cached_property
    def row(self) -> NDArray[np.int32]:
        """Mentee of each edge."""
        return np.repeat(np.arange(self.mentees, dtype=np.int32), np.diff(self.indptr))

    @property
    def mode(self) -> str:
        """`stable` where both sides rank, else `assign`."""
        return "assign" if self.mentee_rank is None else "stable"


def read_region(file: str) -> Region:
    """Region from a file. Raises InstanceError with what is wrong and where."""
    arrays = _load(file)
    for name in _REQUIRED:
        if name not in arrays:
            raise InstanceError(
                "missing", name, f"В файле нет массива {name}. Нужны {', '.join(_REQUIRED)}: запишите их numpy.savez."
            )
    return region_of(arrays)


def _load(file: str) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(file) as box:
            if sum(item.file_size for item in box.infolist()) > SIZE_LIMIT:
                raise InstanceError("too_big", "файл", "Массивы больше 1 ГБ. Разделите регион на части.")
        with np.load(file, allow_pickle=False) as box:
            return {name: box[name] for name in (*_REQUIRED, *_OPTIONAL) if name in box.files}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, KeyError, NotImplementedError) as error:
        if isinstance(error, FileNotFoundError | IsADirectoryError | PermissionError) or not os.path.exists(file):
            raise InstanceError("file", file, f"Файл «{file}» не прочитан. Проверьте имя и права доступа.") from None
        raise InstanceError(
            "not_npz", "файл", "Это не .npz с числовыми массивами. Запишите массивы numpy.savez без объектов Python."
        ) from None


def region_of(arrays: dict[str, Any]) -> Region:
    """Region from arrays by name. Raises InstanceError."""
    plain = {name: _integers(name, value) for name, value in arrays.items()}
    indptr, mentor, score, capacity = (plain[name] for name in _REQUIRED)
    edges = len(mentor)
    if len(indptr) == 0 or indptr[0] != 0 or indptr[-1] != edges or bool((np.diff(indptr) < 0).any()):
        raise InstanceError(
            "indptr", "indptr", f"indptr: нужны границы строк от 0 до {edges} без убывания, на одну больше, чем людей."
        )
    for name in ("score", "mentee_rank", "mentor_rank"):
        if name in plain and len(plain[name]) != edges:
            raise InstanceError(
                "length", name, f"{name}: чисел {len(plain[name])}, а пар {edges}. Запишите по числу на пару."
            )
    if ("mentee_rank" in plain) != ("mentor_rank" in plain):
        raise InstanceError("ranks", "mentee_rank", "Предпочтения одной стороны: нужны и mentee_rank, и mentor_rank.")
    row = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    _first_wrong(
        (mentor < 0) | (mentor >= len(capacity)), row, mentor, "unknown_id", "такого наставника нет в capacity"
    )
    after = np.zeros(edges, bool)
    after[1:] = (row[1:] == row[:-1]) & (mentor[1:] <= mentor[:-1])
    _first_wrong(after, row, mentor, "order", "наставники в строке идут не по возрастанию или повторяются")
    _first_wrong(np.abs(score) > SCORE_LIMIT, row, mentor, "score", f"оценка вне границ ±{SCORE_LIMIT}")
    if bool((capacity < 0).any()):
        place = int(np.argmax(capacity < 0))
        raise InstanceError(
            "capacity",
            f"capacity[{place}]",
            f"Наставник {place}: вместимость −{-capacity[place]}. Укажите целое число от 0.",
        )
    bands = tuple(int(edge) for edge in plain.get("bands", ()))
    if any(a >= b for a, b in pairwise(bands)):
        raise InstanceError("bands", "bands", "Границы полос bands идут не по возрастанию. Расположите их по порядку.")
    return Region(
        indptr,
        mentor.astype(np.int32),
        score,
        np.minimum(capacity, len(indptr) - 1),
        plain.get("mentee_rank"),
        plain.get("mentor_rank"),
        bands,
    )


def _integers(name: str, value: Any) -> Ints:
    array = np.asarray(value)
    if array.ndim != 1 or array.dtype.kind not in "iu" or (array.dtype.kind == "u" and array.dtype.itemsize == 8):
        raise InstanceError(
            "not_number", name, f"{name}: нужен одномерный массив целых чисел, а не {array.dtype} [{array.ndim}]."
        )
    return array.astype(np.int64, copy=False)


def _first_wrong(wrong: NDArray[np.bool_], row: Ints, mentor: Ints, code: str, what: str) -> None:
    if bool(wrong.any()):
        edge = int(np.argmax(wrong))
        where = f"{row[edge]} – {mentor[edge]}"
        raise InstanceError(code, where, f"Пара {where}: {what}. Исправьте массивы.")
