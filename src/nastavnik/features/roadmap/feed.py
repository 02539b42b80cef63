"""The roadmap as an iCalendar (RFC 5545) feed. No names of people: titles are the catalogue's, not the plan's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from nastavnik.features.roadmap.evidence import ActivityProgress, RoadmapProgress

MEDIA_TYPE = "text/calendar; charset=utf-8"


def summary_of(row: ActivityProgress) -> str:
    """What the calendar's service may read: kinds by the catalogue and the number, never the plan's own words."""
    names = "; ".join(one.kind.name for one in row.kinds)
    number = row.activity.number.rstrip(".")
    return f"{number}. {names}" if number and names else names or f"Мероприятие {number}".strip()


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """Lines of at most 75 octets, a letter never cut in two (RFC 5545, 3.1)."""
    piece, size = "", 0
    limit = 75
    for char in line:
        weight = len(char.encode())
        if size + weight > limit:
            yield piece
            piece, size = " ", 1
        piece += char
        size += weight
    yield piece


def calendar_of(found: Iterable[RoadmapProgress], *, name: str, stamp: dt.datetime) -> bytes:
    """All activities that have a day, as events of whole days; finished ones and untaken offers are left out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nastavnik//Roadmap//RU",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    moment = stamp.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for progress in found:
        for row in progress.rows:
            if row.due is None or row.finished or row.activity.date_suggested:
                continue
            lines += [
                "BEGIN:VEVENT",
                f"UID:{row.activity.pk}@nastavnik",
                f"DTSTAMP:{moment}",
                f"DTSTART;VALUE=DATE:{row.due:%Y%m%d}",
                f"DTEND;VALUE=DATE:{row.due + dt.timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{_text(summary_of(row))}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    lines.append("END:VCALENDAR")
    return "\r\n".join(part for line in lines for part in _folded(line)).encode() + b"\r\n"
