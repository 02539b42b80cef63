"""Statistics that are right for twelve people: ranks, exact distributions, suppression of small cells.

Everything is deterministic: there are no random numbers, so that a reprinted report is identical.
"""

from __future__ import annotations

from .alpha import Reliability, reliability
from .categories import Turned, clopper_pearson, holm, mcnemar
from .claims import Objection, objections
from .contract import COMMANDS, answer, answer_all, explain
from .errors import Refused, StatisticsError
from .paired import Figures, Paired, Person, Scale, compare_pairs
from .scales import Item, Measure, Wave, score, subscales
from .spearman import Correlation, correlate
from .suppression import Row, Table, hide_distribution, hide_in_district, hide_in_row, hide_in_table, may_filter
from .unpaired import Unpaired, compare
from .verdict import Sensitivity, Verdict

__all__ = [
    "COMMANDS",
    "Correlation",
    "Figures",
    "Item",
    "Measure",
    "Objection",
    "Paired",
    "Person",
    "Refused",
    "Reliability",
    "Row",
    "Scale",
    "Sensitivity",
    "StatisticsError",
    "Table",
    "Turned",
    "Unpaired",
    "Verdict",
    "Wave",
    "answer",
    "answer_all",
    "clopper_pearson",
    "compare",
    "compare_pairs",
    "correlate",
    "explain",
    "hide_distribution",
    "hide_in_district",
    "hide_in_row",
    "hide_in_table",
    "holm",
    "may_filter",
    "mcnemar",
    "objections",
    "reliability",
    "score",
    "subscales",
]
