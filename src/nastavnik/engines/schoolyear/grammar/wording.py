"""The words of an event, a condition or a document: where they end and how they are named."""

from __future__ import annotations

import re

from .date_phrases import read_dates
from .frame import Frame
from .nominative import join_broken, nominative
from .stream import Stream


def words_stop(s: Stream, at: int, frame: Frame) -> int:
    """Index where the words of an event end: a bracket, «;», or a date phrase («…, но не позднее 15 мая»)."""
    start = at
    quoted = _end_of_named(s, at)
    while s[at].kind != "end" and at < start + 60:
        if s.is_any(at, ";", "(", ")"):
            break
        if quoted is not None and s[at].end <= quoted:
            at += 1
            continue
        if s.is_any(at, ",", "и") and at > start:
            after = at + 2 if s.is_any(at + 1, "но", "а") else at + 1
            if s.is_any(at, ",") and (
                s.is_any(at + 1, "но", "далее", "затем")
                or s.matches(after, r"еже\w+|не|кроме|постоянно")
                or s.phrase(after, r"в|на", r"течение|всех|протяжении") is not None
            ):
                break
            if read_dates(s, after, frame) is not None or (s.is_any(at, "и") and s.is_any(after, "до")):
                break
        if at > start and s.phrase(at, r"в|на", r"течени[еи]|протяжении") is not None:
            break
        if at > start and s.matches(at, r"до|по|в|к|не|с") and read_dates(s, at, frame) is not None:
            break
        if at > start and (s.is_any(at, "до") or _begins_another(s, at)):
            break
        if at > start and s.phrase(at, r"?и", r"на", r"весь|вс[её]|всего|протяжении") is not None:
            break
        if at > start and s.is_any(at, "."):
            following = s[at + 1]
            if following.kind == "end" or (
                s.text[following.start : following.start + 1].isupper() and len(s[at - 1].text) > 3
            ):
                break
        at += 1
    while at > start and s[at - 1].text in (",", "-", ".", ":", "..."):
        at -= 1
    return at


#: First words of the next term after «и» or a comma: «в начале программы, в конце программы».
_NEXT = (
    (r"после|накануне|перед",), (r"до",), (r"в|во", r"начале|середине|конце|день|ходе|течени[еи]"),
    (r"по", r"окончани\w+|завершени\w+|итогам|результатам|истечени\w+"),
    (r"за", r".*", r"дн\w+|недел\w+|месяц\w*"), (r"с|со", r"момента|дня|начала"),
)  # fmt: skip


def _begins_another(s: Stream, at: int) -> bool:
    if not s.is_any(at, ",", "и"):
        return s.phrase(at, r"по", r"окончани\w+|завершени\w+") is not None
    return any(s.phrase(at + 1, *patterns) is not None for patterns in _NEXT)


def _end_of_named(s: Stream, at: int) -> int | None:
    """Where the quotation marks of «события «…»» close: dates inside them belong to the name."""
    ready = _NAMED.match(s.text, s[at].start) if s.matches(at, r"событи\w+") else None
    return None if ready is None else ready.end()


def phrase(s: Stream, first: int, last: int) -> str:
    text = join_broken(s.slice(first, last).strip(" .,;:—-"))
    if text.count("«") < text.count("»"):
        text = text.replace("»", "", 1)
    if text.count("«") > text.count("»"):
        text += "»"
    return text


#: «события «завершение практики»»: an event that is already named, as the system itself prints it.
_NAMED = re.compile(r"событи[еяюи] [«\"](.+)[»\"]", re.IGNORECASE)


def event_name(s: Stream, first: int, last: int, case: str) -> str:
    """The event or document of these tokens in the nominative; what cannot be turned stays as written."""
    words = phrase(s, first, last)
    ready = _NAMED.fullmatch(words)
    if ready:
        return ready[1].replace("„", "«").replace("“", "»")
    named = nominative(words, case)
    # «согласно плана» is common in plans, though the norm is the dative.
    return nominative(words, "gent") if named == words and case == "datv" else named


def opens(s: Stream, at: int) -> bool:
    """The token begins the text or a part of it after punctuation."""
    return at == 0 or s[at - 1].kind == "punct" or s.matches(at - 1, r"примерно|ориентировочно|только|срок\w*|но|и")


def is_name(s: Stream, at: int) -> bool:
    """«День колледжа» with a capital is a name; «день открытия» is not."""
    return s.text[s[at].start : s[at].start + 1].isupper()
