"""Text that is safe to print: what must never reach a document is taken out once, here, for both writers."""

from __future__ import annotations

import re
import unicodedata

# Control characters, lone surrogates, non-characters: they break XML and PDF. Marks of direction and of zero width
# hide or reorder what a person signs.
_LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_SPACES = re.compile(" {2,}")
_LONG = re.compile(r"\S{36,}")
_STEP = 24
ZERO_WIDTH_SPACE = "\u200b"


def clean(text: str) -> str:
    """`text` in NFC without control, hidden and direction-changing characters; every kind of line end becomes "\\n"."""
    # Nearly every text is clean; what is printable has none of the characters sought below.
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = _LINE.sub("\n", text)
    text = _HIDDEN.sub("", text).replace("\t", " ")
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """`text` without line ends and double spaces."""
    text = text.replace("\n", " ")
    return _SPACES.sub(" ", text) if "  " in text else text


def breakable(text: str) -> str:
    """`text` in which a word longer than a line of a narrow column may be broken, so that nothing leaves the sheet."""

    def cut(found: re.Match[str]) -> str:
        word = found.group()
        return ZERO_WIDTH_SPACE.join(word[i : i + _STEP] for i in range(0, len(word), _STEP))

    return _LONG.sub(cut, text)
