"""Charts drawn by the server as SVG: no inline style, colours by class or token, words beside every figure."""

from nastavnik.ui.charts.dumbbell import PairedRow, dumbbell
from nastavnik.ui.charts.frame import Chart
from nastavnik.ui.charts.likert import AnswersRow, diverging
from nastavnik.ui.charts.multiples import Panel, multiples
from nastavnik.ui.charts.pulse import PulsePoint, pulse
from nastavnik.ui.charts.small import bar, beat, cells, spark
from nastavnik.ui.charts.strip import Strip, StripMark, StripRow, strip

__all__ = [
    "AnswersRow",
    "Chart",
    "PairedRow",
    "Panel",
    "PulsePoint",
    "Strip",
    "StripMark",
    "StripRow",
    "bar",
    "beat",
    "cells",
    "diverging",
    "dumbbell",
    "multiples",
    "pulse",
    "spark",
    "strip",
]
