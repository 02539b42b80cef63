"""Words of a PDF page put into lines, paragraphs and cells by where they stand."""

from __future__ import annotations

from nastavnik.engines.pages import Word, group

from ..document import Para
from ..headings import split_number
from ..lexicon import join_narrow, mend_end
from ..marks import marker_of, starts_act


def text_lines(words: list[Word], right: float = 0.0) -> list[tuple[float, str, bool]]:
    """(y, text, new paragraph) from the top down. A line goes on with the paragraph above where its first word would
    not have fitted there; `right`: how far lines may reach (0 = the longest line shows it)."""
    lines = group(words)
    edge = max([right, *(word.x1 for word in words)], default=0.0)
    made: list[tuple[float, str, bool]] = []
    listed = bool(lines) and marker_of(" ".join(word.text for word in lines[0]))[0] == "-"
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        text = " ".join(word.text for word in line)
        if before is None:
            made.append((line[0].y, text, True))
            continue
        room = edge - before[-1].x1 - 3 - 0.04 * (edge - before[0].x0)
        head = line[min(1, len(line) - 1)] if len(line[0].text) <= 2 else line[0]  # «– слово» is not parted
        fits = head.x1 - line[0].x0 <= room
        far = before[0].y - line[0].y > 2.6 * max(line[0].height, before[0].height, 4)
        headed = split_number(text)[2]
        begins = text[:1].isupper() or bool(marker_of(text)[0]) or starts_act(text)
        made.append((line[0].y, text, far or headed or (fits and begins) or (listed and marker_of(text)[0] == "-")))
    return made


def cell_paras(words: list[Word], left: float, right: float) -> list[Para]:
    """Paragraphs of a cell between two edges; a word torn at the end of a narrow line is made whole."""
    # Words keep the same distance from the right edge as from the left one.
    margin = min((word.x0 for word in words), default=left) - left
    paras: list[Para] = []
    for _, text, new in text_lines(words, right - max(2.0, min(margin, 12.0))):
        if new or not paras:
            paras.append(Para(text))
        else:
            paras[-1] = Para(join_narrow(paras[-1].text, text))
    return [Para(mend_end(para.text)) for para in paras]
