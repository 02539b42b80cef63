"""The family of refusals that a person may see.

DomainError            a rule of the domain forbids it (409)
├── Denied             this actor may not (403)
├── NotFound           absent, foreign or hidden: one and the same answer (404)
├── WrongState         the life cycle forbids it now (409)
├── Changed            somebody else changed the object meanwhile (409)
├── InputRefused       what was typed or uploaded can not be taken (422)
├── Busy               the same work is already running (409)
└── NoSpace            the disk is full (507)

A message says in Russian what is wrong and where; `next_step` says what to do. Callers catch types, never text.
One middleware shows any of them; views do not catch them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """The next step offered beside a refusal: a verb with its object, and where it leads (an own path)."""

    label: str
    url: str = ""


class DomainError(Exception):
    """Base of all refusals. `message` is a full Russian sentence."""

    status = 409

    def __init__(self, message: str, *, next_step: Step | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.field = field


class Denied(DomainError):
    status = 403

    def __init__(self, message: str = "У вас нет права на это действие.", **kwargs: object) -> None:
        super().__init__(message, **kwargs)  # type: ignore[arg-type]


class NotFound(DomainError):
    status = 404

    def __init__(self, message: str = "Такой страницы нет или она вам не открыта.", **kwargs: object) -> None:
        super().__init__(message, **kwargs)  # type: ignore[arg-type]


class WrongState(DomainError):
    status = 409


class Changed(DomainError):
    status = 409

    def __init__(self, message: str = "Пока вы смотрели, это изменили. Посмотрите ещё раз.", **kwargs: object) -> None:
        super().__init__(message, **kwargs)  # type: ignore[arg-type]


class InputRefused(DomainError):
    status = 422


class Busy(DomainError):
    status = 409


class NoSpace(DomainError):
    status = 507
