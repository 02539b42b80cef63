"""Charts drawn by the server as SVG: no inline style, colours by class, words beside every figure."""

from nastavnik.ui.charts.small import bar, beat, cells, spark
from nastavnik.ui.charts.strip import Strip, StripMark, StripRow, strip

__all__ = ["Strip", "StripMark", "StripRow", "bar", "beat", "cells", "spark", "strip"]
