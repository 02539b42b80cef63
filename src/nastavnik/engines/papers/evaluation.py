"""Values of expressions over normalised data. Plain dictionaries, lists, texts, numbers and dates only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .checking import LOOP
from .errors import DataError, TemplateError
from .expressions import Choice, Expression, Filter, Literal, Operation, Path
from .fields import Field
from .filters import FILTERS, to_text
from .tree import Doubt, Missing

MAX_STEPS = 1_000_000
MAX_TEXT = 5_000_000
MAX_JOINED = 100_000
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Bound:
    """A name of a loop: its value, its place in the data, what it is."""

    value: Any
    path: str
    field: Field


@dataclass
class Scope:
    """Names in sight while a document is built. `steps` guards against templates that never end."""

    data: Mapping[str, Any]
    fields: Mapping[str, Field]
    local: dict[str, Bound] = field(default_factory=dict)
    annexes: Mapping[str, str] = field(default_factory=dict)
    loop: Mapping[str, Any] = field(default_factory=dict)
    steps: int = 0
    printed: int = 0
    doubts: dict[Doubt, None] = field(default_factory=dict)
    missing: dict[Missing, None] = field(default_factory=dict)

    def doubt(self, source: str, form: str, reason: str) -> None:
        """Remember a form a person should look at."""
        self.doubts[Doubt(source, form, reason)] = None

    def lack(self, path: str, label: str) -> None:
        """Remember an obligatory field without a value."""
        self.missing[Missing(path, label)] = None

    def apply(self, name: str, value: Any, args: tuple[Any, ...]) -> Any:
        """Run a filter; a value it cannot take is an error of the template with the filter named."""
        self.step()
        try:
            return FILTERS[name].run(self, value, *args)
        except (TypeError, ValueError, AttributeError, OverflowError):
            raise TemplateError(f"фильтр «{name}» не подходит к значению: {FILTERS[name].about}") from None

    def step(self, cost: int = 1) -> None:
        """Count work done; a paragraph costs as much as ten values."""
        self.steps += cost
        if self.steps > MAX_STEPS:
            raise TemplateError("слишком сложный шаблон или слишком много строк данных: разделите документ")

    def spend(self, characters: int) -> None:
        """Count printed text."""
        self.printed += characters
        if self.printed > MAX_TEXT:
            raise TemplateError("документ слишком велик: разделите его")

    def value(self, expression: Expression) -> Any:
        """The value of an expression."""
        self.step()
        match expression:
            case Literal(value=value):
                return value
            case Path():
                return self.look(expression)[0]
            case Filter(name=name, args=args, inner=inner):
                return self.apply(name, self.value(inner), tuple(self.value(arg) for arg in args))
            case Choice(test=test, yes=yes, no=no):
                return self.value(yes if self.truth(test) else no)
            case Operation(sign=sign, sides=sides):
                return self._operation(sign, sides)

    def truth(self, expression: Expression) -> bool:
        """Whether a condition holds; an empty text, list or group is false."""
        value = self.value(expression)
        if isinstance(value, dict):
            return any(each not in EMPTY for each in value.values())
        return bool(value)

    def look(self, path: Path) -> tuple[Any, str, Field]:
        """Value, place in the data and description of a path."""
        first, rest = path.parts[0], path.parts[1:]
        if first == "loop":
            return self.loop.get(rest[0]), str(path), LOOP[rest[0]]
        if first == "annex":
            return self.annexes.get(rest[0], ""), str(path), LOOP["index"]
        if first in self.local:
            bound = self.local[first]
            value, place, found = bound.value, bound.path, bound.field
        else:
            value, place, found = self.data.get(first), first, self.fields[first]
        for part in rest:
            value = value.get(part) if isinstance(value, dict) else None
            place = f"{place}.{part}"
            if found.kind != "any":
                found = found.children[part]
        return value, place, found

    def _operation(self, sign: str, sides: tuple[Expression, ...]) -> Any:
        if sign == "or":
            return any(self.truth(side) for side in sides)
        if sign == "and":
            return all(self.truth(side) for side in sides)
        if sign == "not":
            return not self.truth(sides[0])
        if sign == "~":
            text = "".join(to_text(self.value(side)) for side in sides)
            if len(text) > MAX_JOINED:
                raise TemplateError("склеенный текст слишком длинный")
            return text
        left, right = self.value(sides[0]), self.value(sides[1])
        if sign == "in":
            return left in right if isinstance(right, list | str) and left is not None else False
        if sign in ("==", "!="):
            # An absent text is an empty one: `note == ""`.
            same = left == right or (left in EMPTY and right in EMPTY)
            return same is (sign == "==")
        try:
            return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]
        except TypeError:
            if left is None or right is None:
                return False
            raise DataError(f"нельзя сравнить «{to_text(left)}» и «{to_text(right)}»") from None
