"""A template: read, checked, ready to be filled.

Checked before any data: every field is known to the contract, every filter exists and takes what it is given, blocks
are well formed, and nothing the law or the standard asks of this kind of paper has been left out.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .charts import KINDS
from .errors import TemplateError
from .expressions import Expression, Filter, Literal, Path, walk
from .fields import Field, find, item_of, json_schema, parse_fields
from .filters import FILTERS
from .language import Directive, For, If, Line, Node, Row, Words, parse_source
from .requisites import absent_requisites
from .tree import Text

FAMILIES = {
    "order": "приказ",
    "consent": "согласие",
    "text": "утверждаемый документ",
    "journal": "список, журнал",
    "letter": "письмо, уведомление",
    "agreement": "соглашение",
    "form": "бланк",
    "report": "отчёт",
    "award": "наградной лист",
}
_KEYS = {"code", "title", "family", "register", "keep", "pd", "needs", "size", "spacing", "landscape"}
LOOP = {
    "index": Field("index", "number", True, "номер по порядку"),
    "next": Field("next", "number", True, "номер следующей строки"),
    "first": Field("first", "flag", True, "первый"),
    "last": Field("last", "flag", True, "последний"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """`needs`: codes of papers that must stand before; `register`, `keep`, `pd`: as in the catalogue of documents.

    `size` in pt, `spacing` as a multiple of the line, `version` the first 12 characters of the SHA-256 of the text.
    """

    code: str
    title: str
    family: str
    register: str
    keep: str
    pd: str
    needs: tuple[str, ...]
    size: float
    spacing: float
    landscape: bool
    fields: Mapping[str, Field]
    body: tuple[Node, ...]
    text: str
    version: str


def read_template(text: str, *, contract: Mapping[str, Field] | None = None) -> Template:
    """Read and check a template.

    `contract`: fields that may be named instead of those the text itself describes (for a shipped kind of paper, whose
    data come from the product). Raises `TemplateError`.
    """
    source = parse_source(text)
    head = source.head
    unknown = sorted(set(head) - _KEYS)
    if unknown:
        raise TemplateError(f"в заголовке неизвестный ключ «{unknown[0]}»: есть {', '.join(sorted(_KEYS))}")
    for key in ("code", "title", "family"):
        if not head.get(key):
            raise TemplateError(f"в заголовке нет ключа «{key}»")
    if head["family"] not in FAMILIES:
        raise TemplateError(f"неизвестное семейство «{head['family']}»: есть {', '.join(FAMILIES)}")
    own = parse_fields(source.fields, source.fields_line)
    if contract is not None:
        _check_contract(own, contract, source.fields_line)
    template = Template(
        code=head["code"],
        title=head["title"],
        family=head["family"],
        register=head.get("register", ""),
        keep=head.get("keep", ""),
        pd=head.get("pd", "none"),
        needs=tuple(head.get("needs", "").replace(",", " ").split()),
        size=_number(head, "size", 14, 9, 20),
        spacing=_number(head, "spacing", 1.15, 1, 2),
        landscape=head.get("landscape", "no") == "yes",
        fields=own if contract is None else contract,
        body=source.body,
        text=text,
        version=version_of(text),
    )
    _Checker(template).nodes(template.body, {})
    absent = absent_requisites(template)
    if absent:
        raise TemplateError("нет обязательного: " + "; ".join(absent))
    return template


def version_of(text: str) -> str:
    """Version of a template: the first 12 characters of the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def schema(template: Template) -> dict[str, Any]:
    """JSON Schema of the data this template takes."""
    return json_schema(template.fields, template.title)


def _number(head: Mapping[str, str], key: str, default: float, low: float, high: float) -> float:
    try:
        value = float(head.get(key, default))
    except ValueError:
        raise TemplateError(f"«{key}» должно быть числом") from None
    if not low <= value <= high:
        raise TemplateError(f"«{key}» должно быть от {low:g} до {high:g}")
    return value


def _check_contract(own: Mapping[str, Field], contract: Mapping[str, Field], line: int, path: str = "") -> None:
    for name, each in own.items():
        here = f"{path}.{name}" if path else name
        if name not in contract:
            raise TemplateError(
                f"поля «{here}» нет в данных этого документа: разрешены {', '.join(sorted(contract)[:40])}", line
            )
        _check_contract(each.children, contract[name].children, line, here)


