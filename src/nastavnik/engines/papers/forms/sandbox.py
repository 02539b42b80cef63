"""The only Jinja an uploaded form may speak: values of dictionaries, this engine's filters, conditions, loops.

No calls, no attributes of objects, no arithmetic, no assignments, no other files. What the language has not got cannot
be reached by any trick of spelling: a template with a forbidden node is refused before it runs.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import PapersError
from ..filters import FILTERS, to_text
from ..tree import Blank, Box, Break, Text

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.Filter, nodes.If, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
    nodes.Concat, nodes.Keyword,
)  # fmt: skip
# Filters no form can name: their names are no words.
_TEXT, _ROWS = "~", "in"
MAX_REPEATS = 100_000
_LOOP = ("index", "first", "last", "length")
# Printed where a value is absent, so that it can be written by pen.
LINE = "_" * 20


class FormError(PapersError):
    """A form cannot be used: what is wrong in it, what to do. `field`: the name it is about, or ""."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message, field)
        self.message, self.field = message, field

    def __str__(self) -> str:
        return f"Бланк: {self.message}"


class Sandbox(ImmutableSandboxedEnvironment):
    """`doubt` is told of forms of words a person should look at."""

    def __init__(self, doubt: Callable[[str, str, str], None]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._finalized)
        self.doubt = doubt
        self.repeats = 0
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters |= {name: self._filter(name) for name in FILTERS}
        self.filters |= {_TEXT: self._printed, _ROWS: self._rows}

    def _filter(self, name: str) -> Callable[..., Any]:
        spec = FILTERS[name]

        def run(value: Any, *args: Any) -> Any:
            if not spec.least <= len(args) <= spec.most:
                raise FormError(f"фильтр «{name}»: лишние или недостающие параметры ({spec.about}).", name)
            try:
                return spec.run(self, value, *args)
            except (TypeError, ValueError, AttributeError, OverflowError):
                raise FormError(f"фильтр «{name}» не подходит к значению: {spec.about}.", name) from None

        return run

    def apply(self, name: str, value: Any, args: tuple[Any, ...]) -> Any:
        """What filters of lists ask of their caller."""
        if name not in FILTERS:
            raise FormError(f"в «each» неизвестный фильтр «{str(name)[:40]}».", str(name)[:40])
        return self.filters[name](value, *args)

    @pass_context
    def _finalized(self, context: Any, value: Any) -> Any:
        """With the context asked for, constants too come here and not into the text as they are."""
        return self._printed(value)

    def _printed(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return "".join(self._printed(each) for each in value)
        if isinstance(value, Text):
            return value.text
        if isinstance(value, Blank) or value is None:
            return LINE
        if isinstance(value, Box):
            return "□"
        if isinstance(value, Break):
            return "\n"
        if isinstance(value, dict | list):
            raise FormError("список или человека нельзя напечатать целиком: назовите поле или фильтр.")
        if not isinstance(value, str | int | float | dt.date):
            raise FormError("это не данные: напечатать можно только поле.")
        return to_text(value) if not isinstance(value, str) else value

    def _rows(self, value: Any) -> list[Any]:
        """What a loop goes over: a list or nothing, never the letters of a word or the keys of a person."""
        if value is None:
            return []
        if not isinstance(value, list):
            raise FormError("после «in» в цикле должен стоять список.")
        self.repeats += len(value)
        if self.repeats > MAX_REPEATS:
            raise FormError(
                "он не прочитан до конца: слишком много повторов. Уберите цикл внутри цикла или разделите данные."
            )
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` is a key of a dictionary and nothing else."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a dictionary; an unknown one is refused with the nearest known name."""
        if isinstance(obj, Mapping) and isinstance(argument, str):
            if argument in obj:
                return obj[argument]
            raise unknown(argument, list(obj))
        if isinstance(obj, LoopContext) and argument in _LOOP:
            return getattr(obj, argument)
        if obj is None:
            return None
        raise FormError(f"у значения нет поля «{str(argument)[:40]}».", str(argument)[:40])

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called."""
        return False

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Filter) and node.name not in FILTERS:
                near = difflib.get_close_matches(node.name, FILTERS, 1, 0.4)
                hint = f" Похоже на «{near[0]}»." if near else ""
                raise FormError(f"неизвестный фильтр «{node.name}».{hint}", node.name)
            if isinstance(node, nodes.Filter) and (node.kwargs or node.dyn_args or node.dyn_kwargs):
                raise FormError(f"фильтр «{node.name}»: параметры пишутся подряд, без имён и звёздочек.", node.name)
            if not isinstance(node, _ALLOWED) and not isinstance(node, nodes.EvalContextModifier | nodes.Helper):
                word = type(node).__name__.lower()
                raise FormError(f"в полях нельзя: «{word}». Есть значения, фильтры, if и for.", word)
        for loop in tree.find_all(nodes.For):
            loop.iter = _through(_ROWS, loop.iter)
        for joined in tree.find_all(nodes.Concat):
            joined.nodes = [_through(_TEXT, each) for each in joined.nodes]
        return tree


def _through(name: str, node: Any) -> nodes.Expr:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def unknown(name: str, known: list[str]) -> FormError:
    """An unknown field, the nearest known one named."""
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"похоже на «{near[0]}»" if near else "есть " + ", ".join(sorted(known)[:30])
    return FormError(f"неизвестное поле «{name[:60]}»: {hint}.", name[:60])
