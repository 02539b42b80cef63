"""What the parts of a page are given. Any object with the same attributes serves; these are the plain ones.

All texts are plain (escaped by the templates); all addresses are own paths.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

STATES = ("none", "part", "done", "hand", "late", "wait", "block", "early", "na", "stop", "why")

# What a mark says to a screen reader when no word stands beside it.
STATE_WORDS = {
    "none": "Не начато",
    "part": "Идёт",
    "done": "Сделано",
    "hand": "Отмечено вручную",
    "late": "Опоздало",
    "wait": "Ждём других",
    "block": "Нужно решение",
    "early": "Рано судить",
    "na": "Не применимо",
    "stop": "Прекращено",
    "why": "Объяснение",
}


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the side navigation. `gap` draws a divider above it."""

    label: str
    url: str
    icon: str = "circle-dot"
    current: bool = False
    count: int = 0
    late: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class YearLink:
    """A school year in the switcher of the top bar."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a verb with its object. `method="post"` makes a small form with the CSRF token and `fields` hidden.

    `blocked` (a reason) draws the dashed button with the reason beside it; `cure_url` and `cure` link to the remedy.
    `confirm` is the id of a dialog on the page that asks first (without scripts the dialog is skipped).
    """

    label: str
    url: str = ""
    method: str = "get"
    main: bool = False
    quiet: bool = False
    danger: bool = False
    icon: str = ""
    fields: Sequence[tuple[str, str]] = ()
    blocked: str = ""
    cure: str = ""
    cure_url: str = ""
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A line of a list of work: mark, what and why, when, the button."""

    state: str
    what: str
    url: str = ""
    why: str = ""
    when: str = ""
    late: bool = False
    action: Action | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A remark in the margin: the fact, why, the source of the rule, one button."""

    state: str
    head: str
    why: str = ""
    rule: str = ""
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of history: when, who, what (a past-tense sentence that begins with who or is complete without it)."""

    at: dt.datetime
    what: str
    who: str = ""
    url: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A step on the way of a document: `state`, who does what, when or what comes of it."""

    state: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class JobView:
    """A long piece of work: how far, how long still, how to stop. `url` answers with this part again while it runs."""

    title: str
    done: int = 0
    total: int = 0
    state: str = "running"  # queued | running | done | failed | stopped
    url: str = ""
    stop_url: str = ""
    result_url: str = ""
    result_label: str = "Открыть"
    estimate: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab that is a link."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of `.facts`: term and value."""

    term: str
    value: Any
    url: str = ""


@dataclass(frozen=True, slots=True)
class Toast:
    """A short message with an optional undo (own path, answered to POST)."""

    text: str
    level: str = "success"
    undo_url: str = ""
    undo_label: str = "Отменить"
    fields: Sequence[tuple[str, str]] = field(default_factory=tuple)
