"""Explicit tables through which features offer things to what stands above and below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Items by code, in the order of registration. A code registered twice is an error."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}

    def add(self, item: T) -> T:
        code: str = item.code  # type: ignore[attr-defined]
        if code in self._items and self._items[code] is not item:
            raise RuntimeError(f"{self.name}: {code} is registered twice")
        self._items[code] = item
        return item

    def get(self, code: str) -> T | None:
        return self._items.get(code)

    def __getitem__(self, code: str) -> T:
        return self._items[code]

    def __contains__(self, code: object) -> bool:
        return code in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def __len__(self) -> int:
        return len(self._items)


class Hooks:
    """Named moments that a lower feature announces and higher features answer, inside the same transaction."""

    def __init__(self) -> None:
        self._handlers: dict[str, list[Callable[..., Any]]] = {}

    def on(self, moment: str, handler: Callable[..., Any]) -> None:
        handlers = self._handlers.setdefault(moment, [])
        if handler not in handlers:
            handlers.append(handler)

    def fire(self, moment: str, **facts: Any) -> None:
        for handler in self._handlers.get(moment, ()):
            handler(**facts)


hooks = Hooks()
