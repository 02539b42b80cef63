"""Lines of the log: one event, one line, of a bounded size, without tokens of links."""

from __future__ import annotations

import logging
import re

LONGEST = 2000
#: Addresses whose last part is a right by itself: personal links and calendars.
_TOKEN = re.compile(r"(/(?:l|calendar)/)[^/\s\"']{8,}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneLine(logging.Formatter):
    """What came from outside (paths, names of browsers) can neither begin a line nor colour the terminal. The trace of
    a crash follows on lines of its own, set in, so that it can not be taken for an event."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return clean(super().formatMessage(record))

    def formatException(self, ei: object) -> str:
        return _set_in(super().formatException(ei))  # type: ignore[arg-type]

    def formatStack(self, stack_info: str) -> str:
        return _set_in(stack_info)


def clean(text: str) -> str:
    text = _TOKEN.sub(r"\1***", text)
    text = _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _set_in(text: str) -> str:
    return "\n".join(f"    {clean(line)}" for line in text.splitlines())
