"""The life cycle of an entry of a bank, as a table. Interview and training are warnings by default, not gates."""

from __future__ import annotations

from nastavnik.kernel.errors import WrongState

#: state → mark and word of the screens
WORDS: dict[str, tuple[str, str]] = {
    "invited": ("wait", "Ждём согласие"),
    "consented": ("part", "Согласие есть"),
    "applied": ("part", "Есть анкета"),
    "interviewed": ("part", "Собеседование прошло"),
    "admitted": ("done", "Допуск есть"),
    "trained": ("done", "Обучение пройдено"),
    "paired": ("done", "В паре"),
    "completed": ("na", "Программа завершена"),
    "reserve": ("na", "В долгосрочной базе"),
    "withdrawn": ("stop", "Участие прекращено"),
}

TRANSITIONS: dict[str, frozenset[str]] = {
    "invited": frozenset({"consented", "withdrawn"}),
    "consented": frozenset({"applied", "interviewed", "admitted", "reserve", "withdrawn"}),
    "applied": frozenset({"consented", "interviewed", "admitted", "reserve", "withdrawn"}),
    "interviewed": frozenset({"consented", "applied", "admitted", "reserve", "withdrawn"}),
    "admitted": frozenset({"consented", "applied", "interviewed", "trained", "paired", "reserve", "withdrawn"}),
    "trained": frozenset({"admitted", "paired", "reserve", "withdrawn"}),
    "paired": frozenset({"admitted", "trained", "completed", "reserve", "withdrawn"}),
    "completed": frozenset({"admitted", "paired", "reserve", "withdrawn"}),
    "reserve": frozenset({"consented", "applied", "admitted", "withdrawn"}),
    "withdrawn": frozenset({"invited", "consented"}),
}

#: not yet admitted, may be
BEFORE = ("consented", "applied", "interviewed")
#: may be offered to matching
READY = ("admitted", "trained")
#: admitted or further, and still taking part
ADMITTED = ("admitted", "trained", "paired", "completed")
#: stand in the lists
LISTED = tuple(state for state in WORDS if state != "withdrawn")


def check(now: str, then: str) -> None:
    """Raises WrongState when the life cycle has no such step."""
    if then not in TRANSITIONS[now]:
        raise WrongState(
            f"Из состояния «{WORDS[now][1].lower()}» нельзя перейти в «{WORDS[then][1].lower()}». "
            "Обновите страницу: возможно, состояние уже изменилось."
        )


def before_admission(*, interviewed: bool, applied: bool) -> str:
    """Where an entry returns to when its admission is taken back."""
    if interviewed:
        return "interviewed"
    return "applied" if applied else "consented"
