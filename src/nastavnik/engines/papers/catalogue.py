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
from .template import Template, read_template

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
def list_templates() -> tuple[TemplateInfo, ...]:
    """Shipped templates in the order of their codes."""
    return tuple(_info(load(path.stem)) for path in sorted(FOLDER.glob("*.txt")))


def _info(template: Template) -> TemplateInfo:
    return TemplateInfo(
        template.code,
        template.title,
        template.family,
        template.register,
        template.keep,
        template.pd,
        template.needs,
        template.version,
    )


def source(code: str) -> str:
    """Text of a shipped template. Raises `TemplateError` for an unknown code, with the nearest known one."""
    known = [path.stem for path in FOLDER.glob("*.txt")]
    if code not in known:
        near = difflib.get_close_matches(code, known, 1, 0.5)
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
    if own.code in {path.stem for path in FOLDER.glob("*.txt")}:
        return read_template(text, contract=load(own.code).fields)
    return own
