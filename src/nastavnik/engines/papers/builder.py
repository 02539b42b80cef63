"""Template + data → tree. All words are finished here: cases, no-break spaces, numbers of points and annexes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .arguments import annex_name, check_link
from .blocks import Frame, cards, chart, columns, fitted, letter_head, letterhead, link_code, signatures, stamp, table
from .checking import LOOP
from .coverage import unprintable
from .errors import DataError, TemplateError
from .evaluation import Bound, Scope
from .expressions import Path
from .fields import item_of
from .language import Directive, For, If, Line, Node, Row
from .layout import PROFILES
from .template import Template, directives
from .textual import one_line
from .tree import Blank, Block, Doubt, PageBreak, Para, Section, Table, Text, Tree
from .typesetting import NBSP, Setter
from .values import normalise

CODE = re.compile(r"^[0-9A-Z]{4,16}$")
DASH = "–\u00a0"
GAP_AFTER_TABLE = 2.0


def build(template: Template, data: Mapping[str, Any], *, code: str = "", profile: str = "gost2025") -> Tree:
    """Fill a template.

    `data` as `schema(template)` describes; absent values never stop a draft: they are listed in `Tree.missing`.
    `code`: the short code of the document (Latin capitals and digits) printed on its sheets, "" for none.
    Raises `DataError` for data of a wrong kind and `TemplateError` for a template that asks the impossible.
    """
    if code and not CODE.match(code):
        raise DataError("код листа состоит из 4–16 латинских прописных букв и цифр", "code")
    if profile not in PROFILES:
        raise DataError(f"неизвестный профиль оформления «{profile}»: есть {', '.join(PROFILES)}", "profile")
    clean_data = normalise(template.fields, data)
    known: dict[str, str] = {}
    builder = _Builder(template, clean_data, profile, known)
    builder.run()
    if len(builder.annexes) > 1 and any(directives(template.body, "annex")):
        # A name that comes again (in a loop) means its first annex.
        known = {name: f"{NBSP}{place}" for place, name in reversed([*enumerate(builder.annexes, 1)])}
        builder = _Builder(template, clean_data, profile, known)
        builder.run()
    scope = builder.scope
    for char, where in unprintable(builder.setter.texts):
        scope.doubts[Doubt(where, "□", f"знака «{char}» нет в шрифте документа")] = None
    return Tree(
        title=builder.title or template.title,
        template=template.code,
        sections=tuple(builder.sections),
        code=code,
        profile=profile,
        size=template.size,
        spacing=template.spacing,
        missing=tuple(scope.missing),
        doubts=tuple(scope.doubts),
    )


class _Builder:
    def __init__(self, template: Template, data: Mapping[str, Any], profile: str, annexes: Mapping[str, str]) -> None:
        self.template, self.data = template, data
        self.scope = Scope(data, template.fields, annexes=annexes)
        self.frame = Frame(template.size, template.landscape, PROFILES[profile])
        self.annexes: list[str] = []
        self.sections: list[Section] = []
        self.blocks: list[Block] = []
        self.numbers = [0, 0, 0]
        self.list_id = 1
        self.title = ""
        # A signature without its person still needs a line to write the name on.
        self.in_signatures = False
        self.setter = Setter(self.scope)

    def run(self) -> None:
        self.nodes(self.template.body, self.add)
        self._close_section()
        if not self.sections:
            # All its fields are absent: the sheet is there, and empty.
            self.sections.append(Section((), self.frame.landscape))

    def add(self, block: Block) -> None:
        """Put a block into the open section; a signature keeps the words before it on its sheet."""
        if isinstance(block, Para | Table):
            block = fitted(block, self.frame.width)
        if isinstance(block, Table) and block.keep_next and self.blocks and isinstance(self.blocks[-1], Para):
            last = self.blocks[-1]
            self.blocks[-1] = Para(last.inlines, last.style, last.number, last.level, last.list_id, True)
        above = self.blocks[-1] if self.blocks else None
        if isinstance(block, Para) and isinstance(above, Table) and above.kind == "grid":
            self.blocks.append(Table("plain", (1.0,), (), gap=GAP_AFTER_TABLE))
        self.blocks.append(block)

    def _close_section(self) -> None:
        if self.blocks:
            self.sections.append(Section(tuple(self.blocks), self.frame.landscape, self.frame.framed))
        self.blocks, self.frame.framed = [], False
        self.numbers, self.list_id = [0, 0, 0], self.list_id + 1

    # Nodes ------------------------------------------------------------------------------------------------------------

    def nodes(self, nodes: tuple[Node, ...], add: Callable[[Any], None]) -> None:
        """Evaluate nodes; paragraphs, rows (`Row` with its words) and blocks go to `add`."""
        for node in nodes:
            self.scope.step(10)
            try:
                self._node(node, add)
            except TemplateError as error:
                raise TemplateError(error.message, error.line or node.line) from None

    def _node(self, node: Node, add: Callable[[Any], None]) -> None:
        match node:
            case Line():
                found = self.paragraph(node)
                if found is not None:
                    add(found)
            case Row():
                add((node.role, [self.setter.words(cell, self.in_signatures) for cell in node.cells]))
            case If(branches=branches):
                for test, body in branches:
                    if test is None or self.scope.truth(test):
                        self.nodes(body, add)
                        break
            case For():
                self.loop(node, add)
            case Directive():
                self.directive(node, add)

    def loop(self, node: For, add: Callable[[Any], None]) -> None:
        if isinstance(node.source, Path):
            rows, path, found = self.scope.look(node.source)
        else:
            rows, path, found = self.scope.value(node.source), "", LOOP["index"]
        item = item_of(found)
        outer, outer_loop = self.scope.local.get(node.name), self.scope.loop
        for place, row in enumerate(rows or [], 1):
            self.scope.local[node.name] = Bound(row, f"{path}[{place}]", item)
            self.scope.loop = {"index": place, "next": place + 1, "first": place == 1, "last": place == len(rows)}
            self.nodes(node.body, add)
        self.scope.loop = outer_loop
        if outer is None:
            self.scope.local.pop(node.name, None)
        else:
            self.scope.local[node.name] = outer
        if not rows and not found.optional:
            self.scope.lack(path, found.label)

    def paragraph(self, node: Line) -> Para | None:
        """A finished paragraph; nothing when all its fields are empty and no words of its own remain."""
        inlines = self.setter.words(node.words, True)
        if not inlines:
            return None
        number = ""
        if node.level:
            number = self._number(node.level)
        if node.style == "item":
            inlines = (Text(DASH), *inlines)
        if node.style in ("heading", "title", "display") and not self.title:
            self.title = one_line("".join(each.text if isinstance(each, Text) else " " for each in inlines)).strip()
            self.title = self.title.replace(NBSP, " ").replace("\u2011", "-")
        style = node.style
        if style == "plain" and any(isinstance(each, Blank) and not each.width for each in inlines):
            style = "pen"
        return Para(inlines, style, number, node.level, self.list_id if number else 0)

    def _number(self, level: int) -> str:
        for above in range(level - 1):
            self.numbers[above] = self.numbers[above] or 1
        self.numbers[level - 1] += 1
        self.numbers[level:] = [0] * (3 - level)
        return ".".join(str(each) for each in self.numbers[:level]) + "."

    def directive(self, node: Directive, add: Callable[[Any], None]) -> None:
        inner: list[Any] = []
        match node.name:
            case "frame":
                self.frame.framed = True
                return
            case "qr":
                link = self._plain(node)
                if link:
                    check_link(link, node.line)
                    add(link_code(link))
                return
            case "annex" | "landscape" | "portrait":
                self._new_section(node)
                return
            case "pagebreak":
                add(PageBreak())
                return
            case "points":
                self.numbers, self.list_id = [0, 0, 0], self.list_id + 1
                return
            case "next":
                add("next")
                return
            case "lines":
                count = self._plain(node)
                for _ in range(min(int(count[:9]) if count.isdecimal() else 1, 60)):
                    add(Para((Blank(0),), "pen"))
                return
            case "space":
                add(Table("plain", (1.0,), (), gap=float(node.args[0]) if node.args else 4))
                return
            case "letterhead":
                kind = self.setter.words(node.words, False)
                for block in letterhead(self.data, kind, self.frame, self.scope.lack, self.setter.polish):
                    add(block)
                return
        self.in_signatures = node.name == "signatures"
        self.nodes(node.body, inner.append)
        self.in_signatures = False
        match node.name:
            case "table":
                add(table(node.args, inner, self.frame))
            case "signatures":
                add(signatures(node.args, inner, self.frame))
            case "stamp":
                add(stamp(inner, self.frame))
            case "columns":
                add(columns(node.args, inner, self.frame))
            case "chart":
                add(chart(node.args, inner, self.frame))
            case "cards":
                add(cards(node.args, inner, self.frame))
            case "card":
                add(inner)
            case "letter":
                add(letter_head(self.data, inner, self.frame, self.scope.lack, self.setter.polish))

    def _plain(self, node: Directive) -> str:
        """The words of a block as one text."""
        return "".join(each.text for each in self.setter.words(node.words, False) if isinstance(each, Text))

    def _new_section(self, node: Directive) -> None:
        self._close_section()
        self.frame.landscape = "landscape" in node.args or node.name == "landscape"
        if node.name != "annex":
            return
        self.annexes.append(annex_name(node.args))
        number = f"{NBSP}{len(self.annexes)}" if self.scope.annexes else ""
        lines: list[Any] = [Para((Text(f"Приложение{number}"),), "plain")]
        self.nodes(node.body, lines.append)
        self.add(stamp(lines, self.frame))
