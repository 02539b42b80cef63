"""Who may do what: tables of `Allow`, gathered from the features, and the one check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nastavnik.kernel.actors import Actor

Relation = Callable[["Actor", Any], bool]


@dataclass(frozen=True, slots=True)
class Allow:
    """Allows by role, or by the relation `when(actor, obj)`, or to links of the named purposes.

    `system`: scheduled jobs may do it. The shell may do what is not `private`.
    `refusal`: the sentence of the refusal, who may instead.
    """

    roles: frozenset[str]
    when: Relation | None = None
    links: frozenset[str] = frozenset()
    kiosk: bool = False
    system: bool = False
    private: bool = False
    refusal: str = ""


def allow(
    *roles: str,
    when: Relation | None = None,
    links: tuple[str, ...] = (),
    kiosk: bool = False,
    system: bool = False,
    private: bool = False,
    refusal: str = "",
) -> Allow:
    return Allow(frozenset(roles), when, frozenset(links), kiosk, system, private, refusal)


_table: dict[str, Allow] = {}


def register(table: dict[str, Allow]) -> None:
    for action, rule in table.items():
        if _table.get(action, rule) != rule:
            raise RuntimeError(f"policy {action} is declared twice")
        _table[action] = rule


def table() -> dict[str, Allow]:
    return dict(_table)


def allowed(actor: Actor, action: str, obj: Any = None) -> bool:
    """The one check. An undeclared action is a programmer's error and raises KeyError."""
    rule = _table[action]
    owner = getattr(obj, "organization_id", None)
    if owner is not None and owner != actor.organization_id:
        return False
    if actor.kind == "shell":
        return not rule.private
    if actor.kind == "system":
        return rule.system
    if actor.kind == "kiosk":
        return rule.kiosk
    if actor.kind == "link":
        return actor.purpose in rule.links and (rule.when is None or rule.when(actor, obj))
    if actor.roles & rule.roles:
        return True
    return rule.when is not None and obj is not None and rule.when(actor, obj)


def refusal(action: str) -> str:
    rule = _table[action]
    if rule.refusal:
        return rule.refusal
    from nastavnik.kernel.tenancy import ROLES

    who = ", ".join(ROLES[role] for role in sorted(rule.roles) if role in ROLES)
    return f"Это может сделать только {who}." if who else "У вас нет права на это действие."
