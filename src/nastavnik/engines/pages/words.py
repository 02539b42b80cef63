"""Words of a PDF page with their boxes, and the lines that they make."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

#: Characters of one page; more is no page that anybody wrote.
_MOST_CHARACTERS = 200_000


@dataclass(slots=True)
class Word:
    """A word and its box in points; `y` is its middle and `base` the line it stands on, both counted upwards."""

    text: str
    x0: float
    x1: float
    y: float
    height: float
    base: float = 0.0


def read_words(page: object) -> list[Word]:
    """Words of a page of pypdfium2 with their boxes, in the order of the file. A hyphen of the typesetter ends a word."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()  # type: ignore[attr-defined]
    handle = textpage.raw
    words: list[Word] = []
    current: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    base = 0.0
    left, right, bottom, top, origin_x, origin_y = (ctypes.c_double() for _ in range(6))
    for index in range(min(textpage.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        # Halves of pairs (UTF-16) are no characters: a text with one cannot even be printed.
        char = chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        if code in (2, 0xFFFE):  # a hyphen that the typesetter put at the end of a line
            char = "\u00ad"
        if not char.strip() or char in "\u00ad\ufffe":
            if current:
                words.append(_word("".join(current) + ("-" if char == "\u00ad" else ""), box, base))
            current = []
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        if char in "0123456789*" and (current or words):
            known = (base, box[1], box[3] - box[2]) if current else (words[-1].base, words[-1].x1, words[-1].height)
            if _is_raised(bottom.value - known[0], left.value - known[1], top.value - bottom.value, known[2]):
                continue
        gap = current and (
            left.value - box[1] > 0.35 * max(4.0, top.value - bottom.value, box[3] - box[2]) + 1.5
            or left.value < box[0] - 1
        )
        drop = current and abs((bottom.value + top.value) / 2 - (box[2] + box[3]) / 2) > max(4.0, box[3] - box[2])
        if gap or drop:
            words.append(_word("".join(current), box, base))
            current = []
        if not current:
            box = [left.value, right.value, bottom.value, top.value]
            raw.FPDFText_GetCharOrigin(handle, index, origin_x, origin_y)
            base = origin_y.value
        else:
            box = [min(box[0], left.value), max(box[1], right.value), min(box[2], bottom.value), max(box[3], top.value)]
        current.append(char)
    if current:
        words.append(_word("".join(current), box, base))
    return words


def _word(text: str, box: list[float], base: float) -> Word:
    left, right, bottom, top = box
    return Word(text, left, right, (bottom + top) / 2, top - bottom, base)


def group(words: list[Word]) -> list[list[Word]]:
    """Lines from the top down, the words of each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (-w.y, w.x0)):
        for line in lines[-3:]:
            if abs(line[0].y - word.y) <= 0.5 * max(line[0].height, word.height, 4):
                line.append(word)
                break
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


def _is_raised(rise: float, gap: float, height: float, beside: float) -> bool:
    """Whether a small digit or star stands high behind a word: the mark of a footnote. All in points."""
    return 0.2 * max(beside, 4) < rise < 1.3 * max(beside, 4) and -2 < gap < 4 and height < 0.9 * max(beside, 4)
