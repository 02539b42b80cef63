"""Codes of sheets as they are typed, pasted or scanned: one or many in a line."""

from __future__ import annotations

import re

from nastavnik.features.documents.codes import LENGTH

#: more in one go is a mistake of pasting
MOST = 200


def split_codes(typed: str) -> list[str]:
    """Pieces that should be codes, in order, without repetitions; wrong ones stay to be shown to the person.

    A browser joins pasted lines by spaces, a sheet prints a code as two groups, a scanner may add the page: «/2».
    """
    found: list[str] = []
    for line in re.split(r"[\n,;]+", typed):
        waiting = ""
        for word in line.split():
            word = word.split("/")[0].replace("-", "")
            if len(word) >= LENGTH and not waiting:
                found += _pieces(word)
                continue
            waiting += word
            if len(waiting) >= LENGTH:
                found += _pieces(waiting)
                waiting = ""
        if waiting:
            found.append(waiting)
    return list(dict.fromkeys(code.upper() for code in found))


def _pieces(word: str) -> list[str]:
    if len(word) % LENGTH:
        return [word]
    return [word[start : start + LENGTH] for start in range(0, len(word), LENGTH)]
