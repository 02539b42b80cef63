"""Squares, bars, the beat of weeks and sparklines. All are ornament beside words, hence aria-hidden."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TONES = {"", "done", "late", "wait"}
# Above this many squares the eye can not count them: a plain bar says as much.
MOST_CELLS = 30


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _squares(first: int, last: int, step: int, height: int) -> str:
    width = _number(step - 1.5)
    return "".join(f"M{_number(index * step)} 0h{width}v{height}h-{width}z" for index in range(first, last))


def clamp(done: int, total: int) -> tuple[int, int]:
    """Both not negative, done within total: counts come from facts that may disagree for a moment."""
    total = max(0, int(total))
    return min(max(0, int(done)), total), total


def cells(done: int, total: int, *, tone: str = "", step: int = 7) -> SafeString:
    """Twenty squares, eighteen inked. More than 30 become a bar; nothing to count draws nothing.

    `tone`: "" | "done" | "late" | "wait"; `step`: pixels a square takes: 7 in tables, 11 in the main step, 15 on
    phones.
    """
    done, total = clamp(done, total)
    if not total:
        return mark_safe("")
    if total > MOST_CELLS:
        return bar(done, total, tone=tone)
    height = 14 if step >= 15 else 10
    return format_html(
        '<svg class="cells{}{}" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<path class="on" d="{}"/><path class="off" d="{}"/></svg>',
        f" is-{tone}" if tone in TONES - {""} else "",
        " cells--l" if height == 14 else "",
        total * step,
        height,
        total * step,
        height,
        _squares(0, done, step, height),
        _squares(done, total, step, height),
    )


def bar(done: int, total: int, *, tone: str = "", wide: bool = False) -> SafeString:
    """A plain bar for counts above thirty."""
    done, total = clamp(done, total)
    share = 100 * done / total if total else 0
    return format_html(
        '<svg class="bar{}{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="off" width="100" height="8"/><rect class="on" width="{}" height="8"/></svg>',
        f" is-{tone}" if tone in TONES - {""} else "",
        " bar--wide" if wide else "",
        _number(share),
    )


def beat(weeks: Sequence[int]) -> SafeString:
    """The rhythm of meetings: a tall block for a week with a meeting, a dash for a week without.

    `weeks` holds the number of meetings of each week, oldest first; only the last 26 are drawn.
    """
    shown = list(weeks)[-26:]
    if not shown:
        return mark_safe("")
    step = 11.5
    parts = []
    for index, count in enumerate(shown):
        x = _number(index * step + 1)
        if count > 0:
            parts.append(f'<rect class="on" x="{x}" y="5" width="9" height="12" rx="1.5"/>')
        else:
            parts.append(f'<rect class="off" x="{x}" y="15" width="8" height="2"/>')
    return format_html(
        '<svg class="beat" viewBox="0 0 {} 22" preserveAspectRatio="xMinYMid meet" aria-hidden="true" '
        'focusable="false">{}</svg>',
        _number(max(len(shown), 13) * step),
        mark_safe("".join(parts)),
    )


def spark(values: Sequence[float]) -> SafeString:
    """A small line without axes; the last point is marked. Fewer than two values draw nothing."""
    points = [float(value) for value in values]
    if len(points) < 2:
        return mark_safe("")
    low, high = min(points), max(points)
    span = (high - low) or 1.0
    step = 116 / (len(points) - 1)
    places = [
        (2 + index * step, (4 + 20 * (high - value) / span) if high > low else 14) for index, value in enumerate(points)
    ]
    line = "L".join(f"{_number(x)} {_number(y)}" for x, y in places)
    x, y = places[-1]
    return format_html(
        '<svg class="spark" viewBox="0 0 120 28" aria-hidden="true" focusable="false"><line class="base" x1="0" '
        'y1="27" x2="120" y2="27"/><path d="M{}"/><circle cx="{}" cy="{}" r="3"/></svg>',
        line,
        _number(x),
        _number(y),
    )
