"""Who may do what with support. Notes: the author, or the successor named by the director; nobody by a role."""

from __future__ import annotations

from typing import Any

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.policies import allow


def reads_note(actor: Actor, note: Any) -> bool:
    """The author, or the named successor, while working as a supporter."""
    if actor.kind != "account" or "supporter" not in actor.roles or actor.account_id is None:
        return False
    return actor.account_id in (note.author_account_id, note.successor_account_id)


POLICIES = {
    "support.view": allow("curator", "director", "supporter", system=True),
    "support.edit": allow("curator", "supporter"),
    "support.note_write": allow("supporter", private=True),
    "support.note_read": allow(when=reads_note, private=True),
    "support.successor": allow("director", private=True),
    "support.export": allow("curator", "supporter"),
}

ACTIONS = {
    "support.opened": "Сопровождение открыто",
    "support.assigned": "Назначен специалист сопровождения",
    "support.step_added": "Записан шаг сопровождения",
    "support.step_removed": "Шаг сопровождения убран",
    "support.closed": "Сопровождение закрыто",
    "support.reopened": "Сопровождение снова открыто",
    "support.note_written": "Сделана закрытая заметка",
    "support.notes_read": "Прочитаны закрытые заметки",
    "support.successor_named": "Назван преемник по закрытым заметкам",
    "support.exported": "Выгружен список сопровождения",
}
