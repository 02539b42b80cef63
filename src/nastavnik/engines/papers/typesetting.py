"""Words of a line finished: values put in, runs joined, typography set, blanks left where a value is absent."""

from __future__ import annotations

import re
from functools import lru_cache

from .errors import DataError
from .evaluation import EMPTY, Scope
from .expressions import Choice, Expression, Filter, Operation, Path
from .filters import to_text
from .language import Words
from .names import typo
from .textual import breakable, one_line
from .tree import Blank, Box, Break, Inline, Text

# Short enough to fit the word spaces of a line, long enough to write a name over.
MISSING_BLANK = 40.0
NBSP = "\u00a0"
# Between one box with its word and the next box.
EM_SPACE = "\u2003"


class Setter:
    """Sets lines of words. `texts`: every run of text set, in order, once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.texts: dict[str, None] = {}

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
        try:
            value = self.scope.value(expression)
        except DataError as error:
            raise DataError(error.message, error.path or self._place(expression)) from None
        if value in EMPTY or value == ():
            return self._absent(expression, in_text)
        if isinstance(value, Text | Blank | Box | Break):
            return [value]
        if isinstance(value, tuple):
            return list(value)
        return [Text(to_text(value))]

    def _place(self, expression: Expression) -> str:
        """Where in the data the value of an expression comes from, "" when from no single place."""
        while isinstance(expression, Filter):
            expression = expression.inner
        return self.scope.look(expression)[1] if isinstance(expression, Path) else ""

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
# «5 сентября» and «2026 г.» stay whole (documents.md, part 2), a line may end between them: else justified lines gape.
_YEAR, _FREE = re.compile(r"(\d\u00a0[а-я]{3,8})\u00a0(\d{4})"), r"\1 \2"
_EDGES = re.compile(r"^( *)(.*?)( *)$", re.DOTALL)


@lru_cache(maxsize=8192)
def _typography(text: str) -> str:
    """Typography of a run; spaces at its edges belong to the neighbours and stay."""
    found = _EDGES.match(text)
    assert found is not None
    if not found[2]:
        return text
    set_text = DOTS.sub(".", typo(found[2]))
    return f"{found[1]}{_YEAR.sub(_FREE, set_text) if NBSP in set_text else set_text}{found[3]}"
