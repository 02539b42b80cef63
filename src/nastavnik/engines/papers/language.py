"""The language of templates: text in, nodes out. Described for people in `LANGUAGE.md`.

A template is three parts parted by lines of three hyphens: head (`key: value`), fields, body. The body is read line by
line; every expression is parsed here, so a template that reads is a template that cannot surprise later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .errors import TemplateError
from .expressions import Expression, parse_expression
from .textual import clean
from .tree import Blank, Box, Break, Inline, Text

MAX_SOURCE = 200_000
MAX_NODES = 20_000
MAX_NESTING = 12

_INLINE = re.compile(
    r"\{\{(?P<expr>.*?)\}\}|\{_(?P<blank>\d{0,3})\}|(?P<box>\{\[\]\})|(?P<bold>\*\*)|(?P<brk>\\n)", re.DOTALL
)
_FOR = re.compile(r"^for ([a-z][a-z0-9_]*) in (.+)$")
_TAG = re.compile(r"^@([a-z_]+) +")
_MARKS = {
    "## ": ("section", 0),
    "# ": ("heading", 0),
    "=# ": ("title", 0),
    "!! ": ("display", 0),
    "! ": ("name", 0),
    "+# ": ("section", 1),
    "+++ ": ("point", 3),
    "++ ": ("point", 2),
    "+ ": ("point", 1),
    "- ": ("item", 0),
    "^^ ": ("small", 0),
    "^ ": ("center", 0),
    "> ": ("right", 0),
    "<< ": ("question", 0),
    "-- ": ("option", 0),
    "< ": ("plain", 0),
}

# Directives: does it hold a body, and is each line of the body a paragraph of its own.
CONTAINERS = {"table": False, "signatures": True, "stamp": True, "columns": True, "cards": False, "card": True,
              "annex": True, "letter": True, "chart": False}  # fmt: skip
LEAVES = {"letterhead", "next", "pagebreak", "landscape", "portrait", "lines", "space", "points",
          "frame", "qr"}  # fmt: skip

Piece = Inline | Expression
Words = tuple[tuple[Piece, bool], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `tag` names the requisite it holds, `level` of a numbered point from 1."""

    style: str
    words: Words
    line: int
    level: int = 0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `role` is body, head or span (one cell over the whole width)."""

    cells: tuple[Words, ...]
    role: str
    line: int


@dataclass(frozen=True, slots=True)
class If:
    branches: tuple[tuple[Expression | None, tuple[Node, ...]], ...]
    line: int


@dataclass(frozen=True, slots=True)
class For:
    name: str
    source: Expression
    body: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    name: str
    args: tuple[str, ...]
    words: Words
    body: tuple[Node, ...]
    line: int


Node = Line | Row | If | For | Directive


@dataclass(frozen=True, slots=True)
class Source:
    """A template taken apart."""

    head: dict[str, str]
    fields: str
    fields_line: int
    body: tuple[Node, ...] = field(default=())


def parse_source(text: str) -> Source:
    """Take a template apart. Raises `TemplateError` naming the line."""
    if len(text) > MAX_SOURCE:
        raise TemplateError(f"текст длиннее {MAX_SOURCE} знаков")
    if "\x00" in text:
        raise TemplateError("это не текст: есть нулевые знаки")
    lines = clean(text).split("\n")
    rules = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(rules) < 2:
        raise TemplateError("нужны три части, разделённые строками «---»: заголовок, поля, текст")
    head = parse_head(lines[: rules[0]])
    fields = "\n".join(lines[rules[0] + 1 : rules[1]])
    body = _Reader(lines, rules[1] + 1).read()
    return Source(head, fields, rules[0] + 2, body)


def parse_head(lines: list[str]) -> dict[str, str]:
    """Keys and values of the head. Raises `TemplateError` naming the line."""
    head: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon:
            raise TemplateError(f"в заголовке нужно «ключ: значение», а стоит «{line.strip()[:60]}»", number)
        if key.strip() in head:
            raise TemplateError(f"ключ «{key.strip()}» стоит в заголовке дважды", number)
        head[key.strip()] = value.strip()
    return head


def parse_words(text: str, line: int) -> Words:
    """A line of text with `{{ }}`, `{_40}`, `{[]}` and `**bold**`."""
    pieces: list[tuple[Piece, bool]] = []
    bold, place = False, 0
    for found in _INLINE.finditer(text):
        if found.start() > place:
            pieces.append((Text(text[place : found.start()]), bold))
        place = found.end()
        if found["bold"]:
            bold = not bold
        elif found["expr"] is not None:
            pieces.append((parse_expression(found["expr"], line), bold))
        elif found["box"]:
            pieces.append((Box(), bold))
        elif found["brk"]:
            pieces.append((Break(), bold))
        else:
            pieces.append((Blank(float(found["blank"] or 0)), bold))
    if place < len(text):
        pieces.append((Text(text[place:]), bold))
    if bold:
        raise TemplateError("не закрыто выделение **", line)
    for piece, _ in pieces:
        if isinstance(piece, Text) and re.search(r"\{\{|\}\}|\{%|%\}|\{_|\{#", piece.text):
            raise TemplateError("не закрыты или не понятны фигурные скобки; поле пишется {{ имя }}", line)
    return tuple(pieces)


class _Reader:
    """Reads the body by recursive descent over lines."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.at, self.nodes = lines, start, 0

    def read(self) -> tuple[Node, ...]:
        body, stop = self._nodes(False, 0)
        if stop:
            raise TemplateError(f"лишнее «{stop}»", self.at)
        return body

    def _nodes(self, own_lines: bool, depth: int) -> tuple[tuple[Node, ...], str]:
        """Nodes up to a closing line; returns them and the closing line ("" at the end of the text)."""
        if depth > MAX_NESTING:
            raise TemplateError(f"вложенность больше {MAX_NESTING}", self.at + 1)
        found: list[Node] = []
        while self.at < len(self.lines):
            line = self.lines[self.at].strip()
            number = self.at + 1
            self.at += 1
            if not line:
                continue
            self.nodes += 1
            if self.nodes > MAX_NODES:
                raise TemplateError("слишком много строк", number)
            if line.startswith("%"):
                command = line[1:].strip()
                if command in ("end", "else") or command.startswith("elif "):
                    return tuple(found), "% " + command
                found.append(self._control(command, number, own_lines, depth))
            elif line.startswith("::"):
                if line[2:].strip() == "end":
                    return tuple(found), ":: end"
                found.append(self._directive(line[2:].strip(), number, depth))
            elif line.startswith("|"):
                found.append(self._row(line, number))
            else:
                found.append(self._line(line, number, own_lines))
        return tuple(found), ""

    def _control(self, command: str, number: int, own_lines: bool, depth: int) -> Node:
        loop = _FOR.match(command)
        if loop:
            source = parse_expression(loop[2], number)
            body, stop = self._nodes(own_lines, depth + 1)
            if stop != "% end":
                raise TemplateError("цикл не закрыт строкой «% end»", number)
            return For(loop[1], source, body, number)
        if not command.startswith("if "):
            raise TemplateError(f"непонятная команда «% {command[:60]}»: есть if, elif, else, for … in …, end", number)
        branches: list[tuple[Expression | None, tuple[Node, ...]]] = []
        test: Expression | None = parse_expression(command[3:], number)
        while True:
            body, stop = self._nodes(own_lines, depth + 1)
            branches.append((test, body))
            if stop == "% end":
                return If(tuple(branches), number)
            if not stop.startswith("% el") or test is None:
                raise TemplateError("условие не закрыто строкой «% end»", number)
            test = None if stop == "% else" else parse_expression(stop[7:], self.at)

    def _directive(self, text: str, number: int, depth: int) -> Directive:
        name, _, rest = text.partition(" ")
        if name not in CONTAINERS and name not in LEAVES:
            known = ", ".join(sorted([*CONTAINERS, *LEAVES]))
            raise TemplateError(f"неизвестный блок «:: {name[:40]}»: есть {known}", number)
        words: Words = ()
        args: tuple[str, ...] = ()
        if name in ("letterhead", "lines", "qr"):
            words = parse_words(rest.strip(), number)
        else:
            args = tuple(rest.split())
        if name not in CONTAINERS:
            return Directive(name, args, words, (), number)
        body, stop = self._nodes(CONTAINERS[name], depth + 1)
        if stop != ":: end":
            raise TemplateError(f"блок «:: {name}» не закрыт строкой «:: end»", number)
        return Directive(name, args, words, body, number)

    def _row(self, line: str, number: int) -> Row:
        while not line.endswith("|") or line.count("{{") > line.count("}}"):
            if self.at >= len(self.lines) or not self.lines[self.at].strip():
                raise TemplateError("строка таблицы должна кончаться знаком «|»", number)
            line += " " + self.lines[self.at].strip()
            self.at += 1
        role = {"!": "head", "=": "span"}.get(line[1:2], "body")
        inner = line[2:-1] if role != "body" else line[1:-1]
        return Row(tuple(parse_words(cell.strip(), number) for cell in _split_cells(inner)), role, number)

    def _line(self, line: str, number: int, own_lines: bool) -> Line:
        tag = _TAG.match(line)
        text = line[tag.end() :] if tag else line
        style, level = "plain" if own_lines else "body", 0
        for mark, (name, depth) in _MARKS.items():
            if text.startswith(mark):
                style, level, text = name, depth, text[len(mark) :]
                break
        heading = style in ("title", "heading", "section", "question")
        while not own_lines and self.at < len(self.lines) and _continues(self.lines[self.at]):
            if heading and not text.endswith("\\"):
                break
            joint = "\\n" if text.endswith("\\") else " "
            text = text.removesuffix("\\") + joint + self.lines[self.at].strip()
            self.at += 1
        return Line(style, parse_words(text.strip(), number), number, level, tag[1] if tag else "")


def _continues(line: str) -> bool:
    text = line.strip()
    if not text or text.startswith(("%", "::", "|", "@")):
        return False
    return not text.startswith(tuple(_MARKS))


def _split_cells(text: str) -> list[str]:
    """Split at `|` outside `{{ }}`."""
    cells, depth, start = [], 0, 0
    for place, char in enumerate(text):
        pair = text[place : place + 2]
        if pair == "{{":
            depth += 1
        elif pair == "}}":
            depth -= 1
        elif char == "|" and depth <= 0:
            cells.append(text[start:place])
            start = place + 1
    cells.append(text[start:])
    return cells
