"""The contract of data: which fields a template may name, of what kind, which of them are obligatory.

Written in the head of a template, one field a line, nested by two spaces::

    year: text — учебный год
    pairs: list — пары
      mentor: person — наставник
      mentees: list of person — наставляемые
      note?: text — примечание

`?` marks what may be absent. The common kinds (person, org, doc, act) are described below in the same words.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .errors import TemplateError
from .expressions import KEYWORDS

SIMPLE = ("text", "date", "number", "flag", "any")
_LINE = re.compile(
    r"^(?P<indent> *)(?P<name>[a-z][a-z0-9_]*)(?P<optional>\??):\s*(?P<kind>[a-z ]+?)\s*(?:—\s*(?P<label>.+))?$"
)
MAX_NESTING = 8

_COMMON = """
org: group — организация
  full_name: text — полное наименование организации
  short_name: text — краткое наименование организации
  full_name_gen?: text — полное наименование в родительном падеже
  authority?: text — вышестоящий орган
  place?: text — населённый пункт
  address?: text — адрес
  phone?: text — телефон
  email?: text — электронная почта
  site?: text — сайт
  inn?: text — ИНН
  kpp?: text — КПП
  ogrn?: text — ОГРН
person: group — человек
  last: text — фамилия
  first: text — имя
  middle?: text — отчество
  gender?: text — пол (m, f)
  post?: text — должность
  acting?: flag — исполняет обязанности
  group?: text — группа, класс
  workplace?: text — место работы
  birth_date?: date — дата рождения
  phone?: text — телефон
  email?: text — электронная почта
  forms?: any — поправленные формы имени по падежам
  post_forms?: any — поправленные формы должности по падежам
doc: group — регистрация документа
  number?: text — номер документа
  date?: date — дата документа
act: group — правовой акт
  kind: text — вид акта
  date?: date — дата акта
  number?: text — номер акта
  title?: text — название акта
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind`: text, date, number, flag, any, group, list; `common`: the common kind it came from."""

    name: str
    kind: str
    optional: bool = False
    label: str = ""
    common: str = ""
    children: Mapping[str, Field] = field(default_factory=dict)


@dataclass
class _Draft:
    name: str
    kind: str
    optional: bool
    label: str
    line: int
    children: list[_Draft]


def parse_fields(source: str, first_line: int = 1) -> dict[str, Field]:
    """Read a description of fields. Raises `TemplateError` naming the line of the template."""
    return _parse(source, first_line, _common())


def _parse(source: str, first_line: int, common: Mapping[str, Field]) -> dict[str, Field]:
    root: list[_Draft] = []
    stack: list[list[_Draft]] = [root]
    for line, text in enumerate(source.splitlines(), first_line):
        if not text.strip() or text.strip().startswith("#"):
            continue
        found = _LINE.match(text)
        if not found:
            raise TemplateError(f"не понято описание поля «{text.strip()[:80]}», нужно «имя: вид — название»", line)
        depth = len(found["indent"]) // 2
        if len(found["indent"]) % 2 or depth > len(stack) - 1 or depth > MAX_NESTING:
            raise TemplateError(f"неверный отступ у поля «{found['name']}»: по два пробела на уровень", line)
        del stack[depth + 1 :]
        draft = _Draft(found["name"], found["kind"], bool(found["optional"]), found["label"] or "", line, [])
        stack[depth].append(draft)
        stack.append(draft.children)
    return _freeze(root, common)


def _freeze(drafts: list[_Draft], common: Mapping[str, Field]) -> dict[str, Field]:
    done: dict[str, Field] = {}
    for draft in drafts:
        if draft.name in done or draft.name in ("loop", "annex") or draft.name in KEYWORDS:
            raise TemplateError(f"поле «{draft.name}» описано дважды или занято", draft.line)
        done[draft.name] = _freeze_one(draft, common)
    return done


def _freeze_one(draft: _Draft, common: Mapping[str, Field]) -> Field:
    own = _freeze(draft.children, common)
    kind, _, item = draft.kind.partition(" of ")
    label = draft.label or draft.name
    if own and (kind in SIMPLE or item in SIMPLE):
        raise TemplateError(f"поле «{draft.name}» простое, вложенных полей у него нет", draft.line)
    for name, each in own.items():
        base = common[item or kind].children.get(name) if (item or kind) in common else None
        if base is not None and base.kind != each.kind:
            raise TemplateError(
                f"«{draft.name}.{name}» уже есть и имеет вид «{base.kind}»: назовите поле иначе", draft.line
            )
    if kind == "list" and item:
        if item in SIMPLE:
            children = {"item": Field("item", item, False, label)}
        elif item in common:
            children = {**common[item].children, **own}
        else:
            raise TemplateError(_unknown("вид", item, [*SIMPLE, *common]), draft.line)
        return Field(draft.name, "list", draft.optional, label, item, children)
    if kind in common and not item:
        return Field(draft.name, "group", draft.optional, label, kind, {**common[kind].children, **own})
    if kind not in (*SIMPLE, "group", "list") or item:
        raise TemplateError(_unknown("вид", draft.kind, [*SIMPLE, "group", "list", *common]), draft.line)
    if kind in ("group", "list") and not own:
        raise TemplateError(f"у поля «{draft.name}» не описано ни одного вложенного поля", draft.line)
    return Field(draft.name, kind, draft.optional, label, "", own)


@cache
def _common() -> Mapping[str, Field]:
    return _parse(_COMMON, 1, {})


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"похоже на «{near[0]}»" if near else "есть " + ", ".join(sorted(known))
    return f"неизвестный {what} «{name}»: {hint}"


def find(fields: Mapping[str, Field], parts: tuple[str, ...], line: int = 0) -> Field:
    """The field a path names. Raises `TemplateError` with the nearest known name."""
    here: Mapping[str, Field] = fields
    found: Field | None = None
    for depth, part in enumerate(parts):
        if found is not None and found.kind == "any":
            return found
        if found is not None and found.kind == "list":
            raise TemplateError(f"«{'.'.join(parts[:depth])}» — список, к его строкам ведёт «% for»", line)
        if part not in here:
            known = [".".join((*parts[:depth], name)) for name in here]
            near = difflib.get_close_matches(part, here, 1, 0.6)
            hint = (
                f"похоже на «{'.'.join((*parts[:depth], near[0]))}»" if near else "разрешены " + ", ".join(known[:40])
            )
            raise TemplateError(f"неизвестное поле «{'.'.join(parts)}»: {hint}", line)
        found = here[part]
        here = found.children
    assert found is not None
    return found


def item_of(found: Field) -> Field:
    """What one row of a list is."""
    if set(found.children) == {"item"} and found.common in SIMPLE:
        return found.children["item"]
    return Field(found.name, "group", False, found.label, found.common, found.children)


def json_schema(fields: Mapping[str, Field], title: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the data."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_object(fields)}


def _object(fields: Mapping[str, Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _schema(each) for name, each in fields.items()},
        "required": [name for name, each in fields.items() if not each.optional],
    }


def _schema(found: Field) -> dict[str, Any]:
    about = {"description": found.label}
    match found.kind:
        case "date":
            return {"type": "string", "format": "date", **about}
        case "number":
            return {"type": "number", **about}
        case "flag":
            return {"type": "boolean", **about}
        case "any":
            return {"type": "object", **about}
        case "group":
            return {**_object(found.children), **about}
        case "list":
            return {"type": "array", "items": _schema(item_of(found)), **about}
        case _:
            return {"type": "string", **about}
