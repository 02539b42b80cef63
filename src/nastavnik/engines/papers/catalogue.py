"""Shipped templates: text files of this package, read once."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .errors import TemplateError
from .language import parse_head
from .template import Template, read_template, version_of

FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """What a list of templates shows."""

    code: str
    title: str
    family: str
    register: str
    keep: str
    pd: str
    needs: tuple[str, ...]
    version: str


@cache
def codes() -> frozenset[str]:
    """Codes of the shipped templates."""
    return frozenset(path.stem for path in FOLDER.glob("*.txt"))


@cache
def list_templates() -> tuple[TemplateInfo, ...]:
    """Shipped templates in the order of their codes; only their heads are read."""
    return tuple(_info(source(code)) for code in sorted(codes()))


def _info(text: str) -> TemplateInfo:
    head = parse_head(text.split("\n---\n", 1)[0].split("\n"))
    return TemplateInfo(
        head["code"],
        head["title"],
        head["family"],
        head.get("register", ""),
        head.get("keep", ""),
        head.get("pd", "none"),
        tuple(head.get("needs", "").split()),
        version_of(text),
    )


def source(code: str) -> str:
    """Text of a shipped template. Raises `TemplateError` for an unknown code, with the nearest known one."""
    if code not in codes():
        near = difflib.get_close_matches(code, codes(), 1, 0.5)
        raise TemplateError(f"нет шаблона «{code}»" + (f", похоже на «{near[0]}»" if near else ""))
    return (FOLDER / f"{code}.txt").read_text(encoding="utf-8")


@cache
def load(code: str) -> Template:
    """A shipped template by its code."""
    return read_template(source(code))


def sample(code: str) -> Mapping[str, Any]:
    """Invented data for a preview of a shipped template; a new copy at each call."""
    source(code)
    data: dict[str, Any] = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return data


def parse_template(text: str) -> Template:
    """Check a template an organisation has edited.

    When its code is that of a shipped kind, only the fields of the shipped one may be named: the product gives
    no others. Raises `TemplateError`.
    """
    own = read_template(text)
    if own.code in codes():
        return read_template(text, contract=load(own.code).fields)
    return own
