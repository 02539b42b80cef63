"""Answers remembered for the length of one reading: a page that looks at the same facts from ten sides reads them once.

Only while nothing can change: the middleware opens it for GET, the checker for its run. Elsewhere every call reads anew.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from nastavnik.kernel import scope

Function = TypeVar("Function", bound=Callable[..., Any])
_store: ContextVar[dict[Any, Any] | None] = ContextVar("nastavnik_memo", default=None)


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """Remember answers until the end of the block; an outer block goes on being used."""
    if _store.get() is not None:
        yield
        return
    token = _store.set({})
    try:
        yield
    finally:
        _store.reset(token)


def remembered(function: Function) -> Function:
    """For a pure reading with hashable arguments. Callers must not change the answer."""

    @functools.wraps(function)
    def read(*args: Any, **kwargs: Any) -> Any:
        store = _store.get()
        if store is None:
            return function(*args, **kwargs)
        current = scope.current()
        key = (function, current.organization_id if current else None, args, tuple(sorted(kwargs.items())))
        if key not in store:
            store[key] = function(*args, **kwargs)
        return store[key]

    return read  # type: ignore[return-value]
