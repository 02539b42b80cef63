"""Scraps of HTML inside plain text, as programs that export tables leave them."""

from __future__ import annotations

import re

from ..document import Para

_TAG = re.compile(r"</?(?:p|div|b|strong|i|em|u|s|ol|ul|li|br|span|font|sup|sub|h[1-6]|a)(?:\s[^<>]*)?/?>", re.I)


def has_inline_tags(text: str) -> bool:
    """Whether plain text carries scraps of HTML."""
    return bool(_TAG.search(text))


def inline_paras(text: str) -> list[Para]:
    """A scrap of HTML (a cell of a text table) as paragraphs; unknown «<…>» stay as typed."""
    paras: list[Para] = []
    for part in re.split(r"(?i)</?(?:p|div|li|ol|ul|h[1-6])(?:\s[^<>]*)?/?>|<br\s*/?>", text):
        bare = _TAG.sub("", part).strip()
        if bare:
            bold_text = "".join(re.findall(r"(?is)<(?:b|strong)(?:\s[^<>]*)?>(.*?)</(?:b|strong)>", part))
            bold = len(re.sub(r"\W", "", bold_text)) >= 0.9 * len(re.sub(r"\W", "", bare)) > 0
            paras.append(Para(bare, bold=bold))
    return paras
