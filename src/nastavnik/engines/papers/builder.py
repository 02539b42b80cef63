"""Template + data → tree. All words are finished here: cases, no-break spaces, numbers of points and annexes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from .blocks import Frame, cards, chart, columns, letter_head, letterhead, link_code, signatures, stamp, table
from .coverage import unprintable
from .errors import DataError
from .evaluation import EMPTY, Scope
from .expressions import Choice, Expression, Filter, Operation, Path
from .fields import item_of, normalise
from .filters import to_text
from .language import Directive, For, If, Line, Node, Row, Words
from .layout import PROFILES
from .names import typo
from .template import LOOP, Template, directives
from .textual import breakable, one_line
from .tree import Blank, Block, Box, Break, Doubt, Inline, PageBreak, Para, Section, Table, Text, Tree

CODE = re.compile(r"^[0-9A-Z]{4,16}$")
# Short enough to fit the word spaces of a line, long enough to write a name over.
MISSING_BLANK = 40.0
DASH = "–\u00a0"
NBSP = "\u00a0"
# Between one box with its word and the next box.
EM_SPACE = "\u2003"
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
        known = {name: f"\u00a0{place}" for place, name in enumerate(builder.annexes, 1)}
        builder = _Builder(template, clean_data, profile, known)
        builder.run()
    scope = builder.scope
    for char, where in unprintable(builder.texts):
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
        self.texts: dict[str, None] = {}

    def run(self) -> None:
        self.nodes(self.template.body, self.add)
        self._close_section()

    def add(self, block: Block) -> None:
        """Put a block into the open section; a signature keeps the words before it on its sheet."""
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
            match node:
                case Line():
                    found = self.paragraph(node)
                    if found is not None:
                        add(found)
                case Row():
                    add((node.role, [self.words(cell, self.in_signatures) for cell in node.cells]))
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
        outer, outer_loop = self.scope.local.get(node.name), self.scope.loop
        for place, row in enumerate(rows or [], 1):
            self.scope.local[node.name] = self.scope_bound(row, f"{path}[{place}]", found)
            self.scope.loop = {"index": place, "next": place + 1, "first": place == 1, "last": place == len(rows)}
            self.nodes(node.body, add)
        self.scope.loop = outer_loop
        if outer is None:
            self.scope.local.pop(node.name, None)
        else:
            self.scope.local[node.name] = outer
        if not rows and not found.optional:
            self.scope.lack(path, found.label)

    @staticmethod
    def scope_bound(row: Any, path: str, found: Any) -> Any:
        from .evaluation import Bound

        return Bound(row, path, item_of(found))

    def paragraph(self, node: Line) -> Para | None:
        """A finished paragraph; nothing when all its fields are empty and no words of its own remain."""
        inlines = self.words(node.words, True)
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
                link = "".join(each.text for each in self.words(node.words, False) if isinstance(each, Text))
                if link:
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
                count = "".join(each.text for each in self.words(node.words, False) if isinstance(each, Text))
                for _ in range(min(int(count) if count.isdigit() else 1, 60)):
                    add(Para((Blank(0),), "pen"))
                return
            case "space":
                add(Table("plain", (1.0,), (), gap=min(float(node.args[0]) if node.args else 4, 200)))
                return
            case "letterhead":
                kind = self.words(node.words, False)
                for block in letterhead(self.data, kind, self.frame, self.scope.lack, self.polish):
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
                add(letter_head(self.data, inner, self.frame, self.scope.lack, self.polish))

    def _new_section(self, node: Directive) -> None:
        self._close_section()
        self.frame.landscape = "landscape" in node.args or node.name == "landscape"
        if node.name != "annex":
            return
        name = node.args[0] if node.args else f"annex{len(self.annexes) + 1}"
        self.annexes.append(name)
        lines: list[Any] = [Para((Text("Приложение" + self.scope.annexes.get(name, "")),), "plain")]
        self.nodes(node.body, lines.append)
        self.add(stamp(lines, self.frame))

    # Words ------------------------------------------------------------------------------------------------------------

    def words(self, words: Words, in_text: bool) -> tuple[Inline, ...]:
        """The finished inlines of a line. An absent value leaves a cell empty and in a text a blank for the pen."""
        found: list[Inline] = []
        for piece, bold in words:
            if isinstance(piece, Expression):
                for each in self.print(piece, in_text):
                    found.append(Text(each.text, bold or each.bold) if isinstance(each, Text) else each)
            elif isinstance(piece, Text):
                found.append(Text(piece.text, bold))
            else:
                found.append(piece)
        return self.polish(found)

    def polish(self, inlines: list[Inline]) -> tuple[Inline, ...]:
        """Runs of one kind joined, typography set, double spaces gone."""
        done: list[Inline] = []
        for each in inlines:
            if isinstance(each, Text):
                if not each.text:
                    continue
                if done and isinstance(done[-1], Text) and done[-1].bold == each.bold:
                    each = Text(done.pop().text + each.text, each.bold)  # type: ignore[union-attr]
            done.append(each)
        finished: list[Inline] = []
        for place, each in enumerate(done):
            if isinstance(each, Text):
                self.scope.spend(len(each.text))
                text = _typography(one_line(each.text))
                if place and isinstance(done[place - 1], Box):
                    text = NBSP + text.lstrip(" ")
                if place < len(done) - 1 and isinstance(done[place + 1], Box) and not text.endswith((": ", ":")):
                    text = text.rstrip(" ") + EM_SPACE
                if place == 0 or isinstance(done[place - 1], Break):
                    text = text.lstrip(" ")
                if place == len(done) - 1 or isinstance(done[place + 1], Break):
                    text = text.rstrip(" ")
                self.texts[text] = None
                each = Text(breakable(text), each.bold)
                if not text:
                    continue
            finished.append(each)
        return tuple(finished)

    def print(self, expression: Expression, in_text: bool) -> list[Inline]:
        """What an expression prints."""
        self.scope.step()
        if isinstance(expression, Choice):
            return self.print(expression.yes if self.scope.truth(expression.test) else expression.no, in_text)
        if isinstance(expression, Operation) and expression.sign == "~":
            return [each for side in expression.sides for each in self.print(side, in_text)]
        value = self.scope.value(expression)
        if value in EMPTY or value == ():
            return self._absent(expression, in_text)
        if isinstance(value, Text | Blank | Box | Break):
            return [value]
        if isinstance(value, tuple):
            return list(value)
        return [Text(to_text(value))]

    def _absent(self, expression: Expression, in_text: bool) -> list[Inline]:
        inner = expression
        while isinstance(inner, Filter):
            inner = inner.inner
        if not isinstance(inner, Path):
            return []
        value, path, found = self.scope.look(inner)
        if value not in EMPTY and not isinstance(value, dict):
            return []
        if found.optional or (isinstance(value, dict) and any(each not in EMPTY for each in value.values())):
            return []
        self.scope.lack(path, found.label)
        return [Blank(MISSING_BLANK)] if in_text else []


# «2027 г.» or «Иванов И. И.» at the end of a sentence bring their own full stop.
DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_EDGES = re.compile(r"^( *)(.*?)( *)$", re.DOTALL)


@lru_cache(maxsize=8192)
def _typography(text: str) -> str:
    """Typography of a run; spaces at its edges belong to the neighbours and stay."""
    found = _EDGES.match(text)
    assert found is not None
    return f"{found[1]}{DOTS.sub('.', typo(found[2]))}{found[3]}" if found[2] else text
