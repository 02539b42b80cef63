"""How sure the choice of a pair is: read off what the engine kept with the solution, in words for the curator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastavnik.engines.russian import count
from nastavnik.features.matching import instances, rules
from nastavnik.features.matching.words import NOBODY

if TYPE_CHECKING:
    from nastavnik.features.matching.instances import Key
    from nastavnik.features.matching.models import MatchingRound

#: percent of a full match: a smaller difference of the whole outcome is as good as none
SLIGHT = 5
#: what new answers can change; years of experience and free places are what they are
CHANGING = ("competence", "field", "wishes", "time", "place", "rhythm", "manner")
OPEN = "могло быть иначе"


@dataclass(frozen=True, slots=True)
class Sureness:
    """`open`: it could have been otherwise. `text`: why; `turn`: what would turn the choice; `leaving`: if the mentor left."""

    open: bool
    text: str
    turn: str = ""
    leaving: str = ""

    @property
    def word(self) -> str:
        return OPEN if self.open else "устойчиво"

    @property
    def mark(self) -> str:
        return "part" if self.open else "done"


def of_pairs(round_: MatchingRound, names: Mapping[str, str]) -> dict[Key, Sureness]:
    """Of each pair of the solution, by entries (mentee, mentor). Empty for rounds solved before this was kept."""
    told = round_.result.get("explanations", {})
    top = instances.top_score(round_.instance)
    leaving = {row["mentor"]: _leaving(row["loss"]) for row in told.get("robustness", ())}
    found: dict[Key, Sureness] = {}
    for row in told.get("margins", ()):
        open_, text = _margin(row, top, names)
        turn = _turn(round_.instance, row, names) if row["loss"] and not row["loss"]["matched"] else ""
        found[row["mentee"], row["mentor"]] = Sureness(open_, text, turn, leaving.get(row["mentor"], ""))
    return found


def whole(round_: MatchingRound) -> str:
    """Whether another set of pairs would be as good; "" where nobody knows, or there is nothing to choose from."""
    if round_.result.get("matched", 0) < 2:
        return ""
    unique = round_.result.get("certificate", {}).get("unique")
    return {True: "Лучший вариант один.", False: "Есть равноценные варианты."}.get(unique, "")


def _margin(row: Mapping[str, Any], top: int, names: Mapping[str, str]) -> tuple[bool, str]:
    kind, loss = row["kind"], row["loss"]
    if kind == "locked":
        return False, "Пара закреплена замком, другие варианты не сравнивались."
    if loss is None:
        return False, "Другой пары при этих условиях составить нельзя."
    then = _moves(loss["moves"], names)
    if kind == "equal":
        return True, f"Общий итог был бы тем же, если: {then}."
    if loss["matched"] > 0:
        more = count(loss["matched"], "человека", "человека", "человек")
        return False, f"Иначе без пары останется больше на {more}."
    if loss.get("kept"):
        return False, f"Иначе прежних пар сохранится меньше на {loss['kept']}."
    if (loss.get("worst") or 0) > 0:
        return False, "Иначе самая слабая пара станет ещё слабее."
    percent = 100 * max(0, loss["total"]) // top if top else 0
    if percent < SLIGHT:
        return True, f"Общий итог почти не изменится, если: {then}."
    return False, f"Ближайший другой вариант заметно хуже: {then}."


def _moves(moves: list[list[str | None]], names: Mapping[str, str]) -> str:
    """«Иванов И. – наставник Петров П.; Сидоров С. – без пары»."""
    said = []
    for who, _, new in moves:
        where = "без пары" if new is None else f"наставник {names.get(new, NOBODY)}"
        said.append(f"{names.get(who or '', NOBODY)} – {where}")
    return "; ".join(said).removesuffix(".")  # initials end with one already


def _turn(instance: Mapping[str, Any], row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Which single answers would make the other pair of this mentee the better one."""
    loss = row["loss"]
    other = loss["moves"][0][2]
    if other is None:
        return ""
    parts = next(
        pair["parts"] for pair in instance["pairs"] if (pair["mentee"], pair["mentor"]) == (row["mentee"], other)
    )
    weights = instance["weights"]
    fit = [
        rules.title_of(code)
        for code in CHANGING
        if code in parts and weights.get(code, 0) * (100 - parts[code]) > max(0, loss["total"])
    ]
    if not fit:
        return ""
    titles = ", ".join(f"«{title}»" for title in fit)
    return f"Выбор изменит полное совпадение хотя бы в одном: {titles} (наставник {names.get(other, NOBODY)})."


def _leaving(loss: Mapping[str, Any] | None) -> str:
    if loss is None:
        return ""
    if loss["matched"] > 0:
        more = count(loss["matched"], "человека", "человека", "человек")
        return f"Если наставник выбудет, без пары останется больше на {more}."
    return "Если наставник выбудет, его наставляемым найдутся другие."