class _Checker:
    """Walks the nodes with the fields in sight."""

    def __init__(self, template: Template) -> None:
        self.fields = template.fields
        self.annexes = {node.args[0] for node in directives(template.body, "annex") if node.args}

    def nodes(self, nodes: tuple[Node, ...], local: Mapping[str, Field]) -> None:
        for node in nodes:
            match node:
                case Line(words=words, line=line):
                    self.words(words, local, line)
                case Row(cells=cells, line=line):
                    for cell in cells:
                        self.words(cell, local, line)
                case If(branches=branches, line=line):
                    for test, body in branches:
                        if test is not None:
                            self.expression(test, local, line)
                        self.nodes(body, local)
                case For(name=name, source=source, body=body, line=line):
                    self.expression(source, local, line)
                    self.nodes(body, {**local, name: self._row_of(source, local, line)})
                case Directive(name=name, args=args, words=words, body=body, line=line):
                    check_args(name, args, line)
                    self.words(words, local, line)
                    self.nodes(body, local)

    def _row_of(self, source: Expression, local: Mapping[str, Field], line: int) -> Field:
        if isinstance(source, Filter) and source.name == "upto":
            return LOOP["index"]
        if not isinstance(source, Path):
            raise TemplateError("в цикле после in нужно имя списка", line)
        found = self.path(source, local, line)
        if found.kind != "list":
            raise TemplateError(f"«{source}» не список", line)
        return item_of(found)

    def words(self, words: Words, local: Mapping[str, Field], line: int) -> None:
        for piece, _ in words:
            if isinstance(piece, Expression):
                self.expression(piece, local, line)

    def expression(self, expression: Expression, local: Mapping[str, Field], line: int) -> None:
        for each in walk(expression):
            if isinstance(each, Path):
                self.path(each, local, line)
            elif isinstance(each, Filter):
                self._filter(each, local, line)

    def _filter(self, each: Filter, local: Mapping[str, Field], line: int) -> None:
        spec = FILTERS.get(each.name)
        if spec is None:
            near = difflib.get_close_matches(each.name, FILTERS, 1, 0.4)
            hint = f"похоже на «{near[0]}»" if near else "есть " + ", ".join(FILTERS)
            raise TemplateError(f"неизвестный фильтр «{each.name}»: {hint}", line)
        if not spec.least <= len(each.args) <= spec.most:
            raise TemplateError(f"фильтр «{each.name}»: лишние или недостающие параметры ({spec.about})", line)
        if each.name == "each":
            self._each(each, line)
        if isinstance(each.inner, Path):
            kind = self.path(each.inner, local, line)
            takes = {"person": "group", "org": "group"}.get(spec.takes, spec.takes)
            wrong = takes != "any" and kind.kind not in (takes, "any")
            if wrong or (spec.takes in ("person", "org") and kind.common not in (spec.takes, "")):
                raise TemplateError(f"фильтр «{each.name}» не подходит к полю «{each.inner}» ({kind.label})", line)

    def _each(self, each: Filter, line: int) -> None:
        name = each.args[0].value if isinstance(each.args[0], Literal) else ""
        spec = FILTERS.get(str(name))
        if spec is None or name == "each" or not spec.least <= len(each.args) - 1 <= spec.most:
            raise TemplateError(f"в «each» неизвестный фильтр «{name}» или неверные параметры", line)

    def path(self, path: Path, local: Mapping[str, Field], line: int) -> Field:
        first = path.parts[0]
        if first == "loop":
            return find(LOOP, path.parts[1:] or ("?",), line)
        if first == "annex":
            if len(path.parts) != 2 or path.parts[1] not in self.annexes:
                known = ", ".join(sorted(self.annexes)) or "никаких"
                raise TemplateError(f"нет приложения «{path}»: есть {known}", line)
            return LOOP["index"]
        if first in local:
            if len(path.parts) == 1:
                return local[first]
            return find({first: local[first]}, path.parts, line)
        return find({**self.fields, **local}, path.parts, line)


def check_args(name: str, args: tuple[str, ...], line: int) -> None:
    """Numbers where a block wants numbers."""
    if name in ("annex", "letterhead", "lines", "qr"):
        return
    if name == "chart":
        if not args or args[0] not in KINDS:
            raise TemplateError(f"блок «:: chart»: первым назовите вид: {', '.join(KINDS)}", line)
        if len(args) > 2:
            raise TemplateError("блок «:: chart»: после вида может стоять только единица, например %", line)
        return
    for arg in args:
        bare = arg.removeprefix("size=").removeprefix("row=").rstrip("cr")
        if not bare.replace(".", "", 1).isdigit() and arg not in ("pen", "left", "right", "tight"):
            raise TemplateError(f"блок «:: {name}»: непонятный параметр «{arg[:40]}»", line)
    if name in ("table", "columns") and not any(arg[0].isdigit() for arg in args):
        raise TemplateError(f"блок «:: {name}»: не названы ширины столбцов", line)


def directives(nodes: tuple[Node, ...], name: str) -> Iterator[Directive]:
    """Every block of this name, at any depth."""
    for node in all_nodes(nodes):
        if isinstance(node, Directive) and node.name == name:
            yield node


def all_nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node at any depth, in the order of the text."""
    for node in nodes:
        yield node
        match node:
            case If(branches=branches):
                for _, body in branches:
                    yield from all_nodes(body)
            case For(body=body) | Directive(body=body):
                yield from all_nodes(body)


def bare_text(words: Words) -> str:
    """The fixed words of a line, without its fields."""
    return "".join(piece.text for piece, _ in words if isinstance(piece, Text))
