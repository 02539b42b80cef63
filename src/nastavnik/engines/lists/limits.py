"""What a cell may be, and how much of a file is read."""

from __future__ import annotations

import datetime as dt

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
MAX_ROWS = 50_000
MAX_COLUMNS = 200
#: Characters of one cell; the rest of a longer one is no value of a list.
MAX_CELL = 5_000
