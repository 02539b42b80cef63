"""A template: read, checked, ready to be filled.

Checked before any data: every field is known to the contract, every filter exists and takes what it is given, blocks
are well formed, and nothing the law or the standard asks of this kind of paper has been left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .checking import Checker
from .errors import TemplateError
from .fields import Field, json_schema, parse_fields
from .language import Directive, For, If, Node, parse_source
from .requisites import absent_requisites

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
_CODE = re.compile(r"^[a-z][a-z0-9_]{0,59}$")
MAX_HEAD = 500
_KEYS = {"code", "title", "family", "register", "keep", "pd", "needs", "size", "spacing", "landscape"}


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
    if not _CODE.match(head["code"]):
        raise TemplateError("«code» состоит из латинских строчных букв, цифр и черты внизу, не длиннее 60 знаков")
    for key, value in head.items():
        if len(value) > MAX_HEAD:
            raise TemplateError(f"«{key}» длиннее {MAX_HEAD} знаков")
    if head.get("landscape", "no") not in ("yes", "no"):
        raise TemplateError("«landscape» — это yes или no")
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
    Checker(template).run()
    absent = absent_requisites(template)
    if absent:
        raise TemplateError("нет обязательного: " + "; ".join(absent))
    return template


def version_of(text: str) -> str:
    """Version of a template: the first 12 characters of the SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


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
