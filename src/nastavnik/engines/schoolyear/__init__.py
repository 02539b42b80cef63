"""Words of time in mentoring plans → terms → dates of a school year. Plain Python, no clock, no network."""

from .describe import describe
from .errors import SchoolYearError, TermNotDated, YearOutOfRange
from .expand import Occurrence, due_date, occurrences, resolve, settle
from .judge import first_known, for_document, for_single_act, is_overdue, off_day, over_years, same_as_above
from .model import ROW_ABOVE, Span, Term
from .parse import cut_term, parse_term, parse_terms
from .production import (
    add_working_days,
    is_working_day,
    last_known_year,
    next_working_day,
    previous_working_day,
    working_days_between,
)
from .russian_days import russian_date, russian_span
from .year import SchoolYear, YearCalendar, find_school_year

__all__ = [
    "ROW_ABOVE",
    "Occurrence",
    "SchoolYear",
    "SchoolYearError",
    "Span",
    "Term",
    "TermNotDated",
    "YearCalendar",
    "YearOutOfRange",
    "add_working_days",
    "cut_term",
    "describe",
    "due_date",
    "find_school_year",
    "first_known",
    "for_document",
    "for_single_act",
    "is_overdue",
    "is_working_day",
    "last_known_year",
    "next_working_day",
    "occurrences",
    "off_day",
    "over_years",
    "parse_term",
    "parse_terms",
    "previous_working_day",
    "resolve",
    "russian_date",
    "russian_span",
    "same_as_above",
    "settle",
    "working_days_between",
]
