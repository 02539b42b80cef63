"""What an expression may give, known before any data: a filter that cannot take it is refused when a template is saved."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import replace

from .errors import TemplateError
from .expressions import Choice, Expression, Filter, Literal, Operation, Path
from .fields import Field, item_of
from .filters import FILTERS, FilterSpec
from .names import CASES

TEXT, NUMBER, FLAG = Field("", "text", True), Field("", "number", True), Field("", "flag", True)
RICH, NOTHING, ANY = Field("", "rich", True), Field("", "none", True), Field("", "any", True)
TEXTS = Field("", "list", True, "", "text", {"item": TEXT})

_WORDS = {
    "text": "текст", "number": "число", "date": "дата", "flag": "да или нет", "group": "объект", "list": "список",
    "rich": "строка с чертой, отметкой или новой строкой",
}  # fmt: skip
_PLAIN = ("text", "number", "date", "flag")
_ORDERED = ("number", "date", "text")


def plain(kind: Field) -> bool:
    """Whether it prints as one text."""
    return kind.kind in (*_PLAIN, "any", "none") or (kind.kind == "list" and plain(item_of(kind)))


def _person(kind: Field) -> bool:
    return kind.kind == "group" and (kind.common == "person" or (not kind.common and "last" in kind.children))


def _organization(kind: Field) -> bool:
    return kind.kind == "group" and (kind.common == "org" or (not kind.common and "full_name" in kind.children))


# What a filter takes (`FilterSpec.takes`); «any» and nothing at all fit everywhere.
ACCEPTS: dict[str, Callable[[Field], bool]] = {
    "any": lambda kind: True,
    "text": lambda kind: kind.kind == "text",
    "number": lambda kind: kind.kind == "number",
    "date": lambda kind: kind.kind == "date",
    "plain": plain,
    "list": lambda kind: kind.kind == "list",
    "rows": lambda kind: kind.kind == "list" and plain(kind),
    "texts": lambda kind: kind.kind == "text" or (kind.kind == "list" and plain(kind)),
    "countable": lambda kind: kind.kind in ("list", "number", "text"),
    "person": _person,
    "org": _organization,
    "people": lambda kind: _person(kind) or (kind.kind == "list" and _person(item_of(kind))),
    "named": lambda kind: kind.kind == "text" or _person(kind),
}


class Kinds:
    """`look` gives the field a path names, or raises `TemplateError`; `known` says whether a word is a field in sight."""

    def __init__(self, look: Callable[[Path], Field], known: Callable[[str], bool], line: int) -> None:
        self.look, self.known, self.line = look, known, line

    def printed(self, expression: Expression) -> None:
        """Check an expression that is printed."""
        for kind in self.of(expression):
            if not plain(kind) and kind.kind != "rich":
                raise TemplateError(f"{_said(expression)} ({_named(kind)}) нельзя напечатать целиком: назовите его поле "
                                    "или фильтр", self.line)  # fmt: skip

    def tested(self, expression: Expression) -> None:
        """Check a condition."""
        if any(kind.kind == "rich" for kind in self.of(expression)):
            raise TemplateError(f"{_said(expression)} не годится в условие", self.line)

    def of(self, expression: Expression) -> tuple[Field, ...]:
        """Everything the expression may give. Raises `TemplateError` for what never makes sense."""
        match expression:
            case Literal(value=value):
                return (_of_literal(value),)
            case Path():
                return (self.look(expression),)
            case Filter():
                return self._filter(expression)
            case Choice(test=test, yes=yes, no=no):
                self.tested(test)
                return _united([*self.of(yes), *self.of(no)])
            case Operation(sign=sign, sides=sides):
                return (self._operation(sign, sides),)

    def _operation(self, sign: str, sides: tuple[Expression, ...]) -> Field:
        if sign in ("or", "and", "not"):
            for side in sides:
                self.tested(side)
            return FLAG
        if sign == "~":
            for side in sides:
                self.printed(side)
            return RICH if any(kind.kind == "rich" for side in sides for kind in self.of(side)) else TEXT
        left, right = (self.of(side) for side in sides)
        if sign == "in":
            fits = any(_holds(one, whole) for one in left for whole in right)
        elif sign in ("==", "!="):
            fits = any(_same(one, other, _PLAIN) for one in left for other in right)
        else:
            fits = all(_same(one, other, _ORDERED) for one in left for other in right)
        if not fits:
            shown = " и ".join(_named(kinds[0]) for kinds in (left, right))
            raise TemplateError(f"сравнение «{sign}» не имеет смысла: {shown}", self.line)
        return FLAG

    def _filter(self, each: Filter) -> tuple[Field, ...]:
        spec = FILTERS.get(each.name)
        if spec is None:
            near = difflib.get_close_matches(each.name, FILTERS, 1, 0.4)
            hint = f"похоже на «{near[0]}»" if near else "есть " + ", ".join(FILTERS)
            raise TemplateError(f"неизвестный фильтр «{each.name}»: {hint}", self.line)
        inner = self.of(each.inner)
        return self._applied(spec, inner, each.args, _said(each.inner))

    def _applied(
        self, spec: FilterSpec, inner: tuple[Field, ...], args: tuple[Expression, ...], said: str
    ) -> tuple[Field, ...]:
        if not spec.least <= len(args) <= spec.most:
            raise TemplateError(f"фильтр «{spec.name}»: лишние или недостающие параметры ({spec.about})", self.line)
        for kind in inner:
            if kind.kind not in ("any", "none") and not ACCEPTS[spec.takes](kind):
                name = f"{said} ({_named(kind)})"
                raise TemplateError(
                    f"фильтр «{spec.name}» не подходит: {name}. Он для другого: {spec.about}", self.line
                )
        if spec.name == "each":
            return self._each(inner, args, said)
        for place, arg in enumerate(args):
            self._argument(spec, spec.args[place], arg)
        match spec.gives:
            case "number":
                return (NUMBER,)
            case "rich":
                return (RICH,)
            case "list":
                return (TEXTS,)
            case "item":
                return _united(item_of(kind) if kind.kind == "list" else kind for kind in inner)
            case "same":
                own = inner if spec.args == ("value",) else (*inner, RICH)
                return _united([*own, *(kind for arg in args if spec.args == ("value",) for kind in self.of(arg))])
        return (TEXT,)

    def _each(self, inner: tuple[Field, ...], args: tuple[Expression, ...], said: str) -> tuple[Field, ...]:
        name = args[0].value if isinstance(args[0], Literal) else ""
        spec = FILTERS.get(str(name))
        if spec is None or spec.name == "each":
            raise TemplateError(f"в «each» неизвестный фильтр «{name}»", self.line)
        rows = tuple(item_of(kind) if kind.kind == "list" else kind for kind in inner)
        given = self._applied(spec, rows, args[1:], f"строка списка {said}")
        return tuple(Field("", "list", True, "", kind.kind, {"item": kind}) if kind.kind in (*_PLAIN, "any")
                     else Field("", "list", True, "", "", {"item": kind, "": kind}) for kind in given)  # fmt: skip

    def _argument(self, spec: FilterSpec, wanted: str, arg: Expression) -> None:
        if isinstance(arg, Literal):
            if wanted == "case" and arg.value not in CASES:
                raise TemplateError(f"неизвестный падеж «{arg.value}»: есть {', '.join(CASES)}", self.line)
            if arg.bare and wanted != "case" and self.known(str(arg.value)):
                raise TemplateError(
                    f"фильтр «{spec.name}»: «{arg.value}» — поле или слово? Поле возьмите в скобки, слово в кавычки",
                    self.line,
                )
        for kind in self.of(arg):
            right = {"case": "text", "filter": "text"}.get(wanted, wanted)
            if right != "value" and kind.kind not in (right, "any", "none"):
                raise TemplateError(f"фильтр «{spec.name}»: неверный параметр ({spec.about})", self.line)


def _of_literal(value: object) -> Field:
    if value is None or value == "":
        return NOTHING
    return FLAG if isinstance(value, bool) else NUMBER if isinstance(value, int | float) else TEXT


def _united(kinds: Iterable[Field]) -> tuple[Field, ...]:
    """The same kinds once; nothing is left out beside something."""
    seen: list[Field] = []
    for kind in kinds:
        kind = replace(kind, optional=True)
        if kind not in seen:
            seen.append(kind)
    return tuple(kind for kind in seen if kind.kind != "none") or (NOTHING,)


def _same(one: Field, other: Field, among: tuple[str, ...]) -> bool:
    if "none" in (one.kind, other.kind) or "any" in (one.kind, other.kind):
        return True
    return one.kind == other.kind and one.kind in among


def _holds(one: Field, whole: Field) -> bool:
    if whole.kind == "list":
        return _same(one, item_of(whole), _PLAIN)
    return whole.kind in ("any", "none") or (whole.kind == "text" and one.kind in ("text", "any", "none"))


def _said(expression: Expression) -> str:
    while isinstance(expression, Filter):
        expression = expression.inner
    return f"«{expression}»" if isinstance(expression, Path) else "выражение"


def _named(kind: Field) -> str:
    if kind.label:
        return kind.label
    return _WORDS.get(kind.kind, kind.kind)
