"""Arguments of blocks: `:: table 10c 60 30r size=10`. Checked when a template is saved, so that numbers are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .charts import KINDS
from .errors import TemplateError
from .language import Directive, For, If, Node
from .tree import Text

# Word takes no more columns in a table.
MAX_COLUMNS = 63
# A code of 24 mm with more in it is not read by a telephone.
MAX_LINK = 250
_NUMBER = re.compile(r"^[0-9]{1,5}(?:\.[0-9]{1,3})?$")
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_TURNS = ("landscape", "portrait")
# Block → (least, greatest) of its numbers and how many there may be.
_NUMBERS = {"space": (0, 200, 1), "cards": (1, 4, 1), "columns": (0.1, 10_000, 8), "table": (0.1, 10_000, MAX_COLUMNS)}
_WORDS = {"signatures": ("pen",), "columns": ("tight",)}
_KEYS = {"size": (6, 20), "row": (0, 200)}


def check_arguments(node: Directive) -> None:
    """Raises `TemplateError` for an argument its block does not know or cannot take."""
    name, args, line = node.name, node.args, node.line
    if name == "chart":
        if not args or args[0] not in KINDS:
            raise TemplateError(f"блок «:: chart»: первым назовите вид: {', '.join(KINDS)}", line)
        if len(args) > 2:
            raise TemplateError("блок «:: chart»: после вида может стоять только единица, например %", line)
        return
    if name == "annex":
        names = [arg for arg in args if arg not in _TURNS]
        if len(names) > 1 or not all(map(_NAME.match, names)) or len(args) - len(names) > 1:
            raise TemplateError("блок «:: annex»: нужно имя латиницей и, если надо, landscape", line)
        return
    if name == "qr" and all(isinstance(piece, Text) for piece, _ in node.words):
        check_link("".join(piece.text for piece, _ in node.words if isinstance(piece, Text)), line)
    numbers = 0
    for arg in args:
        if arg in _WORDS.get(name, ()) or (name == "table" and _is_setting(arg)):
            continue
        bare = arg.rstrip("cr") if name == "table" else arg
        least, greatest, most = _NUMBERS.get(name, (0, 0, 0))
        if not most or not _NUMBER.match(bare):
            raise TemplateError(f"блок «:: {name}»: непонятный параметр «{arg[:40]}»", line)
        numbers += 1
        if not least <= float(bare) <= greatest or numbers > most:
            raise TemplateError(f"блок «:: {name}»: «{arg[:40]}» не годится: не больше {most} чисел от {least:g} до {greatest:g}", line)  # fmt: skip
    if name in ("table", "columns") and not numbers:
        raise TemplateError(f"блок «:: {name}»: не названы ширины столбцов", line)
    if name == "columns" and sum(isinstance(each, Directive) and each.name == "next" for each in node.body) >= numbers:
        raise TemplateError(f"блок «:: columns»: столбцов {numbers}, а «:: next» столько же или больше", line)


def _is_setting(arg: str) -> bool:
    key, sign, value = arg.partition("=")
    if not sign or key not in _KEYS or not _NUMBER.match(value):
        return False
    least, greatest = _KEYS[key]
    return least <= float(value) <= greatest


def check_link(link: str, line: int = 0) -> None:
    """Raises `TemplateError` for an address too long for a code."""
    if len(link.encode("utf-8", "replace")) > MAX_LINK:
        raise TemplateError(f"адрес в коде длиннее {MAX_LINK} знаков: телефон его не прочтёт", line)


def annex_name(args: tuple[str, ...]) -> str:
    """The name of an annex, "" for one without."""
    return next((arg for arg in args if arg not in _TURNS), "")


def names_of_annexes(nodes: tuple[Node, ...]) -> Iterator[str]:
    """Names of the annexes of a template, at any depth."""
    for node in nodes:
        match node:
            case If(branches=branches):
                for _, body in branches:
                    yield from names_of_annexes(body)
            case For(body=body):
                yield from names_of_annexes(body)
            case Directive(name="annex", args=args):
                if annex_name(args):
                    yield annex_name(args)
