"""Expressions of templates: `{{ mentor|fio:dat }}`.

A small language of its own, evaluated over plain dictionaries, lists and strings. There are no calls, no attributes
of Python objects, no arithmetic, so nothing of the program is within reach and a value cannot be blown up.

Grammar::

    choice  := or [ "if" or [ "else" choice ] ]
    or      := and { "or" and }          and  := not { "and" not }        not := [ "not" ] compare
    compare := join [ ( == | != | < | <= | > | >= | in ) join ]
    join    := piped { "~" piped }       piped := value { "|" name [ ":" arg { "," arg } ] }
    value   := 'text' | "text" | number | true | false | none | path | "(" choice ")"
    arg     := 'text' | "text" | number | word | "(" choice ")"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import TemplateError

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>'[^']*'|"[^"]*")
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
      | (?P<sign>==|!=|<=|>=|[<>|:,()~])
    )""",
    re.VERBOSE,
)
KEYWORDS = {"if", "else", "or", "and", "not", "in", "true", "false", "none"}
_COMPARE = {"==", "!=", "<", "<=", ">", ">=", "in"}
MAX_EXPRESSION = 2000
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Literal:
    """`bare`: a word without quotes, which only an argument of a filter may be."""

    value: str | int | float | bool | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    args: tuple[Expression, ...]
    inner: Expression


@dataclass(frozen=True, slots=True)
class Choice:
    """`yes if test else no`; without `else` an empty text."""

    test: Expression
    yes: Expression
    no: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    """`sign` is or, and, not, ~ or one of the comparisons; `not` has one side."""

    sign: str
    sides: tuple[Expression, ...]


Expression = Literal | Path | Filter | Choice | Operation


def parse_expression(source: str, line: int = 0) -> Expression:
    """Parse one expression. Raises `TemplateError` that names the place."""
    if len(source) > MAX_EXPRESSION:
        raise TemplateError(f"выражение длиннее {MAX_EXPRESSION} знаков, разбейте его", line)
    return _Parser(source, line).parse()


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, outermost first."""
    yield expression
    match expression:
        case Filter(args=args, inner=inner):
            yield from walk(inner)
            for arg in args:
                yield from walk(arg)
        case Choice(test=test, yes=yes, no=no):
            for side in (test, yes, no):
                yield from walk(side)
        case Operation(sides=sides):
            for side in sides:
                yield from walk(side)


class _Parser:
    def __init__(self, source: str, line: int) -> None:
        self.source, self.line, self.depth, self.at = source.strip(), line, 0, 0
        self.tokens = self._split()

    def _fail(self, message: str) -> TemplateError:
        return TemplateError(f"в выражении «{self.source}» {message}", self.line)

    def _split(self) -> list[tuple[str, str]]:
        tokens, place = [], 0
        while place < len(self.source):
            found = _TOKEN.match(self.source, place)
            if not found or found.end() == place:
                raise self._fail(f"непонятный знак «{self.source[place:].strip()[:1]}»")
            kind = str(found.lastgroup)
            tokens.append((kind, found.group(kind)))
            place = found.end()
        return tokens

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self.at += 1
        return token

    def _take(self, *values: str) -> str:
        kind, value = self._peek()
        if kind != "text" and value in values:
            self.at += 1
            return value
        return ""

    def parse(self) -> Expression:
        if not self.tokens:
            raise TemplateError("пустое выражение в скобках {{ }}", self.line)
        result = self._choice()
        if self.at < len(self.tokens):
            raise self._fail(f"лишнее: «{self._peek()[1]}»")
        return result

    def _choice(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._fail("слишком много вложенных скобок")
        value = self._or()
        if self._take("if"):
            test = self._or()
            no: Expression = self._choice() if self._take("else") else Literal("")
            value = Choice(test, value, no)
        self.depth -= 1
        return value

    def _or(self) -> Expression:
        sides = [self._and()]
        while self._take("or"):
            sides.append(self._and())
        return sides[0] if len(sides) == 1 else Operation("or", tuple(sides))

    def _and(self) -> Expression:
        sides = [self._not()]
        while self._take("and"):
            sides.append(self._not())
        return sides[0] if len(sides) == 1 else Operation("and", tuple(sides))

    def _not(self) -> Expression:
        negated = False
        while self._take("not"):
            negated = not negated
        inner = self._compare()
        return Operation("not", (inner,)) if negated else inner

    def _compare(self) -> Expression:
        left = self._join()
        sign = self._take(*_COMPARE)
        return Operation(sign, (left, self._join())) if sign else left

    def _join(self) -> Expression:
        sides = [self._piped()]
        while self._take("~"):
            sides.append(self._piped())
        return sides[0] if len(sides) == 1 else Operation("~", tuple(sides))

    def _piped(self) -> Expression:
        value = self._value()
        while self._take("|"):
            kind, name = self._next()
            if kind != "word":
                raise self._fail("после «|» должно стоять имя фильтра")
            args = []
            if self._take(":"):
                args.append(self._arg())
                while self._take(","):
                    args.append(self._arg())
            value = Filter(name, tuple(args), value)
        return value

    def _arg(self) -> Expression:
        if self._peek()[0] == "word" and self._peek()[1] not in KEYWORDS:
            return Literal(self._next()[1], True)
        return self._value()

    def _value(self) -> Expression:
        kind, value = self._next()
        if kind == "text":
            return Literal(value[1:-1])
        if kind == "number":
            return Literal(float(value) if "." in value else int(value))
        if kind == "word":
            if value in ("true", "false"):
                return Literal(value == "true")
            if value == "none":
                return Literal(None)
            if value not in KEYWORDS:
                return Path(tuple(value.split(".")))
        if value == "(" and kind == "sign":
            inner = self._choice()
            if not self._take(")"):
                raise self._fail("не закрыта скобка")
            return inner
        raise self._fail(f"неожиданное «{value}»" if value else "не хватает конца")
