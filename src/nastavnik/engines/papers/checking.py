"""A template checked before any data: fields and filters fit, blocks stand where they may and hold what they can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .arguments import check_arguments, names_of_annexes
from .errors import TemplateError
from .expressions import KEYWORDS, Expression, Filter, Path
from .fields import Field, find, item_of
from .kinds import TEXT, Kinds
from .language import Directive, For, If, Line, Node, Row, Words
from .tree import Text

if TYPE_CHECKING:
    from .template import Template

LOOP = {
    "index": Field("index", "number", True, "номер по порядку"),
    "next": Field("next", "number", True, "номер следующей строки"),
    "first": Field("first", "flag", True, "первый"),
    "last": Field("last", "flag", True, "последний"),
}
_LEAVES = frozenset({"lines", "pagebreak", "landscape", "portrait", "space", "points", "frame", "qr", "letterhead"})
_BLOCKS = frozenset({"table", "signatures", "stamp", "columns", "cards", "annex", "letter", "chart"})
# What each block may hold; "" is the sheet itself, «line» a paragraph, «row» a row of cells.
_HOLDS: dict[str, frozenset[str]] = {
    "": _LEAVES | _BLOCKS | {"line"},
    "table": frozenset({"row"}),
    "chart": frozenset({"row"}),
    "signatures": frozenset({"row", "line", "lines"}),
    "stamp": frozenset({"line", "lines"}),
    "annex": frozenset({"line", "lines"}),
    "letter": frozenset({"line", "lines"}),
    "columns": frozenset({"line", "lines", "next"}),
    "cards": frozenset({"card"}),
    "card": frozenset({"line", "lines", "qr"}),
}
_SERIES = 4
Local = Mapping[str, Field]


class Checker:
    """Walks the nodes with the fields in sight. Raises `TemplateError` naming the line."""

    def __init__(self, template: Template) -> None:
        self.fields = template.fields
        self.annexes = set(names_of_annexes(template.body))
        self.body = template.body

    def run(self) -> None:
        """Check the whole body."""
        self._nodes(self.body, {}, None)

    def _nodes(self, nodes: tuple[Node, ...], local: Local, inside: Directive | None) -> None:
        for node in nodes:
            self._place(node, inside)
            match node:
                case Line(words=words, line=line):
                    self._words(words, local, line)
                case Row(cells=cells, line=line):
                    self._width(node, inside)
                    for cell in cells:
                        self._words(cell, local, line)
                case If(branches=branches, line=line):
                    for test, body in branches:
                        if test is not None:
                            self._kinds(local, line).tested(test)
                        self._nodes(body, local, inside)
                case For(name=name, source=source, body=body, line=line):
                    if name in ("loop", "annex") or name in KEYWORDS:
                        raise TemplateError(f"«{name}» — слово языка шаблонов, назовите строку иначе", line)
                    row = self._row_of(source, local, line)
                    self._nodes(body, {**local, name: row, "loop": LOOP["index"]}, inside)
                case Directive(name=name, words=words, body=body, line=line):
                    self._block(node)
                    self._words(words, local, line)
                    self._nodes(body, local, node)

    @staticmethod
    def _place(node: Node, inside: Directive | None) -> None:
        if isinstance(node, If | For):
            return
        name = "line" if isinstance(node, Line) else "row" if isinstance(node, Row) else node.name
        where = inside.name if inside else ""
        if name in _HOLDS[where]:
            return
        said = {"line": "строка текста", "row": "строка таблицы"}.get(name, f"блок «:: {name}»")
        if inside is None:
            homes = " и ".join(f"«:: {home}»" for home, held in _HOLDS.items() if home and name in held)
            raise TemplateError(f"{said} стоит только внутри {homes}", node.line)
        raise TemplateError(f"{said} внутри блока «:: {where}» не печатается: вынесите её за «:: end»", node.line)

    @staticmethod
    def _width(row: Row, inside: Directive | None) -> None:
        """More cells than columns would be lost without a word."""
        if inside is None:
            return
        room = {"signatures": 3, "chart": _SERIES + 1}.get(inside.name, 0)
        room = room or sum(1 for arg in inside.args if arg[0].isdigit())
        room = 1 if row.role == "span" else room
        if len(row.cells) > room:
            raise TemplateError(f"в строке {len(row.cells)} ячеек, а столбцов {room}", row.line)

    def _block(self, node: Directive) -> None:
        check_arguments(node)
        if node.name in ("letterhead", "letter"):
            for name in ("org", "doc"):
                found = self.fields.get(name)
                if found is None or found.common != name:
                    raise TemplateError(
                        f"блок «:: {node.name}» печатает поле «{name}»: опишите его «{name}: {name}»", node.line
                    )
        if node.name == "chart":
            heads = [each for each in _inner(node.body) if isinstance(each, Row) and each.role == "head"]
            if not heads or not all(2 <= len(each.cells) <= _SERIES + 1 for each in heads):
                raise TemplateError(
                    f"в диаграмме должно быть от 1 до {_SERIES} рядов чисел, названных в строке |! … |", node.line
                )

    def _row_of(self, source: Expression, local: Local, line: int) -> Field:
        if isinstance(source, Filter) and source.name == "upto":
            self._kinds(local, line).of(source)
            return TEXT
        if not isinstance(source, Path):
            raise TemplateError("в цикле после in нужно имя списка", line)
        found = self._look(source, local, line)
        if found.kind != "list":
            raise TemplateError(f"«{source}» не список", line)
        return item_of(found)

    def _words(self, words: Words, local: Local, line: int) -> None:
        for piece, _ in words:
            if isinstance(piece, Expression):
                self._kinds(local, line).printed(piece)

    def _kinds(self, local: Local, line: int) -> Kinds:
        known = {**self.fields, **local}
        return Kinds(lambda path: self._look(path, local, line), lambda word: word.split(".")[0] in known, line)

    def _look(self, path: Path, local: Local, line: int) -> Field:
        first = path.parts[0]
        if first == "loop":
            if "loop" not in local:
                raise TemplateError(f"«{path}» есть только внутри «% for»", line)
            return find(LOOP, path.parts[1:] or ("?",), line)
        if first == "annex":
            if len(path.parts) != 2 or path.parts[1] not in self.annexes:
                known = ", ".join(sorted(self.annexes)) or "никаких"
                raise TemplateError(f"нет приложения «{path}»: есть {known}", line)
            return TEXT
        if first in local:
            return local[first] if len(path.parts) == 1 else find({first: local[first]}, path.parts, line)
        return find({**self.fields, **local}, path.parts, line)


def _inner(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Nodes of one block, those of conditions and loops too."""
    for node in nodes:
        yield node
        if isinstance(node, If):
            for _, body in node.branches:
                yield from _inner(body)
        elif isinstance(node, For):
            yield from _inner(node.body)


def bare_text(words: Words) -> str:
    """The fixed words of a line, without its fields."""
    return "".join(piece.text for piece, _ in words if isinstance(piece, Text))
