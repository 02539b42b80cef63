"""Rows that are made when they are first looked at: of a large problem most never are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

_Row = TypeVar("_Row")


class Rows(Sequence[_Row]):
    """`number` rows, each made once by `make(index)`."""

    def __init__(self, number: int, make: Callable[[int], _Row]) -> None:
        self._rows: list[_Row | None] = [None] * number
        self._make = make

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> _Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Row]: ...
    def __getitem__(self, index: int | slice) -> _Row | Sequence[_Row]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        row = self._rows[index]
        if row is None:
            row = self._rows[index] = self._make(index)
        return row
